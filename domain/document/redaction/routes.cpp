// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/redaction/routes.hpp"

#include "domain/document/queries.hpp"
#include "domain/document/redaction/pages.hpp"

namespace denkraum::document::redaction {
namespace {

using network::Visit;
using Answer = Result<http::Response>;

Result<DocumentId> document_in(const Visit& visit) {
    const auto id = DocumentId::from_text(visit.request.parameter("id"));
    if (!id) return fail(ErrorCode::NotFound, "no such document");
    return *id;
}

Result<RedactionId> redaction_in(const Visit& visit) {
    const auto id = RedactionId::from_text(visit.request.parameter("antrag"));
    if (!id) return fail(ErrorCode::NotFound, "no such redaction");
    return *id;
}

std::string address_of(DocumentId id) {
    return "/dokumente/" + id.text() + "/entfernungen";
}

/// The one that the address names is shown, however long ago it was deleted.
Done add_gone(const Site& site, DocumentId id, pages::View& view) {
    history::Index index;
    DK_TRY(auto log, site.services.log.begin(sql::Access::Read));
    DK_DO(history::catch_up(log, id, index));
    for (GoneBlock& gone : gone_blocks(index)) {
        if (view.gone.size() < gone_blocks_shown_max || gone.uid == view.uid) {
            view.gone.push_back(std::move(gone));
        } else {
            view.has_more_gone = true;
        }
    }
    return {};
}

Answer show(const Site& site, const Visit& visit, pages::View view) {
    DK_TRY(const DocumentId id, document_in(visit));
    const network::Viewer& viewer = visit.member();
    view.csrf_token = visit.csrf_token;
    view.may_request = network::writes(&viewer);
    DK_TRY(view.document, queries::one(site.services.main, id));
    DK_TRY(const Reading reading, queries::current(site.services.log, id));
    view.prose = reading.prose;
    DK_DO(add_gone(site, id, view));
    DK_TRY(auto main, site.services.main.begin(sql::Access::Read));
    DK_TRY(const auto all, store::of_document(main, id));
    for (const Redaction& redaction : all) {
        const bool is_open = redaction.state == State::Open;
        view.lines.push_back(
            {redaction,
             is_open && may_confirm(viewer, redaction),
             is_open && may_decline(viewer, redaction)}
        );
    }
    const int status = view.errors.empty() ? 200 : 422;
    return visit.page(pages::redactions(visit.say, view), status);
}

Answer ask(const Site& site, const Visit& visit) {
    DK_TRY(const DocumentId id, document_in(visit));
    const Wanted wanted{id, std::string(visit.typed("uid")), std::string(visit.typed("reason"))};
    const auto asked = request(site.services, visit.member(), wanted);
    if (asked) {
        return visit.go(
            address_of(id), visit.say("Ihr Antrag ist gestellt. Eine zweite Person bestätigt ihn.")
        );
    }
    pages::View view{.uid = wanted.uid, .reason = wanted.reason};
    if (asked.error().code == ErrorCode::Conflict) {
        view.errors.push_back({"uid", visit.say("Für diesen Absatz gibt es schon einen Antrag.")});
    } else if (asked.error().field == "uid") {
        view.errors.push_back({"uid", visit.say("Wählen Sie einen Absatz.")});
    } else if (asked.error().field == "reason") {
        view.errors.push_back({"reason", visit.say("Nennen Sie in wenigen Worten den Grund.")});
    } else {
        return std::unexpected(asked.error());
    }
    return show(site, visit, std::move(view));
}

Answer decide(const Site& site, const Visit& visit, bool is_confirmed) {
    DK_TRY(const DocumentId id, document_in(visit));
    DK_TRY(const RedactionId redaction, redaction_in(visit));
    const network::Viewer& viewer = visit.member();
    if (is_confirmed) {
        DK_DO(confirm(site.services, site.around, viewer, redaction));
        return visit.go(address_of(id), visit.say("Die Worte sind entfernt."));
    }
    DK_DO(decline(site.services, viewer, redaction));
    return visit.go(address_of(id), visit.say("Der Antrag ist abgelehnt. Nichts wurde entfernt."));
}

} // namespace

void add_routes(http::Router& router, const Site& site) {
    const network::Door& door = site.door;
    const auto list = [&site](const Visit& visit) -> Answer {
        pages::View view{.uid = std::string(visit.request.query("absatz").value_or(""))};
        return show(site, visit, std::move(view));
    };
    door.get(router, "/dokumente/{id}/entfernungen", network::signed_in, list);
    door.post(router, "/dokumente/{id}/entfernungen", network::writes, [&site](const Visit& visit) {
        return ask(site, visit);
    });
    door.post(
        router,
        "/dokumente/{id}/entfernungen/{antrag}/bestaetigen",
        network::writes,
        [&site](const Visit& visit) { return decide(site, visit, true); }
    );
    door.post(
        router,
        "/dokumente/{id}/entfernungen/{antrag}/ablehnen",
        network::writes,
        [&site](const Visit& visit) { return decide(site, visit, false); }
    );
}

} // namespace denkraum::document::redaction
