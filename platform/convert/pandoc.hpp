// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "platform/run/child.hpp"

/// Documents into pandoc's JSON, by pandoc as a bounded child process in its sandbox: it reads what
/// it is given and nothing else.
namespace denkraum::convert {

enum class Source { Docx, Odt, Html, Markdown };

enum class Stage {
    Started,  ///< the converter is running
    Finished, ///< its answer is there
};

/// What becomes of tracked changes in a DOCX.
enum class Changes { Accept, Reject };

struct Order {
    Source source = Source::Docx;
    ByteView bytes = {}; ///< the file; HTML and Markdown in UTF-8
    Changes changes = Changes::Accept;
    std::function<void(Stage)> progress = {};
    /// Set from another thread to give up; outlives the call.
    const run::CancelFlag* cancelled = nullptr;
};

using RunChild = std::function<Result<run::ChildOutput>(const run::ChildOrder&)>;

/// Pandoc's JSON AST (`-t json`), with tracked changes as ordered. Blocks: call it on a worker.
///
/// Fails: Invalid when pandoc cannot read the file; TooLarge when the answer is too long; Conflict
/// when it was cancelled; Unavailable when it took too long or too much memory, or when pandoc is
/// not installed (the detail names the package).
[[nodiscard]] Result<std::string>
to_pandoc_json(const Order& order, const RunChild& run_child = run::run_child);

} // namespace denkraum::convert
