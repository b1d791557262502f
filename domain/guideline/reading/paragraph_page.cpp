// SPDX-License-Identifier: EUPL-1.2
#include "base/html/prose_html.hpp"
#include "domain/document/media/media.hpp"
#include "domain/guideline/edition/files.hpp"
#include "domain/guideline/edition/numbering.hpp"
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
using queries::ParagraphView;

/// Blocks of the edition as they stand there, without links of their own.
Html words_of(
    const std::vector<Paragraph>& paragraphs, const std::string& language, html::Inlines& inlines
) {
    const auto faces = faces_of(paragraphs, language);
    const auto label = [&](prose::Kind kind) { return kind_label(kind, language); };
    return html::prose_html(
        prose_of(paragraphs),
        {.faces = faces, .label = label, .language = language, .inlines = &inlines}
    );
}

/// Where the words went, for example when they were joined with others.
Html successor_of(const i18n::Words& say, const ParagraphView& view) {
    if (!view.successor) return {};
    const std::string number = shown_number(view.successor->number);
    const std::string label = number.empty() ? say("Was daraus wurde: eine Überschrift")
                                             : say("Was daraus wurde: Nr. {}", number);
    const std::string address = lasting_address_of(view.successor->block.uid);
    return el("p", {cls("kern-body")}, html::link(address, label));
}

Html alert_of(const i18n::Words& say, const ParagraphView& view) {
    if (!view.is_superseded()) return {};
    const int newest = view.newest().number;
    const ParagraphView::Place* today = view.place_today();
    if (today == nullptr) {
        const int shown = view.edition.number;
        const bool is_last = view.places.front().edition == shown;
        const std::string wording =
            is_last ? say("Sie lesen den letzten Wortlaut, aus der {}. Ausgabe.", shown)
                    : say("Sie lesen den Wortlaut aus der {}. Ausgabe.", shown);
        return html::alert(
            html::Tone::Warning,
            say("In der {}. Ausgabe steht dieser Absatz nicht mehr.", newest),
            paragraph_of_words(wording) + successor_of(say, view)
        );
    }
    const bool is_same = today->paragraph.block == view.paragraph().block;
    const std::string sentence =
        is_same ? say("Diese Ausgabe ist ersetzt. Der Wortlaut ist in der {}. Ausgabe derselbe.",
                      newest)
                : say("Diese Ausgabe ist ersetzt. In der {}. Ausgabe lautet dieser Absatz anders.",
                      newest);
    const std::string label = say("Zum Wortlaut, der heute gilt");
    return html::alert(
        html::Tone::Warning,
        sentence,
        el("p",
           {cls("kern-body")},
           html::link(lasting_address_of(view.paragraph().block.uid), label))
    );
}

Html context(const i18n::Words& say, const ParagraphView& view) {
    Html out;
    if (!view.chapters.empty()) {
        const Html steps = html::each(view.chapters, [](const std::string& chapter) {
            return el("li", {}, text(chapter));
        });
        out += el("ol", {cls("dk-chapters"), attr("aria-label", say("Steht in"))}, steps);
    }
    const std::string& language = view.edition.language;
    html::Inlines inlines(language, document::media::addresses());
    if (!view.leads.empty()) {
        out += el("div", {cls("dk-lead")}, words_of(view.leads, language, inlines));
    }
    out += el("div", {cls("dk-single")}, words_of(view.paragraphs, language, inlines));
    const Html behind = inlines.end_matter(2);
    return behind.empty() ? out : out + el("div", {cls("dk-prose")}, behind);
}

Html citation(const i18n::Words& say, const ParagraphView& view, const Reader& reader) {
    const Paragraph& paragraph = view.paragraph();
    const std::string lasting = reader.base_url + lasting_address_of(paragraph.block.uid);
    std::vector<html::Pair> pairs;
    Html actions;
    if (!paragraph.number.empty()) {
        const std::string address =
            reader.base_url + short_address_of(view.edition, paragraph.number);
        const std::string cited = citation_of(view.edition, paragraph.number);
        pairs.push_back(
            {say("So zitieren Sie"),
             el("span", {cls("dk-citation"), lang_of(say, view.edition.language)}, text(cited))}
        );
        pairs.push_back(
            {say("Adresse dieses Wortlauts"), el("span", {cls("dk-citation")}, text(address))}
        );
        actions = cite_link(say, view.edition, paragraph, "#zitieren");
    }
    pairs.push_back(
        {say("Adresse des jeweils geltenden Wortlauts"),
         el("span", {cls("dk-citation")}, text(lasting))}
    );
    return el(
        "section",
        citing(say, reader.base_url, {cls("dk-box"), attr("aria-labelledby", "zitieren")}),
        el("h2", {cls("kern-heading-small"), html::id("zitieren")}, text(say("Zitieren"))),
        html::description_list(pairs),
        html::when(!actions.empty(), [&] { return el("p", {cls("dk-para__aside")}, actions); })
    );
}

Html neighbours(const i18n::Words& say, const ParagraphView& view) {
    const auto step = [&](const std::string& number, const std::string& label) {
        if (number.empty()) return Html();
        return el("li", {}, html::link(short_address_of(view.edition, number), label));
    };
    const std::string in_edition = address_of(view.edition) + "#" + view.paragraph().eid;
    return el(
        "nav",
        {cls("dk-neighbours"), attr("aria-label", say("Weiterlesen"))},
        el("ul",
           {},
           step(view.before, say("Davor: Nr. {}", shown_number(view.before))),
           el("li", {}, html::link(in_edition, say("In der Ausgabe lesen"))),
           step(view.after, say("Danach: Nr. {}", shown_number(view.after))))
    );
}

const Edition* edition_of(const ParagraphView& view, int number) {
    for (const Edition& edition : view.editions) {
        if (edition.number == number) return &edition;
    }
    return nullptr;
}

Html places(const i18n::Words& say, const ParagraphView& view) {
    const Html items = html::each(view.places, [&](const ParagraphView::Place& place) {
        const Edition* edition = edition_of(view, place.edition);
        if (edition == nullptr) return Html();
        const std::string number = shown_number(place.paragraph.number);
        const std::string name = dated_edition(say, *edition);
        const std::string label = number.empty() ? name : say("{}, Nr. {}", name, number);
        const std::string address = number.empty()
                                        ? address_of(*edition) + "#" + place.paragraph.eid
                                        : short_address_of(*edition, place.paragraph.number);
        const bool is_here = place.edition == view.edition.number;
        const bool is_same = place.paragraph.block == view.paragraph().block;
        Html note = text(is_same ? "" : ", " + say("anderer Wortlaut"));
        if (is_here) note = text(", " + say("hier gezeigt"));
        return el("li", {}, html::link(address, label), note);
    });
    const std::string origin = lasting_address_of(view.paragraph().block.uid) + "/entstehung";
    return join(
        heading(say("Dieser Absatz in allen Ausgaben")),
        el("ul", {cls("kern-list")}, items),
        el("p", {cls("kern-body")}, html::link(origin, say("Wie dieser Absatz entstand")))
    );
}

} // namespace

html::Page paragraph(
    const i18n::Words& say, const ParagraphView& view, const Reader& reader, Address address
) {
    const Paragraph& paragraph = view.paragraph();
    const std::string number = shown_number(paragraph.number);
    const std::string name = number.empty() ? say("Überschrift") : say("Nr. {}", number);
    html::Page page{.title = name + ", " + citation_of(view.edition, {})};
    page.description = citation_of(view.edition, paragraph.number);
    page.canonical = address == Address::Lasting || number.empty()
                         ? lasting_address_of(paragraph.block.uid)
                         : short_address_of(view.edition, paragraph.number);
    describe(page, view.edition, reader.base_url, page.canonical);
    page.place = "/leitlinien";
    page.has_island = true;
    page.breadcrumb = trail_to(
        say,
        view.guideline,
        {{.address = address_of(view.edition), .label = edition_name(say, view.edition.number)},
         {.address = "", .label = name}}
    );
    page.body =
        el("article",
           {cls("dk-paragraph")},
           alert_of(say, view),
           html::head(
               {.kind = view.guideline.title,
                .title = name,
                .state = state_of(say, view.is_superseded()),
                .subtitle = dated_edition(say, view.edition)}
           ),
           el("div",
              {cls("dk-reading__text"), lang_of(say, view.edition.language)},
              context(say, view)),
           neighbours(say, view),
           citation(say, view, reader),
           places(say, view),
           el("p",
              {cls("dk-print-foot")},
              text(
                  citation_of(view.edition, paragraph.number) + ", " + reader.base_url
                  + page.canonical + ", SHA-256 " + to_hex(view.edition.hash)
              )));
    return page;
}

} // namespace denkraum::guideline::pages
