// SPDX-License-Identifier: EUPL-1.2
#include "base/prose/markdown_marks.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/utf8.hpp"

namespace denkraum::prose {
namespace {

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_plain_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

/// Has a meaning wherever it stands.
bool is_special(char c) {
    return std::string_view("\\`*_[]<>&~").contains(c);
}
/// Has a meaning at the beginning of a line.
bool is_special_first(char c) {
    return std::string_view("#+-=|:").contains(c);
}

/// "12." or "12)" at the beginning of a line would be a list item.
bool ends_list_number(std::string_view line_so_far, char c) {
    if (c != '.' && c != ')') return false;
    return !line_so_far.empty() && std::all_of(line_so_far.begin(), line_so_far.end(), is_digit);
}

/// A bare address would become a link, and backslashes in it part of its words.
bool begins_address(std::string_view line_so_far, char c) {
    return c == ':' || (c == '.' && line_so_far.ends_with("www"));
}

/// Appends words to what stands on the lines so far.
void append_escaped(std::string& out, std::string_view words) {
    for (const char c : words) {
        const std::size_t line_begin = out.rfind('\n') + 1;
        const std::string_view line = std::string_view(out).substr(line_begin);
        if (c == '\n') {
            out += "\\\n";
        } else if (is_space(c)) {
            // White space at the beginning of a line has no words, but could make it code.
            if (!line.empty()) out += ' ';
        } else {
            if (is_special(c) || (line.empty() && is_special_first(c)) || ends_list_number(line, c)
                || begins_address(line, c)) {
                out += '\\';
            }
            out += c;
        }
    }
}

/// Splits white space off both ends: marks must touch a word.
struct Trimmed {
    std::string_view before;
    std::string_view core;
    std::string_view after;
};
Trimmed trimmed(std::string_view text) {
    std::size_t begin = 0;
    while (begin < text.size() && is_space(text[begin]))
        ++begin;
    std::size_t end = text.size();
    while (end > begin && is_space(text[end - 1]))
        --end;
    return {text.substr(0, begin), text.substr(begin, end - begin), text.substr(end)};
}

/// A code span whose fence is longer than any run of backticks in it.
std::string code_span(std::string_view text) {
    std::size_t longest = 0;
    std::size_t here = 0;
    std::string flat;
    for (const char c : text) {
        here = c == '`' ? here + 1 : 0;
        longest = std::max(longest, here);
        flat += is_space(c) ? ' ' : c;
    }
    const std::string fence(longest + 1, '`');
    return fence + " " + flat + " " + fence;
}

std::string escaped_address(std::string_view address) {
    std::string out;
    for (const char c : address) {
        if (c == '<' || c == '>' || c == '\\' || c == '&') out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
    return out;
}

/// Inline HTML ends at a line's end.
std::string escaped_attribute(std::string_view words) {
    std::string out;
    for (const char c : words) {
        if (c == '"') {
            out += "&quot;";
        } else if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else {
            out += is_space(c) ? ' ' : c;
        }
    }
    return out;
}

bool is_harmless(std::string_view address) {
    for (const std::string_view scheme : {"https://", "http://", "mailto:", "tel:"}) {
        if (address.starts_with(scheme)) return true;
    }
    return !address.substr(0, address.find_first_of("/?#")).contains(':');
}

/// White space that is no single byte: a mark that touches it does not delimit either.
bool is_wide_space(std::string_view text) {
    const char32_t point = utf8::decode_first(text).code_point;
    return point == 0xa0 || point == 0x1680 || (point >= 0x2000 && point <= 0x200a)
           || point == 0x202f || point == 0x205f || point == 0x3000;
}
std::string_view last_point(std::string_view text) {
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U)
        --at;
    return text.substr(at);
}

/// Whether `*` can delimit here for certain: with white space or the line's end on the outside, or
/// with plain letters on the inside. Other places depend on Unicode classes, and a star beside a
/// star on what came before; there an HTML tag says the same.
bool can_delimit(std::string_view out, const Inline& run, std::string_view core, char next) {
    if (is_wide_space(core) || is_wide_space(last_point(core))) return false;
    const bool free_before = out.empty() || is_space(out.back());
    const bool free_after = next == '\0' || is_space(next);
    if (free_before && free_after) return true;
    const bool has_shell = run.marks.code || !run.marks.link.empty();
    const bool letters = is_plain_letter(core.front()) && is_plain_letter(core.back());
    return letters && !has_shell && next != '*' && (out.empty() || out.back() != '*');
}

struct Wrap {
    std::string open;
    std::string close;
};

Wrap wrap_of(const Marks& marks, bool with_stars) {
    Wrap wrap;
    if (marks.strong) wrap = with_stars ? Wrap{"**", "**"} : Wrap{"<strong>", "</strong>"};
    if (marks.em) {
        wrap.open += with_stars ? "*" : "<em>";
        wrap.close.insert(0, with_stars ? "*" : "</em>");
    }
    return wrap;
}

void append_run(std::string& out, const Inline& run, char next) {
    const Trimmed parts = trimmed(run.text);
    if (run.marks == Marks{} || parts.core.empty()) {
        append_escaped(out, run.text);
        return;
    }
    append_escaped(out, parts.before);
    const char after = parts.after.empty() ? next : parts.after.front();
    const bool is_link = !run.marks.link.empty() && is_harmless(run.marks.link);
    const Wrap wrap = wrap_of(run.marks, can_delimit(out, run, parts.core, after));
    const bool is_term = !run.marks.term.empty();
    out += wrap.open;
    if (is_term) out += "<abbr title=\"" + escaped_attribute(run.marks.term) + "\">";
    if (is_link) {
        // "![" would open an image.
        if (wrap.open.empty() && out.ends_with('!')) out.insert(out.size() - 1, 1, '\\');
        out += '[';
    }
    if (run.marks.code) {
        out += code_span(parts.core);
    } else {
        append_escaped(out, parts.core);
    }
    if (is_link) out += "](<" + escaped_address(run.marks.link) + ">)";
    if (is_term) out += "</abbr>";
    out += wrap.close;
    append_escaped(out, parts.after);
}

/// The character that will follow run `index`; a star for one that may open with a mark.
char char_after(const std::vector<Inline>& content, std::size_t index) {
    for (std::size_t i = index + 1; i < content.size(); ++i) {
        const Inline& run = content[i];
        if (!run.atom.empty()) return '*';
        if (run.text.empty()) continue;
        const char first = run.text.front();
        return run.marks == Marks{} || is_space(first) ? first : '*';
    }
    return '\0';
}

void append_atom(std::string& out, const Inline& run, MarkdownAround& around) {
    if (const auto note = note_of(run)) {
        around.notes.push_back(note->words);
        out += "[^" + std::to_string(around.notes.size()) + "]";
    } else if (const auto image = image_of(run)) {
        const std::string address =
            around.image_address ? around.image_address(*image) : std::string();
        if (!address.empty()) out += "!";
        std::string words;
        append_escaped(words, image->alternative);
        out += "[" + words + "]";
        if (!address.empty()) out += "(<" + escaped_address(address) + ">)";
    }
}

void drop_trailing_space(std::string& out) {
    while (!out.empty() && is_space(out.back())) {
        const bool is_break = out.ends_with("\\\n");
        out.resize(out.size() - (is_break ? 2 : 1));
    }
}

} // namespace

std::string marked_words(const std::vector<Inline>& content, MarkdownAround& around) {
    std::string out;
    for (std::size_t i = 0; i < content.size(); ++i) {
        if (content[i].atom.empty()) {
            append_run(out, content[i], char_after(content, i));
        } else {
            append_atom(out, content[i], around);
        }
    }
    drop_trailing_space(out);
    return out;
}

std::string marked_cell(const Cell& cell, MarkdownAround& around) {
    const std::string words = marked_words(cell, around);
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words.compare(i, 2, "\\\n") == 0) {
            out += "<br>";
            ++i;
        } else if (words[i] == '|' && !out.ends_with('\\')) {
            out += "\\|";
        } else {
            out += words[i];
        }
    }
    return out;
}

} // namespace denkraum::prose
