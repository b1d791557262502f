// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "platform/sql/sql.hpp"

/// What other folders read of images.
namespace denkraum::document::media::queries {

/// The stored file of an image by its hash in hex, whoever may see it: for the files of an edition.
/// One statement. Fails: NotFound, also for one that was erased; Invalid for what is no hash.
[[nodiscard]] Result<Bytes> file(sql::Transaction& main, std::string_view hash);

/// The hashes of what was put into a document before `until`, in hex.
[[nodiscard]] Result<std::vector<std::string>>
images_of(sql::Transaction& main, DocumentId document, Instant until);
/// Whether it was ever put into another document than this one.
[[nodiscard]] Result<bool>
is_used_beside(sql::Transaction& main, std::string_view hash, DocumentId document);

} // namespace denkraum::document::media::queries
