// SPDX-License-Identifier: EUPL-1.2
#include "base/json/json.hpp"
#include "base/utf8.hpp"
#include "domain/network/events.hpp"
#include "domain/network/limits.hpp"
#include "domain/network/login/password.hpp"
#include "domain/network/login/store.hpp"
#include "domain/network/member/admit.hpp"
#include "domain/network/member/commands.hpp"
#include "domain/network/member/mails.hpp"
#include "domain/network/member/queries.hpp"
#include "domain/network/member/store.hpp"
#include "domain/network/store.hpp"
#include "platform/secret/token.hpp"

namespace denkraum::network::commands {
namespace {

Deed deed_of(std::string action, InvitationId invitation, const store::Invitation& what) {
    return {
        .action = std::move(action),
        .subject_kind = "invitation",
        .subject = trail::any(invitation),
        .payload = json::write(json::object{
            {"authority", what.authority.text()}, {"role", std::string(code_of(what.role))}
        })
    };
}

Result<store::Invitation> checked(const Services& services, const NewInvitation& wanted) {
    const Instant now = services.clock.now();
    store::Invitation invitation{
        .id = InvitationId::make(now, services.randomness),
        .authority = wanted.authority,
        .role = wanted.role,
        .name = std::string(utf8::trim(wanted.name)),
        .created_at = now,
        .expires_at = now + invitation_lifetime
    };
    if (invitation.name.empty()) return fail_field("name", "no name");
    if (utf8::length(invitation.name) > name_characters_max) return fail_field("name", "too long");
    DK_TRY(invitation.email, valid_email(wanted.email));
    return invitation;
}

Done nobody_has(sql::Transaction& transaction, std::string_view email) {
    DK_TRY(const auto known, store::find_by_email(transaction, email));
    if (!known) return {};
    DK_TRY(const Member member, store::load_member(transaction, *known));
    if (member.state == MemberState::Removed) return {};
    Error taken{ErrorCode::Conflict, "there is a member with that address", "email"};
    return std::unexpected(std::move(taken));
}

/// A mail server may be silent for long: nobody waits for it, the link is shown anyway.
void mail_invitation(
    const Services& services,
    const Viewer& by,
    const store::Invitation& invitation,
    const std::string& authority,
    const secret::SecretText& link
) {
    const auto& say = services.catalogues.of(by.language.value_or(i18n::Language::German));
    mail::Message message = mails::invitation(
        say,
        {.to = invitation.email,
         .name = invitation.name,
         .authority = authority,
         .site_name = say(services.site_name),
         .link = link.reveal(),
         .expires_at = invitation.expires_at}
    );
    services.later([&services, message = std::move(message)] {
        const Done sent = services.mailer.send(message);
        if (!sent) services.log.failure(log::Level::Warning, "invitation not mailed", sent.error());
    });
}

Done check_password(const secret::SecretText& password, const Person& person) {
    if (fault_of(password.reveal(), person) == PasswordFault::None) return {};
    return fail_field("password", "not a password we take");
}

} // namespace

Result<Invited> invite(const Services& services, const Viewer& by, const NewInvitation& wanted) {
    if (!coordinates(&by)) return fail(ErrorCode::Forbidden, "only the coordination invites");
    DK_TRY(store::Invitation invitation, checked(services, wanted));
    invitation.invited_by = by.actor;
    const secret::NewToken token = secret::make_token(services.randomness);
    std::string authority_name;
    {
        DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
        DK_TRY(const auto authority, load_present(transaction, wanted.authority));
        authority_name = authority.name;
        DK_DO(nobody_has(transaction, invitation.email));
        DK_DO(store::end_expired_invitations(transaction, invitation.created_at));
        DK_DO(store::end_invitations_to(transaction, invitation.email, invitation.created_at));
        DK_DO(store::insert_invitation(transaction, invitation, token.hash));
        DK_DO(record_and_tell(
            transaction, services, by, deed_of("network.member_invited", invitation.id, invitation)
        ));
        DK_DO(std::move(transaction).commit());
    }
    Invited invited{
        .id = invitation.id,
        .link = secret::SecretText(services.base_url + "/einladung/" + token.text.reveal())
    };
    invited.is_mailed = services.mailer.delivers();
    mail_invitation(services, by, invitation, authority_name, invited.link);
    return invited;
}

Done withdraw_invitation(const Services& services, const Viewer& by, InvitationId id) {
    if (!coordinates(&by)) return fail(ErrorCode::Forbidden, "only the coordination withdraws");
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(const bool has_ended, store::end_invitation(transaction, id, services.clock.now()));
    if (!has_ended) return fail(ErrorCode::NotFound, "no open invitation");
    const Deed deed{
        .action = "network.invitation_withdrawn",
        .subject_kind = "invitation",
        .subject = trail::any(id)
    };
    DK_DO(record_and_tell(transaction, services, by, deed));
    return std::move(transaction).commit();
}

Result<SignedIn>
accept_invitation(const Services& services, std::string_view token, const Acceptance& acceptance) {
    DK_TRY(const auto invitation, queries::open_invitation(services, token));
    Person person{
        .name = std::string(utf8::trim(acceptance.name)),
        .email = invitation.email,
        .job = std::string(utf8::trim(acceptance.job))
    };
    if (person.name.empty()) return fail_field("name", "no name");
    DK_DO(check_password(acceptance.password, person));
    DK_TRY(const std::string hash, services.passwords.hash(acceptance.password));

    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    // Only one of two people with the same link gets here.
    DK_TRY(
        const bool is_first, store::end_invitation(transaction, invitation.id, services.clock.now())
    );
    if (!is_first) return fail(ErrorCode::NotFound, "the invitation was used meanwhile");
    DK_TRY(
        const Member member,
        admit(
            transaction, services, {invitation.authority, invitation.role, std::move(person), hash}
        )
    );
    DK_TRY(const auto credential, store::find_credential(transaction, member.id));
    if (!credential) return fail(ErrorCode::Conflict, "the authority has left the network");
    DK_TRY(
        auto signed_in,
        start_session(transaction, services, credential->viewer, acceptance.user_agent)
    );
    const Deed deed{
        .action = "network.member_joined",
        .subject_kind = "member",
        .subject = trail::any(member.id),
        .payload = json::write(json::object{{"invitation", invitation.id.text()}})
    };
    DK_DO(record_and_tell(transaction, services, signed_in.viewer, deed));
    DK_DO(std::move(transaction).commit());
    return signed_in;
}

} // namespace denkraum::network::commands
