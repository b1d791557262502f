// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/redaction/routes.hpp"

#include <algorithm>
#include <ranges>
#include <set>

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

/// Those that the address or an open request names are shown, however long ago they were deleted.
void add_gone(const history::Index& index, pages::View& view) {
    std::set<std::string> named{view.uid};
    for (const pages::Line& line : view.lines) {
        if (line.redaction.state != State::Open) continue;
        const std::vector<std::string> blocks = blocks_of(line.redaction);
        named.insert(blocks.begin(), blocks.end());
    }
    for (GoneBlock& gone : gone_blocks(index)) {
        if (view.gone.size() < gone_blocks_shown_max || named.contains(gone.uid)) {
            view.gone.push_back(std::move(gone));
        } else {
            view.has_more_gone = true;
        }
    }
}

/// Whoever confirms is shown what would go now, not only what was known when somebody asked.
void add_joined(const history::Index& index, pages::View& view) {
    std::vector<Redaction*> open;
    std::vector<std::string> uids;
    for (pages::Line& line : view.lines) {
        if (line.redaction.state != State::Open) continue;
        open.push_back(&line.redaction);
        uids.push_back(line.redaction.uid);
    }
    const auto together = all_together_with(index, uids);
    for (std::size_t i = 0; i < open.size(); ++i) {
        const std::vector<std::string> known = blocks_of(*open[i]);
        for (const std::string& uid : together[i]) {
            if (std::ranges::find(known, uid) == known.end()) open[i]->joined.push_back(uid);
        }
    }
}

/// Only where a block can be chosen, or is named by somebody: it takes going through the history.
Done add_blocks(const Site& site, DocumentId id, pages::View& view) {
    if (!view.may_request && view.lines.empty()) return {};
    return site.histories.with(id, [&view](const history::Index& index) -> Done {
        add_joined(index, view);
        add_gone(index, view);
        return {};
    });
}

Done add_lines(const Site& site, DocumentId id, const network::Viewer& viewer, pages::View& view) {
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
    DK_DO(add_lines(site, id, viewer, view));
    DK_DO(add_blocks(site, id, view));
    const int status = view.errors.empty() && !view.has_more_joined ? 200 : 422;
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

std::vector<std::string> shown_in(const Visit& visit) {
    std::vector<std::string> uids;
    for (const auto uid : std::views::split(visit.typed("shown"), ' '))
        uids.emplace_back(uid.begin(), uid.end());
    return uids;
}

Answer decide(const Site& site, const Visit& visit, bool is_confirmed) {
    DK_TRY(const DocumentId id, document_in(visit));
    DK_TRY(const RedactionId redaction, redaction_in(visit));
    const network::Viewer& viewer = visit.member();
    if (is_confirmed) {
        const Done done = confirm(site.services, site.around, viewer, redaction, shown_in(visit));
        if (!done && done.error().field == "joined")
            return show(site, visit, {.has_more_joined = true});
        DK_DO(done);
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
