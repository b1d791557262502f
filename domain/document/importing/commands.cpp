// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/importing/commands.hpp"

#include "base/check.hpp"
#include "base/json/json.hpp"
#include "domain/document/importing/store.hpp"
#include "domain/document/media/commands.hpp"
#include "domain/document/media/media.hpp"
#include "domain/network/events.hpp"
#include "domain/trail/commands.hpp"

namespace denkraum::document::importing {
namespace {

/// How many, and nothing of what they say: that can be erased, the trail cannot.
Done keep_comments(
    const commands::Services& services,
    sql::Transaction& main,
    const network::Viewer& viewer,
    DocumentId id,
    const std::vector<intake::FileComment>& comments
) {
    if (comments.empty()) return {};
    DK_DO(store::insert_comments(main, id, comments));
    json::object says;
    says["comments"] = comments.size();
    trail::Entry entry = network::entry_by(
        viewer, services.clock.now(), "document.comments_kept", {"document", trail::any(id)}
    );
    entry.payload = json::write(says);
    DK_DO(trail::append(main, services.randomness, entry));
    return {};
}

} // namespace

Result<DocumentId> take_over(
    const commands::Services& services,
    const network::Viewer& viewer,
    const Job& job,
    std::string title
) {
    CHECK(job.stage == Stage::Ready, "only a preview can be taken over");
    DK_TRY(title, commands::valid_title(title));
    const intake::Imported& imported = *job.imported;
    for (const auto& [hash, picture] : *job.pictures)
        DK_DO(media::keep(services, picture));
    commands::NewDocument wanted{
        .title = std::move(title), .origin = job.file_name, .prose = imported.prose
    };
    wanted.beside = [&](sql::Transaction& main, DocumentId id) -> Done {
        const auto hashes = media::hashes_in(imported.prose);
        DK_DO(media::adopt(services, main, viewer, id, hashes));
        return keep_comments(services, main, viewer, id, imported.comments);
    };
    return commands::create(services, viewer.actor, std::move(wanted));
}

} // namespace denkraum::document::importing
