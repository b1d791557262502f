// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

#include "platform/run/memory.hpp"

namespace denkraum::run {
namespace {

long resident_mib() {
    long pages = 0;
    std::ifstream("/proc/self/statm") >> pages >> pages;
    return pages * ::sysconf(_SC_PAGESIZE) >> 20;
}

TEST(Memory, that_lies_below_something_that_lives_on_is_given_back) {
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "skipped: another allocator";
#endif
    std::vector<std::string> rush;
    for (int i = 0; i < 100'000; ++i)
        rush.emplace_back(1000, 'x');
    const std::string lives_on(1000, 'y');
    rush.clear();
    rush.shrink_to_fit();
    const long before = resident_mib();
    give_back_memory();
    EXPECT_LT(resident_mib(), before - 50) << lives_on.size();
}

} // namespace
} // namespace denkraum::run
