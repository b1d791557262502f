// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/guideline/edition/edition.hpp"
#include "domain/guideline/edition/files.hpp"
#include "platform/sql/sql.hpp"

/// The only statements that change what was published: words go, everything else stays.
namespace denkraum::guideline::redaction::store {

/// Removes bytes that no edition and no request names.
[[nodiscard]] Done drop_if_unused(sql::Transaction& main, const secret::Digest& hash);

struct NamedFile {
    std::string name = {};
    secret::Digest content = {};
};
[[nodiscard]] Result<std::vector<NamedFile>>
files_of(sql::Transaction& main, GuidelineId guideline, int edition);
[[nodiscard]] Done replace_file(
    sql::Transaction& main,
    const Edition& edition,
    std::string_view name,
    const secret::Digest& content
);
/// The file is named as missing from then on.
[[nodiscard]] Done remove_file(
    sql::Transaction& main, const Edition& edition, std::string_view name, std::string_view why
);

/// The file in place of the one of this name, or of its being missing.
[[nodiscard]] Done put_back(sql::Transaction& main, const Edition& edition, const File& file);

/// Its words, and who wrote which of them.
[[nodiscard]] Done replace_paragraph(
    sql::Transaction& main, const Edition& edition, ParagraphId id, const prose::Block& block
);
/// Why this paragraph was changed, in waiting and in every edition: a reason may cite its words.
[[nodiscard]] Done remove_reasons(sql::Transaction& main, ParagraphId uid);

/// A draft that was frozen for its release.
struct Frozen {
    Bytes request = {};
    secret::Digest words = {};
};
[[nodiscard]] Result<std::vector<Frozen>> frozen_drafts(sql::Transaction& main);
struct Replaced {
    secret::Digest words = {};     ///< where they lie
    secret::Digest canonical = {}; ///< of the text
};
/// A request that still waits can be released with the words that are left, and so gets their hash.
[[nodiscard]] Done
replace_frozen(sql::Transaction& main, const Frozen& frozen, const Replaced& now);

} // namespace denkraum::guideline::redaction::store
