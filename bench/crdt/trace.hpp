// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"

/// Editing traces of github.com/josephg/editing-traces:
///
///   trace := { "startContent": text, "endContent": text, "kind"?: "concurrent", "numAgents"?: n,
///              "txns": [ { "patches": [ [position, deleted, inserted] … ],
///                          "agent"?: i, "parents"?: [ earlier transactions … ] } … ] }
///
/// gzipped; positions and lengths in characters, which are UTF-16 units in the ASCII traces. In a
/// concurrent trace each transaction was made in a document that has its parents and what those
/// build on; what one agent makes builds on all that they made before.
namespace denkraum::bench {

struct Patch {
    std::uint64_t position = 0;
    std::uint64_t deleted = 0;
    std::string inserted;
};

struct Transaction {
    std::vector<Patch> patches;
    std::size_t agent = 0;
    std::vector<std::size_t> parents;
};

struct Trace {
    std::string name;
    std::string start;
    std::string end;
    std::size_t agents = 1; ///< 1: a sequential trace, whose transactions name no parents
    std::vector<Transaction> transactions;
};

/// Fails: NotFound, Corrupt.
[[nodiscard]] Result<Trace> read_trace(const std::string& path);

} // namespace denkraum::bench
