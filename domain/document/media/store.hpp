// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "domain/network/network.hpp"
#include "platform/image/image.hpp"
#include "platform/secret/hash.hpp"
#include "platform/sql/sql.hpp"

/// The only SQL on the tables of images (migrations/main/0012).
namespace denkraum::document::media::store {

/// Keeps the picture; nothing happens when it is there already.
[[nodiscard]] Done
put(sql::Transaction& main, const secret::Digest& hash, const image::Picture& picture, Instant now);

struct StoredImage {
    std::string type = {};
    bool is_public = false;
    Bytes bytes = {};

    [[nodiscard]] bool is_erased() const { return bytes.empty(); }
};
/// Fails: NotFound.
[[nodiscard]] Result<StoredImage> find(sql::Transaction& main, const secret::Digest& hash);

/// Who put an image into a document, and when.
struct Use {
    DocumentId document = {};
    secret::Digest hash = {};
    network::MemberId member = {};
    Instant at = {};
};
/// The first use in a document counts. Nothing happens for a hash that is not stored.
[[nodiscard]] Done note_use(sql::Transaction& main, const Use& use);

[[nodiscard]] Result<std::int64_t> count_in(sql::Transaction& main, DocumentId document);
/// What a member has put into documents since then, each image once.
[[nodiscard]] Result<std::int64_t>
bytes_of(sql::Transaction& main, network::MemberId member, Instant since);

/// Nothing happens for a hash that is not stored.
[[nodiscard]] Done make_public(sql::Transaction& main, const secret::Digest& hash);
[[nodiscard]] Done make_private(sql::Transaction& main, const secret::Digest& hash);
/// The row stays, without bytes and for nobody.
[[nodiscard]] Done erase(sql::Transaction& main, const secret::Digest& hash);

/// What was put into a document before `until`.
[[nodiscard]] Result<std::vector<secret::Digest>>
used_in(sql::Transaction& main, DocumentId document, Instant until);
[[nodiscard]] Result<bool>
is_used_beside(sql::Transaction& main, const secret::Digest& hash, DocumentId document);

} // namespace denkraum::document::media::store
