// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What an import tells about itself, as values: the sentences for people are made where their
/// language is known.
namespace denkraum::intake {

enum class Format { Docx, Odt, Html, Markdown, Text, Json, Akn };

/// Why a file is not taken.
enum class Refusal {
    Empty,
    TooLarge,  ///< more bytes, blocks or nesting than allowed
    Encrypted, ///< protected by a password
    OldWord,   ///< .doc and other OLE files
    Rtf,
    Pdf,
    Spreadsheet, ///< also presentations: office files that are not texts
    Image,
    OtherZip, ///< an archive, but no document
    Binary,   ///< anything else that is not text
    Damaged,  ///< a package that cannot be read, XML that is not well-formed
    Bomb,     ///< small outside, huge or endlessly deep inside
    NoWords,  ///< readable, but there is no text in it
};

enum class RemarkKind {
    WordsMissing,        ///< count: words of the file that are not in the prose; examples: they
    ImageTaken,          ///< count: pictures that stand in the text
    ImageUndescribed,    ///< of these, those without alternative text; examples: names
    ImageLeftOut,        ///< examples: names and alternative texts
    TableTaken,          ///< count: tables
    MergedCells,         ///< count: cells that were several; examples: their words
    TableInTable,        ///< count: tables inside a cell, now paragraphs of that cell
    NoteTaken,           ///< count: notes that stand at their place
    NoteMoved,           ///< count: long notes that now stand after their paragraph
    TextBoxTaken,        ///< count: paragraphs from text boxes, inserted after their anchor
    PassageRecovered,    ///< count: other paragraphs that the converter had left out
    TrackedChanges,      ///< count: the document as if all had been accepted
    CommentKept,         ///< count; examples: who said what
    FieldAsText,         ///< count: fields, whose present words stay
    ShapeLeftOut,        ///< count: shapes, charts, diagrams; their words were kept
    HeaderFooterLeftOut, ///< count: words in headers and footers
    RawHtmlLeftOut,      ///< count: tags; their words were kept
    LinkLeftOut,         ///< examples: addresses that are not web or mail; their words were kept
    NumberKeptAsText,    ///< count: list numbers that stand in the text
    MathAsText,          ///< count
    StrikeoutAsText,     ///< count
    DefinitionList,      ///< count
    HeadingLevelRaised,  ///< count: headings deeper than the deepest level
    EncodingGuessed,     ///< the text was neither UTF-8 nor marked, read as Windows-1252
    UnknownElement,      ///< examples: names; their words were kept where they had any
};

struct Remark {
    RemarkKind kind;
    std::int64_t count = 0;
    std::vector<std::string> examples = {}; ///< at most `examples_max`, shortened

    friend bool operator==(const Remark&, const Remark&) = default;
};

struct Report {
    Format format = Format::Text;
    std::int64_t blocks = 0;
    std::int64_t headings = 0;
    std::int64_t words = 0;
    /// Words the file itself has (DOCX and ODT, else 0).
    std::int64_t words_in_file = 0;
    /// They were compared with the prose, and all of them are there. Not known of our own editions,
    /// whose numbers and headings are made anew.
    bool has_all_words = false;
    std::vector<Remark> remarks = {}; ///< one for each kind, in the order of the kinds

    /// Adds to the remark of this kind, and the example where there is room.
    void add(RemarkKind kind, std::int64_t count = 1, std::string_view example = {});
    [[nodiscard]] std::int64_t count_of(RemarkKind kind) const;
};

} // namespace denkraum::intake
