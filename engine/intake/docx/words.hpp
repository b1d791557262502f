// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/result.hpp"
#include "engine/intake/file/package.hpp"
#include "engine/intake/file/words.hpp"

namespace denkraum::intake {

/// All w:t of a DOCX: document, footnotes, endnotes; and the labels of its lists as Word shows
/// them. Of mc:AlternateContent the first mc:Choice counts, mc:Fallback only where there is no
/// choice. Deleted text and the origin of moved text do not count.
///
/// Fails: Corrupt when a part is not well-formed; TooLarge when it is too deep or too large;
/// Conflict when it was cancelled.
[[nodiscard]] Result<FileWords>
docx_words(const Package& package, const WordsOptions& options = {});

} // namespace denkraum::intake
