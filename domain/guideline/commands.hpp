// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/prose/prose.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "domain/document/commands.hpp"
#include "domain/guideline/edition/change_table.hpp"
#include "domain/guideline/export/exports.hpp"
#include "domain/guideline/guideline.hpp"
#include "domain/network/access.hpp"
#include "platform/sql/sql.hpp"

/// What people do with guidelines besides writing their draft. Each command writes one trail entry
/// and one event with what it changes, in one transaction.
namespace denkraum::guideline::commands {

using Services = document::commands::Services;

struct NewGuideline {
    std::string title = {};
    std::string key = {}; ///< empty: made from the title
    std::string language = "de";
    std::optional<document::DocumentId> draft = {}; ///< an existing document; empty: a new one
};

/// Fails: Invalid with the field that is wrong; Conflict when the key is taken (field "key") or
/// the document is the draft of another guideline (field "draft"); NotFound for no such document.
[[nodiscard]] Result<Guideline>
create(const Services& services, network::ActorId actor, const NewGuideline& wanted);

/// Under which the guideline itself is filed; no words take it away. The next release request
/// begins with it, editions keep what is printed on them.
/// Fails: Forbidden for guests; Invalid, field "file_number", when it is too long; NotFound.
[[nodiscard]] Done set_file_number(
    const Services& services,
    const network::Viewer& viewer,
    GuidelineId guideline,
    std::string_view file_number
);

struct WantedRelease {
    GuidelineId guideline = {};
    Instant date = {};
    std::string legal_state = {};
    std::string file_number = {}; ///< Aktenzeichen, or empty
    secret::Digest seen = {};     ///< hash of the words the person had before them
};

/// Freezes the draft as it stands and lays it before the network.
/// Fails: Forbidden for guests; Conflict when the draft has changed since it was seen (field
/// "seen"), may not be published as findings_of() says, or another request is open; Invalid for a
/// date before the newest edition's (field "date"), a legal state or a file number that is too
/// long.
[[nodiscard]] Result<RequestId> request_release(
    const Services& services, const network::Viewer& viewer, const WantedRelease& wanted
);

/// Why paragraphs were changed, by uid; no words take a reason away.
struct WantedReasons {
    GuidelineId guideline = {};
    Reasons reasons = {};
};

/// Keeps them until the next edition, whose table of changes says them.
/// Fails: Forbidden for guests; TooLarge with the uid as its field; Conflict while a request waits:
/// what a second person reads stays as it is.
[[nodiscard]] Done
keep_reasons(const Services& services, const network::Viewer& viewer, const WantedReasons& wanted);

/// Publishes the frozen words as the next edition. All files are made before the transaction; those
/// that the machine's tools cannot make are noted as missing.
/// Fails: Forbidden unless may_release(); Conflict when the request is not open any more or
/// another edition was published meanwhile.
[[nodiscard]] Result<Edition> release(
    const Services& services,
    const network::Viewer& viewer,
    RequestId id,
    const ExportTools& tools = {}
);

/// Fails: as the transitions of the same name.
[[nodiscard]] Done decline(
    const Services& services, const network::Viewer& viewer, RequestId id, std::string_view reason
);
[[nodiscard]] Done withdraw(const Services& services, const network::Viewer& viewer, RequestId id);

struct ImportedEdition {
    Instant date = {}; ///< printed on it, and taken as the day of its publication
    std::string legal_state = {};
    std::string file_number = {};
    std::vector<std::string> released_by = {}; ///< names of authorities
    prose::Prose prose = {};                   ///< blocks without uid get one
};

/// Publishes a text that others released long ago as the next edition of this guideline.
/// Fails: Conflict when the newest edition says the same; Invalid for a text without words or
/// with a uid twice.
[[nodiscard]] Result<Edition> import_edition(
    const Services& services,
    network::ActorId actor,
    GuidelineId guideline,
    const ImportedEdition& imported,
    const ExportTools& tools = {}
);

} // namespace denkraum::guideline::commands
