// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/html/listing.hpp"
#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "base/instant.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "domain/network/access.hpp"
#include "domain/network/network.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"
#include "platform/http/router.hpp"
#include "platform/log/log.hpp"
#include "platform/sql/sql.hpp"

/// The one place where an HTTP request becomes a visit: who is there, which language, may they
/// enter, was the form theirs. A route that goes through the door cannot forget its check.
///
///     door.get(router, "/leitlinien", everybody, [&](const Visit& visit) -> Result<Response> {
///         DK_TRY(const auto list, queries::guidelines(database, visit.viewer));
///         return visit.page(pages::guidelines(visit.say, list));
///     });
namespace denkraum::network {

class Door;

/// One request with everything a handler wants to know about who made it.
struct Visit {
    const Door& door;
    const http::Request& request;
    const i18n::Words& say;
    std::optional<Viewer> viewer;
    std::string csrf_token; ///< for html::Form; empty on pages for visitors without forms
    Instant now;
    std::string notice = {}; ///< what the step before this page did; shown by page()

    /// Requires: the route needs somebody who is signed in.
    [[nodiscard]] const Viewer& member() const;
    /// The page in its shell: top bar, breadcrumb, notice, foot.
    [[nodiscard]] http::Response page(html::Page page, int status = 200) const;
    /// The form again, with what was typed and what is wrong (422).
    [[nodiscard]] http::Response form_again(html::Page page) const { return this->page(page, 422); }
    /// 303 to one of our own addresses; `notice` is one sentence shown on top of the next page.
    [[nodiscard]] http::Response go(std::string_view address, std::string_view notice = {}) const;
    /// A form field without white space at its ends; empty when it is missing.
    [[nodiscard]] std::string_view typed(std::string_view field) const;
    /// What the address asks of a listing; `others` are the names of the page's other ones.
    [[nodiscard]] html::ListChoice
    list_choice(std::string_view name = {}, std::vector<std::string> others = {}) const;
    /// The listing as a file to be saved.
    [[nodiscard]] http::Response csv(const html::Listing& listing, std::string_view file) const;
};

using VisitHandler = std::function<Result<http::Response>(const Visit&)>;

struct VisitOptions {
    http::RouteOptions route = {};
    /// The page has a form for visitors, who then get a short-lived cookie that makes the form's
    /// token theirs. Pages without it set no cookie at all.
    bool has_visitor_form = false;
    /// False for what an open page asks by itself: whoever is not there must be signed out in time.
    bool is_use = true;
};

/// A place of the top bar: shown to those whom `seen_by` lets in.
struct Place {
    std::string address;
    std::string label; ///< German, for say(); mark it with i18n::mark
    Needs seen_by;
};

/// What wiring says about this installation.
struct Site {
    std::string name;     ///< German, for say()
    std::string base_url; ///< public address without a slash at the end; empty: as asked
    /// What stands before addresses that are meant to be copied; empty: base_url. Forms and sockets
    /// are checked against base_url alone, so that any name of this machine may be used.
    std::string cite_url = {};
    std::vector<Place> places = {};
    /// Labels German, for say(). Asked for every page: these may change while the server runs.
    std::function<std::vector<html::Link>()> foot = {};
    std::function<std::vector<html::Link>()> top = {}; ///< those beside the language
    std::string style_address = {};
    std::string script_address = {};
    bool is_sample = false;
    /// For whom a second factor is not left to choice; nullptr: for nobody.
    Needs factor_needed = nullptr;
    Bytes key = {}; ///< 32 secret bytes that sign cookies; the same on all nodes
};

class Door {
public:
    struct Parts {
        sql::Database& database;
        const Clock& clock;
        Randomness& randomness;
        const i18n::Catalogues& catalogues;
        log::Log& log;
    };
    Door(Parts parts, Site site);
    Door(const Door&) = delete;
    Door& operator=(const Door&) = delete;
    ~Door();

    /// Registers a handler behind the check. Requires: the door outlives the router.
    void
    get(http::Router& router,
        std::string_view pattern,
        Needs needs,
        VisitHandler handler,
        VisitOptions options = {}) const;
    /// The same for a form: the token and the origin are checked before the handler runs.
    void post(
        http::Router& router,
        std::string_view pattern,
        Needs needs,
        VisitHandler handler,
        VisitOptions options = {}
    ) const;
    /// 429, for a handler that counts attempts.
    [[nodiscard]] http::Response too_many(const Visit& visit) const;
    /// /sprache/{code} and the pages for 404, 405, 413, 500 …
    void add_routes(http::Router& router) const;

    /// Who makes this request, by its cookie: for WebSocket handshakes and fast routes.
    /// Fails: Forbidden when nobody is signed in; as the database fails.
    [[nodiscard]] Result<Viewer> authenticate(const http::Request& request) const;
    /// For clients that are no browsers: a ticket opens one connection within ticket_lifetime.
    [[nodiscard]] Result<std::string> issue_ticket(const Viewer& viewer) const;
    /// Fails: Forbidden for an unknown, used or expired ticket, or an ended session.
    [[nodiscard]] Result<Viewer> redeem_ticket(std::string_view ticket) const;
    /// Whether what was begun in this session may go on.
    [[nodiscard]] Result<bool> is_open(SessionId session) const;
    /// Notes that the session is in use, for work that makes no requests: an open editor. Cheap
    /// enough for every minute. Fails: Forbidden when the session has ended.
    [[nodiscard]] Done keep_alive(SessionId session) const;

    /// Whether their role asks for a second factor here.
    [[nodiscard]] bool needs_factor(const Viewer& viewer) const;

    [[nodiscard]] const Site& site() const { return site_; }

private:
    friend struct Visit;
    struct Entrance {
        Needs needs;
        VisitHandler handler;
        VisitOptions options;
        bool is_form;
    };
    struct Arrival;

    [[nodiscard]] http::Response
    enter(const Entrance& entrance, const http::Request& request) const;
    [[nodiscard]] http::Response answer(const Entrance& entrance, const Arrival& arrival) const;
    [[nodiscard]] std::optional<http::Response>
    refuse(const Entrance& entrance, const Arrival& arrival) const;
    [[nodiscard]] Result<Arrival>
    arrive(const Entrance& entrance, const http::Request& request) const;
    [[nodiscard]] Result<std::optional<Viewer>>
    viewer_of(const http::Request& request, bool is_use = true) const;
    [[nodiscard]] const i18n::Words&
    words_for(const http::Request& request, const std::optional<Viewer>& viewer) const;
    [[nodiscard]] html::Surroundings surroundings(const Visit& visit) const;
    [[nodiscard]] http::Response failed(const Visit& visit, const Error& error) const;
    [[nodiscard]] http::Response
    unrouted(const http::Request& request, int status, const Error* error) const;
    [[nodiscard]] http::Response switch_language(const Visit& visit) const;
    [[nodiscard]] std::string report(const Error& error) const;

    Parts parts_;
    Site site_;
};

} // namespace denkraum::network
