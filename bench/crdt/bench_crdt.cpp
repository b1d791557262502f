// SPDX-License-Identifier: EUPL-1.2

// Measures the co-writing engine on an editing trace; prints one JSON line per repetition.
//
//   bench_crdt --trace FILE.json.gz --workload NAME [--count N] [--repeat N]
//
// Workloads: see workloads.hpp. `ok` says that the resulting text is the trace's.

#include <fmt/core.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "bench/crdt/workloads.hpp"

namespace {

using namespace denkraum;

struct Options {
    std::string trace;
    std::string workload;
    std::size_t count = 0;
    int repeat = 5;
};

int usage() {
    fmt::print(
        stderr,
        "usage: bench_crdt --trace FILE.json.gz --workload "
        "local|load|snapshot|remote-relay|remote|merge|vector|memory [--count N] [--repeat N]\n"
    );
    return 2;
}

Done measure(const Options& options) {
    DK_TRY(bench::Trace trace, bench::read_trace(options.trace));
    DK_TRY(const bench::Input input, bench::prepare(std::move(trace)));
    for (int i = 0; i < options.repeat; ++i) {
        DK_TRY(
            const bench::Outcome outcome,
            bench::run_workload(options.workload, input, options.count)
        );
        fmt::print(
            R"({{"engine":"denkraum","workload":"{}","trace":"{}","cpu_ms":{:.3f},)"
            R"("wall_ms":{:.3f},"bytes":{},"rss_mb":{:.3f},"sha256":"{}","ok":{}}})"
            "\n",
            options.workload,
            input.trace.name,
            outcome.cost.cpu_ms,
            outcome.cost.wall_ms,
            outcome.bytes,
            outcome.rss_mb > 0 ? outcome.rss_mb : bench::resident_mb(),
            bench::sha256_hex(outcome.text),
            outcome.text == input.trace.end
        );
    }
    return {};
}

} // namespace

int main(int count, char** values) {
    Options options;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view name = values[i];
        const std::string value = values[i + 1];
        if (name == "--trace") options.trace = value;
        if (name == "--workload") options.workload = value;
        if (name == "--count") options.count = std::strtoull(value.c_str(), nullptr, 10);
        if (name == "--repeat") options.repeat = std::atoi(value.c_str());
    }
    if (options.trace.empty() || options.workload.empty()) return usage();
    const auto done = measure(options);
    if (done) return 0;
    fmt::print(stderr, "bench_crdt: {}\n", done.error().detail);
    return 1;
}
