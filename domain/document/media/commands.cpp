// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/media/commands.hpp"

#include <array>

#include "base/json/json.hpp"
#include "domain/document/media/limits.hpp"
#include "domain/document/media/media.hpp"
#include "domain/document/media/store.hpp"
#include "domain/document/store.hpp"
#include "domain/network/events.hpp"
#include "domain/trail/commands.hpp"

namespace denkraum::document::media {
namespace {

Done record(
    const commands::Services& services,
    sql::Transaction& main,
    const network::Viewer& viewer,
    DocumentId document,
    std::span<const std::string> hashes
) {
    trail::Entry entry = network::entry_by(
        viewer, services.clock.now(), "document.images_added", {"document", trail::any(document)}
    );
    json::array names;
    for (const std::string& hash : hashes)
        names.emplace_back(hash);
    entry.payload = json::write(json::object{{"images", std::move(names)}});
    DK_DO(trail::append(main, services.randomness, entry));
    const ByteView subject = document.bytes();
    const network::Event event{
        .kind = entry.action,
        .subject_kind = "document",
        .subject = Bytes(subject.begin(), subject.end()),
        .payload = entry.payload
    };
    return network::append_event(main, entry.at, event);
}

/// What is in the document, and what this member stores in a day, stays within its bounds.
Done check_room(sql::Transaction& main, const store::Use& use, std::size_t bytes) {
    DK_TRY(const std::int64_t count, store::count_in(main, use.document));
    if (count >= document_images_max) return fail(ErrorCode::TooLarge, "the document is full");
    DK_TRY(const std::int64_t stored, store::bytes_of(main, use.member, use.at - member_period));
    if (stored + static_cast<std::int64_t>(bytes) > member_bytes_max) {
        return fail(ErrorCode::Unavailable, "this member has stored too much today");
    }
    return {};
}

} // namespace

Result<prose::Image>
add(const commands::Services& services,
    const network::Viewer& viewer,
    DocumentId document,
    const image::Picture& picture) {
    const prose::Image image = image_of(picture);
    store::Use use{.document = document, .member = viewer.member, .at = services.clock.now()};
    DK_TRY(use.hash, digest_of(image.hash));
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    DK_DO(document::store::find(main, document));
    DK_DO(check_room(main, use, picture.bytes.size()));
    DK_DO(store::put(main, use.hash, picture, use.at));
    DK_TRY(const auto kept, store::find(main, use.hash));
    if (kept.is_erased()) return fail(ErrorCode::Conflict, "this image was erased for good");
    DK_DO(store::note_use(main, use));
    const std::array<std::string, 1> hashes{image.hash};
    DK_DO(record(services, main, viewer, document, hashes));
    DK_DO(std::move(main).commit());
    return image;
}

Done keep(const commands::Services& services, const image::Picture& picture) {
    DK_TRY(const auto hash, digest_of(image_of(picture).hash));
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    DK_DO(store::put(main, hash, picture, services.clock.now()));
    return std::move(main).commit();
}

Done adopt(
    const commands::Services& services,
    sql::Transaction& main,
    const network::Viewer& viewer,
    DocumentId document,
    std::span<const std::string> hashes
) {
    if (hashes.empty()) return {};
    store::Use use{.document = document, .member = viewer.member, .at = services.clock.now()};
    for (const std::string& hash : hashes) {
        DK_TRY(use.hash, digest_of(hash));
        DK_DO(store::note_use(main, use));
    }
    return record(services, main, viewer, document, hashes);
}

Done publish(sql::Transaction& main, std::span<const std::string> hashes) {
    for (const std::string& hash : hashes) {
        DK_TRY(const auto digest, digest_of(hash));
        DK_DO(store::make_public(main, digest));
    }
    return {};
}

Done erase(sql::Transaction& main, std::span<const std::string> hashes) {
    for (const std::string& hash : hashes) {
        DK_TRY(const auto digest, digest_of(hash));
        DK_DO(store::erase(main, digest));
    }
    return {};
}

Done withdraw(sql::Transaction& main, std::span<const std::string> hashes) {
    for (const std::string& hash : hashes) {
        DK_TRY(const auto digest, digest_of(hash));
        DK_DO(store::make_private(main, digest));
    }
    return {};
}

} // namespace denkraum::document::media
