// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"

/// Editing traces of github.com/josephg/editing-traces (sequential ones):
///
///   trace := { "startContent": text, "endContent": text,
///              "txns": [ { "patches": [ [position, deleted, inserted] … ] } … ] }
///
/// gzipped; positions and lengths in characters, which are UTF-16 units in the ASCII traces.
namespace denkraum::bench {

struct Patch {
    std::uint64_t position = 0;
    std::uint64_t deleted = 0;
    std::string inserted;
};

struct Trace {
    std::string name;
    std::string start;
    std::string end;
    std::vector<std::vector<Patch>> transactions;
};

/// Fails: NotFound, Corrupt.
[[nodiscard]] Result<Trace> read_trace(const std::string& path);

} // namespace denkraum::bench
