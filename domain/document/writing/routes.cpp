// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/writing/routes.hpp"

#include <algorithm>
#include <charconv>

#include "domain/document/authorship.hpp"
#include "domain/document/importing/routes.hpp"
#include "domain/document/importing/store.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/media/routes.hpp"
#include "domain/document/queries.hpp"
#include "domain/document/store.hpp"
#include "domain/document/templates/routes.hpp"
#include "domain/document/timeline/commands.hpp"
#include "domain/document/timeline/routes.hpp"
#include "domain/document/writing/drafts.hpp"
#include "domain/document/writing/pages.hpp"
#include "domain/document/writing/sync.hpp"

namespace denkraum::document::writing {
namespace {

using http::Response;
using network::Visit;

Result<DocumentId> id_of(const http::Request& request) {
    auto id = DocumentId::from_text(request.parameter("id"));
    if (!id) return fail(ErrorCode::NotFound, "no document has such an address");
    return id;
}

std::vector<html::FieldError> title_errors(const i18n::Words& say, const Error& error) {
    if (error.field != "title") return {};
    return {{"title", say("Bitte geben Sie einen Titel mit höchstens 300 Zeichen ein.")}};
}

Result<Response> show_list(const Site& site, const Visit& visit) {
    DK_TRY(const auto documents, queries::all(site.services.main));
    const bool may_write = network::writes(&visit.member());
    const html::Listing drafts = pages::drafts(visit.say, documents);
    return visit.page(pages::draft_list(visit.say, drafts, visit.list_choice(), may_write));
}

Result<Response> send_list(const Site& site, const Visit& visit) {
    DK_TRY(const auto documents, queries::all(site.services.main));
    return visit.csv(pages::drafts(visit.say, documents), "entwuerfe.csv");
}

Result<Response> show_rename(const Site& site, const Visit& visit) {
    DK_TRY(const DocumentId id, id_of(visit.request));
    DK_TRY(const Document document, queries::one(site.services.main, id));
    return visit.page(pages::rename(visit.say, document, {visit.csrf_token, document.title, {}}));
}

Result<Response> rename(const Site& site, const Visit& visit) {
    DK_TRY(const DocumentId id, id_of(visit.request));
    DK_TRY(const Document document, queries::one(site.services.main, id));
    const std::string title(visit.typed("title"));
    const Done done = commands::rename(site.services, visit.member().actor, id, title);
    if (done) return visit.go("/dokumente/" + id.text(), visit.say("Der Titel ist geändert."));
    const auto errors = title_errors(visit.say, done.error());
    if (errors.empty()) return std::unexpected(done.error());
    return visit.form_again(pages::rename(visit.say, document, {visit.csrf_token, title, errors}));
}

/// What a link of the page of kept words asks to be put in again; nothing when it is not theirs.
const Kept* asked_again(const Visit& visit, const std::vector<Kept>& kept) {
    const auto id = KeptId::from_text(visit.request.query("einfuegen").value_or(""));
    if (!id || !network::writes(&visit.member())) return nullptr;
    const auto found = std::ranges::find(kept, *id, &Kept::id);
    return found == kept.end() ? nullptr : &*found;
}

/// Which part of a long text is asked for; anything else is the first.
std::size_t part_asked(const Visit& visit) {
    const std::string_view asked = visit.request.query("teil").value_or("");
    std::size_t part = 1;
    const char* end = asked.data() + asked.size();
    const auto read = std::from_chars(asked.data(), end, part);
    return read.ec == std::errc() && read.ptr == end ? part : 1;
}

Result<Response> show_document(const Site& site, const Visit& visit) {
    DK_TRY(const DocumentId id, id_of(visit.request));
    DK_TRY(const Document document, queries::one(site.services.main, id));
    DK_TRY(const Reading reading, queries::current(site.services.log, id));
    // On a full disk no client id can be issued; reading goes on, and the socket issues one later.
    // Who reads needs none that is kept.
    const bool may_write = network::writes(&visit.member());
    const auto issued = may_write ? commands::open_editor(site.services, visit.member().actor, id)
                                  : Result<crdt::ClientId>(0);
    DK_TRY(auto main, site.services.main.begin(sql::Access::Read));
    DK_TRY(const Epoch now_epoch, epoch(main));
    DK_TRY(const auto kept, store::kept(main, id, visit.member().member));
    DK_TRY(const auto comment_count, importing::store::comment_count(main, id));
    pages::EditorPage page{
        .document = document,
        .reading = reading,
        .viewer = visit.member(),
        .client = issued.value_or(0),
        .epoch = now_epoch,
        .csrf_token = visit.csrf_token,
        .texts = site.editor_texts,
        .kept_count = static_cast<std::int64_t>(kept.size()),
        .again = asked_again(visit, kept),
        .comment_count = comment_count
    };
    const templates::Site beginnings{site.door, site.services};
    DK_TRY(page.offers, templates::offers(beginnings, visit, document));
    if (site.actions) page.actions = site.actions(visit, id);
    page.part = part_asked(visit);
    const auto mark =
        timeline::commands::note_read(site.services, visit.member().member, id, reading.seq);
    if (mark && mark->before < reading.seq) {
        const auto news = timeline::has_news(
            site.services.main, site.services.log, visit.member().member, {id, mark->before}
        );
        page.has_news = news.value_or(false);
    }
    return visit.page(pages::editor(visit.say, page));
}

Result<Response> show_kept(const Site& site, const Visit& visit) {
    DK_TRY(const DocumentId id, id_of(visit.request));
    DK_TRY(auto main, site.services.main.begin(sql::Access::Read));
    DK_TRY(const Document document, store::find(main, id));
    DK_TRY(const auto words, store::kept(main, id, visit.member().member));
    const bool may_write = network::writes(&visit.member());
    return visit.page(pages::kept(visit.say, {document, words, visit.csrf_token, may_write}));
}

Result<Response> finish_kept(const Site& site, const Visit& visit) {
    DK_TRY(const DocumentId id, id_of(visit.request));
    const auto kept = KeptId::from_text(visit.request.parameter("kept"));
    if (!kept) return fail(ErrorCode::NotFound, "no such kept words");
    DK_DO(commands::finish_kept(site.services, visit.member(), *kept));
    return visit.go(
        "/dokumente/" + id.text() + "/nicht-uebernommen", visit.say("Die Worte sind erledigt.")
    );
}

Result<Response> give_ticket(const Site& site, const Visit& visit) {
    DK_TRY(const std::string ticket, site.door.issue_ticket(visit.member()));
    return Response::text(ticket);
}

// --- the socket ---

Response refusal(int status, std::string_view words) {
    return Response::text(std::string(words), status);
}

struct Entering {
    network::Viewer viewer;
    bool has_ticket = false;
};

/// Browsers come with their cookie from our own pages, others with a ticket.
std::expected<Entering, Response> who_enters(const Site& site, const http::Request& request) {
    if (const auto ticket = request.query("ticket")) {
        auto viewer = site.door.redeem_ticket(*ticket);
        if (!viewer) return std::unexpected(refusal(403, "unknown or used ticket"));
        return Entering{*std::move(viewer), true};
    }
    if (!http::same_origin(request, site.base_url)) {
        return std::unexpected(refusal(403, "wrong origin"));
    }
    auto viewer = site.door.authenticate(request);
    if (!viewer) return std::unexpected(refusal(401, "not signed in"));
    return Entering{*std::move(viewer), false};
}

std::expected<http::SocketEvents, Response>
accept_socket(const Site& site, const http::Request& request) {
    const auto id = id_of(request);
    if (!id) return std::unexpected(refusal(404, "no such document"));
    auto entering = who_enters(site, request);
    if (!entering) return std::unexpected(std::move(entering.error()));
    const auto claim = claim_from(request.query("client").value_or(""), entering->has_ticket);
    auto events = site.rooms.enter(*id, entering->viewer, claim);
    if (events) return *std::move(events);
    switch (events.error().code) {
    case ErrorCode::NotFound: return std::unexpected(refusal(404, "no such document"));
    case ErrorCode::Conflict: return std::unexpected(refusal(409, "this client id is taken"));
    case ErrorCode::Forbidden:
    case ErrorCode::Invalid:
    case ErrorCode::TooLarge:
    case ErrorCode::Corrupt:
    case ErrorCode::Unavailable: return std::unexpected(refusal(503, "not now, try again"));
    }
    return std::unexpected(refusal(503, "not now, try again"));
}

} // namespace

void add_routes(http::Router& router, const Site& site) {
    const network::Door& door = site.door;
    const auto on = [&site](auto handler) {
        return [&site, handler](const Visit& visit) { return handler(site, visit); };
    };
    door.get(router, "/entwuerfe", network::signed_in, on(show_list));
    door.get(router, "/entwuerfe/liste.csv", network::signed_in, on(send_list));
    door.get(router, "/dokumente/{id}", network::signed_in, on(show_document));
    door.get(router, "/dokumente/{id}/titel", network::writes, on(show_rename));
    door.post(router, "/dokumente/{id}/titel", network::writes, on(rename));
    door.get(router, "/dokumente/{id}/nicht-uebernommen", network::signed_in, on(show_kept));
    door.post(
        router, "/dokumente/{id}/nicht-uebernommen/{kept}", network::signed_in, on(finish_kept)
    );
    door.post(router, "/dokumente/{id}/ticket", network::signed_in, on(give_ticket));
    media::add_routes(router, {door, site.services});
    templates::add_routes(router, {door, site.services});
    timeline::add_routes(
        router,
        site.past ? site.past : std::make_shared<timeline::Site>(door, site.services, site.rooms)
    );
    importing::add_routes(router, {door, site.services, site.imports});
    add_sync_routes(router, site);
    router.websocket(
        "/ws/document/{id}",
        [&site](const http::Request& request) { return accept_socket(site, request); },
        {.message_bytes_max = frame_bytes_max,
         .queue_bytes_max = queue_bytes_max,
         .stream_bytes_max = stream_bytes_max}
    );
}

} // namespace denkraum::document::writing
