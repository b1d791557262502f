// SPDX-License-Identifier: EUPL-1.2
#include "base/html/prose_html.hpp"
#include "domain/document/media/media.hpp"
#include "domain/guideline/edition/files.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/reading/downloads.hpp"
#include "domain/guideline/reading/metadata.hpp"
#include "domain/guideline/reading/pages.hpp"
#include "domain/guideline/reading/parts.hpp"

namespace denkraum::guideline::pages {
namespace {

using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;
using queries::EditionView;

/// In a superseded edition: what became of this paragraph.
Html today_link(const i18n::Words& say, const EditionView& view, const Paragraph& paragraph) {
    const int newest = view.newest().number;
    const auto found = view.today.find(paragraph.block.uid);
    if (found == view.today.end()) {
        return el(
            "span", {cls("dk-para__gone")}, text(say("In der {}. Ausgabe entfallen", newest))
        );
    }
    const queries::Today& today = found->second;
    const std::string number = shown_number(today.number);
    std::string label = today.is_changed ? say("{}. Ausgabe: Nr. {}, geändert", newest, number)
                                         : say("{}. Ausgabe: Nr. {}", newest, number);
    if (today.is_joined) label = say("{}. Ausgabe: zusammengefasst in Nr. {}", newest, number);
    if (number.empty()) label = say("{}. Ausgabe: Überschrift", newest);
    const std::string address = guideline_address(view.guideline.key) + "#" + today.eid;
    return el(
        "a", {cls("dk-para__action dk-para__action--today"), html::href(address)}, text(label)
    );
}

std::vector<html::BlockFace> faces(const i18n::Words& say, const EditionView& view) {
    auto all = faces_of(view.paragraphs, view.edition.language);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Paragraph& paragraph = view.paragraphs[i];
        if (paragraph.number.empty() || paragraph.block.kind == prose::Kind::Heading) continue;
        all[i].aside =
            join(cite_link(say, view.edition, paragraph), text(" "), origin_link(say, paragraph));
        if (view.is_superseded()) all[i].aside += text(" ") + today_link(say, view, paragraph);
    }
    return all;
}

Html superseded_alert(const i18n::Words& say, const EditionView& view) {
    if (!view.is_superseded()) return {};
    const std::string label =
        say("Zur {}. Ausgabe vom {}", view.newest().number, say.date(view.newest().date));
    return html::alert(
        html::Tone::Warning,
        say("Diese Ausgabe ist ersetzt. Es gilt die {}. Ausgabe.", view.newest().number),
        join(
            paragraph_of_words(say("Bei jedem Absatz steht, wo er heute zu finden ist.")),
            el("p", {cls("kern-body")}, html::link(guideline_address(view.guideline.key), label))
        )
    );
}

/// A few names stand there at once, many are folded behind their number.
Html houses(const i18n::Words& say, const std::vector<std::string>& names) {
    constexpr std::size_t names_shown_max = 4;
    const Html items =
        html::each(names, [](const std::string& name) { return el("li", {}, text(name)); });
    const Html list = el("ul", {cls("dk-plain-list")}, items);
    if (names.size() <= names_shown_max) return list;
    const auto count = static_cast<long>(names.size());
    const std::string label = say.plural("{} Behörde", "{} Behörden", count);
    return el("details", {cls("dk-fold")}, el("summary", {}, text(label)), list);
}

/// The hash, and how anybody can compute it.
Html hash_facts(const i18n::Words& say, const EditionView& view) {
    const Edition& edition = view.edition;
    const auto small = [](const Html& words) {
        return el("p", {cls("kern-body kern-body--small")}, words);
    };
    const Html hash = el("code", {cls("dk-hash")}, text(to_hex(edition.hash)));
    if (hash_of(prose_of(view.paragraphs)) != edition.hash) {
        const auto explained = say("Sie gilt für den Wortlaut, bevor etwas entfernt wurde.");
        return hash + small(text(explained));
    }
    const auto what = say("Sie ist die des Wortlauts und keine einer Datei. Laden Sie die Daten "
                          "(JSON) herunter; dieser Befehl rechnet sie ohne Netz nach:");
    const Html how = join(
        small(text(what)),
        small(
            el("code",
               {},
               text(
                   "denkraum edition verify " + edition.key + "-" + std::to_string(edition.number)
                   + ".json"
               ))
        )
    );
    return hash
           + el(
               "details", {cls("dk-fold")}, el("summary", {}, text(say("So prüfen Sie sie"))), how
           );
}

Html facts(const i18n::Words& say, const EditionView& view) {
    const Edition& edition = view.edition;
    std::vector<html::Pair> pairs;
    if (!edition.legal_state.empty()) {
        pairs.push_back(
            {say("Rechtsstand"),
             el("span", {lang_of(say, edition.language)}, text(edition.legal_state))}
        );
    }
    if (!edition.file_number.empty()) {
        pairs.push_back({say("Aktenzeichen"), text(edition.file_number)});
    }
    const std::string& filed = view.guideline.file_number;
    if (!filed.empty() && filed != edition.file_number) {
        pairs.push_back({say("Aktenzeichen der Leitlinie"), text(filed)});
    }
    if (!edition.released_by.empty()) {
        pairs.push_back({say("Freigegeben von"), houses(say, edition.released_by)});
    }
    if (edition.based_on) {
        const Edition before{.key = edition.key, .number = *edition.based_on};
        pairs.push_back(
            {say("Beruht auf"), html::link(address_of(before), edition_name(say, *edition.based_on))
            }
        );
    }
    pairs.push_back({say("Prüfsumme (SHA-256)"), hash_facts(say, view)});
    return html::description_list(pairs);
}

/// Downloads and citation.
Html box(const i18n::Words& say, const EditionView& view, const Reader& reader) {
    const std::string address = address_of(view.edition);
    return el(
        "aside",
        {cls("dk-box"), attr("aria-labelledby", "mitnehmen")},
        el("h2", {cls("kern-heading-small"), html::id("mitnehmen")}, text(say("Mitnehmen"))),
        downloads(say, view.files, address),
        el("p",
           {cls("kern-body kern-body--small")},
           html::link(guideline_address(view.guideline.key) + "/atom.xml", say("Atom-Feed")),
           text(" · "),
           html::link(
               guideline_address(view.guideline.key) + "/einbetten",
               say("Auf einer anderen Website zeigen")
           )),
        el("h2", {cls("kern-heading-small")}, text(say("So zitieren Sie diese Ausgabe"))),
        el("p",
           {cls("dk-citation"), lang_of(say, view.edition.language)},
           text(citation_of(view.edition, {}) + ", " + reader.base_url + address))
    );
}

/// What a printed copy says at its end: what it is, where it lives, and how to check it.
Html print_foot(const EditionView& view, const Reader& reader) {
    const Edition& edition = view.edition;
    return el(
        "p",
        {cls("dk-print-foot")},
        text(
            citation_of(edition, {}) + ", " + reader.base_url + address_of(edition) + ", SHA-256 "
            + to_hex(edition.hash)
        )
    );
}

Html changes_section(const i18n::Words& say, const EditionView& view) {
    if (view.edition.number == 1) return {};
    const auto title = say.plural(
        "Was ist neu in dieser Ausgabe? {} Absatz",
        "Was ist neu in dieser Ausgabe? {} Absätze",
        static_cast<long>(view.changes.size())
    );
    const int before = view.edition.number - 1;
    const std::string comparison = guideline_address(view.guideline.key) + "/vergleich/"
                                   + std::to_string(before) + "/"
                                   + std::to_string(view.edition.number);
    return html::accordion(title, change_list(say, view.changes, Places::Links))
           + el(
               "p",
               {cls("kern-body")},
               html::link(comparison, say("Mit der {}. Ausgabe Wort für Wort vergleichen", before))
           );
}

Html other_editions(const i18n::Words& say, const EditionView& view) {
    if (view.editions.size() < 2) return {};
    const Html items = html::each(view.editions, [&](const Edition& other) {
        if (other.number == view.edition.number) return Html();
        return el("li", {}, html::link(address_of(other), dated_edition(say, other)));
    });
    return join(
        heading(view.is_superseded() ? say("Andere Ausgaben") : say("Frühere Ausgaben")),
        el("ul", {cls("kern-list")}, items)
    );
}

Html member_actions(const i18n::Words& say, const Guideline& guideline, const Reader& reader) {
    if (!reader.is_signed_in) return {};
    const std::string address = guideline_address(guideline.key);
    Html actions =
        html::link_button(address + "/entwurf", say("Zum Entwurf"), html::Weight::Primary);
    if (reader.writes) {
        actions +=
            html::link_button(address + "/veroeffentlichen", say("Neue Ausgabe veröffentlichen"));
    }
    if (reader.renders) {
        actions += html::link_button(
            address + "/uebertragungen", say("Leichte Sprache und Übersetzungen")
        );
    }
    return actions;
}

Html connections_section(const i18n::Words& say, const Html& connections) {
    if (connections.empty()) return {};
    return heading(say("Zusammenhang")) + connections;
}

Html history_section(const i18n::Words& say, const EditionView& view, const Reader& reader) {
    const Html lines = history(say, view.history, reader.is_signed_in);
    return lines.empty() ? lines : html::accordion(say("Verlauf"), lines);
}

/// Contents twice: beside the text on wide screens, folded above it on narrow ones. The style
/// sheet shows one of them, and hides the other from screen readers too.
Html reading(const i18n::Words& say, const EditionView& view, const Reader& reader) {
    const prose::Prose prose = prose_of(view.paragraphs);
    const auto all_faces = faces(say, view);
    const auto& language = view.edition.language;
    const auto label = [&](prose::Kind kind) { return kind_label(kind, language); };
    const Html contents = html::contents_html(prose, all_faces);
    const std::string title = say("Inhalt");
    const Html beside = html::when(!contents.empty(), [&] {
        return el(
            "nav",
            {cls("dk-contents dk-contents--beside"),
             attr("aria-label", title),
             attr("data-island", "contents")},
            el("p", {cls("kern-title")}, text(title)),
            contents
        );
    });
    const Html folded = html::when(!contents.empty(), [&] {
        return el(
            "details",
            {cls("dk-contents dk-contents--folded")},
            el("summary", {}, text(title)),
            el("nav", {attr("aria-label", title)}, contents)
        );
    });
    return el(
        "div",
        {cls("dk-reading")},
        beside,
        folded,
        el("div",
           citing(say, reader.base_url, {cls("dk-reading__text"), lang_of(say, language)}),
           html::prose_html(
               prose,
               {.faces = all_faces,
                .label = label,
                .language = language,
                .image_address = document::media::addresses()}
           ))
    );
}

} // namespace

html::Page edition(
    const i18n::Words& say, const EditionView& view, const Reader& reader, const Html& connections
) {
    const Edition& edition = view.edition;
    const std::string address = address_of(edition);
    html::Page page{.title = citation_of(edition, {})};
    page.description = say("Leitlinie: {}", citation_of(edition, {}));
    page.canonical = view.is_superseded() ? address : guideline_address(view.guideline.key);
    page.place = "/leitlinien";
    std::vector<html::Link> further;
    if (view.is_superseded()) {
        further.push_back({.address = address, .label = edition_name(say, edition.number)});
    }
    page.breadcrumb = trail_to(say, view.guideline, std::move(further));
    page.has_island = true;
    describe(page, edition, reader.base_url, address);
    page.alternates = {
        {.address = guideline_address(edition.key) + "/atom.xml", .label = "application/atom+xml"},
        {.address = address + "/leitlinie.md", .label = "text/markdown"},
        {.address = address + "/leitlinie.json", .label = "application/json"}
    };
    page.body =
        el("article",
           {cls("dk-edition")},
           superseded_alert(say, view),
           html::head(
               {.kind = say("Leitlinie"),
                .title = edition.title,
                .state = state_of(say, view.is_superseded()),
                .subtitle = dated_edition(say, edition),
                .actions = member_actions(say, view.guideline, reader)}
           ),
           language_switch(say, view, edition.language),
           el("div", {cls("dk-edition__top")}, facts(say, view), box(say, view, reader)),
           changes_section(say, view),
           reading(say, view, reader),
           print_foot(view, reader),
           el("footer",
              {cls("dk-edition__foot")},
              connections_section(say, connections),
              other_editions(say, view),
              history_section(say, view, reader)));
    return page;
}

html::Page unpublished(const i18n::Words& say, const Guideline& guideline, const Reader& reader) {
    html::Page page{.title = guideline.title};
    page.place = "/leitlinien";
    page.breadcrumb = trail_to(say, guideline);
    page.body = join(
        html::head(
            {.kind = say("Leitlinie"),
             .title = guideline.title,
             .state = html::badge(html::Tone::Info, say("Entwurf"))}
        ),
        html::empty_place(
            say("Diese Leitlinie hat noch keine Ausgabe."),
            say("Sobald der Entwurf veröffentlicht ist, kann ihn hier jede und jeder lesen und "
                "absatzweise zitieren."),
            el("div", {cls("dk-actions")}, member_actions(say, guideline, reader))
        )
    );
    return page;
}

} // namespace denkraum::guideline::pages
