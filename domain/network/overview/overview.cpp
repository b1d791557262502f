// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/overview/overview.hpp"

#include <algorithm>

namespace denkraum::network {
namespace {

using html::cls;
using html::el;
using html::Html;
using html::text;

Html paragraph(std::string_view words) {
    return el("p", {cls("kern-body")}, text(words));
}

Html row_of(const i18n::Words& say, const OverviewRow& row, Instant now) {
    Html words = el("p", {cls("kern-body")}, row.what);
    if (!row.detail.empty()) {
        words += el("p", {cls("kern-body kern-body--small")}, text(row.detail));
    }
    if (row.due) {
        const bool is_late = *row.due < now;
        const std::string date = say.date(*row.due);
        words +=
            el("p",
               {cls("dk-due")},
               html::badge(
                   is_late ? html::Tone::Warning : html::Tone::Info,
                   is_late ? say("War fällig am {}", date) : say("Bis {}", date)
               ));
    }
    Html step;
    if (row.step) step = html::link_button(row.step->address, row.step->label);
    return el("li", {cls("dk-todo")}, el("div", {cls("dk-todo__what")}, words), step);
}

Html list_of(const i18n::Words& say, const std::vector<OverviewRow>& rows, Instant now) {
    const Html items =
        html::each(rows, [&](const OverviewRow& row) { return row_of(say, row, now); });
    return el("ul", {cls("dk-todos")}, items);
}

Html section(std::string_view title, const Html& content) {
    return el(
        "section", {cls("dk-section")}, el("h2", {cls("kern-heading-medium")}, text(title)), content
    );
}

Html needs_you(const i18n::Words& say, const OverviewView& view) {
    if (!view.needs_you.empty()) return list_of(say, view.needs_you, view.now);
    Html content = paragraph(say("Gerade wartet nichts auf Sie."));
    if (!view.meanwhile.empty()) {
        content += paragraph(say("Daran arbeiten andere im Netzwerk:"));
        content += list_of(say, view.meanwhile, view.now);
    }
    return content;
}

Html is_new(const i18n::Words& say, const OverviewView& view) {
    if (!view.is_new.empty()) return list_of(say, view.is_new, view.now);
    if (view.is_first_visit) {
        return paragraph(
            say("Willkommen. Hier steht künftig, was sich seit Ihrem letzten Besuch verändert hat.")
        );
    }
    return paragraph(say(
        "Seit Ihrem letzten Besuch am {} hat sich nichts verändert.", say.date(view.visited_before)
    ));
}

Html your_house(const i18n::Words& say, const OverviewView& view) {
    if (!view.your_house.empty()) return list_of(say, view.your_house, view.now);
    return paragraph(say("In Ihrer Behörde ({}) ist gerade nichts offen.", view.authority_name));
}

Result<std::vector<OverviewRow>>
gather(const std::vector<OverviewSlot>& slots, const Visit& visit) {
    std::vector<OverviewRow> all;
    for (const OverviewSlot& slot : slots) {
        DK_TRY(auto rows, slot(visit));
        std::ranges::move(rows, std::back_inserter(all));
    }
    sort_by_due(all);
    return all;
}

} // namespace

void sort_by_due(std::vector<OverviewRow>& rows) {
    std::ranges::stable_sort(rows, [](const OverviewRow& a, const OverviewRow& b) {
        if (a.due && b.due) return *a.due < *b.due;
        return a.due.has_value() && !b.due.has_value();
    });
}

html::Page overview_page(const i18n::Words& say, const OverviewView& view) {
    const std::string title = say("Übersicht");
    html::Page page{.title = title, .place = "/uebersicht"};
    page.body = join(
        html::head({.kind = view.authority_name, .title = title}),
        section(say("Das braucht Sie"), needs_you(say, view)),
        section(say("Neu seit Ihrem letzten Besuch"), is_new(say, view)),
        section(say("Ihr Haus"), your_house(say, view))
    );
    return page;
}

void Overview::add_routes(http::Router& router) const {
    door_.get(
        router,
        "/uebersicht",
        signed_in,
        [this](const Visit& visit) -> Result<http::Response> {
            const Viewer& viewer = visit.member();
            OverviewView view{
                .name = viewer.name,
                .authority_name = viewer.authority_name,
                .is_first_visit = viewer.visited_before == Instant(),
                .visited_before = viewer.visited_before,
                .now = visit.now
            };
            DK_TRY(view.needs_you, gather(slots_.needs_you, visit));
            DK_TRY(view.is_new, gather(slots_.is_new, visit));
            DK_TRY(view.your_house, gather(slots_.your_house, visit));
            if (view.needs_you.empty()) {
                DK_TRY(view.meanwhile, gather(slots_.meanwhile, visit));
            }
            return visit.page(overview_page(visit.say, view));
        }
    );
}

} // namespace denkraum::network
