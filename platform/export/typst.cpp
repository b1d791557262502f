// SPDX-License-Identifier: EUPL-1.2
#include "platform/export/typst.hpp"

#include <algorithm>
#include <string_view>

#include "platform/export/limits.hpp"

namespace denkraum::exports {
namespace {

constexpr int exit_refused = 1;
constexpr std::string_view missing_node = "node is missing: install the package 'nodejs'";

run::ChildOrder child_order(const PdfOrder& order) {
    run::ChildOrder child;
    // Absolute, since the child is started in a folder of its own.
    const auto program = std::filesystem::absolute(order.folder) / "compile.mjs";
    child.argv = {"node", "--no-warnings", "--max-old-space-size=512", program.string()};
    const ByteView json = as_bytes(order.json);
    child.files = order.images;
    child.files.push_back({.name = "edition.json", .bytes = Bytes(json.begin(), json.end())});
    child.wanted = {"edition.pdf"};
    child.limits.wall = pdf_wall_max;
    child.limits.cpu = pdf_cpu_max;
    child.limits.memory_bytes_max = 0; // node reserves far more than it uses
    child.limits.data_bytes_max = pdf_data_bytes_max;
    child.limits.file_bytes_max = pdf_bytes_max;
    return child;
}

/// "signs U+6F22 U+5B57" LF
std::vector<std::string> signs_in(std::string_view told) {
    constexpr std::string_view lead = "signs ";
    std::vector<std::string> signs;
    if (!told.starts_with(lead)) return signs;
    told.remove_prefix(lead.size());
    while (!told.empty() && signs.size() < unknown_signs_max) {
        const std::size_t end = std::min(told.find_first_of(" \n"), told.size());
        if (end > 0) signs.emplace_back(told.substr(0, end));
        told.remove_prefix(std::min(end + 1, told.size()));
    }
    return signs;
}

} // namespace

std::string why_no_pdf(const std::filesystem::path& folder) {
    std::error_code ignored;
    const auto exists = [&](const char* name) {
        return std::filesystem::exists(folder / name, ignored);
    };
    if (folder.empty() || !exists("compile.mjs")) return "the folder for Typst is missing";
    if (!exists("node_modules/@myriaddreamin/typst-ts-node-compiler")) {
        return "the Typst compiler is missing: npm ci in packaging/typst";
    }
    return run::has_program("node") ? "" : std::string(missing_node);
}

Result<MadePdf> make_pdf(const PdfOrder& order, const RunChild& run_child) {
    if (std::string why = why_no_pdf(order.folder); !why.empty()) {
        return fail(ErrorCode::Unavailable, std::move(why));
    }
    auto output = run_child(child_order(order));
    if (!output) {
        if (output.error().code != ErrorCode::NotFound) return std::unexpected(output.error());
        return fail(ErrorCode::Unavailable, std::string(missing_node));
    }
    const std::string message = output->err.substr(0, message_bytes_max);
    if (output->exit_code == exit_refused) {
        return fail(ErrorCode::Invalid, "Typst refuses the text: " + message);
    }
    if (output->exit_code != 0 || output->files.empty()) {
        return fail(ErrorCode::Unavailable, "Typst gave up: " + message);
    }
    return MadePdf{
        .bytes = std::move(output->files.front().bytes),
        .unknown_signs = signs_in(as_text(output->out))
    };
}

} // namespace denkraum::exports
