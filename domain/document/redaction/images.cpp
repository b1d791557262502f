// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/redaction/images.hpp"

#include <limits>
#include <vector>

#include "domain/document/log/update_log.hpp"
#include "domain/document/media/commands.hpp"
#include "domain/document/media/media.hpp"
#include "domain/document/media/queries.hpp"
#include "domain/document/text/projection.hpp"

namespace denkraum::document::redaction {
namespace {

/// An image stands in an update as its JSON, and there its hash as it is.
void leave_out_named(ImageHashes& images, ByteView bytes) {
    std::erase_if(images, [&](const std::string& hash) {
        return as_text(bytes).find(hash) != std::string_view::npos;
    });
}

/// Everything after the snapshot, or everything.
Done leave_out_named_by(sql::Transaction& log, DocumentId id, bool is_whole, ImageHashes& images) {
    DK_TRY(const auto snapshot, update_log::newest_snapshot(log, id));
    if (snapshot) leave_out_named(images, snapshot->state);
    return update_log::each_record(
        log,
        id,
        is_whole || !snapshot ? 0 : snapshot->seq,
        std::numeric_limits<Seq>::max(),
        [&](const update_log::Line&, ByteView update) -> Done {
            leave_out_named(images, update);
            return {};
        }
    );
}

} // namespace

ImageHashes images_of(const crdt::Doc& doc, std::string_view uid) {
    prose::Prose shown;
    for (prose::Block& block : text::project(doc).prose.blocks) {
        if (block.uid == uid) shown.blocks.push_back(std::move(block));
    }
    const std::vector<std::string> hashes = media::hashes_in(shown);
    return {hashes.begin(), hashes.end()};
}

Result<ImageHashes> images_before(sql::Transaction& main, DocumentId document, Instant until) {
    DK_TRY(const auto hashes, media::queries::images_of(main, document, until));
    return ImageHashes(hashes.begin(), hashes.end());
}

Result<ImageHashes> named_nowhere(sql::Transaction& log, DocumentId document, ImageHashes images) {
    if (images.empty()) return images;
    DK_TRY(const auto all, update_log::documents(log));
    for (const DocumentId& id : all) {
        if (images.empty()) break;
        DK_DO(leave_out_named_by(log, id, id == document, images));
    }
    return images;
}

Done erase_unused(sql::Transaction& main, DocumentId document, ImageHashes images) {
    std::vector<std::string> gone;
    for (const std::string& hash : images) {
        DK_TRY(const bool is_used, media::queries::is_used_beside(main, hash, document));
        if (!is_used) gone.push_back(hash);
    }
    return media::erase(main, gone);
}

} // namespace denkraum::document::redaction
