// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/intake/ast/draft.hpp"
#include "engine/intake/file/words.hpp"
#include "engine/intake/report/report.hpp"

namespace denkraum::intake {

/// Compares the paragraphs of the file with those of the converter, in order. Where both agree,
/// the draft takes the label that Word shows (DOCX); what only the file has is inserted as a
/// paragraph of its own, so that no word can be lost. A paragraph that the converter changed beyond
/// recognition would stand there twice; it is named in the report.
/// `pictures` are those that the converter did not show, by the paragraph of the file (FilePicture)
/// that they follow.
///
/// The answer are the paragraphs of the file to which the converter added something: what it made
/// of them. A formula may stand inside a word of theirs.
using LostPictures = std::multimap<std::size_t, prose::Inline>;
using Reworded = std::unordered_map<const SourceParagraph*, std::string>;
Reworded reconcile(
    std::vector<Draft>& drafts,
    const FileWords& words,
    Report& report,
    const LostPictures& pictures = {}
);

} // namespace denkraum::intake
