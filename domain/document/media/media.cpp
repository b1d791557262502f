// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/media/media.hpp"

#include <set>

#include "base/bytes.hpp"
#include "platform/secret/hash.hpp"

namespace denkraum::document::media {

prose::Image image_of(const image::Picture& picture) {
    return {
        .hash = to_hex(secret::sha256(picture.bytes)),
        .type = std::string(image::media_type(picture.type)),
        .width = picture.size.width,
        .height = picture.size.height
    };
}

std::string address_of(const prose::Image& image) {
    return "/bilder/" + image.hash;
}

html::ImageAddress addresses() {
    return address_of;
}

std::vector<std::string> hashes_in(const prose::Prose& prose) {
    std::set<std::string> hashes;
    for (const prose::Block& block : prose.blocks) {
        prose::each_run(block, [&](const prose::Inline& run) {
            if (const auto image = prose::image_of(run)) hashes.insert(image->hash);
        });
    }
    return {hashes.begin(), hashes.end()};
}

Result<secret::Digest> digest_of(std::string_view hash) {
    DK_TRY(const Bytes bytes, from_hex(hash));
    secret::Digest digest{};
    if (bytes.size() != digest.size()) return fail(ErrorCode::Invalid, "no hash of an image");
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
}

} // namespace denkraum::document::media
