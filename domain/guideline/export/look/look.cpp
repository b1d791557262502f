// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/look/look.hpp"

#include <array>

#include "domain/guideline/edition/files.hpp"

namespace denkraum::guideline::look {
namespace {

constexpr std::string_view strong_colour = "1d4f91";
constexpr double number_mm = 14;

/// The same as an item: the list says where it stands.
constexpr Style item(std::string_view name) {
    return {
        .docx_name = name,
        .odt_name = name,
        .based_on_docx = "Normal",
        .based_on_odt = "Standard",
        .before = 0,
        .after = 4
    };
}

/// A kind of paragraph: its number stands left of its words.
constexpr Style kind(std::string_view name) {
    return {
        .docx_name = name,
        .odt_name = name,
        .based_on_docx = "BodyText",
        .based_on_odt = "Text_20_body",
        .left = number_mm,
        .hanging = number_mm
    };
}

constexpr Style heading(std::string_view docx, std::string_view odt, int level, double points) {
    return {
        .docx_name = docx,
        .odt_name = odt,
        .based_on_docx = "Normal",
        .based_on_odt = "Standard",
        .points = points,
        .is_bold = true,
        .is_italic = level == 4,
        .before = level == 1 ? 22.0 : 14.0,
        .after = 6,
        .outline = level,
        .stays_with_next = true
    };
}

constexpr Style plain(std::string_view docx, std::string_view odt) {
    return {
        .docx_name = docx,
        .odt_name = odt,
        .based_on_docx = "Normal",
        .based_on_odt = "Standard",
    };
}

constexpr Style with(Style style, double points, double before, double after) {
    style.points = points;
    style.before = before;
    style.after = after;
    return style;
}

constexpr Style character(std::string_view name) {
    return {.docx_name = name, .odt_name = name, .is_character = true};
}

constexpr Style coloured(Style style, std::string_view colour, bool is_bold = false) {
    style.colour = colour;
    style.is_bold = is_bold;
    return style;
}

constexpr Style indented(Style style, double left, double hanging) {
    style.left = left;
    style.hanging = hanging;
    return style;
}

constexpr Style italic(Style style) {
    style.is_italic = true;
    return style;
}

constexpr Style upright(Style style) {
    style.is_upright = true;
    return style;
}

constexpr Style mono(Style style) {
    style.is_mono = true;
    style.points = 10;
    return style;
}

constexpr Style followed(Style style) {
    style.stays_with_next = true;
    return style;
}

constexpr Style sized(Style style, double points) {
    style.points = points;
    return style;
}

constexpr std::array all{
    with(plain("Body Text", "Text_20_body"), 0, 4, 4),
    with(plain("First Paragraph", "First_20_paragraph"), 0, 4, 4),
    with(plain("Compact", ""), 0, 0, 3),
    coloured(with(plain("Title", "Title"), 24, 24, 6), {}, true),
    with(plain("Subtitle", "Subtitle"), 12, 0, 16),
    heading("heading 1", "Heading_20_1", 1, 16),
    heading("heading 2", "Heading_20_2", 2, 13),
    heading("heading 3", "Heading_20_3", 3, 11.5),
    heading("heading 4", "Heading_20_4", 4, 11),
    indented(with(plain("Block Text", "Quotations"), 0, 3, 8), 24, 0),
    with(plain("footnote text", "Footnote"), 9, 0, 2),
    followed(coloured(with(plain("Table Caption", "TableCaption"), 0, 8, 4), {}, true)),
    coloured(with(plain("Impressum", "Impressum"), 9.5, 0, 18), quiet),
    kind("Absatz"),
    kind("Wertepaar"),
    kind("Grundsatz"),
    kind("Selbstverpflichtung"),
    kind("Empfehlung"),
    kind("Prüffrage"),
    kind("Erläuterung"),
    italic(kind("Beispiel")),
    italic(indented(with(plain("Zitat", "Zitat"), 0, 3, 8), 24, 10)),
    item("Punkt"),
    item("Wertepaar Punkt"),
    item("Grundsatz Punkt"),
    item("Selbstverpflichtung Punkt"),
    item("Empfehlung Punkt"),
    item("Prüffrage Punkt"),
    item("Erläuterung Punkt"),
    italic(item("Beispiel Punkt")),
    coloured(with(plain("Tabellenkopf", "Tabellenkopf"), 9.5, 2, 2), {}, true),
    with(plain("Tabellenzelle", "Tabellenzelle"), 9.5, 2, 2),
    with(plain("Begriffe", "Begriffe"), 0, 0, 4),
    with(plain("Quellen", "Quellen"), 0, 0, 4),
    upright(sized(coloured(character("Nummer"), quiet), 9)),
    coloured(character("Kapitelnummer"), quiet),
    upright(coloured(character("Art"), strong_colour, true)),
    character("Begriff"),
    character("Quelle Titel"),
    character("Quelle Fundstelle"),
    character("Quelle Datum"),
    mono(Style{.docx_name = "Verbatim Char", .odt_name = "Source_Text", .is_character = true}),
    coloured(
        Style{.docx_name = "Hyperlink", .odt_name = "Internet_20_link", .is_character = true},
        strong_colour
    ),
};

} // namespace

std::span<const Style> styles() {
    return all;
}

Margins margins_of(const Edition& edition, std::string_view base_url, const Into* into) {
    const bool is_english = edition.language == "en";
    const std::string language = is_english ? "en-GB" : "de-DE";
    return {
        .head = citation_of(edition, {}),
        .page_word = is_english ? "Page" : "Seite",
        .foot_first = std::string(base_url) + address_of(edition),
        .foot_second = "SHA-256 " + to_hex(edition.hash),
        .language = language,
        .text_language = into == nullptr ? language : std::string(into->language.locale),
        .title_language = language_of_title(edition, into) == "en" ? "en-GB" : "de-DE",
        .is_right_to_left = into != nullptr && into->language.is_right_to_left,
        .title = edition.title
    };
}

std::string language_of(const Style& style, const Margins& margins) {
    std::string language = margins.text_language;
    if (style.docx_name == "Title") language = margins.title_language;
    if (style.docx_name == "Subtitle" || style.docx_name == "Impressum") {
        language = margins.language;
    }
    return language == margins.text_language ? std::string() : language;
}

bool turns_left_to_right(const Style& style, const Margins& margins) {
    return margins.is_right_to_left && !language_of(style, margins).empty();
}

} // namespace denkraum::guideline::look
