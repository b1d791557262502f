// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string_view>

#include "domain/document/commands.hpp"
#include "domain/document/redaction/images.hpp"
#include "domain/document/redaction/store.hpp"
#include "engine/crdt/doc.hpp"

namespace denkraum::document::redaction {

/// What a confirmation needs of others; filled by the wiring.
struct Around {
    /// One change of the living document by the server, through its room: everybody who has it
    /// open sees it. Blocks until it is durable.
    using Make = std::function<Result<Bytes>(crdt::Doc&, crdt::ClientId)>;
    std::function<Result<Seq>(DocumentId, network::ActorId, crdt::ClientId, const Make&)> change;
    /// What is held of the document in memory, its rooms and its history, is read again from the
    /// log. Called when the log is clean, and again at the end.
    std::function<void(DocumentId)> forget = {};
    /// What higher folders made of the blocks: editions, their files, frozen drafts. Asked before
    /// the transaction of the command, so that what takes long is made first; `notice` is what
    /// stands in the place of the words.
    struct Further {
        ImageHashes images = {}; ///< that the blocks show there
        /// Carried out in the transaction. Takes those out of `images` that are still shown. Fails:
        /// Conflict, field "editions", when what it was made of is another by now; `further` is
        /// asked again then.
        std::function<Done(sql::Transaction& main, ImageHashes& images)> in_transaction = {};
    };
    using Blocks = std::vector<std::string>;
    std::function<Result<Further>(const Blocks& uids, std::string_view notice)> further = {};
    /// Bytes that were given free are overwritten, in both databases.
    std::function<Done()> overwrite_freed = {};
};

struct Wanted {
    DocumentId document = {};
    std::string uid = {};
    std::string reason = {};
};
/// The block may be gone from the text: history and editions have its words. What it was joined
/// with goes too. Fails: Forbidden for guests; Invalid, field "reason" or "uid"; NotFound; Conflict
/// when it was asked for already.
[[nodiscard]] Result<RedactionId>
request(const commands::Services& services, const network::Viewer& by, const Wanted& wanted);

/// `shown`: the blocks that whoever confirms was shown, besides those written down with the
/// request. Fails: Forbidden unless may_confirm(); NotFound; Conflict when it was decided
/// meanwhile; Invalid, field "joined", when more were joined since: nothing is done then. When it
/// fails on its way it is still open and can be confirmed again.
[[nodiscard]] Done confirm(
    const commands::Services& services,
    const Around& around,
    const network::Viewer& by,
    RedactionId id,
    const std::vector<std::string>& shown = {}
);
[[nodiscard]] Done
decline(const commands::Services& services, const network::Viewer& by, RedactionId id);

} // namespace denkraum::document::redaction
