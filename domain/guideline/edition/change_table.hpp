// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/guideline/edition/files.hpp"
#include "engine/diff/aspects.hpp"
#include "engine/diff/prose_diff.hpp"

/// The table of changes of an edition: old, new, number, reason where known. Made with the edition
/// and served as bytes ever after, in the language of the words.
///
///   aenderungen.json  {"format": "denkraum-changes 1", "key": text, "from": number, "to": number,
///                      "changes": [{"what": fate, "moved": true?, "number_before": text?,
///                                   "number": text?, "aspects": [aspect…]?,
///                                   "kind_before": kind?, "kind": kind?,
///                                   "before": words?, "after": words?, "reason": text?}…]}
///                     fate := "added" | "removed" | "changed" | "moved" | "split" | "joined"
///                     aspect: what is different besides the words (engine/diff/aspects.hpp)
///                     kind: both, where "aspects" has it, with ids as in base/prose
///                     words: with notes, alternative texts and cells; where these are aspects also
///                     links, explained terms and sources; lines end with a line feed, cells with
///                     a tab
///   aenderungen.html  the same as one page with the imprint and a table, which stands alone
namespace denkraum::guideline {

/// One paragraph, or several where they were split or joined.
struct ChangeLine {
    diff::Fate fate = diff::Fate::Changed; ///< Kept: it has only moved
    bool moved = false;
    std::string number_before = {}; ///< shown form; empty when added, or without number
    std::string number = {};
    std::vector<diff::Aspect> aspects = {}; ///< what is different besides the words
    /// Of the first paragraph on each side; they differ where the aspects have Kind.
    prose::Kind kind_before = prose::Kind::Paragraph;
    prose::Kind kind = prose::Kind::Paragraph;
    std::string before = {}; ///< words; empty when added
    std::string after = {};  ///< words; empty when removed
    std::string reason = {}; ///< empty: not known
    /// Of the paragraphs on both sides, the newer ones first; never empty.
    std::vector<std::string> uids = {};

    /// Under which its reason is kept.
    [[nodiscard]] const std::string& uid() const { return uids.front(); }

    friend bool operator==(const ChangeLine&, const ChangeLine&) = default;
};

/// Of the paragraphs on both sides of one entry, the newer ones first. Requires: as below.
[[nodiscard]] std::vector<std::string> uids_of(
    const diff::Entry& entry,
    const std::vector<Paragraph>& before,
    const std::vector<Paragraph>& after
);

/// Everything that is not unchanged, in the order of the newer text; blocks that say nothing on
/// either side are left out. `language` is that of the words, "de" or "en".
/// Requires: the difference was made from these texts.
[[nodiscard]] std::vector<ChangeLine> change_table(
    const diff::ProseDiff& diff,
    const std::vector<Paragraph>& before,
    const std::vector<Paragraph>& after,
    std::string_view language
);

/// Reasons by the uid of a paragraph.
using Reasons = std::map<std::string, std::string>;

/// Gives each line the reason of the first of its paragraphs that has one.
void give_reasons(std::vector<ChangeLine>& lines, const Reasons& reasons);

/// "changed", as in the file.
[[nodiscard]] std::string_view id_of(const ChangeLine& line);

/// Both files; `base_url` stands in front of the address. Requires: `to` is the edition, `from` the
/// one before it.
[[nodiscard]] std::vector<File> change_files(
    const Edition& to,
    int from,
    const std::vector<ChangeLine>& lines,
    std::string_view base_url = {}
);

} // namespace denkraum::guideline
