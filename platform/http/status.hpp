// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "base/result.hpp"

namespace denkraum::http {

/// The one place where reasons become HTTP statuses.
[[nodiscard]] int status_of(ErrorCode code);

/// "Not Found"; "Status" for a number nobody uses.
[[nodiscard]] std::string_view reason_of(int status);

} // namespace denkraum::http
