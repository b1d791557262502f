// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/site/pages.hpp"

#include "base/prose/markdown_read.hpp"
#include "domain/network/limits.hpp"

namespace denkraum::network::site::pages {
namespace {

using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;

constexpr std::string_view place = "/koordination";
constexpr std::string_view list_address = "/koordination/seiten";
constexpr int text_rows = 20;

Html paragraph(std::string_view words) {
    return el("p", {cls("kern-body")}, text(words));
}

Html section(std::string_view title, const Html& content) {
    return el(
        "section", {cls("dk-section")}, el("h2", {cls("kern-heading-medium")}, text(title)), content
    );
}

std::string language_name(const i18n::Words& say, i18n::Language language) {
    return language == i18n::Language::German ? say("Deutsch") : say("Englisch");
}

std::string edit_address(const SitePage& page, i18n::Language language) {
    return std::string(list_address) + "/" + std::string(page.code) + "/"
           + std::string(i18n::code_of(language));
}

Html edit_link(
    const i18n::Words& say, const SitePage& page, i18n::Language language, bool is_there
) {
    return join(
        html::badge(
            is_there ? html::Tone::Success : html::Tone::Info,
            is_there ? say("Vorhanden") : say("Noch leer")
        ),
        text(" "),
        el("a",
           {html::href(edit_address(page, language))},
           text(say("Bearbeiten")),
           el("span",
              {cls("kern-sr-only")},
              text(": " + say(page.label) + ", " + language_name(say, language))))
    );
}

std::vector<html::Link> trail_to(const i18n::Words& say, std::vector<html::Link> further) {
    std::vector<html::Link> trail{
        {.address = std::string(place), .label = say("Koordination")},
        {.address = std::string(list_address), .label = say("Öffentliche Seiten")}
    };
    trail.insert(trail.end(), further.begin(), further.end());
    return trail;
}

Html words_of(
    const i18n::Words& say, const SitePage& page, const SiteText& typed, i18n::Language language
) {
    const auto prose = prose::from_markdown(typed.markdown);
    if (!prose) return {};
    return join(
        el("div",
           {cls("dk-reading__text")},
           html_of(
               {.title = typed.title,
                .prose = *prose,
                .address = typed.address,
                .language = language}
           )),
        address_of_use(say, page.use, typed.address)
    );
}

Html preview(const i18n::Words& say, const Form& form) {
    if (!form.is_preview) return {};
    return section(
        say("Vorschau"),
        el("div",
           {cls("dk-box")},
           el("p",
              {cls("kern-title"), attr("lang", i18n::code_of(form.language))},
              text(form.typed.title)),
           words_of(say, *form.page, form.typed, form.language))
    );
}

Html address_field(const i18n::Words& say, const Form& form) {
    html::Field field{
        .name = "address",
        .label = {},
        .value = form.typed.address,
        .hint = {},
        .error = html::error_of(form.errors, "address")
    };
    std::string label;
    std::string hint;
    switch (form.page->use) {
    case AddressUse::None: return {};
    case AddressUse::Film:
        label = say("Adresse des Films (freiwillig)");
        hint = say("Beginnt mit https://. Die Seite verweist darauf; sie lädt nichts von dort.");
        break;
    case AddressUse::Feedback:
        label = say("Wohin man Barrieren meldet");
        hint = say("Eine E-Mail-Adresse oder eine Adresse, die mit https:// beginnt.");
        break;
    }
    field.label = label;
    field.hint = hint;
    return html::field(field);
}

Html form_of(const i18n::Words& say, const Form& form) {
    const std::string based_on = std::to_string(form.based_on);
    const Html fields = join(
        el("input", {attr("type", "hidden"), attr("name", "based_on"), attr("value", based_on)}),
        html::field({
            .name = "title",
            .label = say("Überschrift"),
            .value = form.typed.title,
            .error = html::error_of(form.errors, "title"),
            .is_required = true,
            .length_max = static_cast<int>(name_characters_max),
        }),
        html::text_area(
            {.name = "markdown",
             .label = say("Text"),
             .value = form.typed.markdown,
             .hint = say("Eine leere Zeile trennt Absätze. # macht eine Überschrift, - einen "
                         "Listenpunkt, **fett**, *schräg*, [Worte](https://adresse). Ohne Text "
                         "wird die Seite nicht gezeigt."),
             .error = html::error_of(form.errors, "markdown")},
            text_rows
        ),
        address_field(say, form),
        el("div",
           {cls("dk-actions")},
           html::submit_button({.label = say("Speichern"), .name = "step", .value = "save"}),
           html::submit_button(
               {.label = say("Vorschau"),
                .weight = html::Weight::Secondary,
                .name = "step",
                .value = "preview"}
           ))
    );
    const std::string action = edit_address(*form.page, form.language);
    return html::form({.action = action, .csrf_token = form.csrf_token}, fields);
}

Html versions(const i18n::Words& say, const Form& form) {
    if (form.versions.empty()) return {};
    std::vector<html::Row> rows;
    const std::string address = edit_address(*form.page, form.language);
    for (const SiteVersion& version : form.versions) {
        const std::string number = std::to_string(version.version);
        rows.push_back(
            {{html::link(address + "/fassungen/" + number, say("Fassung {}", number)),
              text(say.date_and_time(version.at)),
              text(version.text.title)}}
        );
    }
    return section(
        say("Frühere Fassungen"),
        html::table(
            say.plural("{} Fassung", "{} Fassungen", static_cast<long>(rows.size())),
            {say("Fassung"), say("Gespeichert am"), say("Überschrift")},
            rows
        )
    );
}

} // namespace

Html address_of_use(const i18n::Words& say, AddressUse use, std::string_view address) {
    if (address.empty()) return {};
    switch (use) {
    case AddressUse::None: return {};
    case AddressUse::Film:
        return el(
            "p",
            {cls("dk-actions")},
            html::link_button(address, say("Film in Gebärdensprache ansehen (andere Website)"))
        );
    case AddressUse::Feedback: break;
    }
    const bool is_mail = !address.starts_with("https://");
    const std::string target = (is_mail ? "mailto:" : "") + std::string(address);
    return section(
        say("Sind Sie auf eine Barriere gestoßen?"),
        join(
            paragraph(say("Sagen Sie uns, auf welcher Seite und was nicht ging. Wir antworten "
                          "Ihnen und beheben es, so schnell wir können.")),
            el("p", {cls("dk-actions")}, html::link_button(target, say("Barriere melden"))),
            el("p", {cls("kern-body")}, text(address))
        )
    );
}

html::Page shown(
    const i18n::Words& say, const SitePage& page, const Piece& piece, std::string_view site_name
) {
    html::Page made;
    made.title = piece.title.empty() ? say(page.label) : piece.title;
    made.description = say("{}: {}", site_name, say(page.label));
    made.canonical = page.address;
    made.body = join(
        html::head(
            {.title = made.title,
             .title_language = piece.title.empty() ? "" : i18n::code_of(piece.language)}
        ),
        el("div", {cls("dk-reading")}, html_of(piece)),
        address_of_use(say, page.use, piece.address)
    );
    return made;
}

html::Page list(const i18n::Words& say, const std::vector<Line>& lines) {
    const std::string title = say("Öffentliche Seiten");
    html::Page page{.title = title, .place = std::string(place)};
    page.breadcrumb = {
        {.address = std::string(place), .label = say("Koordination")},
        {.address = std::string(list_address), .label = title, .is_current = true}
    };
    std::vector<html::Row> rows;
    for (const Line& line : lines) {
        rows.push_back(
            {{html::link(line.page->address, say(line.page->label)),
              edit_link(say, *line.page, i18n::Language::German, line.has_german),
              edit_link(say, *line.page, i18n::Language::English, line.has_english)}}
        );
    }
    page.body = join(
        html::head({.title = title}),
        paragraph(say(
            "Diese Texte schreibt die Koordination. Was Sie speichern, ist sofort öffentlich; jede "
            "frühere Fassung bleibt erhalten."
        )),
        html::table(
            say.plural("{} Seite", "{} Seiten", static_cast<long>(rows.size())),
            {say("Seite"), say("Deutsch"), say("Englisch")},
            rows
        )
    );
    return page;
}

html::Page edit(const i18n::Words& say, const Form& form) {
    const std::string title =
        say("{} bearbeiten ({})", say(form.page->label), language_name(say, form.language));
    html::Page page{.title = title, .place = std::string(place)};
    page.breadcrumb = trail_to(say, {{.label = say(form.page->label), .is_current = true}});
    page.body = join(
        html::head({.title = title}),
        html::error_summary(say, form.errors),
        preview(say, form),
        form_of(say, form),
        versions(say, form)
    );
    return page;
}

html::Page earlier(const i18n::Words& say, const SiteVersion& version) {
    const SitePage* which = find_page(version.page);
    const std::string number = std::to_string(version.version);
    const std::string title = say("Fassung {} vom {}", number, say.date_and_time(version.at));
    html::Page page{.title = title, .place = std::string(place)};
    const std::string address = edit_address(*which, version.language);
    page.breadcrumb = trail_to(
        say,
        {{.address = address, .label = say(which->label)},
         {.label = say("Fassung {}", number), .is_current = true}}
    );
    page.body = join(
        html::head({.kind = say(which->label), .title = title}),
        el("div",
           {cls("dk-box")},
           el("p",
              {cls("kern-title"), attr("lang", i18n::code_of(version.language))},
              text(version.text.title)),
           words_of(say, *which, version.text, version.language)),
        el("p",
           {cls("dk-actions")},
           html::link_button(
               address + "?fassung=" + number, say("Diese Fassung in das Formular übernehmen")
           ))
    );
    return page;
}

} // namespace denkraum::network::site::pages
