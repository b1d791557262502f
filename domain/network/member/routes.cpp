// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/member/routes.hpp"

#include "domain/network/login/pages.hpp"
#include "domain/network/login/password.hpp"
#include "domain/network/login/routes.hpp"
#include "domain/network/member/pages.hpp"

/// The public page, and becoming a member.
namespace denkraum::network {
namespace {

using Answer = Result<http::Response>;
VisitOptions with_form() {
    return {.route = {}, .has_visitor_form = true};
}

Answer spent(const Visit& visit) {
    const i18n::Words& say = visit.say;
    return visit.page(
        pages::link_spent(
            say,
            say("Haben Sie Ihren Zugang schon eingerichtet, melden Sie sich an. Sonst bitten Sie "
                "die "
                "Koordination um eine neue Einladung."),
            {.address = "/anmelden", .label = say("Anmelden")}
        ),
        404
    );
}

Result<pages::AcceptanceForm> load_form(const Services& services, const Visit& visit) {
    pages::AcceptanceForm form{
        .csrf_token = visit.csrf_token, .token = std::string(visit.request.parameter("token"))
    };
    DK_TRY(const auto invitation, queries::open_invitation(services, form.token));
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(const auto authority, queries::authority(transaction, invitation.authority));
    form.email = invitation.email;
    form.authority = authority.name;
    form.role = invitation.role;
    form.name = invitation.name;
    return form;
}

bool is_missing(const Error& error) {
    return error.code == ErrorCode::NotFound;
}

Answer show_invitation(const Services& services, const Visit& visit) {
    const auto form = load_form(services, visit);
    if (!form && is_missing(form.error())) return spent(visit);
    if (!form) return std::unexpected(form.error());
    return visit.page(pages::invitation(visit.say, *form));
}

Answer accept(const Services& services, const Visit& visit) {
    const std::string password(visit.request.field("password").value_or(""));
    const auto signed_in = commands::accept_invitation(
        services,
        visit.request.parameter("token"),
        {.name = std::string(visit.typed("name")),
         .job = std::string(visit.typed("job")),
         .password = secret::SecretText(password),
         .user_agent = std::string(visit.request.header("User-Agent").value_or(""))}
    );
    if (signed_in) {
        const std::string welcome =
            visit.say("Willkommen, {}. Ihr Zugang ist eingerichtet.", signed_in->viewer.name);
        return with_session(visit.go("/uebersicht", welcome), visit, signed_in->token.reveal());
    }
    const Error& error = signed_in.error();
    // Somebody with that address became a member by another invitation meanwhile.
    const bool is_member_already = error.code == ErrorCode::Conflict && error.field == "email";
    if (is_missing(error) || is_member_already) return spent(visit);
    if (error.field.empty()) return std::unexpected(error);
    DK_TRY(pages::AcceptanceForm form, load_form(services, visit));
    form.name = visit.typed("name");
    form.job = visit.typed("job");
    form.errors.push_back(
        error.field == "password" ? html::FieldError{"password", why_refused(password, visit.say)}
                                  : pages::field_error(visit.say, error)
    );
    return visit.form_again(pages::invitation(visit.say, form));
}

} // namespace

void Members::add_routes(http::Router& router) const {
    const auto about = [this](const Visit& visit) -> Answer {
        DK_TRY(auto transaction, services_.database.begin(sql::Access::Read));
        DK_TRY(const auto participants, queries::participants(transaction));
        return visit.page(pages::about(visit.say, about_(visit.say), participants));
    };
    door_.get(router, "/ueber-das-netzwerk", everybody, about);
    door_.get(
        router,
        "/einladung/{token}",
        everybody,
        [this](const Visit& visit) { return show_invitation(services_, visit); },
        with_form()
    );
    door_.post(router, "/einladung/{token}", everybody, [this](const Visit& visit) {
        return accept(services_, visit);
    });
}

} // namespace denkraum::network
