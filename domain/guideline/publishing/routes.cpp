// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/publishing/routes.hpp"

#include <algorithm>
#include <utility>

#include "domain/guideline/edition_store.hpp"
#include "domain/guideline/limits.hpp"
#include "domain/guideline/queries.hpp"
#include "domain/guideline/reading/file_number.hpp"
#include "domain/guideline/reading/parts.hpp"
#include "domain/guideline/store.hpp"

namespace denkraum::guideline {
namespace {

using network::Visit;
using network::writes;

RequestId request_id(const Visit& visit) {
    return RequestId::from_text(visit.request.parameter("id")).value_or(RequestId());
}

std::string typed(const Visit& visit, std::string_view field) {
    return std::string(visit.typed(field));
}

/// The sentence for what was wrong with a new guideline.
std::string new_sentence(const i18n::Words& say, const Error& error) {
    const bool is_taken = error.code == ErrorCode::Conflict;
    if (error.field == "title") {
        return say("Bitte geben Sie einen Titel von höchstens 300 Zeichen ein.");
    }
    if (error.field == "key" && is_taken) {
        return say("Dieses Wort hat schon eine andere Leitlinie. Bitte wählen Sie ein anderes.");
    }
    if (error.field == "key") {
        return say("Bitte nur kleine Buchstaben, Ziffern und einzelne Bindestriche, höchstens 60.");
    }
    return say("Dieses Dokument ist schon der Entwurf einer anderen Leitlinie, oder es gibt es "
               "nicht mehr. Bitte wählen Sie ein anderes.");
}

/// The sentence for a request that was not taken.
html::FieldError draft_error(const i18n::Words& say, const Error& error) {
    if (error.field == "date") {
        return {
            "date",
            say("Bitte geben Sie ein Datum an, das nicht vor dem der geltenden Ausgabe liegt.")
        };
    }
    if (error.field == "legal_state") {
        return {"legal_state", say("Bitte fassen Sie den Rechtsstand kürzer.")};
    }
    if (error.field == "file_number") {
        return {
            "file_number", say("Bitte geben Sie ein Aktenzeichen von höchstens 100 Zeichen ein.")
        };
    }
    if (error.field == "seen") {
        return {
            {},
            say("Am Entwurf wurde gerade weitergeschrieben. Bitte sehen Sie sich den neuen "
                "Stand an und legen Sie ihn dann vor.")
        };
    }
    return {{}, say("Dieser Entwurf kann gerade nicht vorgelegt werden. Warum, steht unten.")};
}

html::FieldError decision_error(const i18n::Words& say, const Error& error) {
    if (error.field == "reason") {
        return {"reason", say("Bitte begründen Sie die Ablehnung in höchstens 2.000 Zeichen.")};
    }
    if (error.field == "number") {
        return {
            {},
            say("Inzwischen ist eine andere Ausgabe erschienen. Bitte ziehen Sie diese Vorlage "
                "zurück "
                "oder lehnen Sie sie ab, und legen Sie den Entwurf neu vor.")
        };
    }
    if (error.field == "same") {
        return {{}, say("Die geltende Ausgabe sagt schon dasselbe. Nichts wurde veröffentlicht.")};
    }
    if (error.field == "words") {
        return {
            {},
            say("Aus dem Entwurf wurde gerade etwas für immer entfernt. Bitte lesen Sie ihn noch "
                "einmal und geben Sie ihn dann frei.")
        };
    }
    return {{}, say("Darüber wurde inzwischen entschieden. Der Stand steht unten.")};
}

/// The files that an edition should have and has not.
std::string missing_names(const std::vector<store::ListedFile>& files) {
    std::string names;
    for (const store::ListedFile& file : files) {
        const bool is_there = std::any_of(files.begin(), files.end(), [&](const auto& other) {
            return other.name == file.name && other.why_missing.empty();
        });
        if (!is_there) names += (names.empty() ? "" : ", ") + file.name;
    }
    return names;
}

network::OverviewRow row_of(const i18n::Words& say, const queries::Waiting& waiting) {
    const std::string address = "/freigaben/" + waiting.request.id.text();
    const std::string what =
        say("Zur Freigabe: {}, {}. Ausgabe", waiting.guideline.title, waiting.request.number);
    network::OverviewRow row;
    row.what = html::link(address, what);
    row.detail =
        say("Vorgelegt von {} am {}", waiting.requested_by, say.date(waiting.request.requested_at));
    const std::string label = waiting.may_release ? say("Lesen und entscheiden") : say("Ansehen");
    row.step = html::Link{.address = address, .label = label};
    return row;
}

} // namespace

void Publishing::add_routes(http::Router& router) const {
    const auto answer = [this](auto member) {
        return [this, member](const Visit& visit) { return (this->*member)(visit); };
    };
    door_.get(router, "/leitlinien/neu", writes, answer(&Publishing::show_new));
    door_.post(router, "/leitlinien/neu", writes, answer(&Publishing::begin));
    door_.get(
        router, "/leitlinien/{key}/entwurf", network::signed_in, answer(&Publishing::go_to_draft)
    );
    const std::string publish = "/leitlinien/{key}/veroeffentlichen";
    door_.get(router, publish, writes, answer(&Publishing::show_draft));
    door_.post(router, publish, writes, answer(&Publishing::ask));
    const std::string reasons = "/leitlinien/{key}/veroeffentlichen/gruende";
    door_.get(router, reasons, writes, answer(&Publishing::show_reasons));
    door_.post(router, reasons, writes, answer(&Publishing::keep_reasons));
    door_.post(
        router, "/leitlinien/{key}/aktenzeichen", writes, answer(&Publishing::set_file_number)
    );
    door_.get(router, "/freigaben/{id}", network::signed_in, answer(&Publishing::show_request));
    door_.post(router, "/freigaben/{id}/freigeben", writes, answer(&Publishing::release));
    door_.post(router, "/freigaben/{id}/ablehnen", writes, answer(&Publishing::decline));
    door_.post(router, "/freigaben/{id}/zurueckziehen", writes, answer(&Publishing::withdraw));
}

Publishing::Answer Publishing::show_new(const Visit& visit) const {
    pages::NewForm form{.csrf_token = visit.csrf_token};
    DK_TRY(form.documents, queries::free_documents(services_.main));
    form.draft = visit.request.query("dokument").value_or("");
    for (const document::Document& document : form.documents) {
        if (document.id.text() != form.draft) continue;
        form.title = document.title;
        form.language = document.language;
    }
    return visit.page(pages::new_guideline(visit.say, form));
}

Publishing::Answer Publishing::new_again(const Visit& visit, const Error& error) const {
    pages::NewForm form{
        .csrf_token = visit.csrf_token,
        .title = typed(visit, "title"),
        .key = typed(visit, "key"),
        .language = typed(visit, "language"),
        .draft = typed(visit, "draft")
    };
    DK_TRY(form.documents, queries::free_documents(services_.main));
    const std::string field = error.field.empty() ? "draft" : error.field;
    form.errors = {{field, new_sentence(visit.say, error)}};
    return visit.form_again(pages::new_guideline(visit.say, form));
}

Publishing::Answer Publishing::begin(const Visit& visit) const {
    commands::NewGuideline wanted{
        .title = typed(visit, "title"),
        .key = typed(visit, "key"),
        .language = typed(visit, "language")
    };
    if (const auto draft = visit.typed("draft"); !draft.empty()) {
        // An id that is none is a document that does not exist.
        wanted.draft = document::DocumentId::from_text(draft).value_or(document::DocumentId());
    }
    const auto guideline = commands::create(services_, visit.member().actor, wanted);
    if (guideline) {
        shelf_.forget();
        return visit.go(
            pages::guideline_address(guideline->key), visit.say("Die Leitlinie ist angelegt.")
        );
    }
    const ErrorCode code = guideline.error().code;
    const bool is_theirs =
        code == ErrorCode::Invalid || code == ErrorCode::Conflict || code == ErrorCode::NotFound;
    if (!is_theirs) return std::unexpected(guideline.error());
    return new_again(visit, guideline.error());
}

Publishing::Answer Publishing::go_to_draft(const Visit& visit) const {
    DK_TRY(auto transaction, services_.main.begin(sql::Access::Read));
    const std::string_view key = visit.request.parameter("key");
    DK_TRY(const auto guideline, store::guideline_by_key(transaction, key));
    return visit.go("/dokumente/" + guideline.draft.text());
}

Publishing::Answer Publishing::show_draft(const Visit& visit) const {
    const std::string_view key = visit.request.parameter("key");
    DK_TRY(const auto view, queries::draft(services_.main, services_.log, key));
    pages::RequestForm form{.csrf_token = visit.csrf_token, .date = iso_day(visit.now)};
    form.file_number = view.candidate.guideline.file_number;
    form.guideline_number = form.file_number;
    if (view.candidate.newest) {
        form.legal_state = view.candidate.newest->legal_state;
        if (form.file_number.empty()) form.file_number = view.candidate.newest->file_number;
    }
    return visit.page(pages::request_release(visit.say, view, form));
}

Publishing::Answer Publishing::draft_again(const Visit& visit, const Error& error) const {
    const std::string_view key = visit.request.parameter("key");
    DK_TRY(const auto view, queries::draft(services_.main, services_.log, key));
    const pages::RequestForm form{
        .csrf_token = visit.csrf_token,
        .date = typed(visit, "date"),
        .legal_state = typed(visit, "legal_state"),
        .file_number = typed(visit, "file_number"),
        .guideline_number = view.candidate.guideline.file_number,
        .errors = {draft_error(visit.say, error)}
    };
    return visit.form_again(pages::request_release(visit.say, view, form));
}

Publishing::Answer Publishing::ask(const Visit& visit) const {
    commands::WantedRelease wanted{
        .legal_state = typed(visit, "legal_state"), .file_number = typed(visit, "file_number")
    };
    {
        DK_TRY(auto transaction, services_.main.begin(sql::Access::Read));
        const std::string_view key = visit.request.parameter("key");
        DK_TRY(const auto guideline, store::guideline_by_key(transaction, key));
        wanted.guideline = guideline.id;
    }
    const auto date = instant_from_iso(visit.typed("date"));
    if (!date) return draft_again(visit, Error{ErrorCode::Invalid, "no date", "date"});
    wanted.date = *date;
    const auto seen = from_hex(visit.typed("gesehen"));
    if (seen && seen->size() == wanted.seen.size()) {
        std::copy(seen->begin(), seen->end(), wanted.seen.begin());
    }
    const auto request = commands::request_release(services_, visit.member(), wanted);
    if (request) {
        return visit.go(
            "/freigaben/" + request->text(),
            visit.say("Der Entwurf ist vorgelegt. Sobald ihn jemand freigibt, ist er öffentlich.")
        );
    }
    const ErrorCode code = request.error().code;
    const bool is_theirs = code == ErrorCode::Invalid || code == ErrorCode::Conflict;
    if (!is_theirs) return std::unexpected(request.error());
    return draft_again(visit, request.error());
}

Publishing::Answer Publishing::set_file_number(const Visit& visit) const {
    const std::string_view key = visit.request.parameter("key");
    Guideline guideline;
    {
        DK_TRY(auto transaction, services_.main.begin(sql::Access::Read));
        DK_TRY(guideline, store::guideline_by_key(transaction, key));
    }
    const std::string address = pages::guideline_address(guideline.key) + "/veroeffentlichen";
    const Done done = commands::set_file_number(
        services_, visit.member(), guideline.id, visit.typed("guideline_number")
    );
    if (done) {
        shelf_.forget();
        return visit.go(address, visit.say("Das Aktenzeichen der Leitlinie ist gespeichert."));
    }
    if (done.error().code != ErrorCode::Invalid) return std::unexpected(done.error());
    DK_TRY(const auto view, queries::draft(services_.main, services_.log, key));
    const pages::RequestForm form{
        .csrf_token = visit.csrf_token,
        .date = iso_day(visit.now),
        .guideline_number = typed(visit, "guideline_number"),
        .errors =
            {{"guideline_number",
              visit.say("Bitte geben Sie ein Aktenzeichen von höchstens 100 Zeichen ein.")}}
    };
    return visit.form_again(pages::request_release(visit.say, view, form));
}

Publishing::Answer Publishing::show_request(const Visit& visit) const {
    DK_TRY(
        const auto view,
        queries::release_request(services_.main, services_.log, visit.member(), request_id(visit))
    );
    const pages::DecisionForm form{
        .csrf_token = visit.csrf_token, .missing = missing_tools(tools_)
    };
    return visit.page(pages::release(visit.say, view, form));
}

Publishing::Answer
Publishing::request_again(const Visit& visit, RequestId id, const Error& error) const {
    const bool is_theirs = error.code == ErrorCode::Invalid || error.code == ErrorCode::Conflict;
    if (!is_theirs) return std::unexpected(error);
    DK_TRY(
        const auto view, queries::release_request(services_.main, services_.log, visit.member(), id)
    );
    const pages::DecisionForm form{
        .csrf_token = visit.csrf_token,
        .reason = typed(visit, "reason"),
        .missing = missing_tools(tools_),
        .errors = {decision_error(visit.say, error)}
    };
    return visit.form_again(pages::release(visit.say, view, form));
}

Publishing::Turn::Turn(const Publishing& all, RequestId id) : all_(all), id_(id) {
    const std::lock_guard lock(all_.turns_);
    if (all_.releasing_.size() < releases_at_once_max)
        is_given_ = all_.releasing_.insert(id).second;
}

Publishing::Turn::~Turn() {
    const std::lock_guard lock(all_.turns_);
    if (is_given_) all_.releasing_.erase(id_);
}

Publishing::Answer Publishing::release(const Visit& visit) const {
    const RequestId id = request_id(visit);
    const Turn turn(*this, id);
    if (!turn.is_given()) {
        return visit.go(
            "/freigaben/" + id.text(),
            visit.say("Gerade werden schon die Dateien einer Ausgabe erstellt. Das kann eine "
                      "Minute dauern; laden Sie diese Seite danach neu.")
        );
    }
    const auto edition = commands::release(services_, visit.member(), id, tools_);
    if (!edition) return request_again(visit, id, edition.error());
    shelf_.forget();
    DK_TRY(auto transaction, services_.main.begin(sql::Access::Read));
    DK_TRY(const auto files, store::files_of(transaction, edition->guideline, edition->number));
    std::string notice = visit.say("Die {}. Ausgabe ist veröffentlicht.", edition->number);
    if (const std::string names = missing_names(files); !names.empty()) {
        notice += " " + visit.say("Nicht erstellt werden konnten: {}.", names);
    }
    return visit.go(pages::guideline_address(edition->key), notice);
}

Publishing::Answer Publishing::decline(const Visit& visit) const {
    const RequestId id = request_id(visit);
    const Done done = commands::decline(services_, visit.member(), id, visit.typed("reason"));
    if (!done) return request_again(visit, id, done.error());
    return visit.go(
        "/freigaben/" + id.text(),
        visit.say("Abgelehnt. Wer den Entwurf vorgelegt hat, sieht Ihre Begründung.")
    );
}

Publishing::Answer Publishing::withdraw(const Visit& visit) const {
    const RequestId id = request_id(visit);
    const Done done = commands::withdraw(services_, visit.member(), id);
    if (!done) return request_again(visit, id, done.error());
    return visit.go("/freigaben/" + id.text(), visit.say("Die Vorlage ist zurückgezogen."));
}

Result<std::vector<network::OverviewRow>> Publishing::rows_to_release(const Visit& visit) const {
    DK_TRY(auto transaction, services_.main.begin(sql::Access::Read));
    DK_TRY(const auto all, queries::waiting(transaction, visit.member()));
    std::vector<network::OverviewRow> rows;
    for (const queries::Waiting& waiting : all) {
        if (waiting.may_release) rows.push_back(row_of(visit.say, waiting));
    }
    return rows;
}

Result<std::vector<network::OverviewRow>> Publishing::rows_of_house(const Visit& visit) const {
    DK_TRY(auto transaction, services_.main.begin(sql::Access::Read));
    DK_TRY(const auto all, queries::waiting(transaction, visit.member()));
    std::vector<network::OverviewRow> rows;
    for (const queries::Waiting& waiting : all) {
        if (waiting.is_of_own_house && !waiting.may_release) {
            rows.push_back(row_of(visit.say, waiting));
        }
    }
    return rows;
}

Result<html::Html>
Publishing::document_actions(const Visit& visit, document::DocumentId document) const {
    if (!writes(visit.viewer ? &*visit.viewer : nullptr)) return html::Html();
    DK_TRY(auto transaction, services_.main.begin(sql::Access::Read));
    DK_TRY(const auto guideline, queries::by_draft(transaction, document));
    if (guideline) {
        return pages::file_number_of(visit.say, *guideline)
               + html::link_button(
                   pages::guideline_address(guideline->key) + "/veroeffentlichen",
                   visit.say("Veröffentlichen")
               );
    }
    return html::link_button(
        "/leitlinien/neu?dokument=" + document.text(), visit.say("Als Leitlinie führen")
    );
}

} // namespace denkraum::guideline
