// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "domain/network/access.hpp"

namespace denkraum::document::media {

/// Members see every image, everybody those of published editions.
[[nodiscard]] inline bool may_see(const network::Viewer* viewer, bool is_public) {
    return is_public || network::signed_in(viewer);
}

} // namespace denkraum::document::media
