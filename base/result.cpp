// SPDX-License-Identifier: EUPL-1.2
#include "base/result.hpp"

#include "base/check.hpp"

namespace denkraum {

std::string_view name_of(ErrorCode code) {
    switch (code) {
    case ErrorCode::NotFound: return "not_found";
    case ErrorCode::Forbidden: return "forbidden";
    case ErrorCode::Conflict: return "conflict";
    case ErrorCode::Invalid: return "invalid";
    case ErrorCode::TooLarge: return "too_large";
    case ErrorCode::Corrupt: return "corrupt";
    case ErrorCode::Unavailable: return "unavailable";
    }
    CHECK(false, "every code has a name");
}

} // namespace denkraum
