// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "domain/document/history/arrivals.hpp"
#include "engine/crdt/doc.hpp"
#include "platform/sql/sql.hpp"

/// Finding the words of a block in a document, and taking them out of its log.
namespace denkraum::document::redaction {

/// Units of one item that came with one record and went with one, and the blocks that they stood
/// in.
struct Stay {
    crdt::IdRange units;
    std::string_view words; ///< empty where they are no text
    bool is_living = true;
    /// By uid, in the order of time. Words behind the place of a deleted block stood in it only if
    /// they came before it went, and in the block before it only if they outlived it. A block that
    /// was split off counts as having been there before.
    std::vector<std::string_view> blocks;
};
/// Everything that says or shows something, living and deleted, from the beginning of the text to
/// its end. What the arrivals do not know yet came last. No view may outlive the call.
void each_stay(
    const crdt::Doc& doc,
    const history::Arrivals& arrivals,
    const std::function<void(const Stay&)>& tell
);

/// Everything that is or was written in this block: words, images, notes and links, those included
/// that were deleted since, and the cells of its table. Markers stay.
[[nodiscard]] std::vector<crdt::IdRange>
units_of(const crdt::Doc& doc, const history::Arrivals& arrivals, std::string_view uid);

/// What is or was written there: as it reads now, and with everything that was deleted since.
[[nodiscard]] std::vector<std::string>
words_of(const crdt::Doc& doc, const history::Arrivals& arrivals, std::string_view uid);

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
