// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "domain/document/media/media.hpp"
#include "domain/guideline/edition/files.hpp"
#include "domain/guideline/reading/pages.hpp"
#include "domain/guideline/reading/parts.hpp"

namespace denkraum::guideline::pages {
namespace {

using html::attr;
using html::attr_if;
using html::cls;
using html::el;
using html::Html;
using html::text;

std::string rendered_address(const Edition& edition, std::string_view language) {
    return address_of(edition) + "/sprache/" + std::string(language);
}

std::string_view own_name(std::string_view language) {
    const RenderingLanguage* known = rendering_language(language);
    return known == nullptr ? language : known->name;
}

Html item(std::string_view address, std::string_view language, bool is_current) {
    return el(
        "li",
        {},
        el("a",
           {cls("kern-link"),
            html::href(address),
            attr("lang", language),
            attr("hreflang", language),
            attr_if(is_current, "aria-current", "page")},
           text(own_name(language)))
    );
}

/// How much of the text there is in this language, and which wording counts.
Html standing(
    const i18n::Words& say, const queries::EditionView& view, const RenderingLanguage& language
) {
    const auto all = std::ranges::count_if(view.paragraphs, [](const Paragraph& one) {
        return !prose::plain_text(one.block).empty();
    });
    const auto there = std::ranges::count_if(view.paragraphs, [&](const Paragraph& one) {
        return one.renderings.contains(std::string(language.id));
    });
    const std::string counts =
        there == all ? say("Alle Absätze sind übertragen.")
                     : say("{} von {} Absätzen sind übertragen. Die anderen stehen hier in ihrem "
                           "eigenen Wortlaut.",
                           there,
                           all);
    return html::alert(
        html::Tone::Info,
        say("Es gilt der Wortlaut der Ausgabe."),
        join(
            paragraph_of_words(counts),
            el("p",
               {cls("kern-body")},
               html::link(address_of(view.edition), dated_edition(say, view.edition)))
        )
    );
}

} // namespace

Html language_switch(
    const i18n::Words& say, const queries::EditionView& view, std::string_view current
) {
    const std::string& own = view.edition.language;
    const auto languages = languages_in(view.paragraphs, own);
    if (languages.empty()) return {};
    Html items = item(address_of(view.edition), own, current == own);
    for (const RenderingLanguage& one : languages)
        items += item(rendered_address(view.edition, one.id), one.id, current == one.id);
    return el(
        "nav",
        {cls("dk-languages"), attr("aria-label", say("Sprachen dieser Ausgabe"))},
        el("ul", {cls("dk-languages__list")}, items)
    );
}

html::Page rendered_edition(
    const i18n::Words& say, const queries::EditionView& view, const RenderingLanguage& language
) {
    const Edition& edition = view.edition;
    html::Page page{.title = std::string(language.name) + ": " + citation_of(edition, {})};
    page.description = say("Leitlinie: {}", citation_of(edition, {}));
    page.canonical = rendered_address(edition, language.id);
    page.place = "/leitlinien";
    page.breadcrumb = trail_to(
        say,
        view.guideline,
        {{.address = address_of(edition), .label = edition_name(say, edition.number)},
         {.address = page.canonical, .label = std::string(language.name)}}
    );
    const std::string missing = say("Noch nicht übertragen");
    const RenderedFace face{
        .linked = &edition,
        .missing = missing,
        .text_language = edition.language,
        .image_address = document::media::addresses()
    };
    page.body =
        el("article",
           {cls("dk-edition")},
           html::head(
               {.kind = say("Leitlinie"),
                .title = edition.title,
                .state = state_of(say, view.is_superseded()),
                .subtitle = dated_edition(say, edition)}
           ),
           language_switch(say, view, language.id),
           standing(say, view, language),
           el("div", {cls("dk-reading__text")}, rendered_html(view.paragraphs, language, face)));
    return page;
}

} // namespace denkraum::guideline::pages
