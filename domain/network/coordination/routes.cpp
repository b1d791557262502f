// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/coordination/routes.hpp"

#include <charconv>

#include "domain/network/coordination/authority_form.hpp"
#include "domain/network/coordination/lists.hpp"
#include "domain/network/coordination/pages.hpp"
#include "domain/network/factor/factor.hpp"
#include "domain/network/member/pages.hpp"

namespace denkraum::network {
namespace {

using Answer = Result<http::Response>;

template <class AnyId>
Result<AnyId> id_in(const Visit& visit) {
    const auto id = AnyId::from_text(visit.request.parameter("id"));
    if (!id) return fail(ErrorCode::NotFound, "no such id");
    return *id;
}

/// Nothing for an empty field; -1, which no command takes, for anything that is no number.
std::optional<std::int64_t> staff_from(std::string_view typed) {
    if (typed.empty()) return std::nullopt;
    std::int64_t number = -1;
    const char* end = typed.data() + typed.size();
    const auto [stopped, problem] = std::from_chars(typed.data(), end, number);
    if (problem != std::errc() || stopped != end) return -1;
    return number;
}

pages::AuthorityForm typed_authority(const Visit& visit) {
    pages::AuthorityForm form{
        .typed =
            {.key = std::string(visit.typed("key")),
             .name = std::string(visit.typed("name")),
             .short_name = std::string(visit.typed("short_name")),
             .kind = authority_kind_from(visit.typed("kind")).value_or(AuthorityKind::Other)},
        .staff = std::string(visit.typed("staff"))
    };
    form.typed.staff = staff_from(form.staff);
    const auto parent = AuthorityId::from_text(visit.typed("parent"));
    if (parent) form.typed.parent = *parent;
    return form;
}

/// What the address asks of two listings on one page; neither makes the other forget.
pages::Shown shown_by(const Visit& visit, std::string_view first) {
    const std::string invitations(pages::invitations_name);
    return {
        .first = visit.list_choice(first, {invitations}),
        .invitations = visit.list_choice(invitations, {std::string(first)}),
        .csrf_token = visit.csrf_token
    };
}

Answer
show_network(const Services& services, const Visit& visit, const pages::AuthorityForm& form) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(const auto network, queries::network(transaction, visit.now));
    const int status = form.errors.empty() ? 200 : 422;
    const pages::Shown shown = shown_by(visit, pages::authorities_name);
    return visit.page(pages::coordination(visit.say, network, form, shown), status);
}

Answer send_authorities(const Services& services, const Visit& visit) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(const auto network, queries::network(transaction, visit.now));
    return visit.csv(pages::authority_listing(visit.say, network), "behoerden.csv");
}

Answer send_invitations(const Services& services, const Visit& visit) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(const auto network, queries::network(transaction, visit.now));
    const pages::Invitations invitations{network.invitations};
    return visit.csv(pages::invitation_listing(visit.say, invitations), "einladungen.csv");
}

Answer add_authority(const Services& services, const Visit& visit) {
    pages::AuthorityForm form = typed_authority(visit);
    const auto added = commands::add_authority(services, visit.member(), form.typed);
    if (added) {
        const std::string notice = visit.say("{} ist aufgenommen.", form.typed.name);
        return visit.go("/koordination/behoerden/" + added->text(), notice);
    }
    if (added.error().field.empty()) return std::unexpected(added.error());
    form.errors.push_back(pages::field_error(visit.say, added.error()));
    return show_network(services, visit, form);
}

Answer
show_authority(const Services& services, const Visit& visit, const pages::InvitationForm& form) {
    DK_TRY(const auto id, id_in<AuthorityId>(visit));
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(const auto view, queries::authority_view(transaction, id, visit.now));
    const int status = form.errors.empty() ? 200 : 422;
    const pages::Shown shown = shown_by(visit, pages::members_name);
    return visit.page(pages::authority(visit.say, view, form, shown), status);
}

Answer send_members(const Services& services, const Visit& visit) {
    DK_TRY(const auto id, id_in<AuthorityId>(visit));
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(const auto view, queries::authority_view(transaction, id, visit.now));
    return visit.csv(pages::member_listing(visit.say, view), "mitglieder.csv");
}

Answer send_invitations_of_one(const Services& services, const Visit& visit) {
    DK_TRY(const auto id, id_in<AuthorityId>(visit));
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(const auto view, queries::authority_view(transaction, id, visit.now));
    const pages::Invitations invitations{view.invitations};
    return visit.csv(pages::invitation_listing(visit.say, invitations), "einladungen.csv");
}

Answer invite(const Services& services, const Visit& visit) {
    DK_TRY(const auto id, id_in<AuthorityId>(visit));
    const auto role = role_from(visit.typed("role"));
    pages::InvitationForm form{
        .name = std::string(visit.typed("name")),
        .email = std::string(visit.typed("email")),
        .role = role.value_or(Role::Expert)
    };
    if (!role) {
        form.errors.push_back({"role", visit.say("Wählen Sie eine Rolle.")});
        return show_authority(services, visit, form);
    }
    const commands::NewInvitation wanted{id, *role, form.name, form.email};
    const auto invited = commands::invite(services, visit.member(), wanted);
    if (invited) return visit.page(pages::invited(visit.say, *invited, wanted));
    if (invited.error().field.empty()) return std::unexpected(invited.error());
    form.errors.push_back(pages::field_error(visit.say, invited.error()));
    return show_authority(services, visit, form);
}

Answer change_state(const Services& services, const Visit& visit) {
    DK_TRY(const auto id, id_in<AuthorityId>(visit));
    const auto next = authority_state_from(visit.typed("state"));
    if (!next) return fail(ErrorCode::Invalid, "no such state");
    DK_DO(commands::change_authority_state(services, visit.member(), id, *next));
    return visit.go(
        "/koordination/behoerden/" + id.text(), visit.say("Der neue Stand ist gespeichert.")
    );
}

Answer
show_member(const Services& services, const Visit& visit, std::vector<html::FieldError> errors) {
    DK_TRY(const auto id, id_in<MemberId>(visit));
    pages::MemberForm form{.csrf_token = visit.csrf_token, .errors = std::move(errors)};
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(form.member, queries::member(transaction, id));
    DK_TRY(const auto factor_state, factor::state_of(transaction, id));
    // One's own is taken away in the account, with the password.
    form.has_factor = factor_state.is_confirmed() && id != visit.member().member;
    DK_TRY(form.authorities, queries::authorities(transaction));
    const int status = form.errors.empty() ? 200 : 422;
    return visit.page(pages::member(visit.say, form), status);
}

Answer
after(const Services& services, const Visit& visit, const Done& done, std::string_view notice) {
    if (done) {
        DK_TRY(const auto id, id_in<MemberId>(visit));
        return visit.go("/koordination/mitglieder/" + id.text(), notice);
    }
    if (done.error().field.empty()) return std::unexpected(done.error());
    return show_member(services, visit, {pages::field_error(visit.say, done.error())});
}

Answer show_correction(
    const Services& services,
    const Visit& visit,
    AuthorityId id,
    const std::optional<pages::AuthorityForm>& typed
) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(const auto is, queries::authority(transaction, id));
    DK_TRY(const auto network, queries::network(transaction, visit.now));
    const pages::AuthorityForm form = typed ? *typed : pages::form_of(is);
    const int status = form.errors.empty() ? 200 : 422;
    return visit.page(pages::corrected(visit.say, {is, network, form}, visit.csrf_token), status);
}

Answer correct(const Services& services, const Visit& visit) {
    DK_TRY(const auto id, id_in<AuthorityId>(visit));
    pages::AuthorityForm form = typed_authority(visit);
    const commands::NewAuthority& typed = form.typed;
    const Done done = commands::change_authority(
        services,
        visit.member(),
        id,
        {.name = typed.name,
         .short_name = typed.short_name,
         .kind = typed.kind,
         .staff = typed.staff,
         .parent = typed.parent}
    );
    if (done) {
        return visit.go(
            "/koordination/behoerden/" + id.text(), visit.say("Die Angaben sind gespeichert.")
        );
    }
    if (done.error().field.empty()) return std::unexpected(done.error());
    form.errors.push_back(pages::field_error(visit.say, done.error()));
    return show_correction(services, visit, id, form);
}

Answer change_member(const Services& services, const Visit& visit) {
    DK_TRY(const auto id, id_in<MemberId>(visit));
    const auto role = role_from(visit.typed("role"));
    const auto authority = AuthorityId::from_text(visit.typed("authority"));
    if (!role || !authority) return fail(ErrorCode::Invalid, "no such role or authority");
    const Done done = commands::change_member(services, visit.member(), id, {*authority, *role});
    return after(services, visit, done, visit.say("Rolle und Behörde sind gespeichert."));
}

} // namespace

void Coordination::add_routes(http::Router& router) const {
    add_file_routes(router);
    add_authority_routes(router);
    add_member_routes(router);
}

void Coordination::add_file_routes(http::Router& router) const {
    const auto with = [this](auto send) {
        return [this, send](const Visit& visit) { return send(services_, visit); };
    };
    const std::string one = "/koordination/behoerden/{id}";
    door_.get(router, "/koordination/behoerden.csv", coordinates, with(send_authorities));
    door_.get(router, "/koordination/einladungen.csv", coordinates, with(send_invitations));
    door_.get(router, one + "/mitglieder.csv", coordinates, with(send_members));
    door_.get(router, one + "/einladungen.csv", coordinates, with(send_invitations_of_one));
}

void Coordination::add_authority_routes(http::Router& router) const {
    const Services& with = services_;
    door_.get(router, "/koordination", coordinates, [&with](const Visit& visit) {
        return show_network(with, visit, {});
    });
    door_.post(router, "/koordination/behoerden", coordinates, [&with](const Visit& visit) {
        return add_authority(with, visit);
    });
    door_.get(router, "/koordination/behoerden/{id}", coordinates, [&with](const Visit& visit) {
        return show_authority(with, visit, {});
    });
    door_.post(
        router,
        "/koordination/behoerden/{id}/einladen",
        coordinates,
        [&with](const Visit& visit) { return invite(with, visit); }
    );
    door_.post(
        router,
        "/koordination/behoerden/{id}/stand",
        coordinates,
        [&with](const Visit& visit) { return change_state(with, visit); }
    );
    const auto show = [&with](const Visit& visit) -> Answer {
        DK_TRY(const auto id, id_in<AuthorityId>(visit));
        return show_correction(with, visit, id, std::nullopt);
    };
    door_.get(router, "/koordination/behoerden/{id}/angaben", coordinates, show);
    door_.post(
        router,
        "/koordination/behoerden/{id}/angaben",
        coordinates,
        [&with](const Visit& visit) { return correct(with, visit); }
    );
    const auto withdraw = [&with](const Visit& visit) -> Answer {
        DK_TRY(const auto id, id_in<InvitationId>(visit));
        DK_DO(commands::withdraw_invitation(with, visit.member(), id));
        return visit.go("/koordination", visit.say("Die Einladung ist zurückgezogen."));
    };
    door_.post(router, "/koordination/einladungen/{id}/zurueckziehen", coordinates, withdraw);
}

void Coordination::add_member_routes(http::Router& router) const {
    const Services& with = services_;
    door_.get(router, "/koordination/mitglieder/{id}", coordinates, [&with](const Visit& visit) {
        return show_member(with, visit, {});
    });
    door_.post(
        router,
        "/koordination/mitglieder/{id}/aendern",
        coordinates,
        [&with](const Visit& visit) { return change_member(with, visit); }
    );
    const auto end = [&with](const Visit& visit) -> Answer {
        DK_TRY(const auto id, id_in<MemberId>(visit));
        const Done done = commands::remove_member(with, visit.member(), id);
        return after(with, visit, done, visit.say("Die Mitgliedschaft ist beendet."));
    };
    door_.post(router, "/koordination/mitglieder/{id}/beenden", coordinates, end);
    const auto reset_factor = [&with](const Visit& visit) -> Answer {
        DK_TRY(const auto id, id_in<MemberId>(visit));
        const Done done = factor::reset(with, visit.member(), id);
        return after(with, visit, done, visit.say("Der zweite Faktor ist zurückgesetzt."));
    };
    door_.post(router, "/koordination/mitglieder/{id}/zweiter-faktor", coordinates, reset_factor);
    const auto erase = [&with](const Visit& visit) -> Answer {
        DK_TRY(const auto id, id_in<MemberId>(visit));
        const Done done = commands::erase_person(with, visit.member(), id);
        return after(with, visit, done, visit.say("Name und Adresse sind gelöscht."));
    };
    door_.post(router, "/koordination/mitglieder/{id}/loeschen", coordinates, erase);
}

} // namespace denkraum::network
