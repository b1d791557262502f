// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json/json.hpp"
#include "base/prose/prose.hpp"
#include "engine/intake/report/report.hpp"

namespace denkraum::intake {

/// A note found inside a paragraph: its blocks in pandoc's JSON, to be read after the paragraph.
struct FoundNote {
    int number;
    const json::array* blocks;
};

/// Reads pandoc's inlines into runs. Values of pandoc's JSON:
///
///   inline := {"t": "Str", "c": text} | {"t": "Space" | "SoftBreak" | "LineBreak"}
///           | {"t": "Emph" | "Strong" | "Underline" | …, "c": [inline…]}
///           | {"t": "Quoted", "c": [quotes, [inline…]]} | {"t": "Span", "c": [attr, [inline…]]}
///           | {"t": "Link" | "Image", "c": [attr, [inline…], [address, title]]}
///           | {"t": "Code", "c": [attr, text]} | {"t": "Math" | "RawInline", "c": [_, text]}
///           | {"t": "Cite", "c": [citations, [inline…]]} | {"t": "Note", "c": [block…]}
///
/// An unknown inline gives the words found anywhere in it.
class InlineReader {
public:
    InlineReader(Report& report, int& notes) : report_(report), notes_(notes) {}

    void read(const json::array& inlines);

    std::vector<prose::Inline> content = {};
    std::vector<FoundNote> found_notes = {};

private:
    void read_one(const json::object& each);
    bool read_marked(std::string_view type, const json::value* inside);
    bool read_leaf(std::string_view type, const json::value* inside);
    bool read_wrapped(std::string_view type, const json::array& parts);
    void read_link(const json::array& parts);
    void read_image(const json::array& parts);
    void read_note(const json::array& blocks);
    void with(prose::Marks marks, const json::array& inlines);
    void add(std::string_view text);

    Report& report_;
    int& notes_;
    prose::Marks marks_ = {};
};

/// All strings of a value whose "t" is Str, in order, for elements nobody knows.
[[nodiscard]] std::string words_anywhere(const json::value& value);

/// The text of raw HTML without its tags, scripts and styles; entities stay as they are.
[[nodiscard]] std::string text_of_html(std::string_view html);

/// True for http, https and mailto.
[[nodiscard]] bool is_allowed_link(std::string_view address);

} // namespace denkraum::intake
