// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/media/queries.hpp"

#include <utility>

#include "domain/document/media/media.hpp"
#include "domain/document/media/store.hpp"

namespace denkraum::document::media::queries {

Result<Bytes> file(sql::Transaction& main, std::string_view hash) {
    DK_TRY(const auto digest, digest_of(hash));
    DK_TRY(auto found, store::find(main, digest));
    if (found.is_erased()) return fail(ErrorCode::NotFound, "the image was erased");
    return std::move(found.bytes);
}

Result<std::vector<std::string>>
images_of(sql::Transaction& main, DocumentId document, Instant until) {
    DK_TRY(const auto digests, store::used_in(main, document, until));
    std::vector<std::string> hashes;
    for (const secret::Digest& digest : digests)
        hashes.push_back(to_hex(digest));
    return hashes;
}

Result<bool> is_used_beside(sql::Transaction& main, std::string_view hash, DocumentId document) {
    DK_TRY(const auto digest, digest_of(hash));
    return store::is_used_beside(main, digest, document);
}

} // namespace denkraum::document::media::queries
