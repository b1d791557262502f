// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/document/redaction/redaction.hpp"
#include "engine/crdt/id.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::document::redaction {

/// The tables redaction, redaction_joined and redacted_range, and what others keep of the words.
namespace store {
[[nodiscard]] Done insert(sql::Transaction& main, const Redaction& redaction);
[[nodiscard]] Result<std::optional<Redaction>> find(sql::Transaction& main, RedactionId id);
/// Of one document, newest first.
[[nodiscard]] Result<std::vector<Redaction>> of_document(sql::Transaction& main, DocumentId id);
/// Those that are there already stay.
[[nodiscard]] Done
add_joined(sql::Transaction& main, RedactionId id, const std::vector<std::string>& uids);
/// Writes what was decided. Fails: Conflict when it was decided meanwhile.
[[nodiscard]] Done decide(sql::Transaction& main, const Redaction& redaction);
[[nodiscard]] Done
put_ranges(sql::Transaction& main, DocumentId id, const std::vector<crdt::IdRange>& ranges);
[[nodiscard]] Result<std::vector<crdt::IdRange>> ranges(sql::Transaction& main, DocumentId id);
/// Words that were kept for somebody, out of this block.
[[nodiscard]] Done erase_kept(sql::Transaction& main, DocumentId id, std::string_view uid);
/// What waits for somebody besides, with or without a block, and was not emptied.
struct KeptWords {
    KeptId id = {};
    std::string words = {};
};
[[nodiscard]] Result<std::vector<KeptWords>> kept_words(sql::Transaction& main, DocumentId id);
[[nodiscard]] Done erase_kept(sql::Transaction& main, KeptId id);
/// What people wrote beside a text: the name of a point, or a comment of an imported file.
struct Label {
    Bytes point = {};          ///< its id; empty: a comment
    std::int64_t position = 0; ///< of the comment
    std::string words = {};
    std::string quote = {};
};
[[nodiscard]] Result<std::vector<Label>> labels_beside(sql::Transaction& main, DocumentId id);
/// "[…]" stands in its place.
[[nodiscard]] Done empty_label(sql::Transaction& main, DocumentId id, const Label& label);

} // namespace store

} // namespace denkraum::document::redaction
