// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/login/routes.hpp"

#include "domain/network/guard/guard.hpp"
#include "domain/network/limits.hpp"
#include "domain/network/login/commands.hpp"
#include "domain/network/login/pages.hpp"
#include "domain/network/login/password.hpp"

namespace denkraum::network {
namespace {

using http::Response;

constexpr std::string_view first_page = "/uebersicht";
VisitOptions with_form() {
    return {.route = {}, .has_visitor_form = true};
}

/// A password is taken as it was typed, white space and all.
secret::SecretText typed_password(const Visit& visit) {
    return secret::SecretText(std::string(visit.request.field("password").value_or("")));
}

} // namespace

Response with_session(Response response, const Visit& visit, std::string_view token) {
    using guard::Keepsake;
    return std::move(response)
        .with_cookie(guard::make_cookie(Keepsake::Session, token, visit.request))
        .with_cookie(guard::delete_cookie(Keepsake::Visitor, visit.request));
}

Login::Login(const Services& services, const Door& door, Rates rates)
    : services_(services), door_(door), by_place_(rates.by_place), by_email_(rates.by_email) {}

bool Login::is_allowed(const Visit& visit, std::string_view email) {
    const bool by_place = by_place_.allow(visit.request.remote_address(), visit.now);
    const bool by_email = by_email_.allow(email_key(email), visit.now);
    return by_place && by_email;
}

Login::Answer Login::sign_in(const Visit& visit) {
    const i18n::Words& say = visit.say;
    const std::string email(visit.typed("email"));
    const std::string back(visit.typed("zurueck"));
    pages::SignInForm form{.csrf_token = visit.csrf_token, .back = back, .email = email};
    const secret::SecretText password = typed_password(visit);
    if (email.empty()) form.errors.push_back({"email", say("Geben Sie Ihre E-Mail-Adresse an.")});
    if (password.empty()) form.errors.push_back({"password", say("Geben Sie Ihr Passwort ein.")});
    if (!form.errors.empty()) return visit.form_again(pages::sign_in(say, form));
    if (!is_allowed(visit, email)) {
        form.errors.push_back(
            {{}, say("Zu viele Versuche. Warten Sie einige Minuten, dann geht es weiter.")}
        );
        return visit.page(pages::sign_in(say, form), 429);
    }
    const std::string user_agent(visit.request.header("User-Agent").value_or(""));
    const auto signed_in = commands::sign_in(
        services_, {.email = email, .password = password, .user_agent = user_agent}
    );
    if (!signed_in && signed_in.error().code == ErrorCode::Forbidden) {
        services_.log.info("sign-in refused", {{"place", visit.request.remote_address()}});
        form.errors.push_back({"email", say("E-Mail-Adresse oder Passwort stimmen nicht.")});
        return visit.form_again(pages::sign_in(say, form));
    }
    if (!signed_in) return std::unexpected(signed_in.error());
    by_email_.forgive(email_key(email));
    if (signed_in->needs_code) return ask_for_code(visit, signed_in->token.reveal(), back);
    return enter(visit, *signed_in, back);
}

Login::Answer
Login::enter(const Visit& visit, const commands::SignedIn& signed_in, std::string_view back) const {
    // Nobody could reach the session of before again.
    if (visit.viewer) {
        const Done ended = commands::sign_out(services_, *visit.viewer);
        if (!ended && ended.error().code != ErrorCode::NotFound) {
            return std::unexpected(ended.error());
        }
    }
    return with_session(
        Response::see_other(guard::local_or(back, first_page)), visit, signed_in.token.reveal()
    );
}

Login::Answer Login::ask_for_reset(const Visit& visit) {
    const i18n::Words& say = visit.say;
    const std::string typed(visit.typed("email"));
    pages::ForgottenForm form{.csrf_token = visit.csrf_token, .email = typed};
    const auto email = valid_email(typed);
    if (!email) {
        form.errors.push_back(
            {"email", say("Das ist keine vollständige E-Mail-Adresse, z. B. name@behoerde.de.")}
        );
        return visit.form_again(pages::forgotten(say, form));
    }
    if (!is_allowed(visit, *email)) {
        form.errors.push_back(
            {{}, say("Zu viele Versuche. Warten Sie einige Minuten, dann geht es weiter.")}
        );
        return visit.page(pages::forgotten(say, form), 429);
    }
    commands::request_reset(services_, *email);
    return visit.page(pages::reset_sent(say, services_.mailer.delivers()));
}

void Login::add_routes(http::Router& router) {
    const auto form = [](const Visit& visit) -> Answer {
        const auto wanted = visit.request.query("zurueck").value_or("");
        const std::string back(guard::local_or(wanted, first_page));
        if (visit.viewer) return Response::see_other(back);
        return visit.page(pages::sign_in(visit.say, {.csrf_token = visit.csrf_token, .back = back})
        );
    };
    door_.get(router, "/anmelden", everybody, form, with_form());
    door_.post(router, "/anmelden", everybody, [this](const Visit& v) { return sign_in(v); });
    const auto sign_out = [this](const Visit& visit) -> Answer {
        DK_DO(commands::sign_out(services_, visit.member()));
        const auto cookie = guard::delete_cookie(guard::Keepsake::Session, visit.request);
        return visit.go("/", visit.say("Sie sind abgemeldet.")).with_cookie(cookie);
    };
    door_.post(router, "/abmelden", signed_in, sign_out);
    add_reset_routes(router);
    add_account_routes(router);
    add_factor_routes(router);
}

void Login::add_reset_routes(http::Router& router) {
    const auto forgotten = [](const Visit& visit) -> Answer {
        return visit.page(pages::forgotten(visit.say, {.csrf_token = visit.csrf_token}));
    };
    door_.get(router, "/passwort-vergessen", everybody, forgotten, with_form());
    door_.post(router, "/passwort-vergessen", everybody, [this](const Visit& visit) {
        return ask_for_reset(visit);
    });

    const auto spent = [](const Visit& visit) -> Answer {
        const i18n::Words& say = visit.say;
        return visit.page(
            pages::link_spent(
                say,
                say("Lassen Sie sich einen neuen Link schicken."),
                {.address = "/passwort-vergessen", .label = say("Neuen Link anfordern")}
            ),
            404
        );
    };
    const auto show = [this, spent](const Visit& visit) -> Answer {
        const std::string token(visit.request.parameter("token"));
        DK_TRY(const bool is_open, commands::is_reset_open(services_, token));
        if (!is_open) return spent(visit);
        return visit.page(pages::reset(visit.say, {.csrf_token = visit.csrf_token, .token = token})
        );
    };
    door_.get(router, "/passwort/{token}", everybody, show, with_form());
    const auto set = [this, spent](const Visit& visit) -> Answer {
        const std::string token(visit.request.parameter("token"));
        const secret::SecretText password = typed_password(visit);
        const Done done = commands::reset_password(services_, token, password);
        if (done) {
            return visit.go("/anmelden", visit.say("Ihr neues Passwort gilt. Melden Sie sich an."));
        }
        if (done.error().field == "password") {
            pages::ResetForm form{.csrf_token = visit.csrf_token, .token = token};
            form.errors.push_back({"password", why_refused(password.reveal(), visit.say)});
            return visit.form_again(pages::reset(visit.say, form));
        }
        if (done.error().code == ErrorCode::NotFound) return spent(visit);
        return std::unexpected(done.error());
    };
    door_.post(router, "/passwort/{token}", everybody, set);
}

} // namespace denkraum::network
