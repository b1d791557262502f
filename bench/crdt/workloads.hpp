// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "bench/crdt/meter.hpp"
#include "bench/crdt/trace.hpp"

/// What is measured: the same as of the peers.
namespace denkraum::bench {

/// One repetition of one workload.
struct Outcome {
    Cost cost;
    std::size_t bytes = 0; ///< of the updates, the saved document or the merged update
    double rss_mb = 0;
    std::string text; ///< the final text, to be compared with the trace's
};

/// The root in which the text is, as in the peers' bench.
inline constexpr std::string_view text_root = "text";

/// A trace and what is made of it before anything is measured.
struct Input {
    Trace trace;
    std::vector<Bytes> updates; ///< one per transaction of the trace
    Bytes saved;                ///< the whole document without deleted text, as yjs saves it
};
[[nodiscard]] Result<Input> prepare(Trace trace);

/// local         replays the trace, one edit per transaction; not a concurrent one
/// remote        applies one update per transaction to an empty document
/// remote-relay  takes the updates into a run table and serves all of it as one diff
/// load          applies the saved document and reads its text, best of 7
/// snapshot      opens our own snapshot of it and reads its text, without building the document
/// merge         merges the first `count` updates (0: all)
/// vector        state vector of that merge, and its diff against the vector of its first half
/// memory        resident memory of one of `count` copies (at least 20) of the saved document
/// Fails: Invalid for an unknown workload.
[[nodiscard]] Result<Outcome>
run_workload(std::string_view workload, const Input& input, std::size_t count);

} // namespace denkraum::bench
