// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "domain/guideline/edition/rendition.hpp"

/// How ODT and DOCX of an edition look: documents without words, from which pandoc takes styles,
/// page, header and footer.
namespace denkraum::guideline::look {

/// One style as both formats need it. Lengths in millimetres, sizes and spaces in points.
struct Style {
    std::string_view docx_name;
    std::string_view odt_name; ///< as in style:name; empty: the format has none
    std::string_view based_on_docx = {};
    std::string_view based_on_odt = {};
    bool is_character = false;
    double points = 0; ///< 0: as its base
    bool is_bold = false;
    bool is_italic = false;
    bool is_upright = false; ///< also in an italic paragraph
    bool is_mono = false;
    std::string_view colour = {}; ///< "1d4f91"; empty: as its base
    double before = -1;           ///< points; less than 0: as its base
    double after = -1;
    double left = 0;
    double hanging = 0; ///< the first line begins that much further left
    int outline = 0;    ///< level of a heading
    bool stays_with_next = false;
};

[[nodiscard]] std::span<const Style> styles();

/// What stands at the edges of every page.
struct Margins {
    std::string head = {};       ///< title and number of the edition
    std::string page_word = {};  ///< "Seite"
    std::string foot_first = {}; ///< address
    std::string foot_second = {};
    std::string language = {};       ///< of edges and imprint: "de-DE"
    std::string text_language = {};  ///< of everything that is not told apart
    std::string title_language = {}; ///< of the title
    bool is_right_to_left = false;   ///< the text; edges and imprint are not
    std::string title = {};
};
[[nodiscard]] Margins
margins_of(const Edition& edition, std::string_view base_url, const Into* into = nullptr);

/// The language of a style where it is not the text's; empty: it is.
[[nodiscard]] std::string language_of(const Style& style, const Margins& margins);
/// Whether its words run from left to right in a text that does not.
[[nodiscard]] bool turns_left_to_right(const Style& style, const Margins& margins);

inline constexpr std::string_view font = "Arial";
inline constexpr std::string_view mono_font = "Courier New";
inline constexpr std::string_view quiet = "4a5565";
inline constexpr std::string_view rule = "8a94a3";
inline constexpr std::string_view head_fill = "e8edf3";

/// The bytes of a reference document for pandoc.
[[nodiscard]] std::string docx(const Margins& margins);
[[nodiscard]] std::string odt(const Margins& margins);

} // namespace denkraum::guideline::look
