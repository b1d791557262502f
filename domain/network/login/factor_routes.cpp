// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/guard/guard.hpp"
#include "domain/network/login/commands.hpp"
#include "domain/network/login/factor_pages.hpp"
#include "domain/network/login/routes.hpp"
#include "domain/network/queries.hpp"

/// The second factor: its code when signing in, and its page in the account.
namespace denkraum::network {
namespace {

using Answer = Result<http::Response>;

constexpr std::string_view first_page = "/uebersicht";
constexpr std::string_view factor_address = "/konto/zweiter-faktor";

Answer
show_factor(const Services& services, const Visit& visit, std::vector<html::FieldError> errors) {
    const Viewer& viewer = visit.member();
    pages::FactorView view{
        .is_required = visit.door.needs_factor(viewer),
        .csrf_token = visit.csrf_token,
        .errors = std::move(errors)
    };
    std::string email;
    {
        DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
        DK_TRY(view.state, factor::state_of(transaction, viewer.member));
        DK_TRY(const auto member, queries::member(transaction, viewer.member));
        email = member.person.email;
    }
    if (view.state.is_begun && !view.state.is_confirmed()) {
        DK_TRY(view.setup, factor::setup_of(services, viewer, email));
    }
    const int status = view.errors.empty() ? 200 : 422;
    return visit.page(pages::second_factor(visit.say, view), status);
}

Answer confirm(const Services& services, const Visit& visit) {
    const auto codes = factor::confirm(services, visit.member(), visit.typed("code"));
    if (codes) return visit.page(pages::recovery_codes(visit.say, *codes, true));
    if (codes.error().field == "code") {
        return show_factor(
            services,
            visit,
            {{"code",
              visit.say("Dieser Code stimmt nicht. Geht die Uhr Ihres Geräts richtig? Nehmen Sie "
                        "den nächsten Code.")}}
        );
    }
    if (codes.error().code == ErrorCode::NotFound) return visit.go(factor_address);
    return std::unexpected(codes.error());
}

Answer change(const Services& services, const Visit& visit) {
    const secret::SecretText password(
        std::string(visit.request.field("current_password").value_or(""))
    );
    const Done right = commands::check_own_password(services, visit.member(), password);
    if (!right && right.error().field.empty()) return std::unexpected(right.error());
    if (!right) {
        return show_factor(
            services, visit, {{"current_password", visit.say("Das Passwort stimmt nicht.")}}
        );
    }
    if (visit.typed("step") == "codes") {
        DK_TRY(const auto codes, factor::renew_codes(services, visit.member()));
        return visit.page(pages::recovery_codes(visit.say, codes, false));
    }
    if (visit.door.needs_factor(visit.member())) {
        return fail(ErrorCode::Forbidden, "this role needs a second factor");
    }
    DK_DO(factor::remove(services, visit.member()));
    return visit.go("/konto", visit.say("Der zweite Faktor ist entfernt."));
}

} // namespace

Login::Answer
Login::ask_for_code(const Visit& visit, std::string_view half, std::string_view back) {
    return visit.page(pages::code(
        visit.say,
        {.csrf_token = visit.csrf_token, .half_login = std::string(half), .back = std::string(back)}
    ));
}

Login::Answer Login::take_code(const Visit& visit) {
    const i18n::Words& say = visit.say;
    const std::string half(visit.typed("half"));
    const std::string back(visit.typed("zurueck"));
    pages::CodeForm form{.csrf_token = visit.csrf_token, .half_login = half, .back = back};
    const commands::SecondStep step{
        .half_login = half,
        .code = secret::SecretText(std::string(visit.typed("code"))),
        .user_agent = std::string(visit.request.header("User-Agent").value_or(""))
    };
    DK_TRY(const auto member, commands::half_signed_in(services_, half));
    if (!member) {
        return visit.go(
            "/anmelden", say("Das hat zu lange gedauert. Melden Sie sich noch einmal an.")
        );
    }
    // Six digits are few: whoever has the password may not try them all.
    if (!is_allowed(visit, member->text())) {
        form.errors.push_back(
            {{}, say("Zu viele Versuche. Warten Sie einige Minuten, dann geht es weiter.")}
        );
        return visit.page(pages::code(say, form), 429);
    }
    const auto signed_in = commands::finish_sign_in(services_, step);
    if (!signed_in && signed_in.error().code == ErrorCode::Forbidden) {
        services_.log.info("second factor refused", {{"place", visit.request.remote_address()}});
        form.errors.push_back(
            {"code", say("Dieser Code stimmt nicht, oder er wurde schon benutzt.")}
        );
        return visit.form_again(pages::code(say, form));
    }
    if (!signed_in) return std::unexpected(signed_in.error());
    by_email_.forgive(email_key(member->text()));
    return enter(visit, *signed_in, back);
}

void Login::add_factor_routes(http::Router& router) {
    const Services& with = services_;
    door_.post(router, "/anmelden/code", everybody, [this](const Visit& v) {
        return take_code(v);
    });
    door_.get(router, "/konto/zweiter-faktor", signed_in, [&with](const Visit& visit) {
        return show_factor(with, visit, {});
    });
    const auto begin = [&with](const Visit& visit) -> Answer {
        const Done done = factor::begin(with, visit.member());
        if (!done && done.error().code != ErrorCode::Conflict) return std::unexpected(done.error());
        return visit.go(factor_address);
    };
    door_.post(router, "/konto/zweiter-faktor/beginnen", signed_in, begin);
    door_.post(router, "/konto/zweiter-faktor/bestaetigen", signed_in, [this](const Visit& visit) {
        if (!is_allowed(visit, visit.member().member.text())) {
            return Answer(door_.too_many(visit));
        }
        return confirm(services_, visit);
    });
    door_.post(router, "/konto/zweiter-faktor/aendern", signed_in, [this](const Visit& visit) {
        if (!is_allowed(visit, visit.member().member.text())) {
            return Answer(door_.too_many(visit));
        }
        return change(services_, visit);
    });
}

} // namespace denkraum::network
