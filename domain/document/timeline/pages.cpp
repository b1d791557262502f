// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/timeline/pages.hpp"

#include "base/utf8.hpp"
#include "domain/document/history/limits.hpp"
#include "domain/document/timeline/parts.hpp"

namespace denkraum::document::timeline::pages {
namespace {

using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;

std::string when_of(const i18n::Words& say, const history::Sitting& sitting) {
    if (sitting.to - sitting.from < std::chrono::minutes(1)) return say.date_and_time(sitting.to);
    return say("{} bis {}", say.date_and_time(sitting.from), say.date_and_time(sitting.to));
}

/// "12 Wörter dazu, 3 weg": what happened, not how much somebody did.
std::string extent_of(const i18n::Words& say, const history::Sitting& sitting) {
    const auto added = static_cast<long>(sitting.words_added);
    const auto removed = static_cast<long>(sitting.words_removed);
    if (added == 0 && removed == 0) return say("nur Form oder Ordnung geändert");
    std::string all;
    if (added > 0) all = say.plural("{} Wort dazu", "{} Wörter dazu", added);
    if (removed > 0) {
        if (!all.empty()) all += ", ";
        all += say.plural("{} Wort weg", "{} Wörter weg", removed);
    }
    return all;
}

Html sections_of(const i18n::Words& say, const history::Sitting& sitting) {
    if (sitting.sections.empty()) return text(say("im Text"));
    std::string all;
    const std::size_t shown = std::min(sitting.sections.size(), history::sections_shown_max);
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) all += "; ";
        const std::string& section = sitting.sections[i];
        all += section.empty() ? say("vor der ersten Überschrift") : section;
    }
    const auto rest = static_cast<long>(sitting.sections.size() - shown);
    if (rest > 0) {
        all += "; ";
        all += say.plural("{} weiterer Abschnitt", "{} weitere Abschnitte", rest);
    }
    return text(all);
}

html::Row row_of(const i18n::Words& say, const Timeline& view, const history::Sitting& sitting) {
    const std::string who = who_wrote(say, view.names, sitting.kind, sitting.actor);
    Html steps = html::link(moment_address(view.document, sitting.last), say("Stand danach"));
    if (sitting.first > 1) {
        const std::string address =
            comparison_address(view.document, sitting.first - 1, sitting.last);
        steps =
            html::join(html::link(address, say("Was sich änderte")), text(" · "), std::move(steps));
    }
    return {
        {text(when_of(say, sitting)),
         text(who),
         text(extent_of(say, sitting)),
         sections_of(say, sitting),
         steps}
    };
}

Html point_item(const i18n::Words& say, const Timeline& view, const Point& point) {
    const std::string who = who_wrote(say, view.names, RecordKind::Edit, point.named_by);
    const std::string note = say("benannt am {} von {}", say.date(point.named_at), who);
    Html remove;
    if (view.may_write) {
        const std::string action =
            address_of(view.document, "/punkte/") + point.id.text() + "/entfernen";
        const std::string label = say("Namen „{}“ entfernen", point.name);
        remove = html::button_form(
            {.action = action, .csrf_token = view.csrf_token, .label = label},
            {.label = label, .weight = html::Weight::Tertiary}
        );
    }
    return el(
        "li",
        {},
        html::link(moment_address(view.document, point.seq), point.name),
        text(", " + note + ". "),
        html::link(
            comparison_address(view.document, point.seq, view.newest), say("Mit heute vergleichen")
        ),
        remove
    );
}

Html points_of(const i18n::Words& say, const Timeline& view) {
    if (view.points.empty()) return {};
    const Html items =
        html::each(view.points, [&](const Point& point) { return point_item(say, view, point); });
    return html::join(
        el("h2", {cls("kern-heading-medium")}, text(say("Benannte Stände"))),
        el("ul", {cls("kern-list")}, items)
    );
}

/// Every state that has a name of its own, or that a sitting left behind.
std::vector<html::Option> states_of(const i18n::Words& say, const Timeline& view) {
    std::vector<html::Option> options;
    for (const Point& point : view.points)
        options.push_back({std::to_string(point.seq), say("Benannt: {}", point.name)});
    for (const history::Sitting& sitting : view.ends) {
        std::string label = say.date_and_time(sitting.to) + ", ";
        label += who_wrote(say, view.names, sitting.kind, sitting.actor);
        if (sitting.last == view.newest) label = say("Heute: {}", label);
        options.push_back({std::to_string(sitting.last), std::move(label)});
    }
    return options;
}

/// From the newest named state, or else from before the newest sitting, to today.
Html comparing(const i18n::Words& say, const Timeline& view) {
    if (view.ends.size() < 2) return {};
    Seq from = view.ends[1].last;
    for (const Point& point : view.points) {
        if (point.seq == view.newest) continue;
        from = point.seq;
        break;
    }
    const auto states = states_of(say, view);
    const std::string first = std::to_string(from);
    const std::string second = std::to_string(view.newest);
    return html::join(
        el("h2", {cls("kern-heading-medium")}, text(say("Zwei Stände vergleichen"))),
        el("form",
           {cls("dk-form"),
            attr("method", "get"),
            attr("action", address_of(view.document, "/vergleich"))},
           html::select({.name = "von", .label = say("Der eine Stand"), .value = first}, states),
           html::select({.name = "bis", .label = say("Der andere Stand"), .value = second}, states),
           html::submit_button({.label = say("Vergleichen"), .weight = html::Weight::Secondary}))
    );
}

Html filter_of(const i18n::Words& say, const Timeline& view) {
    if (view.choices.size() < 2) return {};
    std::vector<html::Option> options{{"", say("alle")}};
    for (const Choice& choice : view.choices)
        options.push_back({choice.value, choice.label});
    return el(
        "form",
        {cls("dk-form"),
         attr("method", "get"),
         attr("action", address_of(view.document, "/verlauf"))},
        html::select(
            {.name = "wer", .label = say("Änderungen von"), .value = view.chosen}, options
        ),
        html::submit_button({.label = say("Anzeigen"), .weight = html::Weight::Secondary})
    );
}

Html paging(const i18n::Words& say, const Timeline& view) {
    if (view.pages < 2) return {};
    const auto step = [&](std::size_t number, const std::string& label) {
        if (number < 1 || number > view.pages) return Html();
        std::string address = address_of(view.document, "/verlauf?seite=") + std::to_string(number);
        if (!view.chosen.empty()) address += "&wer=" + view.chosen;
        return el("li", {}, html::link(address, label));
    };
    return el(
        "nav",
        {cls("dk-neighbours"), attr("aria-label", say("Seiten des Verlaufs"))},
        el("ul",
           {},
           step(view.page - 1, say("Neuere")),
           el("li", {}, text(say("Seite {} von {}", view.page, view.pages))),
           step(view.page + 1, say("Ältere")))
    );
}

} // namespace

html::Page timeline(const i18n::Words& say, const Timeline& view) {
    std::vector<html::Row> rows;
    for (const history::Sitting& sitting : view.sittings)
        rows.push_back(row_of(say, view, sitting));
    const std::string caption = say.plural(
        "{} Sitzung, die neueste zuerst",
        "{} Sitzungen, die neueste zuerst",
        static_cast<long>(view.count)
    );
    const std::vector<std::string> columns{
        say("Wann"), say("Wer"), say("Was"), say("Wo"), say("Ansehen")
    };
    const std::string explained =
        say("Wer wann woran geschrieben hat. Was ohne Pause von zehn Minuten entstand, steht in "
            "einer Zeile. Personen sind nur genannt, wo sie zugestimmt haben.");
    Html body =
        html::head({.kind = view.document.title, .title = say("Verlauf"), .subtitle = explained});
    body += points_of(say, view);
    body += comparing(say, view);
    body += el("h2", {cls("kern-heading-medium")}, text(say("Sitzungen")));
    body += filter_of(say, view);
    body += html::table(caption, columns, rows);
    body += paging(say, view);
    html::Page page = page_of(say, view.document, say("Verlauf"), std::move(body), false);
    page.is_wide = true;
    return page;
}

} // namespace denkraum::document::timeline::pages
