// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/importing/pages.hpp"

#include <algorithm>

#include "base/html/prose_html.hpp"
#include "domain/document/importing/words.hpp"
#include "domain/document/kind_words.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/media/media.hpp"

namespace denkraum::document::importing::pages {
namespace {

using html::el;
using html::Html;

constexpr std::size_t preview_blocks_max = 60;
constexpr std::size_t doubts_shown_max = 50;
constexpr std::string_view accepted = ".docx,.odt,.html,.htm,.md,.txt,.json,.xml";

std::string address_of(const Job& job, std::string_view action = {}) {
    return "/entwuerfe/importieren/" + job.id.text() + std::string(action);
}

html::Page page_of(const i18n::Words& say, std::string title, Html body) {
    html::Page page;
    page.title = std::move(title);
    page.place = "/entwuerfe";
    page.breadcrumb = {
        {"/entwuerfe", say("Entwürfe")}, {.label = say("Datei importieren"), .is_current = true}
    };
    page.body = std::move(body);
    return page;
}

Html drop_form(const i18n::Words& say, const JobPage& page, std::string_view label) {
    return html::button_form(
        {.action = address_of(page.job, "/verwerfen"), .csrf_token = page.csrf_token},
        {.label = say(label), .weight = html::Weight::Secondary}
    );
}

Html may_leave(const i18n::Words& say, const JobPage& page) {
    return html::join(
        el("p",
           {html::cls("kern-body")},
           html::text(say("Sie können diese Seite verlassen. Ist die Vorschau fertig, steht sie in "
                          "Ihrer Übersicht und unter „Datei importieren“."))),
        drop_form(say, page, i18n::mark("Abbrechen"))
    );
}

Html progress(const i18n::Words& say, const JobPage& page) {
    json::value props = json::object{
        {"address", address_of(page.job, "/stand")},
        {"failed", say("Der Stand ist gerade nicht zu erfahren. Laden Sie die Seite neu.")}
    };
    const Html without_script = html::join(
        el("p",
           {html::cls("kern-body"), html::attr("role", "status")},
           html::text(words_for(say, page.job.stage))),
        el("p",
           {html::cls("kern-body")},
           html::link(address_of(page.job), say("Stand aktualisieren")))
    );
    return html::join(
        html::head({.kind = say("Datei importieren"), .title = page.job.file_name}),
        html::island("progress", props, without_script),
        html::when(page.job.stage != Stage::Taking, [&] { return may_leave(say, page); })
    );
}

Html refused(const i18n::Words& say, const JobPage& page) {
    return html::join(
        html::head({.kind = say("Datei importieren"), .title = page.job.file_name}),
        html::alert(
            html::Tone::Warning,
            say("Diese Datei wurde nicht übernommen."),
            el("p", {html::cls("kern-body")}, html::text(words_for(say, page.job)))
        ),
        el("p",
           {html::cls("dk-actions")},
           html::link_button(
               "/entwuerfe/importieren", say("Andere Datei wählen"), html::Weight::Primary
           ))
    );
}

/// What was found of a legal text's structure.
std::string recognised(const i18n::Words& say, const intake::Structure& structure) {
    if (structure.profile == intake::ProfileId::None) return {};
    const auto articles =
        std::ranges::count(structure.parts, intake::PartKind::Article, &intake::Recognised::kind);
    return say(
        "{} Artikel, {} gezählte Absätze, {} gezählte Punkte",
        say.number(articles),
        say.number(structure.paragraphs),
        say.number(structure.points)
    );
}

Html numbers(const i18n::Words& say, const intake::Imported& imported) {
    const auto& report = imported.report;
    std::vector<html::Pair> pairs{
        {say("Worte"), html::text(say.number(report.words))},
        {say("Absätze"), html::text(say.number(report.blocks - report.headings))},
        {say("Überschriften"), html::text(say.number(report.headings))},
    };
    if (const std::string parts = recognised(say, imported.structure); !parts.empty())
        pairs.push_back({say("Erkannte Gliederung"), html::text(parts)});
    if (report.words_in_file > 0) {
        const std::string count = say.number(report.words_in_file);
        const std::string words = report.has_all_words ? say("{}, alle übernommen", count) : count;
        pairs.insert(pairs.begin(), {say("Worte in der Datei"), html::text(words)});
    }
    return html::description_list(pairs);
}

/// A draft may be longer than what is published.
Html too_long(const i18n::Words& say, const intake::Imported& imported) {
    const auto blocks = static_cast<std::int64_t>(imported.prose.blocks.size());
    constexpr auto most = static_cast<std::int64_t>(published_blocks_max);
    if (blocks <= most) return {};
    return html::alert(
        html::Tone::Warning,
        say("Der Text ist zu lang, um als Ganzes veröffentlicht zu werden."),
        el("p",
           {html::cls("kern-body")},
           html::text(say(
               "Er hat {} Absätze und Überschriften, veröffentlicht werden höchstens {}. Teilen "
               "Sie ihn auf mehrere Entwürfe auf.",
               say.number(blocks),
               say.number(most)
           )))
    );
}

Html remarks(const i18n::Words& say, const intake::Report& report) {
    if (report.remarks.empty()) {
        return el(
            "p",
            {html::cls("kern-body")},
            html::text(say("Alles wurde so übernommen, wie es in der Datei steht."))
        );
    }
    return el(
        "ul",
        {html::cls("kern-list")},
        html::each(
            report.remarks,
            [&](const intake::Remark& remark) {
                return el("li", {}, html::text(words_for(say, remark)));
            }
        )
    );
}

Html doubts(const i18n::Words& say, const intake::Imported& imported) {
    std::vector<html::Row> rows;
    for (const intake::Recognised& part : imported.structure.parts) {
        if (part.doubt == intake::Doubt::None || rows.size() >= doubts_shown_max) continue;
        std::string before;
        for (std::size_t i = 0; i < part.lines; ++i) {
            const std::size_t line = part.before + i;
            if (line < imported.structure.before.size()) {
                before += (i == 0 ? "" : " / ") + imported.structure.before[line];
            }
        }
        const std::string after = part.block < imported.prose.blocks.size()
                                      ? prose::plain_text(imported.prose.blocks[part.block])
                                      : std::string();
        rows.push_back(
            {{html::text(before), html::text(after), html::text(words_for(say, part.doubt))}}
        );
    }
    if (rows.empty()) return {};
    return html::join(
        el("p",
           {html::cls("kern-body")},
           html::text(say("Hier war sich das Programm nicht sicher. Sie können alles auch später "
                          "im Entwurf ändern."))),
        html::table(
            say("Bitte ansehen"), {say("In der Datei"), say("Im Entwurf"), say("Warum")}, rows
        )
    );
}

/// A picture that is not stored yet comes from the preview itself.
html::ImageAddress picture_addresses(const Job& job) {
    return [&job](const prose::Image& image) {
        const bool is_new = job.pictures && job.pictures->contains(image.hash);
        return is_new ? address_of(job, "/bilder/" + image.hash) : media::address_of(image);
    };
}

Html comment_list(const i18n::Words& say, const std::vector<intake::FileComment>& comments) {
    return el(
        "ul",
        {html::cls("kern-list")},
        html::each(
            comments,
            [&](const intake::FileComment& comment) {
                std::string head = comment.author.empty() ? say("Ohne Namen") : comment.author;
                if (!comment.made_at.empty()) head += ", " + comment.made_at.substr(0, 10);
                if (!comment.quote.empty()) head += " · " + say("zu „{}“", comment.quote);
                return el(
                    "li", {}, el("strong", {}, html::text(head + ": ")), html::text(comment.words)
                );
            }
        )
    );
}

Html file_comments(const i18n::Words& say, const intake::Imported& imported) {
    if (imported.comments.empty()) return {};
    return html::accordion(say("Kommentare der Datei"), comment_list(say, imported.comments));
}

/// A file with tracked changes: which of its two texts is meant.
Html changes_form(const i18n::Words& say, const JobPage& page) {
    const Job& job = page.job;
    const auto count = job.imported->report.count_of(intake::RemarkKind::TrackedChanges);
    if (count == 0) return {};
    const bool is_accepted = job.changes == intake::Changes::Accepted;
    const std::string now = is_accepted ? say("Unten steht der Text so, als wären alle angenommen.")
                                        : say("Unten steht der Text so, als wären alle abgelehnt.");
    const Html words = el("p", {html::cls("kern-body")}, html::text(now));
    const std::string title = say.plural(
        "Die Datei enthält {} nachverfolgte Änderung.",
        "Die Datei enthält {} nachverfolgte Änderungen.",
        static_cast<long>(count)
    );
    if (!job.can_choose_changes) return html::alert(html::Tone::Info, title, words);
    const std::string label =
        is_accepted ? say("Alle Änderungen ablehnen") : say("Alle Änderungen annehmen");
    const Html other = html::button_form(
        {.action = address_of(job, "/aenderungen"), .csrf_token = page.csrf_token},
        {.label = label,
         .weight = html::Weight::Secondary,
         .name = "changes",
         .value = is_accepted ? "reject" : "accept"}
    );
    return html::alert(html::Tone::Info, title, html::join(words, other));
}

Html preview_text(const i18n::Words& say, const Job& job) {
    const intake::Imported& imported = *job.imported;
    prose::Prose begin;
    for (std::size_t i = 0; i < imported.prose.blocks.size() && i < preview_blocks_max; ++i) {
        begin.blocks.push_back(imported.prose.blocks[i]);
    }
    html::ProseView view;
    view.heading_shift = 2;
    view.image_address = picture_addresses(job);
    view.label = [&](prose::Kind kind) { return kind_label(say, kind); };
    const bool is_cut = begin.blocks.size() < imported.prose.blocks.size();
    const auto rest = static_cast<long>(imported.prose.blocks.size() - begin.blocks.size());
    return html::join(
        el("div",
           {html::cls("dk-preview dk-reading"),
            html::attr("tabindex", "0"),
            html::attr("role", "region"),
            html::attr("aria-label", say("Vorschau des Textes"))},
           html::prose_html(begin, view)),
        html::when(
            is_cut,
            [&] {
                return el(
                    "p",
                    {html::cls("kern-body kern-body--muted")},
                    html::text(
                        say.plural("… und {} weiterer Absatz.", "… und {} weitere Absätze.", rest)
                    )
                );
            }
        )
    );
}

Html preview(const i18n::Words& say, const JobPage& page) {
    const intake::Imported& imported = *page.job.imported;
    std::string title = page.title;
    if (title.empty() && page.errors.empty()) title = imported.title;
    if (title.empty() && page.errors.empty()) title = page.job.file_name;
    const Html take_over = html::form(
        {.action = address_of(page.job, "/uebernehmen"), .csrf_token = page.csrf_token},
        html::join(
            html::field(
                {.name = "title",
                 .label = say("Titel des Entwurfs"),
                 .value = title,
                 .error = html::error_of(page.errors, "title"),
                 .is_required = true,
                 .length_max = static_cast<int>(title_characters_max)}
            ),
            html::submit_button({.label = say("Als Entwurf übernehmen")})
        )
    );
    return html::join(
        html::head(
            {.kind = say("Vorschau des Imports"),
             .title = page.job.file_name,
             .subtitle = say("Noch ist nichts gespeichert. Sehen Sie nach, ob alles stimmt.")}
        ),
        html::error_summary(say, page.errors),
        changes_form(say, page),
        numbers(say, imported),
        too_long(say, imported),
        take_over,
        drop_form(say, page, i18n::mark("Verwerfen")),
        el("h2", {html::cls("kern-heading-medium")}, html::text(say("Was sich geändert hat"))),
        remarks(say, imported.report),
        file_comments(say, imported),
        doubts(say, imported),
        el("h2", {html::cls("kern-heading-medium")}, html::text(say("So wird der Entwurf aussehen"))
        ),
        preview_text(say, page.job)
    );
}

/// What was begun before and is still there.
Html underway(const i18n::Words& say, const std::vector<Job>& jobs) {
    if (jobs.empty()) return {};
    const Html items = html::each(jobs, [&](const Job& job) {
        const std::string begun = say("begonnen am {}", say.date_and_time(job.begun_at));
        return el(
            "li",
            {},
            html::link(address_of(job), job.file_name),
            html::text(", " + begun + ". " + words_for(say, job.stage))
        );
    });
    return html::join(
        el("h2", {html::cls("kern-heading-medium")}, html::text(say("Ihre Übernahmen"))),
        el("ul", {html::cls("kern-list")}, items),
        el("p",
           {html::cls("kern-body")},
           html::text(say("Eine Vorschau wartet eine Stunde auf Sie, danach wird sie verworfen.")))
    );
}

} // namespace

html::Page upload_form(const i18n::Words& say, const UploadForm& view) {
    const Html form = html::form(
        {.action = "/entwuerfe/importieren", .csrf_token = view.csrf_token, .has_files = true},
        html::join(
            html::file_field(
                {.name = "file",
                 .label = say("Datei"),
                 .hint =
                     say("Word (.docx), LibreOffice (.odt), HTML, Markdown, Text oder eine Ausgabe "
                         "als JSON oder Akoma Ntoso (.xml), höchstens 50 MB."),
                 .error = html::error_of(view.errors, "file"),
                 .is_required = true},
                accepted
            ),
            html::submit_button({.label = say("Hochladen und Vorschau ansehen")})
        )
    );
    return page_of(
        say,
        say("Datei importieren"),
        html::join(
            html::head(
                {.title = say("Datei importieren"),
                 .subtitle = say(
                     "Aus Ihrer Datei wird ein Entwurf, an dem alle gemeinsam schreiben können. "
                     "Vorher sehen Sie, was dabei herauskommt."
                 )}
            ),
            html::error_summary(say, view.errors),
            form,
            underway(say, view.underway)
        )
    );
}

html::Page job(const i18n::Words& say, const JobPage& page) {
    if (page.job.stage == Stage::Ready) {
        return page_of(say, say("Vorschau: {}", page.job.file_name), preview(say, page));
    }
    if (page.job.is_over()) {
        html::Page result = page_of(say, page.job.file_name, Html());
        result.body = page.job.stage == Stage::Refused
                          ? refused(say, page)
                          : html::join(
                                html::head({.title = page.job.file_name}),
                                html::alert(html::Tone::Info, words_for(say, page.job.stage))
                            );
        return result;
    }
    html::Page running = page_of(say, page.job.file_name, progress(say, page));
    running.has_island = true;
    return running;
}

html::Page comments(
    const i18n::Words& say,
    const Document& document,
    const std::vector<intake::FileComment>& comments
) {
    html::Page page = page_of(
        say,
        say("Kommentare der Datei"),
        html::join(
            html::head(
                {.kind = say("Kommentare der Datei"),
                 .title = document.title,
                 .subtitle =
                     say("So standen sie in {}, als die Datei importiert wurde.", document.origin)}
            ),
            comments.empty() ? el("p",
                                  {html::cls("kern-body")},
                                  html::text(say("In der Datei standen keine Kommentare.")))
                             : comment_list(say, comments),
            el("p",
               {html::cls("kern-body")},
               html::link("/dokumente/" + document.id.text(), say("Zum Entwurf")))
        )
    );
    page.breadcrumb = {
        {"/entwuerfe", say("Entwürfe")},
        {"/dokumente/" + document.id.text(), document.title},
        {.label = say("Kommentare der Datei"), .is_current = true}
    };
    return page;
}

} // namespace denkraum::document::importing::pages
