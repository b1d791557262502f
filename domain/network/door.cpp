// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/door.hpp"

#include <array>
#include <utility>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "domain/network/commands.hpp"
#include "domain/network/guard/guard.hpp"
#include "domain/network/guard/pages.hpp"
#include "domain/network/limits.hpp"
#include "domain/network/sessions.hpp"
#include "platform/http/parse/url.hpp"
#include "platform/http/status.hpp"
#include "platform/secret/token.hpp"

namespace denkraum::network {
namespace {

/// What somebody reaches who still has to set up their second factor: that, and the way out.
bool is_open_without_factor(std::string_view path) {
    return path.starts_with("/konto") || path == "/abmelden" || path.starts_with("/sprache/");
}

} // namespace

using guard::Keepsake;

/// A visit, and what the answer has to take along.
struct Door::Arrival {
    Visit visit;
    std::string token = {}; ///< of the session or the visitor; forms are tied to it
    bool is_new_visitor = false;
};

const Viewer& Visit::member() const {
    CHECK(viewer.has_value(), "the route needs somebody who is signed in");
    return *viewer;
}

http::Response Visit::page(html::Page page, int status) const {
    return http::Response::html(html::document(say, door.surroundings(*this), page), status);
}

http::Response Visit::go(std::string_view address, std::string_view sentence) const {
    http::Response response = http::Response::see_other(guard::local_or(address, "/"));
    if (sentence.empty()) return response;
    const std::string value = guard::sign_notice(door.site_.key, sentence, now);
    return std::move(response).with_cookie(guard::make_cookie(Keepsake::Notice, value, request));
}

std::string_view Visit::typed(std::string_view field) const {
    return utf8::trim(request.field(field).value_or(std::string_view()));
}

html::ListChoice Visit::list_choice(std::string_view name, std::vector<std::string> others) const {
    const auto query = [this](std::string_view field) { return request.query(field); };
    return html::choice_from(query, name, std::move(others));
}

http::Response Visit::csv(const html::Listing& listing, std::string_view file) const {
    std::string bytes = html::listing_csv(say, listing, list_choice(listing.name));
    return http::Response::bytes(std::move(bytes), "text/csv; charset=utf-8").as_attachment(file);
}

Door::Door(Parts parts, Site site) : parts_(std::move(parts)), site_(std::move(site)) {
    CHECK(!site_.key.empty(), "cookies are signed with a key");
}
Door::~Door() = default;

void Door::get(
    http::Router& router,
    std::string_view pattern,
    Needs needs,
    VisitHandler handler,
    VisitOptions options
) const {
    Entrance entrance{needs, std::move(handler), options, false};
    router.get(
        pattern,
        [this, entrance = std::move(entrance)](const http::Request& request) {
            return Result<http::Response>(enter(entrance, request));
        },
        options.route
    );
}

void Door::post(
    http::Router& router,
    std::string_view pattern,
    Needs needs,
    VisitHandler handler,
    VisitOptions options
) const {
    Entrance entrance{needs, std::move(handler), options, true};
    router.post(
        pattern,
        [this, entrance = std::move(entrance)](const http::Request& request) {
            return Result<http::Response>(enter(entrance, request));
        },
        options.route
    );
}

void Door::add_routes(http::Router& router) const {
    get(router, "/sprache/{code}", everybody, [this](const Visit& visit) {
        return Result<http::Response>(switch_language(visit));
    });
    router.set_error_page([this](const http::Request& request, int status, const Error* error) {
        return unrouted(request, status, error);
    });
}

http::Response Door::enter(const Entrance& entrance, const http::Request& request) const {
    const Result<Arrival> arrival = arrive(entrance, request);
    if (!arrival) return unrouted(request, http::status_of(arrival.error().code), &arrival.error());
    http::Response response = answer(entrance, *arrival);
    if (arrival->is_new_visitor) {
        response.set_cookie(guard::make_cookie(Keepsake::Visitor, arrival->token, request));
    }
    const bool was_shown = !arrival->visit.notice.empty() && response.status != 303;
    if (was_shown) {
        response.set_cookie(guard::delete_cookie(Keepsake::Notice, request));
    }
    return response;
}

Result<Door::Arrival> Door::arrive(const Entrance& entrance, const http::Request& request) const {
    const Instant now = parts_.clock.now();
    DK_TRY(std::optional<Viewer> viewer, viewer_of(request, entrance.options.is_use));
    const i18n::Words& say = words_for(request, viewer);
    Arrival arrival{
        .visit =
            {.door = *this,
             .request = request,
             .say = say,
             .viewer = std::move(viewer),
             .csrf_token = {},
             .now = now}
    };
    const Keepsake owner = arrival.visit.viewer ? Keepsake::Session : Keepsake::Visitor;
    arrival.token = guard::read_cookie(owner, request).value_or(std::string_view());
    if (arrival.token.empty() && entrance.options.has_visitor_form) {
        arrival.token = secret::make_token(parts_.randomness).text.reveal();
        arrival.is_new_visitor = true;
    }
    if (!arrival.token.empty()) arrival.visit.csrf_token = guard::csrf_token(arrival.token);
    if (const auto notice = guard::read_cookie(Keepsake::Notice, request)) {
        arrival.visit.notice = guard::read_notice(site_.key, *notice, now).value_or(std::string());
    }
    return arrival;
}

http::Response Door::answer(const Entrance& entrance, const Arrival& arrival) const {
    const Visit& visit = arrival.visit;
    if (auto refusal = refuse(entrance, arrival)) return *std::move(refusal);
    Result<http::Response> response = entrance.handler(visit);
    if (!response) return failed(visit, response.error());
    return *std::move(response);
}

std::optional<http::Response> Door::refuse(const Entrance& entrance, const Arrival& arrival) const {
    using guard::FormRefusal;
    const Visit& visit = arrival.visit;
    const auto refused = [&](FormRefusal why) {
        return visit.page(
            guard::refused_form(visit.say, visit.request, why, visit.csrf_token), 403
        );
    };
    const guard::Origin origin = guard::origin_of(visit.request, site_.base_url);
    if (entrance.is_form && origin == guard::Origin::Foreign) return refused(FormRefusal::Foreign);
    if (!entrance.needs(visit.viewer ? &*visit.viewer : nullptr)) {
        if (visit.viewer) return failed(visit, Error{ErrorCode::Forbidden, "not in this role"});
        if (entrance.is_form) return refused(FormRefusal::SignedOut);
        const std::string back = http::percent_encode(visit.request.target());
        return http::Response::see_other("/anmelden?zurueck=" + back);
    }
    if (visit.viewer && needs_factor(*visit.viewer) && !visit.viewer->has_factor
        && !is_open_without_factor(visit.request.path())) {
        return visit.go("/konto/zweiter-faktor");
    }
    if (!entrance.is_form) return std::nullopt;
    const std::string_view given = visit.request.field("csrf").value_or(std::string_view());
    if (arrival.token.empty() || !guard::is_csrf_token(given, arrival.token)) {
        // Without any word about its origin a stale form could be anybody's: it is not sent again.
        const bool is_ours = origin == guard::Origin::Ours;
        return refused(is_ours ? FormRefusal::Stale : FormRefusal::Foreign);
    }
    return std::nullopt;
}

Result<std::optional<Viewer>> Door::viewer_of(const http::Request& request, bool is_use) const {
    const auto token = guard::read_cookie(Keepsake::Session, request);
    if (!token) return std::nullopt;
    const auto hash = secret::token_hash(*token);
    if (!hash) return std::nullopt;
    const Instant now = parts_.clock.now();
    std::optional<store::OpenSession> open;
    {
        DK_TRY(auto transaction, parts_.database.begin(sql::Access::Read));
        DK_TRY(open, store::find_open_session(transaction, *hash, now));
    }
    if (!open) return std::nullopt;
    if (is_use && now - open->seen_at >= session_seen_every) {
        // Reading goes on when nothing can be written: a failure here is not the visitor's.
        [[maybe_unused]] const Done noted = [&]() -> Done {
            DK_TRY(auto transaction, parts_.database.begin(sql::Access::Write));
            DK_DO(store::touch_session(transaction, *open, now));
            return std::move(transaction).commit();
        }();
        if (now - open->seen_at >= visit_pause_min) open->viewer.visited_before = open->seen_at;
    }
    return std::move(open->viewer);
}

const i18n::Words&
Door::words_for(const http::Request& request, const std::optional<Viewer>& viewer) const {
    if (viewer && viewer->language) return parts_.catalogues.of(*viewer->language);
    if (const auto code = guard::read_cookie(Keepsake::Language, request)) {
        return parts_.catalogues.of(i18n::language_from_code(*code));
    }
    const auto accepted = request.header("Accept-Language").value_or(std::string_view());
    return parts_.catalogues.of(i18n::language_from_accept(accepted));
}

html::Surroundings Door::surroundings(const Visit& visit) const {
    const i18n::Words& say = visit.say;
    const Viewer* viewer = visit.viewer ? &*visit.viewer : nullptr;
    html::Surroundings around{
        .site_name = say(site_.name),
        .base_url = site_.base_url,
        .csrf_token = visit.csrf_token,
        .path = http::percent_encode(visit.request.target()),
        .notice = visit.notice,
        .style_address = site_.style_address,
        .script_address = site_.script_address,
        .is_sample = site_.is_sample
    };
    for (const Place& place : site_.places) {
        if (!place.seen_by(viewer)) continue;
        around.places.push_back({.address = place.address, .label = say(place.label)});
    }
    const html::Link home = viewer == nullptr ? html::Link{"/", say("Start")}
                                              : html::Link{"/uebersicht", say("Übersicht")};
    const std::string_view path = visit.request.path();
    if (path != "/" && path != home.address) around.home = home;
    const auto said = [&](const auto& links) {
        std::vector<html::Link> all = links ? links() : std::vector<html::Link>();
        for (html::Link& link : all)
            link.label = say(link.label);
        return all;
    };
    around.top = said(site_.top);
    around.foot = said(site_.foot);
    if (viewer != nullptr) {
        around.person = viewer->name.empty() ? viewer->authority_name : viewer->name;
        around.authority = viewer->authority_name;
    }
    return around;
}

std::string Door::report(const Error& error) const {
    std::array<std::uint8_t, 4> random{};
    parts_.randomness.fill(random);
    std::string number = to_hex(random);
    number.insert(4, "-");
    parts_.log.failure(log::Level::Error, "request failed", error, {{"number", number}});
    return number;
}

http::Response Door::failed(const Visit& visit, const Error& error) const {
    guard::Failure failure{.status = http::status_of(error.code), .csrf_token = visit.csrf_token};
    const bool is_ours = failure.status >= 500;
    if (is_ours) failure.number = report(error);
    failure.stopped = sql::stopped_because(error);
    // What was typed is given back wherever another try may succeed.
    const bool may_succeed_later = is_ours || error.code == ErrorCode::Conflict;
    if (may_succeed_later && visit.request.method() == http::Method::Post) {
        failure.form = &visit.request;
    }
    return visit.page(guard::error_page(visit.say, failure), failure.status);
}

http::Response Door::unrouted(const http::Request& request, int status, const Error* error) const {
    guard::Failure failure{.status = status};
    if (status >= 500) {
        failure.number =
            report(error != nullptr ? *error : Error{ErrorCode::Unavailable, "no room"});
    }
    // A failing server is not asked who is there: this may run where nothing may block.
    std::optional<Viewer> viewer;
    if (status < 500) viewer = viewer_of(request).value_or(std::nullopt);
    const i18n::Words& say = words_for(request, viewer);
    const auto token = guard::read_cookie(Keepsake::Session, request);
    const Visit visit{
        .door = *this,
        .request = request,
        .say = say,
        .viewer = std::move(viewer),
        .csrf_token = token ? guard::csrf_token(*token) : std::string(),
        .now = parts_.clock.now()
    };
    return visit.page(guard::error_page(say, failure), status);
}

http::Response Door::too_many(const Visit& visit) const {
    return visit.page(guard::error_page(visit.say, {.status = 429}), 429);
}

http::Response Door::switch_language(const Visit& visit) const {
    const auto language = i18n::language_from_code(visit.request.parameter("code"));
    const bool is_foreign =
        guard::origin_of(visit.request, site_.base_url) == guard::Origin::Foreign;
    if (visit.viewer && !is_foreign) {
        // A link from elsewhere must not change what a member has chosen for good.
        const Done set = commands::set_language(
            parts_.database, parts_.clock, parts_.randomness, *visit.viewer, language
        );
        if (!set) return failed(visit, set.error());
    }
    const auto back = visit.request.query("zurueck").value_or("/");
    return http::Response::see_other(guard::local_or(back, "/"))
        .with_cookie(guard::make_cookie(Keepsake::Language, i18n::code_of(language), visit.request)
        );
}

bool Door::needs_factor(const Viewer& viewer) const {
    return site_.factor_needed != nullptr && site_.factor_needed(&viewer);
}

Result<Viewer> Door::authenticate(const http::Request& request) const {
    DK_TRY(auto viewer, viewer_of(request));
    if (!viewer) return fail(ErrorCode::Forbidden, "nobody is signed in");
    if (needs_factor(*viewer) && !viewer->has_factor) {
        return fail(ErrorCode::Forbidden, "this role needs a second factor");
    }
    return *std::move(viewer);
}

Result<std::string> Door::issue_ticket(const Viewer& viewer) const {
    const secret::NewToken token = secret::make_token(parts_.randomness);
    DK_TRY(auto transaction, parts_.database.begin(sql::Access::Write));
    const Instant now = parts_.clock.now();
    DK_DO(store::insert_ticket(transaction, token.hash, viewer.session, now));
    DK_DO(std::move(transaction).commit());
    return token.text.reveal();
}

Result<Viewer> Door::redeem_ticket(std::string_view ticket) const {
    const auto hash = secret::token_hash(ticket);
    if (!hash) return fail(ErrorCode::Forbidden, "no ticket");
    const Instant now = parts_.clock.now();
    DK_TRY(auto transaction, parts_.database.begin(sql::Access::Write));
    DK_TRY(const auto session, store::take_ticket(transaction, *hash, now));
    if (!session) return fail(ErrorCode::Forbidden, "no such ticket");
    DK_TRY(auto open, store::find_open_session(transaction, *session, now));
    DK_DO(std::move(transaction).commit());
    if (!open) return fail(ErrorCode::Forbidden, "the ticket's session has ended");
    return std::move(open->viewer);
}

Result<bool> Door::is_open(SessionId session) const {
    DK_TRY(auto transaction, parts_.database.begin(sql::Access::Read));
    DK_TRY(const auto open, store::find_open_session(transaction, session, parts_.clock.now()));
    return open.has_value();
}

Done Door::keep_alive(SessionId session) const {
    const Instant now = parts_.clock.now();
    std::optional<store::OpenSession> open;
    {
        DK_TRY(auto transaction, parts_.database.begin(sql::Access::Read));
        DK_TRY(open, store::find_open_session(transaction, session, now));
    }
    if (!open) return fail(ErrorCode::Forbidden, "the session has ended");
    if (now - open->seen_at < session_seen_every) return {};
    DK_TRY(auto transaction, parts_.database.begin(sql::Access::Write));
    DK_DO(store::touch_session(transaction, *open, now));
    return std::move(transaction).commit();
}

} // namespace denkraum::network
