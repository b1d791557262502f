// SPDX-License-Identifier: EUPL-1.2
#include "base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace denkraum {

void check_failed(std::string_view condition, std::string_view why, const char* file, int line) {
    std::fprintf(
        stderr,
        "%s:%d: CHECK failed: %.*s (%.*s)\n",
        file,
        line,
        static_cast<int>(condition.size()),
        condition.data(),
        static_cast<int>(why.size()),
        why.data()
    );
    std::abort();
}

} // namespace denkraum
