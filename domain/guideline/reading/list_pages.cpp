// SPDX-License-Identifier: EUPL-1.2
#include "base/html/prose_html.hpp"
#include "domain/guideline/reading/file_number.hpp"
#include "domain/guideline/reading/pages.hpp"
#include "domain/guideline/reading/parts.hpp"

namespace denkraum::guideline::pages {
namespace {

using html::cls;
using html::el;
using html::Html;
using html::text;
using queries::Summary;

/// `title_level` keeps the order of headings: 2 on a page of its own, 3 under another heading.
Html guideline_item(const i18n::Words& say, const Summary& summary, int title_level) {
    const std::string address = guideline_address(summary.guideline.key);
    const bool is_published = summary.newest.has_value();
    const std::string about =
        is_published ? dated_edition(say, *summary.newest) : say("Noch keine Ausgabe");
    const Html state =
        is_published ? state_of(say, false) : html::badge(html::Tone::Info, say("Entwurf"));
    const std::string& title = is_published ? summary.newest->title : summary.guideline.title;
    return el(
        "li",
        {cls("dk-entry")},
        title_level == 2 ? el("h2", {cls("kern-heading-small")}, html::link(address, title))
                         : el("h3", {cls("kern-heading-small")}, html::link(address, title)),
        el("p", {cls("kern-body")}, state, text(" " + about)),
        file_number_of(say, summary.guideline),
        html::when(
            is_published && !summary.newest->legal_state.empty(),
            [&] {
                return el(
                    "p",
                    {cls("kern-body kern-body--small"), lang_of(say, summary.newest->language)},
                    text(summary.newest->legal_state)
                );
            }
        )
    );
}

Html guideline_list(
    const i18n::Words& say, const std::vector<Summary>& all, bool with_drafts, int title_level
) {
    const Html items = html::each(all, [&](const Summary& summary) {
        if (!summary.newest && !with_drafts) return Html();
        return guideline_item(say, summary, title_level);
    });
    return items.empty() ? items : el("ul", {cls("dk-entries")}, items);
}

Html who_takes_part(const i18n::Words& say, const StartView& view) {
    if (view.houses.empty()) return {};
    const Html names =
        html::each(view.houses, [](const std::string& name) { return el("li", {}, text(name)); });
    return join(
        heading(say("Wer mitmacht")),
        html::accordion(
            say.plural(
                "{} Behörde nimmt teil",
                "{} Behörden nehmen teil",
                static_cast<long>(view.houses.size())
            ),
            el("ul", {cls("kern-list")}, names)
        )
    );
}

} // namespace

html::Page start(const i18n::Words& say, const StartView& view) {
    html::Page page;
    page.description = view.claim.empty() ? view.site_name : view.claim;
    page.canonical = "/";
    Html entries = guideline_list(say, view.guidelines, false, 3);
    if (entries.empty()) {
        entries = html::empty_place(
            say("Noch ist keine Leitlinie veröffentlicht."),
            say("Sobald das Netzwerk eine beschlossen hat, können Sie sie hier lesen und zitieren.")
        );
    }
    const std::string_view language = i18n::code_of(view.text.language);
    page.body = join(
        html::head(
            {.kind = view.text.title.empty() ? "" : view.site_name,
             .title = view.text.title.empty() ? view.site_name : view.text.title,
             .title_language = view.text.title.empty() ? "" : language,
             .subtitle = view.claim}
        ),
        el("div",
           {cls("dk-reading__text"), html::attr("lang", language)},
           html::prose_html(view.text.prose, {.language = std::string(language)})),
        heading(say("Leitlinien")),
        entries,
        who_takes_part(say, view),
        html::when(
            !view.about_address.empty(),
            [&] {
                return join(
                    heading(say("Wie es dazu kam")),
                    el("p",
                       {cls("kern-body")},
                       html::link(view.about_address, say("Über das Netzwerk und seine Arbeit")))
                );
            }
        )
    );
    return page;
}

html::Page
guidelines(const i18n::Words& say, const std::vector<Summary>& all, const Reader& reader) {
    html::Page page{.title = say("Leitlinien")};
    page.description = say("Leitlinien, zu denen sich die Behörden des Netzwerks verpflichten.");
    page.canonical = "/leitlinien";
    page.place = "/leitlinien";
    page.breadcrumb = {{.address = "/leitlinien", .label = say("Leitlinien"), .is_current = true}};
    const Html begin = html::when(reader.writes, [&] {
        return html::link_button(
            "/leitlinien/neu", say("Neue Leitlinie beginnen"), html::Weight::Primary
        );
    });
    Html entries = guideline_list(say, all, reader.is_signed_in, 2);
    if (entries.empty()) {
        entries = html::empty_place(
            say("Hier stehen bald Leitlinien."),
            reader.writes
                ? say("Eine Leitlinie beginnt mit einem Entwurf, an dem alle gemeinsam schreiben.")
                : say("Noch ist keine veröffentlicht.")
        );
    }
    page.body = join(
        html::head(
            {.title = say("Leitlinien"),
             .subtitle = say("Gemeinsam geschrieben, öffentlich nachzulesen, Absatz für Absatz "
                             "zitierbar."),
             .actions = begin}
        ),
        entries
    );
    return page;
}

html::Page editions(const i18n::Words& say, const queries::EditionsView& view) {
    const std::string title = say("Ausgaben");
    const std::string address = guideline_address(view.guideline.key) + "/ausgaben";
    html::Page page{.title = title + ": " + view.guideline.title};
    page.description = say("Alle Ausgaben: {}", view.guideline.title);
    page.canonical = address;
    page.place = "/leitlinien";
    page.breadcrumb = trail_to(say, view.guideline, {{.address = address, .label = title}});
    std::vector<html::Row> rows;
    for (const Edition& edition : view.editions) {
        const bool is_superseded = edition.number != view.editions.front().number;
        rows.push_back(
            {{html::link(address_of(edition), edition_name(say, edition.number)),
              text(say.date(edition.date)),
              state_of(say, is_superseded),
              el("span", {cls("dk-long-cell")}, text(edition.legal_state))}}
        );
    }
    page.body = join(
        html::head({.kind = view.guideline.title, .title = title}),
        paragraph_of_words(
            say("Was veröffentlicht ist, bleibt: Auch frühere Ausgaben behalten ihre "
                "Adresse und ihren Wortlaut.")
        ),
        html::table(
            say.plural("{} Ausgabe", "{} Ausgaben", static_cast<long>(rows.size())),
            {say("Ausgabe"), say("Datum"), say("Stand"), say("Rechtsstand")},
            rows
        )
    );
    return page;
}

} // namespace denkraum::guideline::pages
