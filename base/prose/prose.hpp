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
    Table,            ///< [table] its content is the caption, its words stand in `table`
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
    std::string term = {}; ///< what this abbreviation or term means, or empty

    friend auto operator<=>(const Marks&, const Marks&) = default;
};

/// A run of text with the same marks; or, where `atom` is not empty, one thing that is not text
/// (an image, a note: base/prose/atoms.hpp), as the JSON that stands in the CRDT. Unknown atoms are
/// kept.
struct Inline {
    std::string text = {}; ///< UTF-8, no line breaks except '\n' for a forced one
    Marks marks = {};
    std::string atom = {};

    friend auto operator<=>(const Inline&, const Inline&) = default;
};

using Cell = std::vector<Inline>;
using Row = std::vector<Cell>;

/// Rows of equally many cells; which of them are heads is said once for the table.
struct Table {
    bool header_row = true;
    bool header_column = false;
    std::vector<Row> rows = {};

    [[nodiscard]] std::size_t columns() const { return rows.empty() ? 0 : rows.front().size(); }
    [[nodiscard]] bool is_header(std::size_t row, std::size_t column) const {
        return (header_row && row == 0) || (header_column && column == 0);
    }

    friend auto operator<=>(const Table&, const Table&) = default;
};

/// What a paragraph rests on.
struct Source {
    std::string title = {};
    std::string link = {};        ///< an address, or empty
    std::string file_number = {}; ///< Aktenzeichen, Fundstelle; or empty
    std::string looked_up = {};   ///< the day as "2026-11-22", or empty

    friend auto operator<=>(const Source&, const Source&) = default;
};

struct Block {
    std::string uid = {}; ///< 22 characters of base64url, permanent; empty before it has been given
    Kind kind = Kind::Paragraph;
    int level = 0; ///< headings: 1 is the highest; otherwise 0
    ListStyle list = ListStyle::None;
    int indent = 0; ///< depth of a list item, 0 is the outermost
    std::vector<Inline> content = {};
    Table table = {}; ///< without rows unless the kind is Table
    std::vector<Source> sources = {};

    friend auto operator<=>(const Block&, const Block&) = default;
};

struct Prose {
    std::vector<Block> blocks = {};

    friend auto operator<=>(const Prose&, const Prose&) = default;
};

/// The words of a block or of everything, marks and atoms left out; blocks end with a line feed.
/// Of a table: the caption, then its rows, each on a line of its own, cells parted by tabs.
[[nodiscard]] std::string plain_text(const Block& block);
[[nodiscard]] std::string plain_text(const Prose& prose);

/// A block of one unmarked run.
[[nodiscard]] Block block_of(Kind kind, std::string text);

/// Appends to the last run where the marks agree, so that runs are as long as they can be.
void append_run(std::vector<Inline>& content, std::string_view text, const Marks& marks);

/// The runs of a block in reading order, cell by cell after the caption.
template <class Visit>
void each_run(const Block& block, Visit visit) {
    for (const Inline& run : block.content)
        visit(run);
    for (const Row& row : block.table.rows) {
        for (const Cell& cell : row) {
            for (const Inline& run : cell)
                visit(run);
        }
    }
}

/// Of all tables of a text, once their rows are filled up.
inline constexpr std::size_t cells_max = 200'000;
/// How many that will be: what nobody has looked at is bounded by it before normalised(), which
/// would make much of a table with many short rows beside a long one.
[[nodiscard]] std::size_t cell_count(const std::vector<Block>& blocks);

/// Makes values legal without losing a word: levels and indents clamped, empty runs dropped,
/// equal neighbours joined, heading levels only on headings, rows filled up to the longest one;
/// what has rows is a table, and a table without any is a paragraph.
[[nodiscard]] Prose normalised(Prose prose);

/// Number of words, counted as runs of characters between white space.
[[nodiscard]] std::size_t word_count(const Prose& prose);

} // namespace denkraum::prose
