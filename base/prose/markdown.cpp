// SPDX-License-Identifier: EUPL-1.2
#include "base/prose/markdown.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "base/prose/lists.hpp"
#include "base/prose/markdown_marks.hpp"

namespace denkraum::prose {
namespace {

constexpr int markdown_heading_max = 6;

/// What stands on the first line before a block's words, and on every further line.
struct Lead {
    std::string first;
    std::string rest;
};

/// The list markers while items come by: one open list per depth.
class Markers {
public:
    Lead next(ListStyle style, int depth) {
        const auto wanted = static_cast<std::size_t>(depth);
        open_.resize(std::min(open_.size(), wanted));
        if (open_.size() == wanted && open_.back().style != style) open_.pop_back();
        if (open_.size() < wanted) open_.push_back({style, 0, column()});
        CHECK(open_.size() == wanted, "an item is at most one step deeper than the one before");
        Open& list = open_.back();
        ++list.count;
        const std::string marker =
            style == ListStyle::Bullet ? "- " : std::to_string(list.count) + ". ";
        list.width = marker.size();
        return {std::string(list.column, ' ') + marker, std::string(column(), ' ')};
    }
    void close() { open_.clear(); }

private:
    struct Open {
        ListStyle style;
        int count;
        std::size_t column;
        std::size_t width = 0;
    };
    /// Where the content of the innermost open item begins.
    [[nodiscard]] std::size_t column() const {
        return open_.empty() ? 0 : open_.back().column + open_.back().width;
    }
    std::vector<Open> open_;
};

std::string indented(std::string_view words, std::string_view lead) {
    std::string out;
    for (const char c : words) {
        out += c;
        if (c == '\n') out += lead;
    }
    return out;
}

bool is_heading(const Block& block) {
    return block.kind == Kind::Heading;
}

/// Number and kind, as they stand before the words.
std::string prefix_of(const Block& block, const MarkdownOptions& options, std::size_t index) {
    std::string prefix;
    if (!options.numbers.empty() && !options.numbers[index].empty()) {
        const std::string& number = options.numbers[index];
        prefix += is_heading(block) ? number + " " : "**" + number + "** ";
    }
    const std::string label = options.label ? options.label(block.kind) : std::string();
    if (!label.empty()) prefix += "*" + escaped_markdown(label) + ":* ";
    return prefix;
}

/// A heading is one line, so a forced break becomes a space.
std::string heading_words(const Block& block, MarkdownAround& around) {
    Block flat = block;
    for (Inline& run : flat.content)
        std::replace(run.text.begin(), run.text.end(), '\n', ' ');
    std::string words = marked_words(flat.content, around);
    // A closing sequence of '#' would be dropped.
    if (words.ends_with(" #") || words.ends_with("##")) words.insert(words.size() - 1, "\\");
    return words;
}

/// A table has a head in Markdown, if need be an empty one.
std::string table_lines(const Table& table, MarkdownAround& around) {
    if (table.rows.empty()) return {};
    const auto line = [&](const Row& row) {
        std::string out = "|";
        for (const Cell& cell : row)
            out += " " + marked_cell(cell, around) + " |";
        return out + "\n";
    };
    std::string out = line(table.header_row ? table.rows.front() : Row(table.columns()));
    out += "|";
    for (std::size_t i = 0; i < table.columns(); ++i)
        out += " --- |";
    out += "\n";
    for (std::size_t i = table.header_row ? 1 : 0; i < table.rows.size(); ++i)
        out += line(table.rows[i]);
    return out;
}

std::string note_lines(const std::vector<std::string>& notes) {
    std::string out;
    for (std::size_t i = 0; i < notes.size(); ++i) {
        out += "\n[^" + std::to_string(i + 1) + "]: " + indented(escaped_markdown(notes[i]), "    ")
               + "\n";
    }
    return out;
}

Lead lead_of(const Block& block, int heading_shift) {
    if (is_heading(block)) {
        const int level = std::clamp(block.level + heading_shift, 1, markdown_heading_max);
        return {std::string(static_cast<std::size_t>(level), '#') + " ", ""};
    }
    if (block.kind == Kind::Quote) return {"> ", "> "};
    return {};
}

} // namespace

std::string escaped_markdown(std::string_view words) {
    MarkdownAround around;
    return marked_words(block_of(Kind::Paragraph, std::string(words)).content, around);
}

std::string to_markdown(const Prose& given, const MarkdownOptions& options) {
    CHECK(
        options.numbers.empty() || options.numbers.size() == given.blocks.size(),
        "there is a number for every block"
    );
    const Prose prose = normalised(given);
    const std::vector<int> depths = item_depths(prose);
    MarkdownAround around{.image_address = options.image_address};
    std::string out;
    Markers markers;
    bool was_item = false;
    for (std::size_t i = 0; i < prose.blocks.size(); ++i) {
        const Block& block = prose.blocks[i];
        const bool is_item = depths[i] > 0;
        if (!is_item) markers.close();
        // An empty item still carries the ones below it; other empty blocks say nothing.
        std::string words =
            is_heading(block) ? heading_words(block, around) : marked_words(block.content, around);
        const std::string table = table_lines(block.table, around);
        if (words.empty() && !is_item && table.empty()) continue;
        if (!out.empty() && !(was_item && is_item)) out += '\n';
        was_item = is_item;
        if (words.empty()) words = "<!-- -->";
        const Lead lead =
            is_item ? markers.next(block.list, depths[i]) : lead_of(block, options.heading_shift);
        const std::string before = lead.first + prefix_of(block, options, i);
        if (!before.empty() || !words.empty()) out += before + indented(words, lead.rest) + "\n";
        if (!table.empty()) out += (out.empty() ? "" : "\n") + table;
    }
    return out + note_lines(around.notes);
}

} // namespace denkraum::prose
