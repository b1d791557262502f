// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/document/commands.hpp"
#include "engine/crdt/doc.hpp"

/// Images that stood in a redacted block, and stand nowhere else. By hash, in hex.
namespace denkraum::document::redaction {

using ImageHashes = std::set<std::string>;

/// Those that the block shows now.
[[nodiscard]] ImageHashes images_of(const crdt::Doc& doc, std::string_view uid);

/// Those of the document that were put into it before `until`.
[[nodiscard]] Result<ImageHashes>
images_before(sql::Transaction& main, DocumentId document, Instant until);

/// Leaves those of them that no text names: not the whole history of this document, and no other
/// document as it is now. Requires: the log of this document is clean. Reads all documents, since
/// images are shared; whoever redacts can wait for that.
[[nodiscard]] Result<ImageHashes>
named_nowhere(sql::Transaction& log, DocumentId document, ImageHashes images);

/// Erases the bytes of those that no other document has ever used.
[[nodiscard]] Done erase_unused(sql::Transaction& main, DocumentId document, ImageHashes images);

} // namespace denkraum::document::redaction
