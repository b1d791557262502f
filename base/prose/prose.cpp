// SPDX-License-Identifier: EUPL-1.2
#include "base/prose/prose.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.hpp"

namespace denkraum::prose {
namespace {

constexpr std::array<std::pair<Kind, std::string_view>, 10> kind_ids{{
    {Kind::Paragraph, "p"},
    {Kind::Heading, "h"},
    {Kind::Quote, "quote"},
    {Kind::ValuePair, "value_pair"},
    {Kind::Principle, "principle"},
    {Kind::CommitmentClause, "commitment"},
    {Kind::Recommendation, "recommendation"},
    {Kind::CheckQuestion, "check_question"},
    {Kind::Explanation, "explanation"},
    {Kind::Example, "example"},
}};

constexpr std::array<std::pair<ListStyle, std::string_view>, 3> list_ids{{
    {ListStyle::None, ""},
    {ListStyle::Bullet, "bullet"},
    {ListStyle::Number, "number"},
}};

template <class Table, class Value>
std::string_view id_in(const Table& table, Value value) {
    for (const auto& [known, id] : table) {
        if (known == value) return id;
    }
    CHECK(false, "every value has an id");
}

template <class Value, std::size_t count>
std::optional<Value>
value_in(const std::array<std::pair<Value, std::string_view>, count>& table, std::string_view id) {
    for (const auto& [value, known] : table) {
        if (known == id) return value;
    }
    return std::nullopt;
}

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

} // namespace

std::string_view id_of(Kind kind) {
    return id_in(kind_ids, kind);
}
std::optional<Kind> kind_from_id(std::string_view id) {
    return value_in(kind_ids, id);
}
std::string_view id_of(ListStyle style) {
    return id_in(list_ids, style);
}
std::optional<ListStyle> list_from_id(std::string_view id) {
    return value_in(list_ids, id);
}

std::string plain_text(const Block& block) {
    std::string text;
    for (const Inline& run : block.content)
        text += run.text;
    return text;
}

std::string plain_text(const Prose& prose) {
    std::string text;
    for (const Block& block : prose.blocks) {
        text += plain_text(block);
        text += '\n';
    }
    return text;
}

Block block_of(Kind kind, std::string text) {
    Block block;
    block.kind = kind;
    block.level = kind == Kind::Heading ? 1 : 0;
    append_run(block.content, text, {});
    return block;
}

void append_run(std::vector<Inline>& content, std::string_view text, const Marks& marks) {
    if (text.empty()) return;
    if (!content.empty() && content.back().atom.empty() && content.back().marks == marks) {
        content.back().text += text;
        return;
    }
    content.push_back({std::string(text), marks, {}});
}

Prose normalised(Prose prose) {
    for (Block& block : prose.blocks) {
        const bool is_heading = block.kind == Kind::Heading;
        block.level = is_heading ? std::clamp(block.level, 1, heading_level_max) : 0;
        if (is_heading) block.list = ListStyle::None;
        block.indent = block.list == ListStyle::None ? 0 : std::clamp(block.indent, 0, indent_max);
        std::vector<Inline> joined;
        for (Inline& run : block.content) {
            if (run.atom.empty()) {
                append_run(joined, run.text, run.marks);
            } else {
                joined.push_back(std::move(run));
            }
        }
        block.content = std::move(joined);
    }
    return prose;
}

std::size_t word_count(const Prose& prose) {
    std::size_t words = 0;
    for (const Block& block : prose.blocks) {
        bool inside = false;
        for (const char c : plain_text(block)) {
            if (!is_space(c) && !inside) ++words;
            inside = !is_space(c);
        }
    }
    return words;
}

} // namespace denkraum::prose
