// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/akn.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/prose/atoms.hpp"
#include "base/prose/lists.hpp"
#include "domain/guideline/edition/imprint.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/export/akn_meta.hpp"
#include "domain/guideline/export/layout.hpp"

namespace denkraum::guideline {
namespace {

using exports::Xml;

/// "chp_1__para_4__point_b" is a point.
std::string element_of(std::string_view eid) {
    static const std::map<std::string_view, std::string_view> names{
        {"chp", "chapter"},
        {"sec", "section"},
        {"subsec", "subsection"},
        {"subdvs", "subdivision"},
        {"para", "paragraph"},
        {"point", "point"}
    };
    const std::size_t cut = eid.rfind("__");
    const std::string_view last = cut == std::string_view::npos ? eid : eid.substr(cut + 2);
    const auto found = names.find(last.substr(0, last.find('_')));
    return std::string(found == names.end() ? "paragraph" : found->second);
}

struct Node {
    std::size_t at = 0;
    int rank = 0; ///< headings by level, then paragraphs, then items by depth
    std::vector<Node> children = {};
};

constexpr int paragraph_rank = 10;

class AknBody {
public:
    AknBody(const std::vector<Paragraph>& paragraphs, std::string_view base_url, Xml& out)
        : paragraphs_(paragraphs), base_url_(base_url), out_(out) {}

    void write_body() {
        const std::vector<int> depths = prose::item_depths(prose_of(paragraphs_));
        std::size_t at = 0;
        while (at < paragraphs_.size())
            write(node_from(at, depths));
    }

    /// Terms and sources as plain paragraphs.
    void write_lines() {
        for (const Paragraph& paragraph : paragraphs_) {
            out_.open("p");
            runs(paragraph.block.content);
            out_.close();
        }
    }

private:
    int rank_of(std::size_t at, const std::vector<int>& depths) const {
        const prose::Block& block = paragraphs_[at].block;
        if (block.kind == prose::Kind::Heading) return block.level;
        // Items that no paragraph leads in are paragraphs: their eid says so.
        if (element_of(paragraphs_[at].eid) != "point") return paragraph_rank;
        return paragraph_rank + depths[at];
    }

    /// The node at `at` with everything of a higher rank behind it; moves `at` on.
    Node node_from(std::size_t& at, const std::vector<int>& depths) {
        Node node{.at = at, .rank = rank_of(at, depths)};
        ++at;
        while (at < paragraphs_.size() && rank_of(at, depths) > node.rank)
            node.children.push_back(node_from(at, depths));
        return node;
    }

    void write(const Node& node) {
        const Paragraph& paragraph = paragraphs_[node.at];
        out_.open(element_of(paragraph.eid));
        out_.attribute("eId", paragraph.eid);
        out_.attribute("wId", paragraph.block.uid).attribute("GUID", paragraph.block.uid);
        const bool is_heading = paragraph.block.kind == prose::Kind::Heading;
        if (!is_heading) out_.attribute("class", prose::id_of(paragraph.block.kind));
        if (!paragraph.number.empty()) out_.leaf("num", shown_number(paragraph.number));
        if (is_heading) {
            out_.open("heading");
            runs(paragraph.block.content);
            out_.close();
        } else {
            out_.open(node.children.empty() ? "content" : "intro");
            out_.attribute("eId", paragraph.eid + "__content");
            words(paragraph);
            out_.close();
        }
        for (const Node& child : node.children)
            write(child);
        out_.close();
    }

    void words(const Paragraph& paragraph) {
        if (paragraph.block.kind == prose::Kind::Table) return table(paragraph);
        const bool is_quote = paragraph.block.kind == prose::Kind::Quote;
        if (is_quote) {
            out_.open("block").attribute("name", "quote");
        } else {
            out_.open("p");
        }
        runs(paragraph.block.content);
        out_.close();
    }

    void table(const Paragraph& paragraph) {
        const prose::Table& table = paragraph.block.table;
        out_.open("table").attribute("eId", paragraph.eid + "__table_1");
        if (!paragraph.block.content.empty()) {
            out_.open("caption");
            runs(paragraph.block.content);
            out_.close();
        }
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            out_.open("tr");
            for (std::size_t column = 0; column < table.columns(); ++column) {
                out_.open(table.is_header(row, column) ? "th" : "td").open("p");
                runs(table.rows[row][column]);
                out_.close().close();
            }
            out_.close();
        }
        out_.close();
    }

    void runs(const std::vector<prose::Inline>& content) {
        for (const prose::Inline& run : content) {
            if (const auto note = prose::note_of(run)) {
                const std::string number = std::to_string(++notes_);
                out_.open("authorialNote").attribute("eId", "note_" + number);
                out_.attribute("marker", number).attribute("placement", "bottom");
                out_.open("p");
                broken(note->words);
                out_.close().close();
            } else if (const auto image = prose::image_of(run)) {
                out_.open("img").attribute("src", base_url_ + "/bilder/" + image->hash);
                out_.attribute("alt", image->alternative).close();
            } else if (run.atom.empty()) {
                marked(run);
            }
        }
    }

    void marked(const prose::Inline& run) {
        const prose::Marks& marks = run.marks;
        int open = 0;
        const auto begin = [&](bool is_wanted, std::string_view element) -> Xml& {
            if (!is_wanted) return out_;
            ++open;
            return out_.open(element);
        };
        if (!marks.link.empty()) begin(true, "a").attribute("href", marks.link);
        if (!marks.term.empty()) begin(true, "abbr").attribute("title", marks.term);
        begin(marks.strong, "b");
        begin(marks.em, "i");
        if (marks.code) begin(true, "inline").attribute("name", "code");
        broken(run.text);
        for (; open > 0; --open)
            out_.close();
    }

    void broken(std::string_view words) {
        for (std::size_t at = 0;;) {
            const std::size_t end = words.find('\n', at);
            out_.text(words.substr(at, end - at));
            if (end == std::string_view::npos) return;
            out_.open("eol").close();
            at = end + 1;
        }
    }

    const std::vector<Paragraph>& paragraphs_;
    std::string base_url_;
    Xml& out_;
    int notes_ = 0;
};

void write_preface(Xml& out, const Edition& edition, std::string_view base_url) {
    out.open("preface").open("longTitle").open("p");
    out.leaf("docTitle", edition.title).close().close();
    out.open("p").text(dated_name_of(edition)).close();
    for (const auto& [key, value] : imprint_of(edition, base_url))
        out.open("p").text(key + ": " + value).close();
    out.close();
}

std::vector<const Edition*> history_of(const Edition& edition, std::span<const Edition> all) {
    std::vector<const Edition*> history;
    for (const Edition& one : all) {
        if (one.number < edition.number) history.push_back(&one);
    }
    std::ranges::sort(history, {}, [](const Edition* one) { return one->number; });
    history.push_back(&edition);
    return history;
}

} // namespace

std::string akn_file(
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    std::span<const Edition> all,
    std::string_view base_url
) {
    const AknSource source{edition, history_of(edition, all), base_url};
    Xml out;
    out.open("akomaNtoso");
    out.attribute("xmlns", "http://docs.oasis-open.org/legaldocml/ns/akn/3.0");
    out.open("doc").attribute("name", "leitlinie");
    out.attribute("contains", edition.number == 1 ? "originalVersion" : "singleVersion");
    write_akn_meta(out, source, paragraphs);
    write_preface(out, edition, base_url);
    out.open("mainBody");
    AknBody(paragraphs, base_url, out).write_body();
    out.close();
    const std::vector<Paragraph> behind = back_matter(paragraphs, edition.language);
    if (!behind.empty()) {
        out.open("conclusions");
        AknBody(behind, base_url, out).write_lines();
        out.close();
    }
    out.close().close();
    return std::move(out).finish();
}

} // namespace denkraum::guideline
