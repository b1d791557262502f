// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "platform/sql/sql.hpp"

/// What other folders read of images.
namespace denkraum::document::media::queries {

/// The stored file of an image by its hash in hex, whoever may see it: for the files of an edition.
/// One statement. Fails: NotFound; Invalid for what is no hash.
[[nodiscard]] Result<Bytes> file(sql::Transaction& main, std::string_view hash);

} // namespace denkraum::document::media::queries
