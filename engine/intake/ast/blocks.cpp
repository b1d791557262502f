// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/ast/blocks.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.hpp"

namespace denkraum::intake {
namespace {

const json::array* list_at(const json::array& parts, std::size_t index) {
    return index < parts.size() && parts[index].is_array() ? &parts[index].get_array() : nullptr;
}

std::string_view text_in(const json::array& parts, std::size_t index) {
    if (index >= parts.size() || !parts[index].is_string()) return {};
    return {parts[index].get_string().data(), parts[index].get_string().size()};
}

/// The custom-style of [id, classes, [[key, value]…]], which the reader for DOCX sets.
std::string style_in(const json::array& attributes) {
    const json::array* pairs = list_at(attributes, 2);
    if (pairs == nullptr) return {};
    for (const json::value& pair : *pairs) {
        if (pair.is_array() && text_in(pair.get_array(), 0) == "custom-style") {
            return std::string(text_in(pair.get_array(), 1));
        }
    }
    return {};
}

bool is_quote_style(std::string_view style) {
    constexpr std::array<std::string_view, 6> styles{
        "Block Text", "Quote", "Intense Quote", "Blocktext", "Zitat", "Intensives Zitat"
    };
    return std::ranges::find(styles, style) != styles.end();
}

std::string type_at(const json::array& attributes, std::size_t index) {
    if (index >= attributes.size() || !attributes[index].is_object()) return {};
    return std::string(json::text_or(attributes[index].get_object(), "t"));
}

std::string letters(std::int64_t number) {
    std::string text;
    for (; number > 0; number = (number - 1) / 26) {
        text.insert(text.begin(), static_cast<char>('a' + (number - 1) % 26));
    }
    return text;
}

std::string roman(std::int64_t number) {
    constexpr std::array<std::pair<std::int64_t, std::string_view>, 13> signs{{
        {1000, "m"},
        {900, "cm"},
        {500, "d"},
        {400, "cd"},
        {100, "c"},
        {90, "xc"},
        {50, "l"},
        {40, "xl"},
        {10, "x"},
        {9, "ix"},
        {5, "v"},
        {4, "iv"},
        {1, "i"},
    }};
    std::string text;
    for (const auto& [value, sign] : signs) {
        for (; number >= value && text.size() < 40; number -= value)
            text += sign;
    }
    return text;
}

std::string upper(std::string text) {
    for (char& c : text)
        c = static_cast<char>(c - 'a' + 'A');
    return text;
}

} // namespace

std::string label_of(std::int64_t number, std::string_view style, std::string_view delimiter) {
    std::string text = std::to_string(number);
    if (number > 0) {
        if (style == "LowerAlpha") text = letters(number);
        if (style == "UpperAlpha") text = upper(letters(number));
        if (style == "LowerRoman") text = roman(number);
        if (style == "UpperRoman") text = upper(roman(number));
    }
    if (delimiter == "TwoParens") return "(" + text + ")";
    if (delimiter == "OneParen") return text + ")";
    return text + ".";
}

void BlockReader::read(const json::array& blocks) {
    for (const json::value& block : blocks) {
        if (block.is_object()) read_one(block.get_object());
    }
}

void BlockReader::read_one(const json::object& block) {
    const std::string_view type = json::text_or(block, "t");
    const json::value* inside = block.if_contains("c");
    if (type == "HorizontalRule" || type == "Null" || inside == nullptr) return;
    if (inside->is_array()) {
        const json::array& parts = inside->get_array();
        if (read_text(type, parts) || read_nested(type, parts)) return;
    }
    report_.add(RemarkKind::UnknownElement, 1, type);
    add_paragraph(words_anywhere(*inside), {});
}

bool BlockReader::read_text(std::string_view type, const json::array& inside) {
    if (type == "Para" || type == "Plain") {
        read_paragraph(inside, prose::Kind::Paragraph);
    } else if (type == "Header" && inside.size() == 3 && inside[2].is_array()) {
        const std::int64_t level = inside[0].is_int64() ? inside[0].get_int64() : 1;
        if (level > prose::heading_level_max) report_.add(RemarkKind::HeadingLevelRaised);
        InlineReader inlines(report_, counts_, pictures_);
        inlines.read(inside[2].get_array());
        finish(
            inlines, prose::Kind::Heading, static_cast<int>(std::clamp<std::int64_t>(level, 1, 9))
        );
    } else if (type == "LineBlock") {
        read_lines(inside);
    } else if (type == "CodeBlock") {
        read_code(text_in(inside, 1));
    } else if (type == "RawBlock") {
        read_raw(text_in(inside, 1));
    } else {
        return false;
    }
    return true;
}

bool BlockReader::read_nested(std::string_view type, const json::array& inside) {
    if (type == "BlockQuote") {
        read_quote(inside);
    } else if (type == "Div") {
        read_div(inside);
    } else if (type == "BulletList") {
        read_list(inside, nullptr);
    } else if (type == "OrderedList" && list_at(inside, 0) != nullptr && list_at(inside, 1)) {
        read_list(*list_at(inside, 1), list_at(inside, 0));
    } else if (type == "DefinitionList") {
        read_definitions(inside);
    } else if (type == "Table" && inside.size() == 6) {
        read_table(inside);
    } else {
        return false;
    }
    return true;
}

void BlockReader::read_paragraph(const json::array& inlines, prose::Kind kind) {
    InlineReader reader(report_, counts_, pictures_);
    reader.read(inlines);
    finish(reader, kind, kind == prose::Kind::Heading ? 1 : 0);
}

Draft BlockReader::next_draft(prose::Kind kind) {
    Draft draft = place_.pattern;
    draft.block.kind =
        place_.is_quote && kind == prose::Kind::Paragraph ? prose::Kind::Quote : kind;
    if (place_.is_item) {
        draft.label = std::exchange(place_.label, {});
        draft.is_continued = std::exchange(place_.pattern.is_continued, true);
    }
    return draft;
}

void BlockReader::finish(InlineReader& inlines, prose::Kind kind, int level) {
    Draft draft = next_draft(kind);
    draft.block.level = level;
    draft.block.content = std::move(inlines.content);
    drafts.push_back(std::move(draft));
    for (const FoundNote& note : inlines.found_notes)
        read_note(note);
}

void BlockReader::read_note(const FoundNote& note) {
    Place inside;
    inside.pattern.note = note.number;
    inside.pattern.table = place_.pattern.table;
    inside.pattern.row = place_.pattern.row;
    inside.pattern.cell = place_.pattern.cell;
    std::swap(place_, inside);
    read(*note.blocks);
    std::swap(place_, inside);
}

void BlockReader::read_div(const json::array& parts) {
    const json::array* attributes = list_at(parts, 0);
    const json::array* blocks = list_at(parts, 1);
    if (blocks == nullptr) return;
    const std::string style = attributes == nullptr ? "" : style_in(*attributes);
    std::string outer = place_.pattern.style;
    if (!style.empty()) place_.pattern.style = style;
    read(*blocks);
    place_.pattern.style = std::move(outer);
}

void BlockReader::read_quote(const json::array& blocks) {
    // In DOCX pandoc takes any indented paragraph for a quotation: there the style decides.
    const bool is_real = format_ != Format::Docx || is_quote_style(place_.pattern.style);
    const bool outer = std::exchange(place_.is_quote, place_.is_quote || is_real);
    read(blocks);
    place_.is_quote = outer;
}

void BlockReader::read_list(const json::array& items, const json::array* attributes) {
    const Place outer = place_;
    const bool has_start =
        attributes != nullptr && !attributes->empty() && (*attributes)[0].is_int64();
    std::int64_t number = has_start ? (*attributes)[0].get_int64() : 1;
    if (place_.pattern.list == 0) place_.pattern.list = ++lists_;
    place_.pattern.depth = ++place_.depth;
    place_.pattern.is_bullet = attributes == nullptr;
    place_.is_item = true;
    for (const json::value& item : items) {
        place_.label.clear();
        if (attributes != nullptr) {
            place_.label = label_of(number, type_at(*attributes, 1), type_at(*attributes, 2));
        }
        place_.pattern.is_continued = false;
        if (item.is_array()) read(item.get_array());
        ++number;
    }
    const bool has_begun = outer.is_item;
    place_ = outer;
    if (has_begun) place_.pattern.is_continued = true;
}

void BlockReader::read_definitions(const json::array& items) {
    report_.add(RemarkKind::DefinitionList);
    for (const json::value& item : items) {
        if (!item.is_array()) continue;
        if (const json::array* term = list_at(item.get_array(), 0)) {
            InlineReader inlines(report_, counts_, pictures_);
            inlines.read(*term);
            for (prose::Inline& run : inlines.content)
                run.marks.strong = true;
            finish(inlines, prose::Kind::Paragraph);
        }
        const json::array* definitions = list_at(item.get_array(), 1);
        if (definitions == nullptr) continue;
        for (const json::value& blocks : *definitions) {
            if (blocks.is_array()) read(blocks.get_array());
        }
    }
}

void BlockReader::read_lines(const json::array& lines) {
    InlineReader inlines(report_, counts_, pictures_);
    bool is_first = true;
    for (const json::value& line : lines) {
        if (!line.is_array()) continue;
        if (!std::exchange(is_first, false)) prose::append_run(inlines.content, "\n", {});
        inlines.read(line.get_array());
    }
    finish(inlines, prose::Kind::Paragraph);
}

void BlockReader::read_code(std::string_view text) {
    prose::Marks marks;
    marks.code = true;
    add_paragraph(text, marks);
}

void BlockReader::read_raw(std::string_view html) {
    // A comment parts two lists in Markdown and says nothing.
    if (utf8::trim(html) == "<!-- -->") return;
    report_.add(RemarkKind::RawHtmlLeftOut);
    add_paragraph(text_of_html(html), {});
}

void BlockReader::add_paragraph(std::string_view text, const prose::Marks& marks) {
    InlineReader inlines(report_, counts_, pictures_);
    prose::append_run(inlines.content, utf8::trim(text), marks);
    if (!inlines.content.empty()) finish(inlines, prose::Kind::Paragraph);
}

} // namespace denkraum::intake
