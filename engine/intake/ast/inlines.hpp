// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/json.hpp"
#include "base/prose/atoms.hpp"
#include "base/prose/prose.hpp"
#include "engine/intake/report/report.hpp"

namespace denkraum::intake {

/// A note found inside a paragraph: its blocks in pandoc's JSON, to be read after the paragraph.
struct FoundNote {
    int number;
    const json::array* blocks;
};

/// Of the whole text so far.
struct Counts {
    int notes = 0;
    std::size_t link_bytes = 0; ///< each run holds the address of its link
};

/// The picture of this name in the file ('media/image1.png'), as it is stored; nothing when it
/// cannot be shown.
using PictureLookup = std::function<std::optional<prose::Image>(std::string_view name)>;

struct Pictures {
    PictureLookup find = {};      ///< none: every picture is left out
    std::string undescribed = {}; ///< alternative text of pictures that have none
    /// What files say about their pictures where the converter does not tell.
    std::map<std::string, std::string, std::less<>> descriptions = {};
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
    InlineReader(Report& report, Counts& counts, const Pictures& pictures)
        : report_(report), counts_(counts), pictures_(pictures) {}

    void read(const json::array& inlines);

    std::vector<prose::Inline> content = {};
    std::vector<FoundNote> found_notes = {};

private:
    void read_one(const json::object& each);
    bool read_marked(std::string_view type, const json::value* inside);
    bool read_leaf(std::string_view type, const json::value* inside);
    bool read_wrapped(std::string_view type, const json::array& parts);
    void read_raw(std::string_view html);
    void read_span(const json::array& parts);
    void read_link(const json::array& parts);
    void read_image(const json::array& parts);
    void read_note(const json::array& blocks);
    void with(prose::Marks marks, const json::array& inlines);
    void add(std::string_view text);
    void append(std::string_view text, prose::Marks marks);

    Report& report_;
    Counts& counts_;
    const Pictures& pictures_;
    prose::Marks marks_ = {};
    std::string style_ = {}; ///< of the characters, where the file tells by signs
    bool is_naming_ = false;
};

/// The atom of a picture with its alternative text, or nothing; the report says which.
[[nodiscard]] std::optional<prose::Inline> picture_atom(
    const Pictures& pictures, std::string_view name, std::string description, Report& report
);

/// All strings of a value whose "t" is Str, in order, for elements nobody knows.
[[nodiscard]] std::string words_anywhere(const json::value& value);

/// The text of raw HTML without its tags, scripts and styles; entities stay as they are.
[[nodiscard]] std::string text_of_html(std::string_view html);

/// True for http, https, mailto and tel.
[[nodiscard]] bool is_allowed_link(std::string_view address);

} // namespace denkraum::intake
