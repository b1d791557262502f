// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <map>

#include "domain/document/comparison/aspect_words.hpp"
#include "domain/document/timeline/pages.hpp"
#include "domain/document/timeline/parts.hpp"

namespace denkraum::document::timeline::pages {
namespace {

using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;

/// Looks that a legend can name; more writers share them and are told apart by their number.
constexpr std::size_t looks = 6;

std::string look_of(std::size_t number) {
    return "dk-credit dk-credit--" + std::to_string(number % looks + 1);
}

std::string time_of(const i18n::Words& say, const history::Credit& credit) {
    const std::string from = say.date(credit.from);
    const std::string to = say.date(credit.to);
    return from == to ? from : say("{} bis {}", from, to);
}

Html sources_of(const i18n::Words& say, const prose::Block& block) {
    if (block.sources.empty()) return {};
    const Html items = html::each(block.sources, [&](const prose::Source& source) {
        Html title =
            source.link.empty() ? text(source.title) : html::link(source.link, source.title);
        std::string more;
        if (!source.file_number.empty()) more += ", " + source.file_number;
        if (!source.looked_up.empty()) {
            const auto day = instant_from_iso(source.looked_up);
            more += ", " + say("nachgesehen am {}", day ? say.date(*day) : source.looked_up);
        }
        return el("li", {}, title, text(more));
    });
    return html::join(
        el("h2", {cls("kern-heading-medium")}, text(say("Quellen dieses Absatzes"))),
        el("ul", {cls("kern-list")}, items)
    );
}

} // namespace

html::Page origin(const i18n::Words& say, const Origin& view) {
    std::map<std::string, std::size_t> numbers;
    comparison::NamedAtoms atoms(say, view.block);
    Html words;
    std::vector<html::Row> rows;
    for (const history::CreditedRun& run : view.blame.runs) {
        const std::string who = who_wrote(say, view.names, run.credit);
        const std::size_t number = numbers.try_emplace(who, numbers.size()).first->second;
        const std::string said = atoms.in(run.words);
        words +=
            el("span",
               {cls(look_of(number))},
               text(said),
               el("sup", {attr("aria-hidden", "true")}, text(std::to_string(number + 1))));
        rows.push_back(
            {{el("span", {cls(look_of(number))}, text(said)),
              text(std::to_string(number + 1) + ": " + who),
              text(time_of(say, run.credit))}}
        );
    }
    const std::string explained =
        say("Wer welche Worte geschrieben hat. Teilen, Verschieben und Rückgängigmachen ändern "
            "daran nichts.");
    Html body = html::head(
        {.kind = view.document.title,
         .title = say("Wie dieser Absatz entstand"),
         .subtitle = explained}
    );
    if (rows.empty()) {
        body += el("p", {cls("kern-body")}, text(say("Dieser Absatz hat noch keine Worte.")));
    } else {
        body += el("p", {cls("dk-reading__text"), attr("lang", view.document.language)}, words);
        body +=
            html::table(say("Worte der Reihe nach"), {say("Worte"), say("Von"), say("Wann")}, rows);
    }
    body += sources_of(say, view.block);
    body += view.in_editions;
    return page_of(say, view.document, say("Wie dieser Absatz entstand"), std::move(body), false);
}

} // namespace denkraum::document::timeline::pages
