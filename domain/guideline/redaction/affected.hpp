// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/guideline/edition/edition.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::guideline::redaction {

/// An edition whose files say what stood in one of some paragraphs.
struct Affected {
    Edition edition = {};
    /// Otherwise only its table of changes may have the words: the edition before it has them.
    bool has_paragraph = false;
};
/// By guideline, older editions first. What is no paragraph's uid was never published.
[[nodiscard]] Result<std::vector<Affected>>
affected_by(sql::Transaction& main, const std::vector<std::string>& uids);

/// Hash of the words that its files are made of: its own, and those of the edition before it.
[[nodiscard]] Result<secret::Digest> words_behind(sql::Transaction& main, const Edition& edition);

/// Everything but the words stays: kind, level, list, uid.
void replace_words(prose::Block& block, std::string_view notice);

/// "aenderungen.html", "aenderungen.json".
[[nodiscard]] bool is_change_table(std::string_view name);
/// "leitlinie-vorgang.zip".
[[nodiscard]] bool is_bundle(std::string_view name);

} // namespace denkraum::guideline::redaction
