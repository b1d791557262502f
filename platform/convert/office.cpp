// SPDX-License-Identifier: EUPL-1.2
#include "platform/convert/office.hpp"

#include <utility>

#include "platform/convert/limits.hpp"

namespace denkraum::convert {
namespace {

constexpr std::size_t message_bytes_max = 300;

run::ChildOrder bounded(std::vector<std::string> argv, ByteView input) {
    run::ChildOrder child;
    child.argv = std::move(argv);
    child.input = input;
    child.limits.wall = wall_max;
    child.limits.cpu = cpu_max;
    child.limits.memory_bytes_max = memory_bytes_max;
    child.limits.stdout_bytes_max = output_bytes_max;
    return child;
}

Result<run::ChildOutput> run(const run::ChildOrder& child, const RunChild& run_child) {
    auto output = run_child(child);
    if (!output && output.error().code == ErrorCode::NotFound) {
        return fail(ErrorCode::Unavailable, "pandoc is missing: install the package 'pandoc'");
    }
    return output;
}

/// Pandoc takes JSON of its own version only, so it is asked for one.
Result<json::value> api_version(const RunChild& run_child) {
    const auto child = bounded({"pandoc", "-f", "markdown", "-t", "json", "-"}, {});
    DK_TRY(const auto output, run(child, run_child));
    DK_TRY(const json::value parsed, json::parse(as_text(output.out)));
    if (!parsed.is_object() || !parsed.get_object().contains("pandoc-api-version")) {
        return fail(ErrorCode::Unavailable, "pandoc does not say its version");
    }
    return parsed.get_object().at("pandoc-api-version");
}

} // namespace

Result<Bytes> write_office(const WriteOrder& order, const RunChild& run_child) {
    json::object document;
    DK_TRY(document["pandoc-api-version"], api_version(run_child));
    document["meta"] = order.meta;
    document["blocks"] = order.blocks;
    const std::string text = json::write(document);
    // Not --sandbox: Debian's pandoc then misses its own templates. What it reads is our own tree,
    // in which every image is a data: address.
    std::vector<std::string> argv{"pandoc", "-f", "json", "-t"};
    argv.emplace_back(order.target == Target::Docx ? "docx" : "odt");
    const std::string look = order.target == Target::Docx ? "reference.docx" : "reference.odt";
    if (!order.reference.empty()) argv.push_back("--reference-doc=" + look);
    for (const char* word : {"-o", "-", "-"})
        argv.emplace_back(word);
    run::ChildOrder child = bounded(std::move(argv), as_bytes(text));
    child.cancelled = order.cancelled;
    if (!order.reference.empty()) {
        child.files.push_back(
            {.name = look, .bytes = Bytes(order.reference.begin(), order.reference.end())}
        );
    }
    DK_TRY(auto output, run(child, run_child));
    const std::string message = output.err.substr(0, message_bytes_max);
    if (output.exit_code > 128 || output.exit_code == 251) {
        return fail(ErrorCode::Unavailable, "pandoc gave up: " + message);
    }
    if (output.exit_code != 0) return fail(ErrorCode::Invalid, "pandoc refuses: " + message);
    return std::move(output.out);
}

} // namespace denkraum::convert
