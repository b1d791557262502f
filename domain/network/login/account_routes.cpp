// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/commands.hpp"
#include "domain/network/login/account_page.hpp"
#include "domain/network/login/commands.hpp"
#include "domain/network/login/password.hpp"
#include "domain/network/login/routes.hpp"
#include "domain/network/store.hpp"

namespace denkraum::network {
namespace {

using Answer = Result<http::Response>;

Result<pages::Account> load_account(const Services& services, const Visit& visit) {
    const Viewer& viewer = visit.member();
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    pages::Account account{.current_session = viewer.session, .csrf_token = visit.csrf_token};
    DK_TRY(account.member, queries::member(transaction, viewer.member));
    DK_TRY(account.is_named, store::is_named(transaction, viewer.member));
    DK_TRY(account.sessions, store::list_open_sessions(transaction, viewer.member, visit.now));
    return account;
}

Answer change_profile(const Services& services, const Visit& visit) {
    const commands::Profile profile{
        .name = std::string(visit.typed("name")), .job = std::string(visit.typed("job"))
    };
    const Done done = commands::change_profile(services, visit.member(), profile);
    if (done) return visit.go("/konto", visit.say("Ihre Angaben sind gespeichert."));
    if (done.error().field.empty()) return std::unexpected(done.error());
    DK_TRY(pages::Account account, load_account(services, visit));
    account.member.person.name = profile.name;
    account.member.person.job = profile.job;
    const std::string sentence = done.error().field == "name" && profile.name.empty()
                                     ? visit.say("Geben Sie Ihren Namen an.")
                                     : visit.say("Das ist zu lang.");
    account.errors.push_back({done.error().field, sentence});
    return visit.form_again(pages::account(visit.say, account));
}

Answer change_password(const Services& services, const Visit& visit) {
    const auto typed = [&](std::string_view field) {
        return secret::SecretText(std::string(visit.request.field(field).value_or("")));
    };
    const commands::NewPassword change{
        .current = typed("current_password"), .wanted = typed("password")
    };
    const Done done = commands::change_password(services, visit.member(), change);
    if (done) {
        return visit.go(
            "/konto", visit.say("Ihr Passwort ist geändert. Alle anderen Anmeldungen sind beendet.")
        );
    }
    if (done.error().field.empty()) return std::unexpected(done.error());
    DK_TRY(pages::Account account, load_account(services, visit));
    const bool is_current = done.error().field == "current_password";
    account.errors.push_back(
        {done.error().field,
         is_current ? visit.say("Das bisherige Passwort stimmt nicht.")
                    : why_refused(change.wanted.reveal(), visit.say)}
    );
    return visit.form_again(pages::account(visit.say, account));
}

} // namespace

void Login::add_account_routes(http::Router& router) {
    const auto show = [this](const Visit& visit) -> Answer {
        DK_TRY(const pages::Account account, load_account(services_, visit));
        return visit.page(pages::account(visit.say, account));
    };
    door_.get(router, "/konto", signed_in, show);
    door_.post(router, "/konto/profil", signed_in, [this](const Visit& visit) {
        return change_profile(services_, visit);
    });
    door_.post(router, "/konto/passwort", signed_in, [this](const Visit& visit) {
        // The current password could be guessed here as well as at the door.
        if (!is_allowed(visit, visit.member().member.text())) {
            return Answer(door_.too_many(visit));
        }
        return change_password(services_, visit);
    });
    const auto set_language = [this](const Visit& visit) -> Answer {
        const auto language = i18n::language_from_code(visit.typed("language"));
        const Services& with = services_;
        DK_DO(commands::set_language(
            with.database, with.clock, with.randomness, visit.member(), language
        ));
        const i18n::Words& say = with.catalogues.of(language);
        return visit.go("/konto", say("Ihre Sprache ist gespeichert."));
    };
    door_.post(router, "/konto/sprache", signed_in, set_language);
    const auto set_named = [this](const Visit& visit) -> Answer {
        const bool is_named = !visit.typed("named").empty();
        const Services& with = services_;
        DK_DO(commands::set_named(
            with.database, with.clock, with.randomness, visit.member(), is_named
        ));
        const std::string said =
            is_named ? visit.say("Ihr Name steht jetzt bei dem, was Sie geschrieben haben.")
                     : visit.say("Bei dem, was Sie geschrieben haben, steht nur Ihre Behörde.");
        return visit.go("/konto", said);
    };
    door_.post(router, "/konto/name", signed_in, set_named);
    const auto end_one = [this](const Visit& visit) -> Answer {
        const auto session = SessionId::from_text(visit.request.parameter("id"));
        if (!session) return fail(ErrorCode::NotFound, "no such session");
        const Done done = commands::end_session(services_, visit.member(), *session);
        const bool was_ended_before = !done && done.error().code == ErrorCode::NotFound;
        if (!done && !was_ended_before) return std::unexpected(done.error());
        return visit.go("/konto", visit.say("Diese Anmeldung ist beendet."));
    };
    door_.post(router, "/konto/sitzungen/{id}/beenden", signed_in, end_one);
    const auto end_others = [this](const Visit& visit) -> Answer {
        DK_DO(commands::end_other_sessions(services_, visit.member()));
        return visit.go("/konto", visit.say("Alle anderen Anmeldungen sind beendet."));
    };
    door_.post(router, "/konto/sitzungen/beenden", signed_in, end_others);
}

} // namespace denkraum::network
