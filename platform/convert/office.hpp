// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "base/bytes.hpp"
#include "base/json/json.hpp"
#include "platform/convert/pandoc.hpp"

/// Pandoc's JSON into office documents, by pandoc as a bounded child process in an empty folder.
/// The tree is ours: images in it must be data: addresses, or pandoc would look for the file.
namespace denkraum::convert {

enum class Target { Docx, Odt };

struct WriteOrder {
    Target target = Target::Docx;
    json::object meta = {};  ///< as in pandoc's AST
    json::array blocks = {}; ///< as in pandoc's AST; images as data: addresses
    ByteView reference = {}; ///< a document whose styles are taken; empty: pandoc's
    const run::CancelFlag* cancelled = nullptr;
};

/// The document as bytes. Blocks: call it on a worker.
/// Fails: Invalid when pandoc refuses what it got; Conflict when it was cancelled; Unavailable when
/// it took too long or too much memory, or is not installed (the detail names the package).
[[nodiscard]] Result<Bytes>
write_office(const WriteOrder& order, const RunChild& run_child = run::run_child);

} // namespace denkraum::convert
