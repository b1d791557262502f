// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace denkraum::bench {

/// What a measured part cost this process.
struct Cost {
    double cpu_ms = 0; ///< user and system
    double wall_ms = 0;
};

class Meter {
public:
    Meter();
    [[nodiscard]] Cost cost() const;

private:
    double cpu_ms_;
    double wall_ms_;
};

/// Resident memory of this process now.
[[nodiscard]] double resident_mb();

[[nodiscard]] std::string sha256_hex(std::string_view text);

} // namespace denkraum::bench
