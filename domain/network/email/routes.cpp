// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/email/routes.hpp"

#include "domain/network/email/email.hpp"
#include "domain/network/email/pages.hpp"
#include "domain/network/login/pages.hpp"
#include "domain/network/queries.hpp"

namespace denkraum::network {
namespace {

using Answer = Result<http::Response>;

/// Each attempt may cost a guessed password or a mail to a stranger.
constexpr http::Rate attempts{.burst = 5, .every = std::chrono::minutes(2)};

Answer spent(const Visit& visit) {
    const i18n::Words& say = visit.say;
    return visit.page(
        pages::link_spent(
            say,
            say("Fordern Sie in Ihrem Konto einen neuen Link an."),
            {.address = "/konto/email", .label = say("E-Mail-Adresse ändern")}
        ),
        404
    );
}

Answer show_confirmation(const Services& services, const Visit& visit) {
    const std::string token(visit.request.parameter("token"));
    DK_TRY(const auto address, email::address_of(services, token));
    if (!address) return spent(visit);
    return visit.page(email::pages::confirm(
        visit.say, {.csrf_token = visit.csrf_token, .token = token, .email = *address}
    ));
}

Answer confirm(const Services& services, const Visit& visit) {
    const Done done = email::confirm(services, visit.request.parameter("token"));
    if (!done && done.error().code == ErrorCode::NotFound) return spent(visit);
    if (!done) return std::unexpected(done.error());
    const std::string said = visit.say("Ihre neue Adresse gilt.");
    return visit.go(visit.viewer ? "/konto" : "/anmelden", said);
}

} // namespace

EmailChange::EmailChange(const Services& services, const Door& door)
    : services_(services), door_(door), by_member_(attempts) {}

Answer EmailChange::show(const Visit& visit) const {
    DK_TRY(auto transaction, services_.database.begin(sql::Access::Read));
    DK_TRY(const auto member, queries::member(transaction, visit.member().member));
    return visit.page(email::pages::change(
        visit.say, {.csrf_token = visit.csrf_token, .current = member.person.email}
    ));
}

Answer EmailChange::ask(const Visit& visit) {
    const i18n::Words& say = visit.say;
    if (!by_member_.allow(visit.member().member.text(), visit.now)) return door_.too_many(visit);
    const std::string typed(visit.typed("email"));
    const email::Request wanted{
        .email = typed,
        .password =
            secret::SecretText(std::string(visit.request.field("current_password").value_or("")))
    };
    const Done done = email::request(services_, visit.member(), wanted);
    if (done) return visit.page(email::pages::sent(say, typed, services_.mailer.delivers()));
    if (done.error().field.empty()) return std::unexpected(done.error());
    email::pages::Form form{.csrf_token = visit.csrf_token, .email = typed};
    {
        DK_TRY(auto transaction, services_.database.begin(sql::Access::Read));
        DK_TRY(const auto member, queries::member(transaction, visit.member().member));
        form.current = member.person.email;
    }
    const bool is_address = done.error().field == "email";
    form.errors.push_back(
        {done.error().field,
         is_address ? say("Das ist keine vollständige E-Mail-Adresse, z. B. name@behoerde.de.")
                    : say("Das Passwort stimmt nicht.")}
    );
    return visit.form_again(email::pages::change(say, form));
}

void EmailChange::add_routes(http::Router& router) {
    const Services& with = services_;
    door_.get(router, "/konto/email", signed_in, [this](const Visit& v) { return show(v); });
    door_.post(router, "/konto/email", signed_in, [this](const Visit& v) { return ask(v); });
    const auto look = [&with](const Visit& visit) { return show_confirmation(with, visit); };
    door_.get(router, "/email/{token}", everybody, look, {.route = {}, .has_visitor_form = true});
    door_.post(router, "/email/{token}", everybody, [&with](const Visit& visit) {
        return confirm(with, visit);
    });
}

} // namespace denkraum::network
