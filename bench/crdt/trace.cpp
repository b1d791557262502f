// SPDX-License-Identifier: EUPL-1.2
#include "bench/crdt/trace.hpp"

#include <zlib.h>

#include <memory>

#include "base/json/json.hpp"

namespace denkraum::bench {
namespace {

constexpr std::size_t trace_bytes_max = std::size_t{1} << 30U;

Result<std::string> unzip(const std::string& path) {
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
    if (!file) return fail(ErrorCode::NotFound, "cannot open " + path);
    std::string text;
    char buffer[1U << 16U];
    for (;;) {
        const int bytes = gzread(file.get(), buffer, sizeof buffer);
        if (bytes < 0) return fail(ErrorCode::Corrupt, "not gzip: " + path);
        if (bytes == 0) return text;
        text.append(buffer, static_cast<std::size_t>(bytes));
    }
}

Result<Patch> read_patch(const json::value& value) {
    const json::array* parts = value.if_array();
    if (parts == nullptr || parts->size() != 3 || !parts->at(0).is_int64()
        || !parts->at(1).is_int64() || !parts->at(2).is_string()) {
        return fail(ErrorCode::Corrupt, "patch is not [position, deleted, inserted]");
    }
    return Patch{
        static_cast<std::uint64_t>(parts->at(0).as_int64()),
        static_cast<std::uint64_t>(parts->at(1).as_int64()),
        std::string(parts->at(2).as_string())
    };
}

constexpr std::int64_t agents_max = 1000;

Result<Transaction> read_transaction(const json::value& value, const Trace& trace) {
    if (!value.is_object()) return fail(ErrorCode::Corrupt, "bad transaction");
    const json::object& from = value.as_object();
    Transaction transaction;
    DK_TRY(const json::array* patches, json::array_at(from, "patches"));
    for (const json::value& patch : *patches) {
        DK_TRY(Patch read, read_patch(patch));
        transaction.patches.push_back(std::move(read));
    }
    if (trace.agents == 1) return transaction;
    DK_TRY(const std::int64_t agent, json::integer_at(from, "agent"));
    transaction.agent = static_cast<std::size_t>(agent);
    if (transaction.agent >= trace.agents) return fail(ErrorCode::Corrupt, "unknown agent");
    DK_TRY(const json::array* parents, json::array_at(from, "parents"));
    for (const json::value& parent : *parents) {
        const auto at = static_cast<std::size_t>(parent.is_int64() ? parent.as_int64() : -1);
        if (at >= trace.transactions.size()) return fail(ErrorCode::Corrupt, "parent comes later");
        transaction.parents.push_back(at);
    }
    return transaction;
}

} // namespace

Result<Trace> read_trace(const std::string& path) {
    DK_TRY(const std::string text, unzip(path));
    DK_TRY(const json::value whole, json::parse(text, trace_bytes_max));
    if (!whole.is_object()) return fail(ErrorCode::Corrupt, "trace is not an object");
    Trace trace;
    const std::size_t slash = path.rfind('/');
    trace.name = path.substr(slash == std::string::npos ? 0 : slash + 1);
    trace.name = trace.name.substr(0, trace.name.find('.'));
    trace.start = json::text_or(whole.as_object(), "startContent");
    trace.end = json::text_or(whole.as_object(), "endContent");
    DK_TRY(const json::array* transactions, json::array_at(whole.as_object(), "txns"));
    const std::int64_t agents = json::integer_or(whole.as_object(), "numAgents", 1);
    if (agents < 1 || agents > agents_max) return fail(ErrorCode::Corrupt, "too many agents");
    trace.agents = static_cast<std::size_t>(agents);
    for (const json::value& value : *transactions) {
        DK_TRY(Transaction transaction, read_transaction(value, trace));
        trace.transactions.push_back(std::move(transaction));
    }
    return trace;
}

} // namespace denkraum::bench
