// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/media/queries.hpp"

#include <algorithm>
#include <utility>

#include "domain/document/media/store.hpp"

namespace denkraum::document::media::queries {

Result<Bytes> file(sql::Transaction& main, std::string_view hash) {
    DK_TRY(const Bytes raw, from_hex(hash));
    secret::Digest digest{};
    if (raw.size() != digest.size()) return fail(ErrorCode::Invalid, "a hash has 32 bytes");
    std::copy(raw.begin(), raw.end(), digest.begin());
    DK_TRY(auto found, store::find(main, digest));
    return std::move(found.bytes);
}

} // namespace denkraum::document::media::queries
