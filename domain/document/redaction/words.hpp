// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "engine/crdt/doc.hpp"
#include "platform/sql/sql.hpp"

/// Finding the words of a block in a document, and taking them out of its log.
namespace denkraum::document::redaction {

/// Whether this says or shows something: text, an image, a note, where a link leads.
[[nodiscard]] bool holds_words(const crdt::ItemView& view);

/// Everything that is or was written in this block: words, images, notes and links, those included
/// that were deleted since, and the cells of its table. Markers stay.
[[nodiscard]] std::vector<crdt::IdRange> units_of(const crdt::Doc& doc, std::string_view uid);

/// What is or was written there: as it reads now, and with everything that was deleted since.
[[nodiscard]] std::vector<std::string> words_of(const crdt::Doc& doc, std::string_view uid);

/// The update that deletes these units, and says in the first of the blocks that the text still
/// has that something is gone. Requires: the client id is the server's to use. Changes the
/// document.
[[nodiscard]] Result<Bytes> delete_units(
    crdt::Doc& doc,
    crdt::ClientId client,
    std::span<const std::string> blocks,
    std::span<const crdt::IdRange> units,
    std::string_view notice
);

/// Takes the content of these units out of every record and the snapshot. A record that changed
/// loses its salt; hashes and chain stay as they are. Returns how many records changed.
[[nodiscard]] Result<std::int64_t>
clean_log(sql::Transaction& log, DocumentId document, std::span<const crdt::IdRange> units);

} // namespace denkraum::document::redaction
