// SPDX-License-Identifier: EUPL-1.2
#include "base/html/prose_html.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "base/prose/lists.hpp"
#include "base/utf8.hpp"

namespace denkraum::html {
namespace {

using prose::Block;
using prose::Kind;
using prose::ListStyle;

/// Builds the flat blocks up, one after the other.
class Builder {
public:
    Builder(const prose::Prose& prose, const ProseView& view)
        : prose_(prose),
          view_(view),
          own_inlines_(view.language, view.image_address),
          inlines_(view.inlines == nullptr ? own_inlines_ : *view.inlines),
          depths_(prose::item_depths(prose)) {}

    Html build() {
        Html out;
        std::size_t at = 0;
        while (at < prose_.blocks.size()) {
            if (depths_[at] > 0) {
                out += list_from(at, depths_[at]);
            } else {
                out += single(at);
                ++at;
            }
        }
        return out + own_inlines_.end_matter(1 + view_.heading_shift);
    }

private:
    /// The list that begins at `at`, with everything deeper; moves `at` behind it.
    Html list_from(std::size_t& at, int depth) {
        const ListStyle style = prose_.blocks[at].list;
        Html items;
        while (at < prose_.blocks.size() && depths_[at] == depth && prose_.blocks[at].list == style
        ) {
            const std::size_t item = at++;
            Html inner;
            while (at < prose_.blocks.size() && depths_[at] > depth)
                inner += list_from(at, depths_[at]);
            items += element("li", block_attributes(item), content(item) + inner);
        }
        return style == ListStyle::Number ? el("ol", {cls("dk-prose__list")}, items)
                                          : el("ul", {cls("dk-prose__list")}, items);
    }

    Html single(std::size_t at) {
        const Block& block = prose_.blocks[at];
        if (block.kind == Kind::Heading) return heading(at);
        return element("div", block_attributes(at), content(at));
    }

    Html heading(std::size_t at) {
        const Block& block = prose_.blocks[at];
        Attributes attributes{cls("dk-prose__heading")};
        if (const BlockFace* face = face_of(at); face && !face->anchor.empty()) {
            attributes.push_back(id(face->anchor));
        }
        const int level = block.level + view_.heading_shift;
        return heading_element(level, attributes, number(at) + inlines_.html(block.content));
    }

    Html content(std::size_t at) {
        const Block& block = prose_.blocks[at];
        const std::string label = view_.label ? view_.label(block.kind) : std::string();
        const Html kind =
            when(!label.empty(), [&] { return el("p", {cls("dk-para__kind")}, text(label)); });
        Html words = block.kind == Kind::Table
                         ? table(block)
                         : el("p", {cls("dk-para__text")}, inlines_.html(block.content));
        if (block.kind == Kind::Quote) words = el("blockquote", {cls("dk-prose__quote")}, words);
        const BlockFace* face = face_of(at);
        const Html aside = when(face && !face->aside.empty(), [&] {
            return el("p", {cls("dk-para__aside")}, face->aside);
        });
        return number(at) + kind + words + aside;
    }

    /// Scrolls within itself, hence reachable by keyboard. The caption names it.
    Html table(const Block& block) {
        const Html caption = inlines_.html(block.content);
        Html rows;
        for (std::size_t row = 0; row < block.table.rows.size(); ++row) {
            Html cells;
            for (std::size_t column = 0; column < block.table.columns(); ++column) {
                const Html words = inlines_.html(block.table.rows[row][column]);
                if (!block.table.is_header(row, column)) {
                    cells += el("td", {cls("kern-table__cell")}, words);
                    continue;
                }
                const bool is_above = block.table.header_row && row == 0;
                cells +=
                    el("th",
                       {cls("kern-table__header"), attr("scope", is_above ? "col" : "row")},
                       words);
            }
            rows += el("tr", {cls("kern-table__row")}, cells);
        }
        const bool is_english = view_.language == "en";
        const std::string words = prose::plain_text(Block{.content = block.content});
        const std::string label = !words.empty() ? words : is_english ? "Table" : "Tabelle";
        return el(
            "div",
            {cls("dk-table dk-prose__table"),
             attr("role", "region"),
             attr("aria-label", label),
             attr("tabindex", "0")},
            el("table",
               {cls("kern-table")},
               when(!caption.empty(), [&] { return el("caption", {}, caption); })
                   + el("tbody", {}, rows))
        );
    }

    Html number(std::size_t at) {
        const BlockFace* face = face_of(at);
        if (!face || face->number.empty()) return {};
        return el(
            "a",
            {cls("dk-para__number"),
             attr("href", "#" + face->anchor),
             attr_if(!face->number_label.empty(), "aria-label", face->number_label)},
            text(face->number)
        );
    }

    Attributes block_attributes(std::size_t at) {
        const std::string kind(prose::id_of(prose_.blocks[at].kind));
        Attributes attributes{cls("dk-para dk-para--" + kind)};
        if (const BlockFace* face = face_of(at); face && !face->anchor.empty()) {
            attributes.push_back(id(face->anchor));
        }
        return attributes;
    }

    const BlockFace* face_of(std::size_t at) const {
        return view_.faces.empty() ? nullptr : &view_.faces[at];
    }

    const prose::Prose& prose_;
    const ProseView& view_;
    Inlines own_inlines_;
    Inlines& inlines_;
    std::vector<int> depths_;
};

struct Entry {
    int level;
    Html link;
};

/// Entries from `at` that belong under `level`, each with what is deeper; moves `at` behind them.
Html entries_html(const std::vector<Entry>& entries, std::size_t& at, int level) {
    Html items;
    while (at < entries.size() && entries[at].level >= level) {
        const Entry& entry = entries[at++];
        Html inner;
        if (at < entries.size() && entries[at].level > entry.level) {
            inner = entries_html(entries, at, entry.level + 1);
        }
        items += el("li", {}, entry.link, inner);
    }
    return el("ol", {cls("dk-contents__list")}, items);
}

} // namespace

Html prose_html(const prose::Prose& given, const ProseView& view) {
    CHECK(
        view.faces.empty() || view.faces.size() == given.blocks.size(),
        "there is a face for every block"
    );
    const prose::Prose clean = prose::normalised(given);
    return el("div", {cls("dk-prose")}, Builder(clean, view).build());
}

Html contents_html(const prose::Prose& prose, std::span<const BlockFace> faces, int level_max) {
    CHECK(faces.size() == prose.blocks.size(), "there is a face for every block");
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < prose.blocks.size(); ++i) {
        const Block& block = prose.blocks[i];
        const std::string words = prose::plain_text(block);
        const bool is_shown = block.kind == Kind::Heading && block.level <= level_max
                              && !faces[i].anchor.empty() && !utf8::trim(words).empty();
        if (!is_shown) continue;
        const std::string& number = faces[i].number;
        const std::string label = number.empty() ? words : number + " " + words;
        entries.push_back(
            {block.level,
             el("a", {cls("kern-link"), attr("href", "#" + faces[i].anchor)}, text(label))}
        );
    }
    if (entries.empty()) return {};
    std::size_t at = 0;
    return entries_html(entries, at, 1);
}

} // namespace denkraum::html
