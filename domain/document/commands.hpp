// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/prose/prose.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "domain/network/access.hpp"
#include "domain/network/network.hpp"
#include "engine/crdt/id.hpp"
#include "platform/sql/sql.hpp"

/// What a member can do to a document besides writing in it (that is room/).
namespace denkraum::document::commands {

/// What every command of this folder needs.
struct Services {
    sql::Database& main;
    sql::Database& log;
    const Clock& clock;
    Randomness& randomness;
};

struct NewDocument {
    std::string title;
    std::string language = "de";
    std::string origin = {};     ///< name of the imported file
    std::string begun_from = {}; ///< template or outline, for the trail entry
    prose::Prose prose = {};     ///< first words; blocks without uid get one
    /// What belongs to it and is written with its row, in one transaction.
    std::function<Done(sql::Transaction& main, DocumentId document)> beside = {};
};

/// Fails: Invalid, at the field, for an empty or too long one. Without white space around it.
[[nodiscard]] Result<std::string> valid_title(std::string_view typed);

/// Writes the first words to the log under an import actor of this member, then the document's
/// row, its client id and a trail entry in one transaction. Blocks keep the uids they bring.
/// Fails: Invalid as valid_title(); TooLarge above `state_bytes_max`; as `beside` does.
[[nodiscard]] Result<DocumentId>
create(const Services& services, network::ActorId actor, NewDocument wanted);

/// Fails: NotFound; Invalid for an empty or too long title.
[[nodiscard]] Done
rename(const Services& services, network::ActorId actor, DocumentId id, std::string_view title);

/// A fresh client id for a page with an editor. No trail entry: nothing has happened yet.
/// Fails: NotFound.
[[nodiscard]] Result<crdt::ClientId>
open_editor(const Services& services, network::ActorId actor, DocumentId id);

/// The member has dealt with words that were kept for them: they go. Fails: NotFound when not
/// theirs.
[[nodiscard]] Done
finish_kept(const Services& services, const network::Viewer& author, KeptId kept);

} // namespace denkraum::document::commands
