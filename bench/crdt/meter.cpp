// SPDX-License-Identifier: EUPL-1.2
#include "bench/crdt/meter.hpp"

#include <sodium.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>

#include "base/bytes.hpp"

namespace denkraum::bench {
namespace {

double cpu_now_ms() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto ms = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

double wall_now_ms() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::milli>(now).count();
}

} // namespace

Meter::Meter() : cpu_ms_(cpu_now_ms()), wall_ms_(wall_now_ms()) {}

Cost Meter::cost() const {
    return {cpu_now_ms() - cpu_ms_, wall_now_ms() - wall_ms_};
}

double resident_mb() {
    std::ifstream statm("/proc/self/statm");
    double total = 0;
    double resident = 0;
    statm >> total >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

std::string sha256_hex(std::string_view text) {
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> hash{};
    const ByteView bytes = as_bytes(text);
    crypto_hash_sha256(hash.data(), bytes.data(), bytes.size());
    return to_hex(hash);
}

} // namespace denkraum::bench
