// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/office.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/bytes.hpp"
#include "base/prose/atoms.hpp"
#include "domain/guideline/edition/imprint.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/export/layout.hpp"
#include "platform/export/xml.hpp"
#include "platform/export/zip.hpp"

namespace denkraum::guideline {
namespace {

constexpr double image_pixels_per_inch = 150;
constexpr double image_inches_max = 6;

json::object node(std::string_view type, json::value content) {
    return {{"t", type}, {"c", std::move(content)}};
}
json::object node(std::string_view type) {
    return {{"t", type}};
}

json::array no_attributes() {
    return {"", json::array(), json::array()};
}
json::array style(std::string_view name) {
    return {"", json::array(), json::array{json::array{"custom-style", name}}};
}

void append_words(json::array& out, std::string_view words) {
    std::string word;
    const auto flush = [&] {
        if (!word.empty()) out.push_back(node("Str", json::value(word)));
        word.clear();
    };
    for (const char c : words) {
        if (c != ' ' && c != '\n' && c != '\t') {
            word += c;
            continue;
        }
        flush();
        out.push_back(node(c == '\n' ? "LineBreak" : "Space"));
    }
    flush();
}

json::array inlines_of(std::string_view words) {
    json::array out;
    append_words(out, words);
    return out;
}

json::object styled(std::string_view name, std::string_view words) {
    return node("Span", json::array{style(name), inlines_of(words)});
}

/// One paragraph of a head, in a style of its own.
json::object styled_paragraph(std::string_view name, json::array inlines) {
    json::array blocks{node("Para", std::move(inlines))};
    return node("Div", json::array{style(name), std::move(blocks)});
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
            json::array words;
            const std::string number = shown_number(paragraph.number);
            if (!number.empty()) append_words(words, number + " ");
            append_runs(words, block.content);
            json::array attributes{paragraph.eid, json::array(), json::array()};
            out.push_back(
                node("Header", json::array{levels_[at], std::move(attributes), std::move(words)})
            );
        } else if (block.kind == prose::Kind::Table) {
            out.push_back(table(paragraph));
        } else if (block.kind == prose::Kind::Quote) {
            out.push_back(node("BlockQuote", json::array{node("Para", words_of(paragraph))}));
        } else {
            out.push_back(node("Para", words_of(paragraph)));
        }
    }

    json::array words_of(const Paragraph& paragraph) {
        json::array out;
        const std::string number = shown_number(paragraph.number);
        const std::string kind = kind_label(paragraph.block.kind, edition_.language);
        if (!number.empty()) {
            out.push_back(styled("Nummer", number));
            out.push_back(node("Space"));
        }
        if (!kind.empty()) {
            out.push_back(styled("Art", kind + ":"));
            out.push_back(node("Space"));
        }
        append_runs(out, paragraph.block.content);
        return out;
    }

    json::object list(const ItemList& from) {
        json::array items;
        for (const ListItem& item : from.items) {
            const Paragraph& paragraph = paragraphs_[item.at];
            json::array blocks{node("Para", words_of(paragraph))};
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
        if (is_header) inlines = {node("Strong", std::move(inlines))};
        json::array blocks{node("Plain", std::move(inlines))};
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
        if (!marks.link.empty()) {
            json::array target{marks.link, ""};
            words = {node("Link", json::array{no_attributes(), std::move(words), std::move(target)})
            };
        }
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

json::object meta_of(const Edition& edition) {
    json::object meta;
    meta["title"] = node("MetaInlines", inlines_of(edition.title));
    meta["subtitle"] = node("MetaInlines", inlines_of(dated_name_of(edition)));
    meta["lang"] = node("MetaInlines", inlines_of(edition.language == "en" ? "en-GB" : "de-DE"));
    return meta;
}

} // namespace

OfficeDocument office_document(
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    std::string_view base_url,
    const ImageBytes& images
) {
    OfficeDocument document{.meta = meta_of(edition)};
    for (const auto& [key, value] : imprint_of(edition, base_url)) {
        document.blocks.push_back(styled_paragraph("Impressum", inlines_of(key + ": " + value)));
    }
    std::vector<Paragraph> all = paragraphs;
    for (Paragraph& one : back_matter(paragraphs, edition.language))
        all.push_back(std::move(one));
    OfficeWriter writer(edition, std::move(all), images);
    writer.append_to(document.blocks);
    document.alternatives = writer.take_alternatives();
    return document;
}

Result<std::string>
odt_with_alternatives(std::string_view odt, const std::vector<std::string>& alternatives) {
    DK_TRY(auto entries, exports::read_zip(odt));
    for (exports::Entry& entry : entries) {
        // The type of an ODT is read at its place, as that of an EPUB.
        if (entry.name == "mimetype") entry.is_stored = true;
        if (entry.name != "content.xml") continue;
        std::size_t at = 0;
        for (const std::string& alternative : alternatives) {
            at = entry.bytes.find("</draw:frame>", at);
            if (at == std::string::npos) break;
            const std::string words =
                "<svg:desc>" + exports::escaped_xml(alternative) + "</svg:desc>";
            entry.bytes.insert(at, words);
            at += words.size() + 1;
        }
    }
    return exports::make_zip(entries, Instant{});
}

} // namespace denkraum::guideline
