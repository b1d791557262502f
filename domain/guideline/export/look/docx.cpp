// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <vector>

#include "domain/guideline/export/look/look.hpp"
#include "platform/export/xml.hpp"
#include "platform/export/zip.hpp"

/// The parts of an OOXML document that pandoc takes from its reference: styles, page, header,
/// footer, and a few small ones it insists on.
namespace denkraum::guideline::look {
namespace {

constexpr double twips_per_mm = 56.7;
constexpr double twips_per_point = 20;

constexpr std::string_view declaration =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view word_space =
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view office_relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view package_relations =
    "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr std::string_view word_type =
    "application/vnd.openxmlformats-officedocument.wordprocessingml";

int twips(double points) {
    return static_cast<int>(points * twips_per_point);
}
int twips_of_mm(double mm) {
    return static_cast<int>(mm * twips_per_mm);
}

std::string word_part(std::string_view root, std::string_view inside) {
    return fmt::format(
        "{}<w:{} xmlns:w=\"{}\" xmlns:r=\"{}\">{}</w:{}>",
        declaration,
        root,
        word_space,
        office_relations,
        inside,
        root
    );
}

/// Word finds its own styles by id without spaces: "Heading1", "BodyText".
std::string id_of(std::string_view name) {
    std::string id;
    for (const char c : name) {
        if (c != ' ') id += c;
    }
    if (id.starts_with("heading")) id[0] = 'H';
    if (id == "footnotetext") id = "FootnoteText";
    return id;
}

std::string run_properties(const Style& style, std::string_view language) {
    std::string out;
    if (style.is_mono) {
        out += fmt::format("<w:rFonts w:ascii=\"{0}\" w:hAnsi=\"{0}\" w:cs=\"{0}\"/>", mono_font);
    }
    if (style.is_bold) out += "<w:b/>";
    if (style.is_italic) out += "<w:i/>";
    if (style.is_upright) out += "<w:i w:val=\"0\"/>";
    if (!style.colour.empty()) out += fmt::format("<w:color w:val=\"{}\"/>", style.colour);
    if (style.points > 0) {
        out += fmt::format("<w:sz w:val=\"{}\"/>", static_cast<int>(style.points * 2));
    }
    if (style.docx_name == "Hyperlink") out += "<w:u w:val=\"single\"/>";
    if (!language.empty()) out += fmt::format("<w:lang w:val=\"{}\"/>", language);
    return out.empty() ? out : "<w:rPr>" + out + "</w:rPr>";
}

std::string paragraph_properties(const Style& style, bool turns_left_to_right) {
    std::string out;
    if (style.stays_with_next) out += "<w:keepNext/><w:keepLines/>";
    std::string spacing;
    if (style.before >= 0) spacing += fmt::format(" w:before=\"{}\"", twips(style.before));
    if (style.after >= 0) spacing += fmt::format(" w:after=\"{}\"", twips(style.after));
    if (style.left > 0) {
        out += fmt::format(
            "<w:tabs><w:tab w:val=\"left\" w:pos=\"{}\"/></w:tabs>", twips_of_mm(style.left)
        );
    }
    if (turns_left_to_right) out += "<w:bidi w:val=\"0\"/>";
    if (!spacing.empty()) out += "<w:spacing" + spacing + "/>";
    if (style.left > 0) {
        out += fmt::format(
            "<w:ind w:left=\"{}\" w:hanging=\"{}\"/>",
            twips_of_mm(style.left),
            twips_of_mm(style.hanging)
        );
    }
    if (style.outline > 0) out += fmt::format("<w:outlineLvl w:val=\"{}\"/>", style.outline - 1);
    return out.empty() ? out : "<w:pPr>" + out + "</w:pPr>";
}

std::string style_xml(const Style& style, const Margins& margins) {
    const std::string base =
        style.is_character ? "DefaultParagraphFont" : std::string(style.based_on_docx);
    std::string out = fmt::format(
        "<w:style w:type=\"{}\" w:styleId=\"{}\"{}><w:name w:val=\"{}\"/>",
        style.is_character ? "character" : "paragraph",
        id_of(style.docx_name),
        style.docx_name == style.odt_name ? " w:customStyle=\"1\"" : "",
        style.docx_name
    );
    if (!base.empty()) out += fmt::format("<w:basedOn w:val=\"{}\"/>", base);
    const bool is_heading = style.outline > 0;
    if (is_heading) out += "<w:next w:val=\"BodyText\"/>";
    return out + "<w:qFormat/>" + paragraph_properties(style, turns_left_to_right(style, margins))
           + run_properties(style, language_of(style, margins)) + "</w:style>";
}

/// Rows parted by lines, the head shaded and in bold.
std::string table_style() {
    const std::string line =
        fmt::format("w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"{}\"", rule);
    return fmt::format(
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\">"
        "<w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>"
        "<w:tblCellMar><w:left w:w=\"108\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/>"
        "</w:tblCellMar></w:tblPr></w:style>"
        "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"Table\">"
        "<w:name w:val=\"Table\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>"
        "<w:top {0}/><w:bottom {0}/><w:insideH {0}/></w:tblBorders></w:tblPr>"
        "<w:tblStylePr w:type=\"firstRow\"><w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" "
        "w:fill=\"{1}\"/></w:tcPr></w:tblStylePr></w:style>",
        line,
        head_fill
    );
}

std::string styles_part(const Margins& margins) {
    std::string out = fmt::format(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"{0}\" w:hAnsi=\"{0}\" "
        "w:eastAsia=\"{0}\" w:cs=\"{0}\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>"
        "<w:lang w:val=\"{1}\" w:bidi=\"{1}\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        "{2}<w:spacing w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
        "<w:name w:val=\"Normal\"/></w:style>"
        "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">"
        "<w:name w:val=\"Default Paragraph Font\"/></w:style>"
        "<w:style w:type=\"character\" w:styleId=\"FootnoteReference\">"
        "<w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/>"
        "</w:rPr></w:style>",
        font,
        margins.text_language,
        margins.is_right_to_left ? "<w:bidi/>" : ""
    );
    for (const Style& style : styles())
        out += style_xml(style, margins);
    return word_part("styles", out + table_style());
}

std::string run(const Margins& margins, std::string_view words) {
    return fmt::format(
        "<w:r><w:rPr><w:color w:val=\"{}\"/><w:sz w:val=\"16\"/><w:lang w:val=\"{}\"/></w:rPr>"
        "<w:t xml:space=\"preserve\">{}</w:t></w:r>",
        quiet,
        margins.language,
        exports::escaped_xml(words)
    );
}

std::string page_number(const Margins& margins) {
    return "<w:fldSimple w:instr=\" PAGE \">" + run(margins, "1") + "</w:fldSimple>";
}

std::string ruled(std::string_view side) {
    return fmt::format(
        "<w:pBdr><w:{} w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"{}\"/></w:pBdr>",
        side,
        rule
    );
}

/// Edges run from left to right in any text.
std::string turned(const Margins& margins) {
    return margins.is_right_to_left ? "<w:bidi w:val=\"0\"/>" : "";
}

std::string header_part(const Margins& margins) {
    return word_part(
        "hdr",
        "<w:p><w:pPr>" + ruled("bottom")
            + "<w:tabs><w:tab w:val=\"right\" w:pos=\"9070\"/></w:tabs>" + turned(margins)
            + "</w:pPr>" + run(margins, margins.head) + "<w:r><w:tab/></w:r>"
            + run(margins, margins.page_word + " ") + page_number(margins) + "</w:p>"
    );
}

std::string footer_part(const Margins& margins) {
    return word_part(
        "ftr",
        "<w:p><w:pPr>" + ruled("top") + turned(margins) + "</w:pPr>"
            + run(margins, margins.foot_first) + "<w:r><w:br/></w:r>"
            + run(margins, margins.foot_second) + "</w:p>"
    );
}

std::string document_part() {
    return word_part(
        "document",
        "<w:body><w:p/><w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId11\"/>"
        "<w:footerReference w:type=\"default\" r:id=\"rId12\"/>"
        "<w:footerReference w:type=\"first\" r:id=\"rId12\"/>"
        "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1700\" w:right=\"1418\" "
        "w:bottom=\"1600\" w:left=\"1418\" w:header=\"850\" w:footer=\"700\" w:gutter=\"0\"/>"
        "<w:titlePg/></w:sectPr></w:body>"
    );
}

std::string relation(std::string_view id, std::string_view type, std::string_view target) {
    return fmt::format(
        "<Relationship Id=\"{}\" Type=\"{}/{}\" Target=\"{}\"/>", id, office_relations, type, target
    );
}

std::string relations_part(std::string_view inside) {
    return fmt::format(
        "{}<Relationships xmlns=\"{}\">{}</Relationships>", declaration, package_relations, inside
    );
}

std::string types_part() {
    const auto part = [](std::string_view name, std::string_view type) {
        return fmt::format(
            "<Override PartName=\"/word/{}.xml\" ContentType=\"{}.{}+xml\"/>", name, word_type, type
        );
    };
    return fmt::format(
               "{}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
               "<Default Extension=\"rels\" "
               "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
               "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
               declaration
           )
           + part("document", "document.main") + part("styles", "styles")
           + part("header1", "header") + part("footer1", "footer") + part("settings", "settings")
           + part("webSettings", "webSettings") + part("fontTable", "fontTable") + "</Types>";
}

/// Word wants colours, fonts and formats; nothing of ours refers to them.
std::string theme_part() {
    std::string colours;
    for (const std::string_view name :
         {"dk2",
          "lt2",
          "accent1",
          "accent2",
          "accent3",
          "accent4",
          "accent5",
          "accent6",
          "hlink",
          "folHlink"})
        colours += fmt::format("<a:{0}><a:srgbClr val=\"1d4f91\"/></a:{0}>", name);
    const std::string fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";
    const std::string line = "<a:ln w=\"6350\">" + fill + "</a:ln>";
    const std::string effect = "<a:effectStyle><a:effectLst/></a:effectStyle>";
    const auto thrice = [](const std::string& one) { return one + one + one; };
    const auto fonts = [](std::string_view element) {
        return fmt::format(
            "<a:{0}><a:latin typeface=\"{1}\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/></a:{0}>",
            element,
            font
        );
    };
    return fmt::format(
               "{}<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
               "name=\"Denkraum\"><a:themeElements><a:clrScheme name=\"Denkraum\">"
               "<a:dk1><a:srgbClr val=\"000000\"/></a:dk1><a:lt1><a:srgbClr "
               "val=\"ffffff\"/></a:lt1>",
               declaration
           )
           + colours + "</a:clrScheme><a:fontScheme name=\"Denkraum\">" + fonts("majorFont")
           + fonts("minorFont") + "</a:fontScheme><a:fmtScheme name=\"Denkraum\"><a:fillStyleLst>"
           + thrice(fill) + "</a:fillStyleLst><a:lnStyleLst>" + thrice(line)
           + "</a:lnStyleLst><a:effectStyleLst>" + thrice(effect)
           + "</a:effectStyleLst><a:bgFillStyleLst>" + thrice(fill)
           + "</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>";
}

} // namespace

std::string docx(const Margins& margins) {
    const std::string app = fmt::format(
        "{}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/"
        "extended-properties\"><Application>Denkraum</Application></Properties>",
        declaration
    );
    const std::vector<exports::Entry> entries{
        {"[Content_Types].xml", types_part()},
        {"_rels/.rels", relations_part(relation("rId1", "officeDocument", "word/document.xml"))},
        {"docProps/app.xml", app},
        {"word/document.xml", document_part()},
        {"word/_rels/document.xml.rels",
         relations_part(
             relation("rId1", "styles", "styles.xml") + relation("rId2", "settings", "settings.xml")
             + relation("rId3", "webSettings", "webSettings.xml")
             + relation("rId4", "fontTable", "fontTable.xml")
             + relation("rId5", "theme", "theme/theme1.xml")
             + relation("rId11", "header", "header1.xml")
             + relation("rId12", "footer", "footer1.xml")
         )},
        {"word/styles.xml", styles_part(margins)},
        {"word/settings.xml", word_part("settings", "<w:compat/>")},
        {"word/webSettings.xml", word_part("webSettings", "")},
        {"word/fontTable.xml", word_part("fonts", fmt::format("<w:font w:name=\"{}\"/>", font))},
        {"word/theme/theme1.xml", theme_part()},
        {"word/header1.xml", header_part(margins)},
        {"word/footer1.xml", footer_part(margins)},
    };
    return exports::make_zip(entries, Instant{});
}

} // namespace denkraum::guideline::look
