// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/rendering/pages.hpp"

#include <algorithm>

#include "base/html/prose_html.hpp"
#include "base/html/prose_inline.hpp"
#include "base/utf8.hpp"
#include "domain/document/media/media.hpp"
#include "domain/guideline/edition/files.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/limits.hpp"
#include "domain/guideline/reading/parts.hpp"
#include "domain/guideline/shown_words.hpp"

namespace denkraum::guideline::pages {
namespace {

using html::attr;
using html::cls;
using html::el;
using html::Html;
using html::text;
using queries::RenderedParagraph;
using queries::RenderingState;
using queries::RenderingView;
using queries::Wording;

constexpr std::size_t chapter_name_bytes_max = 60;

Html hidden(std::string_view name, std::string_view value) {
    return el("input", {attr("type", "hidden"), attr("name", name), attr("value", value)});
}

std::string form_address(const RenderingView& view, std::string_view language, Wording wording) {
    const std::string address = renderings_address(view.guideline.key, language);
    return wording == Wording::Draft ? address + "?fassung=entwurf" : address;
}

std::string counted(const i18n::Words& say, const queries::RenderingCounts& counts) {
    const std::string words = say("{} von {} Absätzen", counts.current, counts.all);
    if (counts.out_of_date == 0) return words;
    return words + ", " + say("{} überholt", counts.out_of_date);
}

Html cell(const i18n::Words& say, const RenderingView& view, const RenderingLanguage& language) {
    const std::string words = counted(say, view.counts(language.id));
    return html::link(form_address(view, language.id, view.wording), words);
}

html::Page page_of(const i18n::Words& say, const RenderingView& view, std::string_view language) {
    const std::string title = say("Leichte Sprache und Übersetzungen");
    html::Page page{.title = title + ": " + view.guideline.title};
    page.place = "/leitlinien";
    std::vector<html::Link> further{
        {.address = renderings_address(view.guideline.key), .label = title}
    };
    if (!language.empty()) further.push_back({.label = std::string(language)});
    page.breadcrumb = trail_to(say, view.guideline, std::move(further));
    return page;
}

Html state_badge(const i18n::Words& say, RenderingState state) {
    switch (state) {
    case RenderingState::Missing: return html::badge(html::Tone::Info, say("Fehlt noch"));
    case RenderingState::OutOfDate: return html::badge(html::Tone::Warning, say("Überholt"));
    case RenderingState::Current: return html::badge(html::Tone::Success, say("Aktuell"));
    }
    return {};
}

Html field_of(const i18n::Words& say, const RenderingForm& form, const RenderedParagraph& one) {
    const std::string& uid = one.paragraph.block.uid;
    const bool is_old = one.state == RenderingState::OutOfDate;
    const auto typed = form.typed.find(uid);
    const std::string label = say("{} zu {}", form.language.name, name_of(say, one.paragraph));
    const std::string hint =
        is_old ? say("Der Absatz hat sich geändert, seit das geschrieben wurde.") : std::string();
    const std::string name = "w-" + uid;
    Html out = html::text_area(
        {.name = name,
         .label = label,
         .value = typed == form.typed.end() ? one.words : typed->second,
         .hint = hint,
         .error = html::error_of(form.errors, name)},
        5
    );
    if (is_old) {
        const std::string confirmed = "ok-" + uid;
        out += html::checkbox(
            {.name = confirmed, .label = say("Passt auch zum neuen Wortlaut")}, false
        );
    }
    if (form.overtaken.contains(uid)) {
        out +=
            el("div",
               {cls("kern-body")},
               el("p", {}, el("strong", {}, text(say("Inzwischen gespeichert")))),
               one.words.empty() ? el("p", {}, text(say("Der Text wurde entfernt.")))
                                 : el("pre", {cls("dk-said")}, text(one.words)));
    }
    return out + hidden("s-" + uid, to_hex(one.source)) + hidden("m-" + uid, mark_of(one.words));
}

Html row_of(
    const i18n::Words& say,
    const RenderingView& view,
    const RenderingForm& form,
    const RenderedParagraph& one,
    html::Inlines& inlines
) {
    const Paragraph& paragraph = one.paragraph;
    const prose::Prose words{{paragraph.block}};
    const std::string number = shown_number(paragraph.number);
    return el(
        "section",
        {cls("dk-render"), html::id("absatz-" + paragraph.block.uid)},
        el("div",
           {cls("dk-render__source")},
           el("p", {cls("dk-render__state")}, text(number + " "), state_badge(say, one.state)),
           el("div",
              {lang_of(say, view.guideline.language)},
              html::prose_html(words, {.language = view.guideline.language, .inlines = &inlines}))),
        el("div", {cls("dk-render__field")}, field_of(say, form, one))
    );
}

Html chapter_links(const i18n::Words& say, const RenderingView& view, const RenderingForm& form) {
    const auto chapters = chapters_of(view.paragraphs);
    if (chapters.size() < 2) return {};
    Html items;
    for (std::size_t i = 0; i < chapters.size(); ++i) {
        const std::string words =
            std::string(utf8::trim(prose::plain_text(view.paragraphs[chapters[i]].block)));
        std::string address = form_address(view, form.language.id, view.wording);
        address +=
            (view.wording == Wording::Draft ? "&kapitel=" : "?kapitel=") + std::to_string(i + 1);
        const std::string_view name = utf8::truncate(words, chapter_name_bytes_max);
        const Html entry = i == form.chapter
                               ? el("span", {attr("aria-current", "page")}, text(name))
                               : html::link(address, name);
        items += el("li", {}, entry);
    }
    return el(
        "nav",
        {cls("dk-render__chapters"), attr("aria-label", say("Kapitel"))},
        el("ol", {cls("kern-list"), lang_of(say, view.guideline.language)}, items)
    );
}

/// The other of draft and edition, and files for translators.
Html around(const i18n::Words& say, const RenderingView& view, const RenderingForm& form) {
    const std::string address = renderings_address(view.guideline.key, form.language.id);
    const bool is_draft = view.wording == Wording::Draft;
    Html links;
    if (is_draft && view.newest) {
        links += html::link_button(address, say("Geltende Ausgabe übertragen"));
    } else if (!is_draft) {
        links += html::link_button(
            form_address(view, form.language.id, Wording::Draft), say("Entwurf übertragen")
        );
    }
    links += html::link_button(
        address + "/vorlage.json" + (is_draft ? "?fassung=entwurf" : ""),
        say("Vorlage für ein Übersetzungsbüro")
    );
    const Html upload = html::form(
        {.action = address + "/einlesen", .csrf_token = form.csrf_token, .has_files = true},
        join(
            html::file_field(
                {.name = "file",
                 .label = say("Ausgefüllte Vorlage"),
                 .hint = say("Eine JSON-Datei von höchstens 8 MB. Gelesen werden die Felder "
                             "„words“; was sich seither geändert hat, gilt als überholt."),
                 .error = html::error_of(form.errors, "file"),
                 .is_required = true},
                ".json"
            ),
            html::submit_button({.label = say("Einlesen"), .weight = html::Weight::Secondary})
        )
    );
    return el("div", {cls("dk-actions")}, links)
           + html::accordion(say("Ausgefüllte Vorlage einlesen"), upload);
}

} // namespace

std::string name_of(const i18n::Words& say, const Paragraph& paragraph) {
    if (!paragraph.number.empty()) return say("Nr. {}", shown_number(paragraph.number));
    const std::string words = prose::plain_text(paragraph.block);
    return "„" + std::string(utf8::truncate(utf8::trim(words), chapter_name_bytes_max)) + "“";
}

std::string renderings_address(std::string_view key, std::string_view language) {
    std::string address = guideline_address(key) + "/uebertragungen";
    if (!language.empty()) address += "/" + std::string(language);
    return address;
}

std::vector<std::size_t> chapters_of(const std::vector<Paragraph>& paragraphs) {
    std::vector<std::size_t> begins{0};
    if (paragraphs.size() <= renderings_at_once_max) return begins;
    for (std::size_t i = 1; i < paragraphs.size(); ++i) {
        const prose::Block& block = paragraphs[i].block;
        const bool is_chapter = block.kind == prose::Kind::Heading && block.level == 1;
        // A chapter without headings in it is cut where it would be too long.
        const bool is_long = i - begins.back() >= 2 * renderings_at_once_max;
        if (is_chapter || is_long) begins.push_back(i);
    }
    return begins;
}

html::Page
renderings(const i18n::Words& say, const RenderingView& edition, const RenderingView& draft) {
    html::Page page = page_of(say, edition, {});
    std::vector<html::Row> rows;
    for (const RenderingLanguage& language : rendering_languages(edition.guideline.language)) {
        const Html name = el("span", {lang_attribute(language)}, text(language.name));
        html::Row row{{name}};
        if (edition.newest) row.cells.push_back(cell(say, edition, language));
        row.cells.push_back(cell(say, draft, language));
        rows.push_back(std::move(row));
    }
    std::vector<std::string> columns{say("Sprache")};
    if (edition.newest) columns.push_back(say("Geltende Ausgabe"));
    columns.push_back(say("Entwurf"));
    page.body = join(
        html::head({.kind = say("Leitlinie"), .title = say("Leichte Sprache und Übersetzungen")}),
        paragraph_of_words(
            say("Zu jedem Absatz kann ein Text in Leichter Sprache und in anderen Sprachen "
                "stehen. "
                "Leserinnen und Leser sehen ihn, solange sich der Wortlaut nicht ändert.")
        ),
        html::table(say("Was übertragen ist"), columns, rows)
    );
    return page;
}

html::Page
rendering_form(const i18n::Words& say, const RenderingView& view, const RenderingForm& form) {
    html::Page page = page_of(say, view, form.language.name);
    const auto all = view.in(form.language.id);
    const auto chapters = chapters_of(view.paragraphs);
    const std::size_t chapter = std::min(form.chapter, chapters.size() - 1);
    const std::size_t begin = chapters[chapter];
    const std::size_t end = chapter + 1 < chapters.size() ? chapters[chapter + 1] : all.size();
    Html rows;
    html::Inlines inlines(view.guideline.language, document::media::addresses());
    for (std::size_t i = begin; i < std::min(end, all.size()); ++i)
        rows += row_of(say, view, form, all[i], inlines);
    rows += el("div", {lang_of(say, view.guideline.language)}, inlines.end_matter(2));
    const bool is_draft = view.wording == Wording::Draft;
    const Html fields = join(
        hidden("fassung", is_draft ? "entwurf" : "ausgabe"),
        hidden("kapitel", std::to_string(chapter + 1)),
        rows,
        html::submit_button({.label = say("Speichern")})
    );
    const std::string of = is_draft ? say("Entwurf") : dated_edition(say, *view.newest);
    const std::string state = of + ": " + counted(say, view.counts(form.language.id));
    page.body = join(
        html::head({.kind = view.guideline.title, .title = form.language.name, .subtitle = state}),
        html::error_summary(say, form.errors),
        homeless(say, form.homeless),
        paragraph_of_words(
            say("Schreiben Sie jeden Satz in eine eigene Zeile. „- “ am Anfang einer Zeile macht "
                "einen Punkt einer Liste, eine leere Zeile einen neuen Absatz.")
        ),
        around(say, view, form),
        chapter_links(say, view, form),
        html::form(
            {.action = renderings_address(view.guideline.key, form.language.id),
             .csrf_token = form.csrf_token,
             .label = form.language.name},
            fields
        )
    );
    page.is_wide = false;
    return page;
}

} // namespace denkraum::guideline::pages
