// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/comparison/pages.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "domain/document/comparison/diff_text.hpp"
#include "domain/guideline/edition/change_table.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/reading/parts.hpp"

namespace denkraum::guideline::pages {
namespace {

namespace comparing = document::comparison;
using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;

std::string chooser_address(std::string_view key) {
    return guideline_address(key) + "/vergleich";
}

Html edition_select(
    const i18n::Words& say,
    const std::vector<Edition>& editions,
    const html::Field& field,
    int chosen
) {
    std::vector<html::Option> options;
    for (const Edition& edition : editions)
        options.push_back({std::to_string(edition.number), dated_edition(say, edition)});
    html::Field filled = field;
    const std::string value = std::to_string(chosen);
    filled.value = value;
    return html::select(filled, options);
}

/// A form that is only a way to another address, so it works everywhere.
Html chooser(
    const i18n::Words& say,
    const std::string& key,
    const std::vector<Edition>& editions,
    int from,
    int to
) {
    return el(
        "form",
        {cls("dk-form"), attr("method", "get"), attr("action", chooser_address(key))},
        edition_select(say, editions, {.name = "von", .label = say("Frühere Ausgabe")}, from),
        edition_select(say, editions, {.name = "bis", .label = say("Spätere Ausgabe")}, to),
        html::submit_button({.label = say("Vergleichen"), .weight = html::Weight::Secondary})
    );
}

std::vector<std::string> numbers_of(const std::vector<Paragraph>& paragraphs) {
    std::vector<std::string> numbers;
    numbers.reserve(paragraphs.size());
    for (const Paragraph& paragraph : paragraphs)
        numbers.push_back(shown_number(paragraph.number));
    return numbers;
}

/// The reasons given for one change: with several editions between, each names its own.
Html reasons_of(
    const i18n::Words& say, const ComparisonView& view, const std::vector<std::string>& uids
) {
    Html out;
    const bool is_one_step = view.to.number == view.from.number + 1;
    std::set<std::pair<int, std::string_view>> seen;
    for (const store::EditionReason& reason : view.reasons) {
        if (std::find(uids.begin(), uids.end(), reason.uid) == uids.end()) continue;
        if (!seen.emplace(reason.edition, reason.words).second) continue;
        const std::string words =
            is_one_step ? say("Begründung: {}", reason.words)
                        : say("Begründung zur {}. Ausgabe: {}", reason.edition, reason.words);
        out += el("p", {cls("dk-diff__why"), lang_of(say, view.to.language)}, text(words));
    }
    return out;
}

/// Below each entry; none where no reason is known, so that the difference is drawn without.
std::vector<Html> reasons_below(const i18n::Words& say, const ComparisonView& view) {
    std::vector<Html> below;
    if (view.reasons.empty()) return below;
    below.reserve(view.diff.entries.size());
    for (const diff::Entry& entry : view.diff.entries)
        below.push_back(reasons_of(say, view, uids_of(entry, view.before, view.after)));
    return below;
}

/// For letters and files: every change with its number, as it was made with the edition.
Html change_table(const i18n::Words& say, const ComparisonView& view) {
    if (!view.has_change_table) return {};
    const std::string files =
        guideline_address(view.guideline.key) + "/ausgaben/" + std::to_string(view.to.number);
    return el(
        "p",
        {cls("kern-body")},
        html::link(files + "/aenderungen.html", say("Tabelle aller Änderungen (HTML)")),
        text(", "),
        html::link(files + "/aenderungen.json", say("dieselben als Daten (JSON)"))
    );
}

} // namespace

std::string comparison_address(std::string_view key, int from, int to) {
    return chooser_address(key) + "/" + std::to_string(from) + "/" + std::to_string(to);
}

html::Page comparison(
    const i18n::Words& say, const ComparisonView& view, const html::ImageAddress& image_address
) {
    const std::string title =
        say("{}. und {}. Ausgabe im Vergleich", view.from.number, view.to.number);
    const std::string address =
        comparison_address(view.guideline.key, view.from.number, view.to.number);
    html::Page page{.title = title + ": " + view.guideline.title};
    page.description = say("Was sich geändert hat: {}", view.guideline.title);
    page.canonical = address;
    page.place = "/leitlinien";
    page.breadcrumb =
        trail_to(say, view.guideline, {{.address = address, .label = say("Vergleich")}});
    const auto before = numbers_of(view.before);
    const auto after = numbers_of(view.after);
    const auto below = reasons_below(say, view);
    const comparing::DiffView shown{
        .layout = view.layout,
        .numbers_before = before,
        .numbers = after,
        .image_address = image_address,
        .text_language = view.to.language,
        .below = below
    };
    const Html versions = paragraph_of_words(
        say("Von der {} zur {}.", dated_edition(say, view.from), dated_edition(say, view.to))
    );
    page.body = join(
        html::head({.kind = view.guideline.title, .title = title}),
        versions,
        paragraph_of_words(comparing::summary(say, comparing::tally(view.diff))),
        change_table(say, view),
        comparing::layout_links(
            say,
            view.layout,
            [&](std::string_view id) {
                return id.empty() ? address : address + "?ansicht=" + std::string(id);
            }
        ),
        comparing::diff_html(say, view.diff, shown),
        heading(say("Andere Ausgaben vergleichen")),
        chooser(say, view.guideline.key, view.editions, view.from.number, view.to.number)
    );
    return page;
}

html::Page
choose_comparison(const i18n::Words& say, const queries::EditionsView& view, int from, int to) {
    const std::string title = say("Ausgaben vergleichen");
    const std::string address = chooser_address(view.guideline.key);
    html::Page page{.title = title + ": " + view.guideline.title};
    page.place = "/leitlinien";
    page.breadcrumb = trail_to(say, view.guideline, {{.address = address, .label = title}});
    const Html body =
        view.editions.size() > 1
            ? chooser(say, view.guideline.key, view.editions, from, to)
            : html::empty_place(
                  say("Es gibt erst eine Ausgabe."),
                  say("Mit der zweiten zeigt diese Seite, was sich zwischen beiden geändert hat."),
                  html::link_button(guideline_address(view.guideline.key), say("Zur Leitlinie"))
              );
    page.body = join(html::head({.kind = view.guideline.title, .title = title}), body);
    return page;
}

} // namespace denkraum::guideline::pages
