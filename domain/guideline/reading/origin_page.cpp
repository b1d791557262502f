// SPDX-License-Identifier: EUPL-1.2
#include <map>

#include "base/html/components.hpp"
#include "domain/document/comparison/aspect_words.hpp"
#include "domain/document/comparison/diff_html.hpp"
#include "domain/document/media/media.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/reading/pages.hpp"
#include "domain/guideline/reading/parts.hpp"
#include "engine/diff/prose_diff.hpp"

namespace denkraum::guideline::pages {
namespace {

using document::RecordKind;
using document::history::queries::CreditedWords;
using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;
using queries::ParagraphView;

constexpr std::size_t looks = 6;

std::string look_of(std::size_t number) {
    return "dk-credit dk-credit--" + std::to_string(number % looks + 1);
}

std::string who_of(const i18n::Words& say, const CreditedWords& run) {
    const std::string house = run.authority.empty() ? say("das Netzwerk") : run.authority;
    switch (run.kind) {
    case RecordKind::Edit: return house;
    case RecordKind::Import: return say("übernommen durch {}", house);
    case RecordKind::Repair: return say("Ordnung nach gleichzeitigen Änderungen");
    case RecordKind::Restored: return say("nach einer Sicherung wiedergebracht durch {}", house);
    case RecordKind::Reverted: return say("zurückgeholt durch {}", house);
    }
    return house;
}

std::string time_of(const i18n::Words& say, const CreditedWords& run) {
    const std::string from = say.date(run.from);
    const std::string to = say.date(run.to);
    return from == to ? from : say("{} bis {}", from, to);
}

/// The words in a row, each with the number of its house, and the same as a list.
Html runs_of(
    const i18n::Words& say, const std::vector<CreditedWords>& runs, const ParagraphView& view
) {
    const std::string& language = view.edition.language;
    document::comparison::NamedAtoms atoms(say, view.paragraph().block);
    std::map<std::string, std::size_t> numbers;
    Html words;
    std::vector<html::Row> rows;
    for (const CreditedWords& run : runs) {
        const std::string who = who_of(say, run);
        const std::size_t number = numbers.try_emplace(who, numbers.size()).first->second;
        const std::string shown = std::to_string(number + 1);
        const std::string look = look_of(number);
        const std::string said = atoms.in(run.words);
        words += el(
            "span", {cls(look)}, text(said), el("sup", {attr("aria-hidden", "true")}, text(shown))
        );
        rows.push_back(
            {{el("span", {cls(look), lang_of(say, language)}, text(said)),
              text(shown + ": " + who),
              text(time_of(say, run))}}
        );
    }
    return html::join(
        el("p", {cls("dk-reading__text"), lang_of(say, language)}, words),
        html::table(say("Worte der Reihe nach"), {say("Worte"), say("Von"), say("Wann")}, rows)
    );
}

bool has_words(const prose::Block& block) {
    bool found = false;
    prose::each_run(block, [&](const prose::Inline& run) {
        found = found || !run.text.empty() || !run.atom.empty();
    });
    return found;
}

Html credits_of(
    const i18n::Words& say, const ParagraphView& view, const store::ParagraphCredits& credits
) {
    const auto found = credits.find(view.edition.number);
    if (found == credits.end()) {
        if (!has_words(view.paragraph().block)) {
            return paragraph_of_words(say("Dieser Absatz hat keine Worte."));
        }
        return paragraph_of_words(
            say("Dieser Wortlaut wurde als Ganzes übernommen. Wer welche Worte geschrieben hat, "
                "steht deshalb nicht im Verlauf.")
        );
    }
    // A redaction takes them away with the words.
    if (found->second.empty()) {
        return paragraph_of_words(
            say("Aus diesem Absatz wurde etwas entfernt. Wer welche Worte schrieb, steht deshalb "
                "nicht mehr hier.")
        );
    }
    return runs_of(say, found->second, view);
}

const Edition* edition_of(const ParagraphView& view, int number) {
    for (const Edition& edition : view.editions) {
        if (edition.number == number) return &edition;
    }
    return nullptr;
}

/// Each edition's wording, compared with the one before it; the newest first.
Html wordings(const i18n::Words& say, const ParagraphView& view) {
    Html out;
    for (std::size_t i = 0; i < view.places.size(); ++i) {
        const ParagraphView::Place& place = view.places[i];
        const Edition* edition = edition_of(view, place.edition);
        if (edition == nullptr) continue;
        const bool is_first = i + 1 == view.places.size();
        const auto& before = is_first ? place : view.places[i + 1];
        const bool is_same = !is_first && before.paragraph.block == place.paragraph.block;
        out += el("h3", {cls("kern-heading-small")}, text(dated_edition(say, *edition)));
        if (is_same) {
            out += paragraph_of_words(say("Derselbe Wortlaut wie in der Ausgabe davor."));
            continue;
        }
        const auto diff = diff::compare({{before.paragraph.block}}, {{place.paragraph.block}});
        const document::comparison::DiffView shown{
            .image_address = document::media::addresses(), .text_language = edition->language
        };
        Html wording;
        for (const diff::Entry& entry : diff.entries)
            wording += document::comparison::entry_html(say, entry, shown);
        out += el("div", {cls("dk-diff")}, wording);
    }
    return out;
}

Html sources_of(const i18n::Words& say, const std::vector<prose::Source>& sources) {
    if (sources.empty()) return {};
    const Html items = html::each(sources, [&](const prose::Source& source) {
        const Html title =
            source.link.empty() ? text(source.title) : html::link(source.link, source.title);
        std::string more;
        if (!source.file_number.empty()) more += ", " + source.file_number;
        if (!source.looked_up.empty()) {
            const auto day = instant_from_iso(source.looked_up);
            more += ", " + say("nachgesehen am {}", day ? say.date(*day) : source.looked_up);
        }
        return el("li", {}, title, text(more));
    });
    return html::join(heading(say("Quellen dieses Absatzes")), el("ul", {cls("kern-list")}, items));
}

} // namespace

html::Page
origin(const i18n::Words& say, const ParagraphView& view, const store::ParagraphCredits& credits) {
    const prose::Block& block = view.paragraph().block;
    const std::string number = shown_number(view.paragraph().number);
    const std::string name = number.empty() ? say("Überschrift") : say("Nr. {}", number);
    const std::string title = say("Wie dieser Absatz entstand");
    const std::string lasting = lasting_address_of(block.uid);
    html::Page page{.title = title + ", " + name + ", " + citation_of(view.edition, {})};
    page.description = title + ": " + citation_of(view.edition, view.paragraph().number);
    page.canonical = lasting + "/entstehung";
    page.place = "/leitlinien";
    page.breadcrumb = trail_to(
        say, view.guideline, {{.address = lasting, .label = name}, {.address = "", .label = title}}
    );
    page.body = html::head(
                    {.kind = view.guideline.title + ", " + name,
                     .title = title,
                     .subtitle = say("Öffentlich stehen hier Behörden und Tage, keine Personen.")}
                )
                + heading(say("Wer welche Worte schrieb: {}", dated_edition(say, view.edition)))
                + credits_of(say, view, credits) + sources_of(say, block.sources)
                + heading(say("Der Wortlaut in allen Ausgaben")) + wordings(say, view);
    return page;
}

Html in_editions(const i18n::Words& say, std::string_view uid, long count) {
    const std::string words =
        say.plural("In {} Ausgabe veröffentlicht.", "In {} Ausgaben veröffentlicht.", count);
    return html::join(
        heading(say("Wortlaut in den Ausgaben")),
        el("p",
           {cls("kern-body")},
           text(words + " "),
           html::link(
               lasting_address_of(uid) + "/entstehung", say("Wortlaut in den Ausgaben vergleichen")
           ))
    );
}

} // namespace denkraum::guideline::pages
