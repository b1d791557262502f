// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

/// Bugs stop the program: a broken invariant must never be written to disk or shown to a person.
/// `CHECK(condition, "why it holds")` is on in every build; bad luck (input, network, disk) is a
/// `Result` instead, see base/result.hpp.
#define CHECK(condition, why)                                                                      \
    do {                                                                                           \
        if (!(condition)) [[unlikely]] {                                                           \
            ::denkraum::check_failed(#condition, (why), __FILE__, __LINE__);                       \
        }                                                                                          \
    } while (false)

namespace denkraum {

/// Prints where and why on standard error and aborts.
[[noreturn]] void
check_failed(std::string_view condition, std::string_view why, const char* file, int line);

} // namespace denkraum
