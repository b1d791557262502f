// SPDX-License-Identifier: EUPL-1.2
#include "base/html/prose_html.hpp"
#include "base/utf8.hpp"
#include "domain/document/comparison/diff_text.hpp"
#include "domain/document/history/limits.hpp"
#include "domain/document/kind_words.hpp"
#include "domain/document/media/media.hpp"
#include "domain/document/timeline/pages.hpp"
#include "domain/document/timeline/parts.hpp"

namespace denkraum::document::timeline::pages {
namespace {

using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;

Html naming(const i18n::Words& say, const Moment& view) {
    const std::string seq = std::to_string(view.reading.seq);
    return html::form(
        {.action = address_of(view.document, "/punkte"),
         .csrf_token = view.csrf_token,
         .label = say("Diesen Stand benennen")},
        html::join(
            hidden("stand", seq),
            html::field(
                {.name = "name",
                 .label = say("Name für diesen Stand"),
                 .value = view.name,
                 .hint = say("Zum Beispiel „Fassung für die Sitzung im Dezember“."),
                 .error = html::error_of(view.errors, "name"),
                 .is_required = true,
                 .length_max = static_cast<int>(history::point_name_characters_max)}
            ),
            html::submit_button({.label = say("Stand benennen"), .weight = html::Weight::Secondary})
        )
    );
}

Html restoring(const i18n::Words& say, const Moment& view) {
    if (view.reading.seq == view.newest) return {};
    const std::string explained =
        say("Der ganze Text wird wieder so, wie er hier steht. Das ist eine neue Änderung: Nichts "
            "aus dem Verlauf geht verloren, und Sie können auch sie wieder zurückholen.");
    return html::join(
        el("h2", {cls("kern-heading-medium")}, text(say("Zurückholen"))),
        el("p", {cls("kern-body")}, text(explained)),
        html::form(
            {.action = address_of(view.document, "/zurueckholen"),
             .csrf_token = view.csrf_token,
             .label = say("Zurückholen")},
            html::join(
                hidden("stand", std::to_string(view.reading.seq)),
                html::submit_button(
                    {.label = say("Diesen Stand zurückholen"), .weight = html::Weight::Secondary}
                )
            )
        )
    );
}

Html bring_back_item(const i18n::Words& say, const Comparison& view, const prose::Block& block) {
    std::string begin = prose::plain_text(block).substr(0, 200);
    begin = std::string(utf8::truncate(begin, 80));
    const std::string label = say("Früheren Wortlaut zurückholen: {}", begin);
    return el(
        "li",
        {},
        html::form(
            {.action = address_of(view.document, "/zurueckholen"),
             .csrf_token = view.csrf_token,
             .label = label},
            html::join(
                hidden("stand", std::to_string(view.before.seq)),
                hidden("absatz", block.uid),
                html::submit_button({.label = label, .weight = html::Weight::Tertiary})
            )
        )
    );
}

/// Removed and changed paragraphs of the older text, each with its button; of joined ones every
/// one. What has only moved says today what it said then.
Html single_blocks(const i18n::Words& say, const Comparison& view) {
    Html items;
    for (const diff::Entry& entry : view.diff.entries) {
        if (entry.fate == diff::Fate::Kept) continue;
        for (const std::size_t index : entry.before) {
            const prose::Block& block = view.before.prose.blocks[index];
            if (!block.uid.empty()) items += bring_back_item(say, view, block);
        }
    }
    if (items.empty()) return {};
    return html::accordion(
        say("Einzelne Absätze zurückholen"), el("ul", {cls("kern-list")}, items)
    );
}

/// A sitting is one person's; what changed while they wrote may be others'.
Html writers_of(const i18n::Words& say, const Comparison& view) {
    if (view.writers.empty()) return {};
    std::string all;
    for (const std::string& writer : view.writers)
        all += (all.empty() ? "" : "; ") + writer;
    return el("p", {cls("kern-body")}, text(say("Wer in dieser Zeit schrieb: {}", all)));
}

Html layouts(const i18n::Words& say, const Comparison& view) {
    const std::string here = comparison_address(view.document, view.before.seq, view.after.seq);
    return comparison::layout_links(say, view.layout, [&](std::string_view id) {
        return id.empty() ? here : here + "&ansicht=" + std::string(id);
    });
}

} // namespace

html::Page moment(const i18n::Words& say, const Moment& view) {
    const std::string title = say("Stand vom {}", say.date_and_time(view.reading.at));
    html::ProseView look;
    look.label = [&](prose::Kind kind) { return kind_label(say, kind); };
    look.language = view.document.language;
    look.image_address = media::addresses();
    Html body = html::head({.kind = view.document.title, .title = title});
    body += html::error_summary(say, view.errors);
    if (view.reading.seq < view.newest) {
        body += html::alert(
            html::Tone::Info,
            say("Sie lesen einen früheren Stand."),
            el("p",
               {cls("kern-body")},
               html::link(
                   comparison_address(view.document, view.reading.seq, view.newest),
                   say("Mit heute vergleichen")
               ))
        );
    }
    body +=
        el("div",
           {cls("dk-reading"), attr("lang", view.document.language)},
           html::prose_html(view.reading.prose, look));
    if (view.may_write) body += html::join(naming(say, view), restoring(say, view));
    return page_of(say, view.document, title, std::move(body));
}

html::Page compare(const i18n::Words& say, const Comparison& view) {
    const std::string title = view.since_last_read
                                  ? say("Was sich geändert hat, seit Sie zuletzt hier lasen")
                                  : say("Vergleich zweier Stände");
    const std::string span =
        say("Stand vom {} und Stand vom {}",
            say.date_and_time(view.before.at),
            say.date_and_time(view.after.at));
    Html body = html::head({.kind = view.document.title, .title = title, .subtitle = span});
    const std::string sum = comparison::summary(say, comparison::tally(view.diff));
    body += el("p", {cls("kern-body")}, text(sum));
    body += writers_of(say, view);
    body += layouts(say, view);
    body += comparison::diff_html(
        say,
        view.diff,
        {.layout = view.layout,
         .image_address = media::addresses(),
         .text_language = view.document.language}
    );
    if (view.may_write) body += single_blocks(say, view);
    html::Page page = page_of(say, view.document, title, std::move(body));
    page.is_wide = view.layout == comparison::Layout::SideBySide;
    return page;
}

} // namespace denkraum::document::timeline::pages
