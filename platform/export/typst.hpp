// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "platform/run/child.hpp"

/// PDF by Typst, as a bounded child process: node with the addon of packaging/typst, in an empty
/// folder, without network where the kernel lets us take it away.
namespace denkraum::exports {

using RunChild = std::function<Result<run::ChildOutput>(const run::ChildOrder&)>;

struct PdfOrder {
    std::filesystem::path folder; ///< share/denkraum/typst: program, template, fonts, addon
    std::string json = {};        ///< what the template reads
    std::vector<run::ChildFile> images = {};
};

/// Why no PDF can be made here, as a sentence part for the log; empty when it can.
[[nodiscard]] std::string why_no_pdf(const std::filesystem::path& folder);

struct MadePdf {
    Bytes bytes = {};
    /// Signs that no font has, as "U+6F22": they stand in the file as their number.
    std::vector<std::string> unknown_signs = {};
};

/// The file, built for PDF/UA-1: Typst refuses what that forbids. Blocks: call it on a worker.
/// Fails: Unavailable when node or the addon is missing, or it took too long or too much memory;
/// Invalid when Typst refused (the detail says why).
[[nodiscard]] Result<MadePdf>
make_pdf(const PdfOrder& order, const RunChild& run_child = run::run_child);

} // namespace denkraum::exports
