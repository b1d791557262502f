// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/result.hpp"
#include "engine/intake/file/package.hpp"
#include "engine/intake/file/words.hpp"

namespace denkraum::intake {

/// The words of all text:p and text:h of an ODT. The converter leaves out text boxes, sections,
/// tables of contents and many fields; they are all here. Annotations and the text of deletions do
/// not count. The labels of lists are not computed.
///
/// Fails: Corrupt when content.xml is missing or not well-formed; TooLarge as walk_xml
/// and above `blocks_max` paragraphs; Conflict when it was cancelled.
[[nodiscard]] Result<FileWords> odt_words(const Package& package, const WordsOptions& options = {});

/// The package as the converter is to see it: without the tags of sections and of header rows
/// around their content, because it would leave the content out. Empty when nothing has to change.
///
/// Fails: Unavailable when the package cannot be made.
[[nodiscard]] Result<Bytes> odt_unwrapped(const Package& package);

} // namespace denkraum::intake
