// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/xhtml.hpp"

#include <string_view>
#include <utility>

#include "base/prose/atoms.hpp"
#include "domain/guideline/edition/imprint.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/export/layout.hpp"

namespace denkraum::guideline {
namespace {

using exports::Xml;

class XhtmlWriter {
public:
    XhtmlWriter(Xml& out, const Edition& edition, std::vector<Paragraph> all, const ImageName& name)
        : out_(out),
          edition_(edition),
          paragraphs_(std::move(all)),
          levels_(outline_levels(paragraphs_)),
          image_name_(name) {}

    void write() {
        for (const Piece& piece : pieces_of(paragraphs_)) {
            if (piece.is_list()) {
                list(piece.list);
            } else {
                block(piece.at);
            }
        }
    }

    void write_notes() {
        for (std::size_t i = 0; i < notes_.size(); ++i) {
            const std::string number = std::to_string(i + 1);
            out_.open("aside").attribute("epub:type", "footnote");
            out_.attribute("role", "doc-footnote").attribute("id", "note_" + number).open("p");
            out_.open("a").attribute("href", "#note_" + number + "_place").text(number).close();
            out_.text(" ");
            broken(notes_[i]);
            out_.close().close();
        }
    }

private:
    void open(std::string_view element, const Paragraph& paragraph) {
        out_.open(element);
        if (!paragraph.eid.empty()) out_.attribute("id", paragraph.eid);
    }

    void head(const Paragraph& paragraph) {
        const std::string number = shown_number(paragraph.number);
        const std::string kind = kind_label(paragraph.block.kind, edition_.language);
        if (!number.empty()) span("number", number);
        if (!kind.empty()) span("kind", kind + ":");
    }

    void span(std::string_view name, std::string_view words) {
        out_.open("span").attribute("class", name).text(words).close().text(" ");
    }

    void block(std::size_t at) {
        const Paragraph& paragraph = paragraphs_[at];
        if (levels_[at] > 0) {
            open("h" + std::to_string(levels_[at] + 1), paragraph);
        } else if (paragraph.block.kind == prose::Kind::Table) {
            return table(paragraph);
        } else if (paragraph.block.kind == prose::Kind::Quote) {
            open("blockquote", paragraph);
            out_.open("p");
        } else {
            open("p", paragraph);
        }
        head(paragraph);
        runs(paragraph.block.content);
        out_.close();
        if (paragraph.block.kind == prose::Kind::Quote) out_.close();
    }

    void list(const ItemList& from) {
        out_.open(from.style == prose::ListStyle::Number ? "ol" : "ul");
        for (const ListItem& item : from.items) {
            const Paragraph& paragraph = paragraphs_[item.at];
            open("li", paragraph);
            head(paragraph);
            if (paragraph.block.kind == prose::Kind::Table) {
                rows(paragraph.block);
            } else {
                runs(paragraph.block.content);
            }
            for (const ItemList& inner : item.inner)
                list(inner);
            out_.close();
        }
        out_.close();
    }

    void table(const Paragraph& paragraph) {
        open("div", paragraph);
        rows(paragraph.block, &paragraph);
        out_.close();
    }

    void rows(const prose::Block& block, const Paragraph* named = nullptr) {
        const prose::Table& from = block.table;
        out_.open("table").open("caption");
        if (named != nullptr) head(*named);
        runs(block.content);
        out_.close().open("tbody");
        for (std::size_t row = 0; row < from.rows.size(); ++row) {
            out_.open("tr");
            for (std::size_t column = 0; column < from.columns(); ++column) {
                const bool is_header = from.is_header(row, column);
                out_.open(is_header ? "th" : "td");
                const bool is_above = from.header_row && row == 0;
                if (is_header) out_.attribute("scope", is_above ? "col" : "row");
                runs(from.rows[row][column]);
                out_.close();
            }
            out_.close();
        }
        out_.close().close();
    }

    void runs(const std::vector<prose::Inline>& content) {
        for (const prose::Inline& run : content) {
            if (const auto note = prose::note_of(run)) {
                notes_.push_back(note->words);
                const std::string number = std::to_string(notes_.size());
                out_.open("a").attribute("epub:type", "noteref").attribute("role", "doc-noteref");
                out_.attribute("id", "note_" + number + "_place");
                out_.attribute("href", "#note_" + number).open("sup").text(number).close().close();
            } else if (const auto shown = prose::image_of(run)) {
                image(*shown);
            } else if (run.atom.empty()) {
                marked(run);
            }
        }
    }

    void image(const prose::Image& image) {
        const std::string name = image_name_(image);
        if (name.empty()) {
            const char* lead = edition_.language == "en" ? "[Image: " : "[Bild: ";
            out_.text(lead + image.alternative + "]");
            return;
        }
        out_.open("img").attribute("src", name).attribute("alt", image.alternative).close();
    }

    void marked(const prose::Inline& run) {
        const prose::Marks& marks = run.marks;
        int open_elements = 0;
        const auto begin = [&](bool is_wanted, std::string_view element) {
            if (!is_wanted) return;
            out_.open(element);
            ++open_elements;
        };
        begin(!marks.link.empty(), "a");
        if (!marks.link.empty()) out_.attribute("href", marks.link);
        begin(!marks.term.empty(), "abbr");
        if (!marks.term.empty()) out_.attribute("title", marks.term);
        begin(marks.strong, "strong");
        begin(marks.em, "em");
        begin(marks.code, "code");
        broken(run.text);
        for (; open_elements > 0; --open_elements)
            out_.close();
    }

    void broken(std::string_view words) {
        for (std::size_t at = 0;;) {
            const std::size_t end = words.find('\n', at);
            out_.text(words.substr(at, end - at));
            if (end == std::string_view::npos) return;
            out_.open("br").close().text("\n");
            at = end + 1;
        }
    }

    Xml& out_;
    const Edition& edition_;
    std::vector<Paragraph> paragraphs_;
    std::vector<int> levels_;
    const ImageName& image_name_;
    std::vector<std::string> notes_;
};

} // namespace

void write_xhtml(
    Xml& out,
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    const ImageName& image_name
) {
    std::vector<Paragraph> all = paragraphs;
    for (Paragraph& one : back_matter(paragraphs, edition.language)) {
        const bool is_heading = one.block.kind == prose::Kind::Heading;
        if (is_heading) one.eid = "back_" + std::to_string(all.size());
        all.push_back(std::move(one));
    }
    XhtmlWriter writer(out, edition, std::move(all), image_name);
    writer.write();
    writer.write_notes();
}

} // namespace denkraum::guideline
