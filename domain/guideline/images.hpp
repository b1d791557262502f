// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "domain/guideline/edition/files.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::guideline {

/// The stored bytes of images, for the files of an edition; each is read in a transaction of its
/// own. The database must outlive what is given back.
[[nodiscard]] ImageBytes stored_images(sql::Database& main);

} // namespace denkraum::guideline
