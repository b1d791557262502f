// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <vector>

#include "domain/guideline/export/look/look.hpp"
#include "platform/export/xml.hpp"
#include "platform/export/zip.hpp"

/// The styles, page, header and footer of an OpenDocument text.
namespace denkraum::guideline::look {
namespace {

constexpr std::string_view odt_type = "application/vnd.oasis.opendocument.text";
constexpr std::string_view spaces =
    " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
    " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""
    " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
    " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\""
    " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"";

std::string odt_part(std::string_view root, std::string_view inside) {
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<office:{}{} office:version=\"1.3\">{}</office:{}>",
        root,
        spaces,
        inside,
        root
    );
}

/// " fo:language="de" fo:country="DE"" for "de-DE".
std::string spoken_in(std::string_view locale) {
    const std::size_t dash = locale.find('-');
    if (dash == std::string_view::npos) return {};
    return fmt::format(
        " fo:language=\"{}\" fo:country=\"{}\"", locale.substr(0, dash), locale.substr(dash + 1)
    );
}

std::string text_properties(const Style& style, std::string_view language) {
    std::string out = spoken_in(language);
    if (style.is_mono) out += fmt::format(" style:font-name=\"{}\"", mono_font);
    if (style.is_bold) out += " fo:font-weight=\"bold\"";
    if (style.is_italic) out += " fo:font-style=\"italic\"";
    if (style.is_upright) out += " fo:font-style=\"normal\"";
    if (!style.colour.empty()) out += fmt::format(" fo:color=\"#{}\"", style.colour);
    if (style.points > 0) out += fmt::format(" fo:font-size=\"{}pt\"", style.points);
    if (style.docx_name == "Hyperlink") {
        out += " style:text-underline-style=\"solid\" style:text-underline-width=\"auto\""
               " style:text-underline-color=\"font-color\"";
    }
    return out.empty() ? out : "<style:text-properties" + out + "/>";
}

std::string paragraph_properties(const Style& style, bool turns_left_to_right) {
    std::string out;
    if (turns_left_to_right) out += " style:writing-mode=\"lr-tb\" fo:text-align=\"left\"";
    if (style.before >= 0) out += fmt::format(" fo:margin-top=\"{}pt\"", style.before);
    if (style.after >= 0) out += fmt::format(" fo:margin-bottom=\"{}pt\"", style.after);
    if (style.left > 0) {
        out += fmt::format(
            " fo:margin-left=\"{}mm\" fo:text-indent=\"{}mm\"", style.left, -style.hanging
        );
    }
    if (style.stays_with_next) out += " fo:keep-with-next=\"always\"";
    if (out.empty()) return out;
    std::string tabs;
    // Tabs are counted from the indent.
    if (style.left > 0) {
        tabs = "<style:tab-stops><style:tab-stop style:position=\"0mm\"/></style:tab-stops>";
    }
    return "<style:paragraph-properties" + out + ">" + tabs + "</style:paragraph-properties>";
}

/// "Quelle_20_Titel" is shown as "Quelle Titel".
std::string encoded(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (c == ' ') {
            out += "_20_";
        } else {
            out += c;
        }
    }
    return out;
}

std::string shown(std::string_view name) {
    std::string out(name);
    for (std::size_t at; (at = out.find("_20_")) != std::string::npos;)
        out.replace(at, 4, " ");
    return out;
}

std::string style_xml(const Style& style, const Margins& margins) {
    std::string out = fmt::format(
        "<style:style style:name=\"{}\" style:display-name=\"{}\" style:family=\"{}\"",
        encoded(style.odt_name),
        shown(style.odt_name),
        style.is_character ? "text" : "paragraph"
    );
    if (!style.based_on_odt.empty() && !style.is_character) {
        out += fmt::format(" style:parent-style-name=\"{}\"", style.based_on_odt);
    }
    if (style.outline > 0) {
        out += fmt::format(
            " style:default-outline-level=\"{}\" style:next-style-name=\"Text_20_body\"",
            style.outline
        );
    }
    if (!style.is_character) out += " style:class=\"text\"";
    const bool turns = turns_left_to_right(style, margins);
    return out + ">" + (style.is_character ? "" : paragraph_properties(style, turns))
           + text_properties(style, language_of(style, margins)) + "</style:style>";
}

std::string fonts_xml() {
    std::string out = "<office:font-face-decls>";
    for (const std::string_view name : {font, mono_font}) {
        out += fmt::format("<style:font-face style:name=\"{0}\" svg:font-family=\"'{0}'\"/>", name);
    }
    return out + "</office:font-face-decls>";
}

std::string default_xml(const Margins& margins) {
    const std::string edges = spoken_in(margins.language);
    const std::string_view turned =
        margins.is_right_to_left ? " style:writing-mode=\"lr-tb\" fo:text-align=\"left\"" : "";
    return fmt::format(
        "<style:default-style style:family=\"paragraph\"><style:paragraph-properties "
        "fo:line-height=\"115%\" fo:orphans=\"2\" fo:widows=\"2\" "
        "style:writing-mode=\"{}/><style:text-properties style:font-name=\"{}\" "
        "fo:font-size=\"11pt\"{} fo:hyphenate=\"false\"/>"
        "</style:default-style>"
        "<style:default-style style:family=\"table\"/>"
        "<style:style style:name=\"Standard\" style:family=\"paragraph\" style:class=\"text\"/>"
        "<style:style style:name=\"Header\" style:family=\"paragraph\" "
        "style:parent-style-name=\"Standard\" style:class=\"extra\"><style:paragraph-properties "
        "fo:border-bottom=\"0.4pt solid #{}\" fo:padding-bottom=\"1.5mm\"{}><style:tab-stops>"
        "<style:tab-stop style:position=\"160mm\" style:type=\"right\"/></style:tab-stops>"
        "</style:paragraph-properties><style:text-properties fo:font-size=\"8pt\" "
        "fo:color=\"#{}\"{}/></style:style>"
        "<style:style style:name=\"Footer\" style:family=\"paragraph\" "
        "style:parent-style-name=\"Standard\" style:class=\"extra\"><style:paragraph-properties "
        "fo:border-top=\"0.4pt solid #{}\" fo:padding-top=\"1.5mm\"{}/><style:text-properties "
        "fo:font-size=\"8pt\" fo:color=\"#{}\"{}/></style:style>"
        "<style:style style:name=\"Footnote_20_anchor\" style:display-name=\"Footnote anchor\" "
        "style:family=\"text\"><style:text-properties style:text-position=\"super 58%\"/>"
        "</style:style>"
        "<style:style style:name=\"Bullet_20_Symbols\" style:display-name=\"Bullet Symbols\" "
        "style:family=\"text\"/>"
        "<style:style style:name=\"Numbering_20_Symbols\" "
        "style:display-name=\"Numbering Symbols\" style:family=\"text\"/>"
        "<style:style style:name=\"Graphics\" style:family=\"graphic\"/>"
        "<style:style style:name=\"Formula\" style:family=\"graphic\"/>",
        margins.is_right_to_left ? "rl-tb\" fo:text-align=\"right\"" : "page\"",
        font,
        spoken_in(margins.text_language),
        rule,
        turned,
        quiet,
        edges,
        rule,
        turned,
        quiet,
        edges
    );
}

std::string after_xml() {
    std::string levels;
    for (int level = 1; level <= 10; ++level) {
        levels += fmt::format(
            "<text:outline-level-style text:level=\"{}\" style:num-format=\"\"/>", level
        );
    }
    return "<text:outline-style style:name=\"Outline\">" + levels
           + "</text:outline-style><text:notes-configuration text:note-class=\"footnote\" "
             "text:citation-body-style-name=\"Footnote_20_anchor\" style:num-format=\"1\" "
             "style:num-suffix=\" \" text:start-value=\"0\" text:footnotes-position=\"page\" "
             "text:start-numbering-at=\"document\"/>";
}

std::string page_xml(std::string_view name, bool has_header) {
    const std::string header =
        has_header ? "<style:header-style><style:header-footer-properties "
                     "fo:margin-bottom=\"6mm\" fo:min-height=\"8mm\"/></style:header-style>"
                   : "<style:header-style/>";
    return fmt::format(
        "<style:page-layout style:name=\"{}\"><style:page-layout-properties "
        "fo:page-width=\"210mm\" fo:page-height=\"297mm\" style:print-orientation=\"portrait\" "
        "fo:margin-top=\"{}mm\" fo:margin-bottom=\"14mm\" fo:margin-left=\"25mm\" "
        "fo:margin-right=\"25mm\"/>{}<style:footer-style><style:header-footer-properties "
        "fo:margin-top=\"6mm\" fo:min-height=\"10mm\"/></style:footer-style></style:page-layout>",
        name,
        has_header ? 15 : 25,
        header
    );
}

std::string margins_xml(const Margins& margins) {
    const std::string header = fmt::format(
        "<style:header><text:p text:style-name=\"Header\">{}<text:tab/>{} "
        "<text:page-number text:select-page=\"current\">1</text:page-number></text:p>"
        "</style:header>",
        exports::escaped_xml(margins.head),
        margins.page_word
    );
    const std::string footer = fmt::format(
        "<style:footer><text:p text:style-name=\"Footer\">{}</text:p>"
        "<text:p text:style-name=\"Footer\">{}</text:p></style:footer>",
        exports::escaped_xml(margins.foot_first),
        margins.foot_second
    );
    // The text begins on "Standard" whoever writes it, so that page is the first one.
    return "<office:master-styles><style:master-page style:name=\"Standard\" "
           "style:page-layout-name=\"First\" style:next-style-name=\"Following\">"
           + footer
           + "</style:master-page><style:master-page style:name=\"Following\" "
             "style:page-layout-name=\"Page\">"
           + header + footer + "</style:master-page></office:master-styles>";
}

std::string manifest() {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest "
                      "xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
                      "manifest:version=\"1.3\">";
    const auto add = [&](std::string_view path, std::string_view type) {
        out += fmt::format(
            "<manifest:file-entry manifest:full-path=\"{}\" manifest:media-type=\"{}\"/>",
            path,
            type
        );
    };
    add("/", odt_type);
    add("content.xml", "text/xml");
    add("styles.xml", "text/xml");
    add("meta.xml", "text/xml");
    return out + "</manifest:manifest>";
}

} // namespace

std::string odt(const Margins& margins) {
    std::string named;
    for (const Style& style : styles()) {
        if (!style.odt_name.empty()) named += style_xml(style, margins);
    }
    const std::vector<exports::Entry> entries{
        {"mimetype", std::string(odt_type), true},
        {"content.xml", odt_part("document-content", "<office:body><office:text/></office:body>")},
        {"styles.xml",
         odt_part(
             "document-styles",
             fonts_xml() + "<office:styles>" + default_xml(margins) + named + after_xml()
                 + "</office:styles><office:automatic-styles>" + page_xml("First", false)
                 + page_xml("Page", true) + "</office:automatic-styles>" + margins_xml(margins)
         )},
        {"meta.xml", odt_part("document-meta", "<office:meta/>")},
        {"META-INF/manifest.xml", manifest()},
    };
    return exports::make_zip(entries, Instant{});
}

} // namespace denkraum::guideline::look
