// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/writing/reading_page.hpp"

#include <algorithm>

#include "base/html/prose_html.hpp"
#include "domain/document/kind_words.hpp"
#include "domain/document/media/media.hpp"

namespace denkraum::document::writing::pages {
namespace {

using html::el;
using html::Html;

std::string address_of(const EditorPage& page, std::string_view rest) {
    return "/dokumente/" + page.document.id.text() + std::string(rest);
}

/// Each paragraph leads to how it came to be.
std::vector<html::BlockFace>
faces_of(const i18n::Words& say, const EditorPage& page, const prose::Prose& prose) {
    const bool is_other_language = page.document.language != say.code();
    const std::string label = say("Wie dieser Absatz entstand");
    std::vector<html::BlockFace> faces;
    faces.reserve(prose.blocks.size());
    for (const prose::Block& block : prose.blocks) {
        html::BlockFace face;
        if (!block.uid.empty() && !block.content.empty()) {
            face.aside =
                el("a",
                   {html::cls("dk-para__action"),
                    html::href(address_of(page, "/absatz/") + block.uid),
                    html::attr_if(is_other_language, "lang", say.code())},
                   html::text(label));
        }
        faces.push_back(std::move(face));
    }
    return faces;
}

Html words_of(const i18n::Words& say, const EditorPage& page, const prose::Prose& prose) {
    const auto faces = faces_of(say, page, prose);
    html::ProseView view;
    view.faces = faces;
    view.label = [&](prose::Kind kind) { return kind_label(say, kind); };
    view.language = page.document.language;
    view.image_address = media::addresses();
    return el(
        "div",
        {html::cls("dk-reading"), html::attr("lang", page.document.language)},
        html::prose_html(prose, view)
    );
}

/// The part of the address of a page, the nearest there is.
std::size_t part_shown(const EditorPage& page, std::size_t parts) {
    return std::clamp<std::size_t>(page.part, 1, parts);
}

Html parts_nav(const i18n::Words& say, const EditorPage& page, std::size_t parts) {
    const std::size_t part = part_shown(page, parts);
    const auto step = [&](std::size_t number, const std::string& label) {
        if (number < 1 || number > parts) return Html();
        const std::string address = address_of(page, "?teil=") + std::to_string(number);
        return el("li", {}, html::link(address, label));
    };
    const std::string whole = address_of(page, "/stand/") + std::to_string(page.reading.seq);
    return el(
        "nav",
        {html::cls("dk-neighbours"), html::attr("aria-label", say("Teile des Entwurfs"))},
        el("ul",
           {},
           step(part - 1, say("Voriger Teil")),
           el("li", {}, html::text(say("Teil {} von {}", part, parts))),
           step(part + 1, say("Nächster Teil")),
           el("li", {}, html::link(whole, say("Den ganzen Text auf einer Seite lesen"))))
    );
}

} // namespace

std::vector<std::size_t> parts_of(const prose::Prose& prose) {
    std::vector<std::size_t> starts{0};
    const auto& blocks = prose.blocks;
    for (std::size_t at = 1; at < blocks.size(); ++at) {
        const std::size_t length = at - starts.back();
        const bool belongs_to_last = blocks[at].list != prose::ListStyle::None
                                     || blocks[at - 1].kind == prose::Kind::Heading;
        if (length < part_blocks_max || (belongs_to_last && length < 2 * part_blocks_max)) continue;
        starts.push_back(at);
    }
    return starts;
}

Html reading(const i18n::Words& say, const EditorPage& page) {
    const prose::Prose& whole = page.reading.prose;
    const auto starts = parts_of(whole);
    if (starts.size() == 1) return words_of(say, page, whole);
    const std::size_t part = part_shown(page, starts.size());
    const auto from = static_cast<std::ptrdiff_t>(starts[part - 1]);
    const auto to =
        static_cast<std::ptrdiff_t>(part < starts.size() ? starts[part] : whole.blocks.size());
    prose::Prose shown;
    shown.blocks.assign(whole.blocks.begin() + from, whole.blocks.begin() + to);
    return html::join(words_of(say, page, shown), parts_nav(say, page, starts.size()));
}

} // namespace denkraum::document::writing::pages
