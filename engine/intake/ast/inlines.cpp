// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/ast/inlines.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "engine/intake/ast/draft.hpp"
#include "engine/intake/file/own_styles.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

std::string_view view_of(const json::value& value) {
    if (!value.is_string()) return {};
    const auto& text = value.get_string();
    return {text.data(), text.size()};
}

const json::array* list_at(const json::array& parts, std::size_t index) {
    return index < parts.size() && parts[index].is_array() ? &parts[index].get_array() : nullptr;
}

std::string_view text_in(const json::array& parts, std::size_t index) {
    return index < parts.size() ? view_of(parts[index]) : std::string_view();
}

bool starts_with_ignoring_case(std::string_view text, std::string_view start) {
    if (text.size() < start.size()) return false;
    return std::equal(start.begin(), start.end(), text.begin(), [](char wanted, char c) {
        return wanted == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    });
}

} // namespace

bool is_allowed_link(std::string_view address) {
    constexpr std::array<std::string_view, 4> schemes{"https://", "http://", "mailto:", "tel:"};
    const bool is_clean = std::ranges::none_of(address, [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '<' || c == '>';
    });
    return is_clean && address.size() <= link_bytes_max
           && std::ranges::any_of(schemes, [&](std::string_view scheme) {
                  return starts_with_ignoring_case(address, scheme);
              });
}

std::string words_anywhere(const json::value& value) {
    std::string words;
    if (value.is_array()) {
        for (const json::value& each : value.get_array())
            words += words_anywhere(each);
    } else if (value.is_object()) {
        const json::object& object = value.get_object();
        const std::string_view type = json::text_or(object, "t");
        if (type == "Str") return std::string(json::text_or(object, "c"));
        if (type == "Space" || type == "SoftBreak" || type == "LineBreak") return " ";
        for (const auto& member : object)
            words += words_anywhere(member.value());
        if (type == "Para" || type == "Plain") words += ' ';
    }
    return words;
}

std::string text_of_html(std::string_view html) {
    std::string text;
    while (!html.empty()) {
        const std::size_t tag = html.find('<');
        text += html.substr(0, tag);
        if (tag == html.npos) break;
        html.remove_prefix(tag);
        std::string_view end = ">";
        if (html.starts_with("<!--")) end = "-->";
        if (starts_with_ignoring_case(html, "<script")) end = "</script>";
        if (starts_with_ignoring_case(html, "<style")) end = "</style>";
        const std::size_t close = html.find(end);
        if (close == html.npos) break;
        html.remove_prefix(close + end.size());
    }
    return text;
}

void InlineReader::add(std::string_view text) {
    append(text, marks_);
}

/// Words between the signs of own_styles.hpp are the name of a style; the signs say nothing.
void InlineReader::append(std::string_view text, prose::Marks marks) {
    counts_.link_bytes += marks.link.size();
    if (!marks.link.empty() && counts_.link_bytes > links_bytes_max) {
        report_.add(RemarkKind::LinkLeftOut, 1, marks.link);
        marks.link.clear();
    }
    while (!text.empty()) {
        const std::size_t sign = std::min(text.find("\xEF\xB7"), text.size());
        const std::string_view words = text.substr(0, sign);
        if (is_naming_) {
            style_ += words;
        } else {
            prose::Marks all = marks;
            if (!style_.empty()) all.term = term_of_style(style_);
            prose::append_run(content, words, all);
        }
        text.remove_prefix(sign);
        if (text.empty()) return;
        const std::string_view found = text.substr(0, style_begin.size());
        const bool is_ours = found == style_begin || found == style_middle || found == style_end;
        if (is_ours) {
            is_naming_ = found == style_begin;
            if (found == style_middle) std::ranges::replace(style_, '_', ' ');
            if (found != style_middle) style_.clear();
        } else if (!is_naming_) {
            prose::append_run(content, found, marks);
        }
        text.remove_prefix(found.size());
    }
}

void InlineReader::with(prose::Marks marks, const json::array& inlines) {
    std::swap(marks_, marks);
    read(inlines);
    std::swap(marks_, marks);
}

void InlineReader::read(const json::array& inlines) {
    for (const json::value& each : inlines) {
        if (each.is_object()) read_one(each.get_object());
    }
}

void InlineReader::read_one(const json::object& each) {
    const std::string_view type = json::text_or(each, "t");
    const json::value* inside = each.if_contains("c");
    if (read_leaf(type, inside) || read_marked(type, inside)) return;
    if (inside != nullptr && inside->is_array() && read_wrapped(type, inside->get_array())) return;
    report_.add(RemarkKind::UnknownElement, 1, type);
    if (inside != nullptr) add(words_anywhere(*inside));
}

bool InlineReader::read_leaf(std::string_view type, const json::value* inside) {
    if (type == "Space" || type == "SoftBreak") {
        add(" ");
    } else if (type == "LineBreak") {
        add("\n");
    } else if (type == "Str" && inside != nullptr) {
        add(view_of(*inside));
    } else {
        return false;
    }
    return true;
}

bool InlineReader::read_marked(std::string_view type, const json::value* inside) {
    constexpr std::array<std::string_view, 6> plain{
        "Underline", "Superscript", "Subscript", "SmallCaps", "Strikeout", "Note"
    };
    if (inside == nullptr || !inside->is_array()) return false;
    const json::array& inlines = inside->get_array();
    prose::Marks marks = marks_;
    if (type == "Note") {
        read_note(inlines);
        return true;
    }
    if (type == "Emph")
        marks.em = true;
    else if (type == "Strong")
        marks.strong = true;
    else if (std::ranges::find(plain, type) == plain.end())
        return false;
    if (type == "Strikeout") report_.add(RemarkKind::StrikeoutAsText);
    with(marks, inlines);
    return true;
}

bool InlineReader::read_wrapped(std::string_view type, const json::array& parts) {
    const json::array* second = list_at(parts, 1);
    if (type == "Link") {
        read_link(parts);
    } else if (type == "Span" && second != nullptr) {
        read_span(parts);
    } else if (type == "Cite" && second != nullptr) {
        read(*second);
    } else if (type == "Quoted" && second != nullptr) {
        const bool is_single = json::write(parts[0]).find("SingleQuote") != std::string::npos;
        add(is_single ? "‘" : "“");
        read(*second);
        add(is_single ? "’" : "”");
    } else if (type == "Code") {
        prose::Marks marks = marks_;
        marks.code = true;
        append(text_in(parts, 1), marks);
    } else if (type == "Math") {
        report_.add(RemarkKind::MathAsText);
        add(text_in(parts, 1));
    } else if (type == "RawInline") {
        read_raw(text_in(parts, 1));
    } else if (type == "Image") {
        read_image(parts);
    } else {
        return false;
    }
    return true;
}

/// The few tags that our own Markdown has where its signs would not do.
void InlineReader::read_raw(std::string_view html) {
    const bool closes = html.starts_with("</");
    if (html == "<strong>" || html == "</strong>") {
        marks_.strong = !closes;
    } else if (html == "<em>" || html == "</em>") {
        marks_.em = !closes;
    } else if (html == "<code>" || html == "</code>") {
        marks_.code = !closes;
    } else if (html == "<br>") {
        add("\n");
    } else {
        report_.add(RemarkKind::RawHtmlLeftOut);
        add(text_of_html(html));
    }
}

/// The reader for DOCX tells the style of characters in [id, classes, [["custom-style", name]…]].
void InlineReader::read_span(const json::array& parts) {
    prose::Marks marks = marks_;
    const json::array* attributes = list_at(parts, 0);
    const json::array* pairs = attributes == nullptr ? nullptr : list_at(*attributes, 2);
    if (pairs != nullptr) {
        for (const json::value& pair : *pairs) {
            if (!pair.is_array() || text_in(pair.get_array(), 0) != "custom-style") continue;
            const std::string_view style = text_in(pair.get_array(), 1);
            if (is_own_character_style(style)) marks.term = term_of_style(style);
        }
    }
    with(marks, *list_at(parts, 1));
}

void InlineReader::read_link(const json::array& parts) {
    const json::array* words = list_at(parts, 1);
    const json::array* target = list_at(parts, 2);
    if (words == nullptr) return;
    const std::string_view address = target == nullptr ? "" : text_in(*target, 0);
    prose::Marks marks = marks_;
    if (is_allowed_link(address)) {
        marks.link = address;
    } else if (!address.empty() && !address.starts_with('#')) {
        report_.add(RemarkKind::LinkLeftOut, 1, address);
    }
    with(marks, *words);
}

void InlineReader::read_image(const json::array& parts) {
    const json::array* words = list_at(parts, 1);
    const json::array* target = list_at(parts, 2);
    const std::string_view address = target == nullptr ? "" : text_in(*target, 0);
    auto atom =
        picture_atom(pictures_, address, words == nullptr ? "" : words_anywhere(parts[1]), report_);
    if (atom) content.push_back(*std::move(atom));
    // Pandoc marks an image with a caption in this way: those words are part of the text.
    const bool has_caption = target != nullptr && text_in(*target, 1).starts_with("fig:");
    if (has_caption && words != nullptr) read(*words);
}

std::optional<prose::Inline> picture_atom(
    const Pictures& pictures, std::string_view name, std::string description, Report& report
) {
    if (utf8::trim(description).empty()) {
        const auto known = pictures.descriptions.find(name);
        if (known != pictures.descriptions.end()) description = known->second;
    }
    const std::string words(
        utf8::truncate(utf8::trim(description), prose::alternative_text_bytes_max)
    );
    auto image = pictures.find ? pictures.find(name) : std::nullopt;
    if (!image) {
        std::string shown(name.starts_with("data:") ? std::string_view() : name);
        if (!words.empty()) shown += (shown.empty() ? "" : ": ") + words;
        report.add(RemarkKind::ImageLeftOut, 1, shown);
        return std::nullopt;
    }
    if (words.empty()) report.add(RemarkKind::ImageUndescribed, 1, name);
    report.add(RemarkKind::ImageTaken);
    image->alternative = words.empty() ? pictures.undescribed : words;
    image->is_undescribed = words.empty();
    return prose::inline_of(*image);
}

void InlineReader::read_note(const json::array& blocks) {
    found_notes.push_back({++counts_.notes, &blocks});
    content.push_back(note_mark(counts_.notes));
}

} // namespace denkraum::intake
