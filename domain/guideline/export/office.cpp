// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/office.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/bytes.hpp"
#include "base/prose/atoms.hpp"
#include "domain/guideline/edition/imprint.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/export/layout.hpp"
#include "domain/guideline/export/pandoc_nodes.hpp"
#include "platform/export/xml.hpp"
#include "platform/export/zip.hpp"

namespace denkraum::guideline {
namespace {

using namespace pandoc;

constexpr double image_pixels_per_inch = 150;
constexpr double image_inches_max = 6;

/// The style of a paragraph; an import finds the kind by it.
std::string style_of(const prose::Block& block) {
    const bool is_item = block.list != prose::ListStyle::None;
    const std::string name = kind_label(block.kind, "de");
    if (!name.empty()) return is_item ? name + " Punkt" : name;
    if (is_item) return "Punkt";
    return block.kind == prose::Kind::Quote ? "Zitat" : "Absatz";
}

/// Word allows letters, digits and low lines, forty of them. A heading that is shown less deep than
/// it is says how deep.
std::string bookmark_of(const prose::Block& block, int shown_level) {
    const auto id = ParagraphId::from_text(block.uid);
    if (!id) return {};
    const bool is_deeper = block.kind == prose::Kind::Heading && block.level != shown_level;
    return "dk_" + to_hex(id->bytes()) + (is_deeper ? "_" + std::to_string(block.level) : "");
}

class OfficeWriter {
public:
    OfficeWriter(
        const Edition& edition, std::vector<Paragraph> paragraphs, const ImageBytes& images
    )
        : edition_(edition),
          paragraphs_(std::move(paragraphs)),
          levels_(outline_levels(paragraphs_)),
          images_(images) {}

    std::vector<std::string> take_alternatives() { return std::move(alternatives_); }

    void append_to(json::array& out) {
        for (const Piece& piece : pieces_of(paragraphs_)) {
            if (piece.is_list()) {
                out.push_back(list(piece.list));
            } else {
                append_block(out, piece.at);
            }
        }
    }

private:
    void append_block(json::array& out, std::size_t at) {
        const Paragraph& paragraph = paragraphs_[at];
        const prose::Block& block = paragraph.block;
        if (block.kind == prose::Kind::Heading) {
            json::array attributes{paragraph.eid, json::array(), json::array()};
            json::array parts{levels_[at], std::move(attributes), words_of(paragraph, levels_[at])};
            out.push_back(node("Header", std::move(parts)));
        } else if (block.kind == prose::Kind::Table) {
            out.push_back(table(paragraph));
        } else {
            out.push_back(styled_paragraph(style_of(block), words_of(paragraph)));
        }
    }

    json::array words_of(const Paragraph& paragraph, int shown_level = 0) {
        json::array out;
        const std::string number = shown_number(paragraph.number);
        const std::string kind = kind_label(paragraph.block.kind, edition_.language);
        if (auto place = bookmark_of(paragraph.block, shown_level); !place.empty()) {
            out.push_back(bookmark(place));
        }
        if (!number.empty()) {
            const bool is_heading = paragraph.block.kind == prose::Kind::Heading;
            append_styled(out, is_heading ? "Kapitelnummer" : "Nummer", inlines_of(number));
            const bool has_tab = paragraph.block.list == prose::ListStyle::None && !is_heading
                                 && paragraph.block.kind != prose::Kind::Table;
            if (has_tab) {
                append_tab(out);
            } else {
                out.push_back(node("Space"));
            }
        }
        if (!kind.empty()) {
            append_styled(out, "Art", inlines_of(kind + ":"));
            out.push_back(node("Space"));
        }
        append_runs(out, paragraph.block.content);
        return out;
    }

    json::object list(const ItemList& from) {
        json::array items;
        for (const ListItem& item : from.items) {
            const Paragraph& paragraph = paragraphs_[item.at];
            json::array blocks{styled_paragraph(style_of(paragraph.block), words_of(paragraph))};
            if (paragraph.block.kind == prose::Kind::Table) blocks = {table(paragraph)};
            for (const ItemList& inner : item.inner)
                blocks.push_back(list(inner));
            items.push_back(std::move(blocks));
        }
        if (from.style != prose::ListStyle::Number) return node("BulletList", std::move(items));
        json::array numbering{1, node("Decimal"), node("Period")};
        return node("OrderedList", json::array{std::move(numbering), std::move(items)});
    }

    json::object table(const Paragraph& paragraph) {
        const prose::Table& from = paragraph.block.table;
        json::array head;
        json::array body;
        for (std::size_t i = 0; i < from.rows.size(); ++i) {
            json::array cells;
            for (std::size_t column = 0; column < from.columns(); ++column)
                cells.push_back(cell(from.rows[i][column], from.is_header(i, column)));
            const bool is_head = from.header_row && i == 0;
            (is_head ? head : body).push_back(json::array{no_attributes(), std::move(cells)});
        }
        json::array columns;
        const double width = from.columns() == 0 ? 1.0 : 1.0 / static_cast<double>(from.columns());
        for (std::size_t i = 0; i < from.columns(); ++i)
            columns.push_back(json::array{node("AlignLeft"), node("ColWidth", width)});
        json::array caption{nullptr, json::array{node("Plain", words_of(paragraph))}};
        // Not "row head columns": pandoc's ODT writer leaves their cells out.
        json::array one_body{no_attributes(), 0, json::array(), std::move(body)};
        return node(
            "Table",
            json::array{
                no_attributes(),
                std::move(caption),
                std::move(columns),
                json::array{no_attributes(), std::move(head)},
                json::array{std::move(one_body)},
                json::array{no_attributes(), json::array()}
            }
        );
    }

    json::array cell(const prose::Cell& words, bool is_header) {
        json::array inlines;
        append_runs(inlines, words);
        json::array blocks{
            styled_paragraph(is_header ? "Tabellenkopf" : "Tabellenzelle", std::move(inlines))
        };
        return {no_attributes(), node("AlignDefault"), 1, 1, std::move(blocks)};
    }

    void append_runs(json::array& out, const std::vector<prose::Inline>& content) {
        for (const prose::Inline& run : content) {
            if (const auto note = prose::note_of(run)) {
                json::array blocks{node("Para", inlines_of(note->words))};
                out.push_back(node("Note", std::move(blocks)));
            } else if (const auto image = prose::image_of(run)) {
                out.push_back(image_node(*image));
            } else if (run.atom.empty()) {
                append_marked(out, run);
            }
        }
    }

    static void append_marked(json::array& out, const prose::Inline& run) {
        const prose::Marks& marks = run.marks;
        json::array words;
        if (marks.code) {
            words.push_back(node("Code", json::array{no_attributes(), run.text}));
        } else {
            append_words(words, run.text);
        }
        if (marks.em) words = {node("Emph", std::move(words))};
        if (marks.strong) words = {node("Strong", std::move(words))};
        if (!marks.term.empty()) {
            json::array term;
            append_styled(term, "Begriff", std::move(words));
            words = std::move(term);
        }
        if (!marks.link.empty()) words = {link(std::move(words), marks.link)};
        for (json::value& one : words)
            out.push_back(std::move(one));
    }

    json::object image_node(const prose::Image& image) {
        const auto bytes = images_ ? images_(image) : std::nullopt;
        if (!bytes) {
            const char* lead = edition_.language == "en" ? "[Image: " : "[Bild: ";
            return node(
                "Span", json::array{no_attributes(), inlines_of(lead + image.alternative + "]")}
            );
        }
        alternatives_.push_back(image.alternative);
        const double inches = std::min(image.width / image_pixels_per_inch, image_inches_max);
        json::array size{json::array{"width", fmt::format("{:.2f}in", inches)}};
        json::array attributes{"", json::array(), std::move(size)};
        const std::string address = "data:" + image.type + ";base64," + to_base64(as_bytes(*bytes));
        return node(
            "Image",
            json::array{
                std::move(attributes), inlines_of(image.alternative), json::array{address, ""}
            }
        );
    }

    const Edition& edition_;
    std::vector<Paragraph> paragraphs_;
    std::vector<int> levels_;
    const ImageBytes& images_;
    std::vector<std::string> alternatives_;
};

/// Sources and terms behind the text, piece by piece in styles of their own.
class OfficeBack {
public:
    explicit OfficeBack(const Edition& edition) : is_english_(edition.language == "en") {}

    void append_terms(json::array& out, const std::vector<Paragraph>& paragraphs) {
        json::array items;
        for (const auto& [words, explanation] : terms_of(paragraphs)) {
            json::array inlines;
            append_styled(inlines, "Begriff", {node("Strong", inlines_of(words))});
            append_words(inlines, ": " + explanation);
            items.push_back(json::array{styled_paragraph("Begriffe", std::move(inlines))});
        }
        append_list(out, is_english_ ? "Terms" : "Begriffe", std::move(items));
    }

    void append_sources(json::array& out, const std::vector<Paragraph>& paragraphs) {
        json::array items;
        for (const Paragraph& paragraph : paragraphs) {
            const std::string number = shown_number(paragraph.number);
            for (const prose::Source& source : paragraph.block.sources) {
                json::array inlines;
                const std::string lead = is_english_ ? "No. " : "Nr. ";
                if (!number.empty()) append_words(inlines, lead + number + ": ");
                append_source(inlines, source);
                items.push_back(json::array{styled_paragraph("Quellen", std::move(inlines))});
            }
        }
        append_list(out, is_english_ ? "Sources" : "Quellen", std::move(items));
    }

private:
    static void append_list(json::array& out, std::string_view title, json::array items) {
        if (items.empty()) return;
        out.push_back(node("Header", json::array{1, no_attributes(), inlines_of(title)}));
        out.push_back(node("BulletList", std::move(items)));
    }

    /// The words of words_of(source).
    void append_source(json::array& out, const prose::Source& source) const {
        bool is_first = true;
        const auto part = [&] {
            if (!std::exchange(is_first, false)) append_words(out, ", ");
        };
        const auto styled = [&](std::string_view style, std::string_view words) {
            if (words.empty()) return;
            part();
            append_styled(out, style, inlines_of(words));
        };
        styled("Quelle Titel", source.title);
        styled("Quelle Fundstelle", source.file_number);
        if (!source.link.empty()) {
            part();
            out.push_back(link(inlines_of(source.link), source.link));
        }
        if (source.looked_up.empty()) return;
        part();
        append_words(out, is_english_ ? "looked up on " : "eingesehen am ");
        const std::string_view language = is_english_ ? "en" : "de";
        append_styled(out, "Quelle Datum", inlines_of(spoken_iso_day(source.looked_up, language)));
    }

    bool is_english_;
};

json::object meta_of(const Edition& edition, const look::Margins& margins) {
    json::object meta;
    meta["title"] = node("MetaInlines", inlines_of(edition.title));
    meta["subtitle"] = node("MetaInlines", inlines_of(dated_name_of(edition)));
    // Pandoc would write it over that of every style; where they differ, the styles say it.
    const bool is_one_language = margins.text_language == margins.language
                                 && margins.text_language == margins.title_language;
    if (is_one_language) meta["lang"] = node("MetaInlines", inlines_of(margins.text_language));
    return meta;
}

} // namespace

OfficeDocument office_document(
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    std::string_view base_url,
    const ImageBytes& images,
    const Into* into
) {
    OfficeDocument document{.margins = look::margins_of(edition, base_url, into)};
    document.meta = meta_of(edition, document.margins);
    if (into != nullptr) {
        json::array name{node("Strong", inlines_of(into->language.name))};
        document.blocks.push_back(styled_paragraph("Absatz", std::move(name)));
    }
    std::string imprint;
    for (const auto& [key, value] : imprint_of(edition, base_url, into))
        imprint += (imprint.empty() ? "" : "\n") + key + ": " + value;
    document.blocks.push_back(styled_paragraph("Impressum", inlines_of(imprint)));
    OfficeWriter writer(edition, paragraphs, images);
    writer.append_to(document.blocks);
    OfficeBack back(edition);
    back.append_terms(document.blocks, paragraphs);
    back.append_sources(document.blocks, paragraphs);
    document.alternatives = writer.take_alternatives();
    return document;
}

namespace {

/// Pandoc draws no lines around the cells of an ODT.
void draw_table_lines(std::string& content) {
    for (const bool is_head : {true, false}) {
        const std::string_view name = is_head ? "\"TableHeaderRowCell\"" : "\"TableRowCell\"";
        const std::size_t style = content.find("style:name=" + std::string(name));
        if (style == std::string::npos) continue;
        constexpr std::string_view none = "fo:border=\"none\"";
        const std::size_t at = content.find(none, style);
        if (at == std::string::npos) continue;
        std::string lines = fmt::format(
            "fo:border-bottom=\"{}pt solid #{}\" fo:padding=\"1mm\"",
            is_head ? 0.9 : 0.4,
            look::rule
        );
        if (is_head) lines += fmt::format(" fo:background-color=\"#{}\"", look::head_fill);
        content.replace(at, none.size(), lines);
    }
}

void add_alternatives(std::string& content, const std::vector<std::string>& alternatives) {
    std::size_t at = 0;
    for (const std::string& alternative : alternatives) {
        at = content.find("</draw:frame>", at);
        if (at == std::string::npos) return;
        const std::string words = "<svg:desc>" + exports::escaped_xml(alternative) + "</svg:desc>";
        content.insert(at, words);
        at += words.size() + 1;
    }
}

} // namespace

Result<std::string>
finished_odt(std::string_view odt, const std::vector<std::string>& alternatives) {
    DK_TRY(auto entries, exports::read_zip(odt));
    for (exports::Entry& entry : entries) {
        // The type of an ODT is read at its place, as that of an EPUB.
        if (entry.name == "mimetype") entry.is_stored = true;
        if (entry.name != "content.xml") continue;
        draw_table_lines(entry.bytes);
        add_alternatives(entry.bytes, alternatives);
    }
    return exports::make_zip(entries, Instant{});
}

} // namespace denkraum::guideline
