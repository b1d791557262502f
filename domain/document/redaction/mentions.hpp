// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "platform/sql/sql.hpp"

/// Words that must go may stand beside the text, too: in the name of a point of its history, in
/// what the Protokoll says of that, in a comment of the file that it came from, and in what is kept
/// for somebody because it was not taken over.
namespace denkraum::document::redaction {

/// What gives the words away that must go; found once, asked often.
class Telltales {
public:
    explicit Telltales(std::vector<std::string> words);

    /// Whether `text` says something that the words say: a number of five or more digits, or two
    /// words that follow each other, ten letters together, both with a capital letter, as names
    /// have. It may find too much: what it finds is only a label.
    [[nodiscard]] bool are_in(std::string_view text) const;
    /// Whether it stands in the words as a whole, or they in it.
    [[nodiscard]] bool share_passage_with(std::string_view quote) const;

private:
    std::vector<std::string> words_;
    std::set<std::string> marks_;
};

/// Empties names of points and comments that mention the words, and comments whose quotation stands
/// in them. Points and comments stay, and say that something was removed. Kept words that mention
/// them or share a passage with them go, whatever block they were typed into.
[[nodiscard]] Done
erase_mentions(sql::Transaction& main, DocumentId document, const Telltales& telltales);

/// The entries of the Protokoll on points of this document whose payload mentions the words, by
/// number. Others say nothing out of the text; titles stay where they are read, so in there too.
[[nodiscard]] Result<std::vector<std::int64_t>>
entries_that_mention(sql::Transaction& main, DocumentId document, const Telltales& telltales);

} // namespace denkraum::document::redaction
