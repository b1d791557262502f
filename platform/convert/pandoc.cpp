// SPDX-License-Identifier: EUPL-1.2
#include "platform/convert/pandoc.hpp"

#include <utility>
#include <vector>

#include "platform/convert/limits.hpp"

namespace denkraum::convert {
namespace {

/// Pandoc's exit codes: 251 is an exhausted heap; 128 + signal is a killed process.
constexpr int exit_heap_exhausted = 251;
constexpr int exit_signalled = 128;
constexpr std::size_t message_bytes_max = 300;

std::string format_of(Source source) {
    switch (source) {
    case Source::Docx: return "docx+styles";
    case Source::Odt: return "odt";
    case Source::Html: return "html-native_divs-native_spans";
    case Source::Markdown: return "gfm-raw_html-emoji";
    }
    return {};
}

/// The machine ended it, not the file's contents.
bool is_out_of_bounds(int code) {
    return code == exit_heap_exhausted || (code > exit_signalled && code < exit_signalled + 65);
}

run::ChildOrder child_order(const Order& order) {
    run::ChildOrder child;
    child.argv = {"pandoc", "--sandbox", "-f", format_of(order.source), "-t", "json"};
    if (order.source == Source::Docx) {
        const bool accepts = order.changes == Changes::Accept;
        child.argv.emplace_back(accepts ? "--track-changes=accept" : "--track-changes=reject");
    }
    child.argv.emplace_back("-");
    child.input = order.bytes;
    child.limits.wall = wall_max;
    child.limits.cpu = cpu_max;
    child.limits.memory_bytes_max = memory_bytes_max;
    child.limits.stdout_bytes_max = output_bytes_max;
    child.cancelled = order.cancelled;
    return child;
}

} // namespace

Result<std::string> to_pandoc_json(const Order& order, const RunChild& run_child) {
    if (order.progress) order.progress(Stage::Started);
    auto output = run_child(child_order(order));
    if (!output) {
        Error error = std::move(output).error();
        if (error.code == ErrorCode::NotFound) {
            return fail(ErrorCode::Unavailable, "pandoc is missing: install the package 'pandoc'");
        }
        return std::unexpected(std::move(error));
    }
    const int code = output->exit_code;
    const std::string message = output->err.substr(0, message_bytes_max);
    if (is_out_of_bounds(code)) {
        return fail(ErrorCode::Unavailable, "pandoc gave up: " + message);
    }
    if (code != 0) return fail(ErrorCode::Invalid, "pandoc cannot read the file: " + message);
    if (order.progress) order.progress(Stage::Finished);
    return std::string(as_text(output->out));
}

} // namespace denkraum::convert
