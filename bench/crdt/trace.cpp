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
    for (const json::value& transaction : *transactions) {
        if (!transaction.is_object()) return fail(ErrorCode::Corrupt, "bad transaction");
        DK_TRY(const json::array* patches, json::array_at(transaction.as_object(), "patches"));
        auto& list = trace.transactions.emplace_back();
        for (const json::value& value : *patches) {
            DK_TRY(Patch patch, read_patch(value));
            list.push_back(std::move(patch));
        }
    }
    return trace;
}

} // namespace denkraum::bench
