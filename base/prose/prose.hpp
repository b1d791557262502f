// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The only text model outside the CRDT: what an import yields, what a draft looks like at a
/// moment, what an edition consists of. A flat list of blocks, because the editor's document is
/// flat; nesting of lists is an indent, the tree of chapters follows from the headings.
namespace denkraum::prose {

/// The ids in brackets stand in CRDT markers, JSON and CSS classes; an unknown id reads as
/// Paragraph.
enum class Kind {
    Paragraph,        ///< [p]
    Heading,          ///< [h], with level 1 to `heading_level_max`
    Quote,            ///< [quote]
    ValuePair,        ///< [value_pair] Wertepaar
    Principle,        ///< [principle] Grundsatz
    CommitmentClause, ///< [commitment] Selbstverpflichtung
    Recommendation,   ///< [recommendation] Empfehlung
    CheckQuestion,    ///< [check_question] Prüffrage
    Explanation,      ///< [explanation] Erläuterung
    Example,          ///< [example] Beispiel
};

enum class ListStyle {
    None,   ///< ['']
    Bullet, ///< [bullet]
    Number, ///< [number]
};

constexpr int heading_level_max = 4;
constexpr int indent_max = 8;

[[nodiscard]] std::string_view id_of(Kind kind);
[[nodiscard]] std::optional<Kind> kind_from_id(std::string_view id);
[[nodiscard]] std::string_view id_of(ListStyle style);
[[nodiscard]] std::optional<ListStyle> list_from_id(std::string_view id);

struct Marks {
    bool strong = false;
    bool em = false;
    bool code = false;
    std::string link = {}; ///< an address, or empty

    friend auto operator<=>(const Marks&, const Marks&) = default;
};

/// A run of text with the same marks; or, where `atom` is not empty, one thing that is not text
/// (an image, a note), as the JSON that stands in the CRDT. Unknown atoms are kept.
struct Inline {
    std::string text = {}; ///< UTF-8, no line breaks except '\n' for a forced one
    Marks marks = {};
    std::string atom = {};

    friend auto operator<=>(const Inline&, const Inline&) = default;
};

struct Block {
    std::string uid = {}; ///< 22 characters of base64url, permanent; empty before it has been given
    Kind kind = Kind::Paragraph;
    int level = 0; ///< headings: 1 is the highest; otherwise 0
    ListStyle list = ListStyle::None;
    int indent = 0; ///< depth of a list item, 0 is the outermost
    std::vector<Inline> content = {};

    friend auto operator<=>(const Block&, const Block&) = default;
};

struct Prose {
    std::vector<Block> blocks = {};

    friend auto operator<=>(const Prose&, const Prose&) = default;
};

/// The words of a block or of everything, marks left out; blocks end with a line feed.
[[nodiscard]] std::string plain_text(const Block& block);
[[nodiscard]] std::string plain_text(const Prose& prose);

/// A block of one unmarked run.
[[nodiscard]] Block block_of(Kind kind, std::string text);

/// Appends to the last run where the marks agree, so that runs are as long as they can be.
void append_run(std::vector<Inline>& content, std::string_view text, const Marks& marks);

/// Makes values legal without losing a word: levels and indents clamped, empty runs dropped,
/// equal neighbours joined, heading levels only on headings.
[[nodiscard]] Prose normalised(Prose prose);

/// Number of words, counted as runs of characters between white space.
[[nodiscard]] std::size_t word_count(const Prose& prose);

} // namespace denkraum::prose
