// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/prose/prose.hpp"
#include "base/result.hpp"
#include "engine/intake/ast/inlines.hpp"
#include "engine/intake/file/upload.hpp"
#include "engine/intake/file/words.hpp"
#include "engine/intake/profile/structure.hpp"
#include "engine/intake/report/report.hpp"

/// From an uploaded file to prose, without losing a word:
///
///   read_upload(bytes, name)  → Upload or Refusal            (what it is; nothing is written)
///   read_words(upload)        → the words that must arrive   (DOCX and ODT)
///   for_converter(bytes, upload) → pandoc, a child process (platform/convert) → json
///   from_pandoc(json, …) or from_plain_text(upload, …) → Imported
///
/// Everything here is pure: bytes in, values out.
namespace denkraum::intake {

struct Options {
    /// Which numbering to look for; nothing means: find out.
    std::optional<ProfileId> profile = {};
    /// Where pictures go, and what is said of those that nobody described.
    Pictures pictures = {};
    /// Paragraphs of our own JSON keep their uids; otherwise the text is a copy.
    bool keeps_uids = false;
};

struct Imported {
    prose::Prose prose = {}; ///< normalised; uids are empty
    std::string title = {};  ///< a proposal for the document's title, may be empty
    Report report = {};
    Structure structure = {};               ///< with the lines before, the preview
    std::vector<FileComment> comments = {}; ///< of the file; they stand in no paragraph
};

/// What the file itself says: for DOCX and ODT its words, for other formats nothing.
///
/// Fails: Corrupt or TooLarge, see refusal_of; Conflict when it was cancelled.
[[nodiscard]] Result<std::optional<FileWords>>
read_words(const Upload& upload, const WordsOptions& options = {});

/// What the converter is to read: the file itself, its text in UTF-8, or for an ODT with sections a
/// package without them. `bytes` are those the upload was read from. Changes of a DOCX are the
/// converter's business; it cannot reject those of an ODT, so they are rejected here.
///
/// Fails: Unavailable when memory runs out.
[[nodiscard]] Result<Bytes>
for_converter(ByteView bytes, const Upload& upload, Changes changes = Changes::Accepted);

/// Blocks from pandoc's JSON. With `words`, every paragraph of the file that the converter left
/// out (text boxes above all) is inserted where it stood, and for DOCX the labels of lists are
/// those that Word shows.
///
/// Notes stand at their place (long ones as explanations after their paragraph), tables are tables;
/// the words of merged cells stand in the first of them. List numbers are kept as text unless the
/// list counts 1., 2., 3. in a text without legal structure.
///
/// Fails: Invalid when it is not pandoc's JSON; NotFound when there are no words; TooLarge above
/// the bounds of limits.hpp.
[[nodiscard]] Result<Imported> from_pandoc(
    std::string_view json,
    const Upload& upload,
    const std::optional<FileWords>& words,
    const Options& options
);

/// Blocks from plain text: paragraphs end at empty lines, at indented or numbered lines.
///
/// Fails: NotFound when there are no words; TooLarge above the bounds of limits.hpp.
[[nodiscard]] Result<Imported> from_plain_text(const Upload& upload, const Options& options);

/// The text of an edition, or prose, as we write it in JSON: the same blocks.
///
/// Fails: Invalid for another shape; NotFound when there are no words; TooLarge above the bounds.
[[nodiscard]] Result<Imported> from_our_json(const Upload& upload, const Options& options);

/// Akoma Ntoso (engine/intake/akn/akn.hpp): our own gives the same blocks.
///
/// Fails: Corrupt when it is not well-formed; NotFound when there are no words; TooLarge.
[[nodiscard]] Result<Imported> from_akn(const Upload& upload, const Options& options);

/// What to tell a person about a failure of the functions above, or of the converter as far as the
/// file is to blame (not when it was cancelled, Conflict, or could not run, Unavailable).
[[nodiscard]] Refusal refusal_of(const Error& error);

} // namespace denkraum::intake
