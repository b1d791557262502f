// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/importing/routes.hpp"

#include "base/json/json.hpp"
#include "domain/document/importing/commands.hpp"
#include "domain/document/importing/pages.hpp"
#include "domain/document/importing/store.hpp"
#include "domain/document/importing/words.hpp"
#include "domain/document/media/routes.hpp"
#include "domain/document/store.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::document::importing {
namespace {

using http::Response;
using network::Visit;

/// Room for the form around the file.
constexpr std::size_t form_bytes = 64U << 10U;

std::string address_of(JobId id) {
    return "/entwuerfe/importieren/" + id.text();
}

Result<JobId> id_of(const Visit& visit) {
    auto id = JobId::from_text(visit.request.parameter("job"));
    if (!id) return fail(ErrorCode::NotFound, "no import has such an address");
    return id;
}

Result<Response> show_form(const Site& site, const Visit& visit) {
    const auto underway = site.jobs.of(visit.member().member);
    return visit.page(pages::upload_form(visit.say, {visit.csrf_token, underway}));
}

Result<Response> begin(const Site& site, const Visit& visit) {
    const auto again = [&](std::string sentence) {
        const auto underway = site.jobs.of(visit.member().member);
        return visit.form_again(pages::upload_form(
            visit.say, {visit.csrf_token, underway, {{"file", std::move(sentence)}}}
        ));
    };
    const http::Upload* upload = visit.request.upload("file");
    if (upload == nullptr || upload->filename.empty()) {
        return again(visit.say("Bitte wählen Sie eine Datei aus."));
    }
    const ByteView bytes = upload->bytes;
    const std::string name(upload->filename);
    const auto job = site.jobs.begin(
        {.member = visit.member().member,
         .file_name = name,
         .bytes = Bytes(bytes.begin(), bytes.end()),
         .undescribed = undescribed_words(visit.say, name)}
    );
    if (job) return visit.go(address_of(*job));
    if (job.error().code == ErrorCode::TooLarge) {
        return again(visit.say("Die Datei ist größer als 50 MB. Teilen Sie das Dokument auf."));
    }
    if (job.error().code == ErrorCode::Conflict) {
        return again(visit.say(
            "Es warten schon fünf Dateien auf Sie. Übernehmen oder verwerfen Sie zuerst eine davon."
        ));
    }
    return again(visit.say(
        "Gerade werden schon mehrere Dateien eingelesen. Bitte versuchen Sie es gleich noch einmal."
    ));
}

Result<Response> show_job(const Site& site, const Visit& visit) {
    DK_TRY(const JobId id, id_of(visit));
    DK_TRY(const Job job, site.jobs.find(id, visit.member().member));
    if (job.document) return visit.go("/dokumente/" + job.document->text());
    if (job.is_over()) site.jobs.mark_seen(id, visit.member().member);
    return visit.page(pages::job(visit.say, {job, visit.csrf_token}));
}

Result<Response> tell_stage(const Site& site, const Visit& visit) {
    DK_TRY(const JobId id, id_of(visit));
    DK_TRY(const Job job, site.jobs.find(id, visit.member().member));
    json::object says;
    says["isOver"] = job.is_over();
    says["words"] = words_for(visit.say, job.stage);
    return Response::json(json::write(says));
}

Result<Response> accept(const Site& site, const Visit& visit) {
    DK_TRY(const JobId id, id_of(visit));
    auto claim = site.jobs.claim(id, visit.member().member);
    // Pressed twice: the page of the import leads on to the draft.
    if (!claim && claim.error().code == ErrorCode::Conflict) return visit.go(address_of(id));
    if (!claim) return std::unexpected(claim.error());
    const Job& job = claim->job();
    const std::string title(visit.typed("title"));
    const auto made = take_over(site.services, visit.member(), job, title);
    if (made) {
        claim->taken(*made);
        return visit.go("/dokumente/" + made->text(), visit.say("Der Entwurf ist angelegt."));
    }
    if (made.error().field != "title") return std::unexpected(made.error());
    const std::vector<html::FieldError> errors{
        {"title", visit.say("Bitte geben Sie einen Titel mit höchstens 300 Zeichen ein.")}
    };
    return visit.form_again(pages::job(visit.say, {job, visit.csrf_token, title, errors}));
}

Result<Response> choose_changes(const Site& site, const Visit& visit) {
    DK_TRY(const JobId id, id_of(visit));
    const bool rejects = visit.typed("changes") == "reject";
    const auto changes = rejects ? intake::Changes::Rejected : intake::Changes::Accepted;
    const Done begun = site.jobs.choose(id, visit.member().member, changes);
    if (begun || begun.error().code == ErrorCode::Conflict) return visit.go(address_of(id));
    if (begun.error().code != ErrorCode::Unavailable) return std::unexpected(begun.error());
    return visit.go(
        address_of(id),
        visit.say("Gerade werden schon mehrere Dateien eingelesen. Bitte versuchen Sie es gleich "
                  "noch einmal.")
    );
}

Result<Response> show_picture(const Site& site, const Visit& visit) {
    DK_TRY(const JobId id, id_of(visit));
    DK_TRY(const Job job, site.jobs.find(id, visit.member().member));
    if (!job.pictures) return fail(ErrorCode::NotFound, "no pictures yet");
    const auto picture = job.pictures->find(std::string(visit.request.parameter("hash")));
    if (picture == job.pictures->end()) return fail(ErrorCode::NotFound, "no such picture");
    const std::string type(image::media_type(picture->second.type));
    return media::picture_response(type, picture->second.bytes, false);
}

Result<Response> show_comments(const Site& site, const Visit& visit) {
    const auto id = DocumentId::from_text(visit.request.parameter("id"));
    if (!id) return fail(ErrorCode::NotFound, "no document has such an address");
    DK_TRY(auto main, site.services.main.begin(sql::Access::Read));
    DK_TRY(const Document document, document::store::find(main, *id));
    DK_TRY(const auto comments, store::comments(main, *id));
    return visit.page(pages::comments(visit.say, document, comments));
}

Result<Response> drop(const Site& site, const Visit& visit) {
    DK_TRY(const JobId id, id_of(visit));
    if (!site.jobs.drop(id, visit.member().member)) return visit.go(address_of(id));
    return visit.go(
        "/entwuerfe/importieren",
        visit.say("Der Import ist verworfen. Es ist nichts zurückgeblieben.")
    );
}

} // namespace

void add_routes(http::Router& router, const Site& site) {
    const network::Door& door = site.door;
    const auto on = [site](auto handler) {
        return [site, handler](const Visit& visit) { return handler(site, visit); };
    };
    const std::string base = "/entwuerfe/importieren";
    const network::VisitOptions upload{
        .route = {.body_bytes_max = intake::file_bytes_max + form_bytes}
    };
    door.get(router, base, network::writes, on(show_form));
    door.post(router, base, network::writes, on(begin), upload);
    door.get(router, base + "/{job}", network::writes, on(show_job));
    door.get(router, base + "/{job}/stand", network::writes, on(tell_stage), {.is_use = false});
    door.post(router, base + "/{job}/uebernehmen", network::writes, on(accept));
    door.post(router, base + "/{job}/aenderungen", network::writes, on(choose_changes));
    door.get(router, base + "/{job}/bilder/{hash}", network::writes, on(show_picture));
    door.get(router, "/dokumente/{id}/kommentare-der-datei", network::signed_in, on(show_comments));
    door.post(router, base + "/{job}/verwerfen", network::writes, on(drop));
}

} // namespace denkraum::document::importing
