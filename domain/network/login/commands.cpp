// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/login/commands.hpp"

#include "base/utf8.hpp"
#include "domain/network/events.hpp"
#include "domain/network/factor/factor.hpp"
#include "domain/network/limits.hpp"
#include "domain/network/login/mails.hpp"
#include "domain/network/login/password.hpp"
#include "domain/network/login/store.hpp"
#include "domain/network/sessions.hpp"
#include "domain/network/store.hpp"
#include "platform/secret/token.hpp"

namespace denkraum::network::commands {
namespace {

Deed deed_of_member(std::string action, const Viewer& by) {
    return {
        .action = std::move(action), .subject_kind = "member", .subject = trail::any(by.member)
    };
}

Result<std::optional<store::Credential>>
credential_of(const Services& services, std::string_view email) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    return store::find_credential(transaction, email);
}

Done check_password(const Services& services, MemberId member, const secret::SecretText& password) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(const auto person, store::find_person(transaction, member));
    if (fault_of(password.reveal(), person.value_or(Person())) == PasswordFault::None) return {};
    return fail_field("password", "not a password we take");
}

void tell_of_change(const Services& services, MemberId member) {
    services.later([&services, member] {
        const Done told = [&]() -> Done {
            DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
            DK_TRY(const auto person, store::find_person(transaction, member));
            DK_TRY(const auto is, store::load_member(transaction, member));
            if (!person) return {};
            const auto& say = services.catalogues.of(is.language.value_or(i18n::Language::German));
            const mails::Letter letter{
                .to = person->email,
                .name = person->name,
                .site_name = say(services.site_name),
                .link = services.base_url + "/passwort-vergessen"
            };
            return services.mailer.send(mails::password_changed(say, letter));
        }();
        if (!told) services.log.failure(log::Level::Warning, "mail not sent", told.error());
    });
}

} // namespace

Result<SignedIn> sign_in(const Services& services, const SignIn& wanted) {
    DK_TRY(const auto credential, credential_of(services, wanted.email));
    if (!credential || credential->password_hash.empty()) {
        DK_DO(services.passwords.pretend_to_verify(wanted.password));
        return fail(ErrorCode::Forbidden, "no such login");
    }
    DK_TRY(
        const bool is_right, services.passwords.verify(credential->password_hash, wanted.password)
    );
    if (!is_right) return fail(ErrorCode::Forbidden, "wrong password");
    std::string better_hash;
    if (services.passwords.is_outdated(credential->password_hash)) {
        DK_TRY(better_hash, services.passwords.hash(wanted.password));
    }

    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    // The member may have been removed while the password was hashed.
    DK_TRY(const auto still, store::find_credential(transaction, credential->viewer.member));
    if (!still || still->password_hash != credential->password_hash) {
        return fail(ErrorCode::Forbidden, "removed or changed meanwhile");
    }
    const MemberId member = still->viewer.member;
    if (!better_hash.empty()) {
        const Instant now = services.clock.now();
        DK_DO(store::put_password(transaction, member, better_hash, now));
    }
    DK_TRY(const auto factor_state, factor::state_of(transaction, member));
    if (factor_state.is_confirmed()) {
        DK_TRY(auto half, factor::begin_half_login(transaction, services, member));
        DK_DO(std::move(transaction).commit());
        return SignedIn{.viewer = still->viewer, .token = std::move(half), .needs_code = true};
    }
    DK_TRY(auto signed_in, start_session(transaction, services, still->viewer, wanted.user_agent));
    DK_DO(record(
        transaction, services, signed_in.viewer, deed_of_member("network.signed_in", still->viewer)
    ));
    DK_DO(std::move(transaction).commit());
    return signed_in;
}

Result<std::optional<MemberId>>
half_signed_in(const Services& services, std::string_view half_login) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    return factor::half_login_of(transaction, half_login, services.clock.now());
}

Result<SignedIn> finish_sign_in(const Services& services, const SecondStep& step) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(
        const auto member, factor::half_login_of(transaction, step.half_login, services.clock.now())
    );
    if (!member) return fail(ErrorCode::NotFound, "no such half login");
    DK_TRY(const auto credential, store::find_credential(transaction, *member));
    if (!credential) return fail(ErrorCode::NotFound, "removed meanwhile");
    DK_TRY(const auto proof, factor::prove(transaction, services, *member, step.code.reveal()));
    if (proof == factor::Proof::Wrong) return fail(ErrorCode::Forbidden, "wrong code");
    DK_TRY(
        auto signed_in, start_session(transaction, services, credential->viewer, step.user_agent)
    );
    const bool is_recovery = proof == factor::Proof::RecoveryCode;
    DK_DO(record(
        transaction,
        services,
        signed_in.viewer,
        deed_of_member(
            is_recovery ? "network.recovery_code_used" : "network.signed_in", credential->viewer
        )
    ));
    DK_DO(std::move(transaction).commit());
    return signed_in;
}

Done check_own_password(
    const Services& services, const Viewer& by, const secret::SecretText& password
) {
    std::string hash;
    {
        DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
        DK_TRY(const auto credential, store::find_credential(transaction, by.member));
        if (!credential) return fail(ErrorCode::Forbidden, "no such login");
        hash = credential->password_hash;
    }
    DK_TRY(const bool is_right, services.passwords.verify(hash, password));
    if (!is_right) return fail_field("current_password", "wrong password");
    return {};
}

Result<SignedIn> start_session(
    sql::Transaction& transaction,
    const Services& services,
    Viewer viewer,
    std::string_view user_agent
) {
    const Instant now = services.clock.now();
    secret::NewToken token = secret::make_token(services.randomness);
    viewer.session = SessionId::make(now, services.randomness);
    const store::NewSession session{
        .id = viewer.session,
        .member = viewer.member,
        .token_hash = token.hash,
        .user_agent =
            std::string(utf8::truncate(utf8::replace_invalid(user_agent), user_agent_bytes_max)),
        .now = now
    };
    DK_DO(store::insert_session(transaction, session));
    return SignedIn{
        .viewer = std::move(viewer), .token = std::move(token.text), .needs_code = false
    };
}

Done sign_out(const Services& services, const Viewer& by) {
    return end_session(services, by, by.session);
}

Done end_session(const Services& services, const Viewer& by, SessionId session) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(
        const bool has_ended,
        store::end_session(transaction, by.member, session, services.clock.now())
    );
    if (!has_ended) return fail(ErrorCode::NotFound, "no such session");
    DK_DO(record(transaction, services, by, deed_of_member("network.session_ended", by)));
    DK_DO(std::move(transaction).commit());
    announce_ended(services, std::span(&session, 1));
    return {};
}

Done end_other_sessions(const Services& services, const Viewer& by) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(
        const auto ended,
        store::end_sessions(transaction, by.member, by.session, services.clock.now())
    );
    DK_DO(record(transaction, services, by, deed_of_member("network.other_sessions_ended", by)));
    DK_DO(std::move(transaction).commit());
    announce_ended(services, ended);
    return {};
}

Done change_password(const Services& services, const Viewer& by, const NewPassword& change) {
    std::string old_hash;
    {
        DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
        DK_TRY(const auto credential, store::find_credential(transaction, by.member));
        if (!credential) return fail(ErrorCode::Forbidden, "no such login");
        old_hash = credential->password_hash;
    }
    DK_TRY(const bool is_right, services.passwords.verify(old_hash, change.current));
    if (!is_right) return fail_field("current_password", "wrong password");
    DK_DO(check_password(services, by.member, change.wanted));
    DK_TRY(const std::string hash, services.passwords.hash(change.wanted));

    const Instant now = services.clock.now();
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_DO(store::put_password(transaction, by.member, hash, now));
    DK_TRY(const auto ended, store::end_sessions(transaction, by.member, by.session, now));
    DK_DO(record(transaction, services, by, deed_of_member("network.password_changed", by)));
    DK_DO(std::move(transaction).commit());
    announce_ended(services, ended);
    tell_of_change(services, by.member);
    return {};
}

void request_reset(const Services& services, std::string_view email) {
    services.later([&services, email = std::string(email)] {
        const Done sent = [&]() -> Done {
            DK_TRY(const auto credential, credential_of(services, email));
            if (!credential) return {};
            DK_TRY(const auto token, make_reset(services, Viewer(), email));
            const Viewer& member = credential->viewer;
            const auto& say =
                services.catalogues.of(member.language.value_or(i18n::Language::German));
            const mails::Letter letter{
                .to = credential->email,
                .name = member.name,
                .site_name = say(services.site_name),
                .link = services.base_url + "/passwort/" + token.reveal()
            };
            return services.mailer.send(mails::reset(say, letter));
        }();
        if (!sent) services.log.failure(log::Level::Warning, "reset not sent", sent.error());
    });
}

Result<secret::SecretText>
make_reset(const Services& services, const Viewer& by, std::string_view email) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(const auto credential, store::find_credential(transaction, email));
    if (!credential) return fail(ErrorCode::NotFound, "nobody with that address");
    const Viewer& member = credential->viewer;
    secret::NewToken token = secret::make_token(services.randomness);
    DK_DO(store::put_reset(transaction, member.member, token.hash, services.clock.now()));
    DK_DO(record(transaction, services, by, deed_of_member("network.reset_requested", member)));
    DK_DO(std::move(transaction).commit());
    return std::move(token.text);
}

Result<bool> is_reset_open(const Services& services, std::string_view token) {
    const auto hash = secret::token_hash(token);
    if (!hash) return false;
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(const auto member, store::find_reset(transaction, *hash, services.clock.now()));
    return member.has_value();
}

Done reset_password(
    const Services& services, std::string_view token, const secret::SecretText& password
) {
    const auto token_hash = secret::token_hash(token);
    if (!token_hash) return fail(ErrorCode::NotFound, "no such reset");
    std::optional<MemberId> member;
    {
        DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
        DK_TRY(member, store::find_reset(transaction, *token_hash, services.clock.now()));
    }
    if (!member) return fail(ErrorCode::NotFound, "no such reset");
    DK_DO(check_password(services, *member, password));
    DK_TRY(const std::string hash, services.passwords.hash(password));

    const Instant now = services.clock.now();
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    // Somebody else may have used the link while the password was hashed.
    DK_TRY(const auto still, store::find_reset(transaction, *token_hash, now));
    DK_TRY(const auto credential, store::find_credential(transaction, *member));
    if (!still || !credential) return fail(ErrorCode::NotFound, "no such reset");
    DK_DO(store::put_password(transaction, *member, hash, now));
    DK_DO(store::erase_resets(transaction, *member));
    DK_TRY(const auto ended, store::end_sessions(transaction, *member, std::nullopt, now));
    const Viewer& by = credential->viewer;
    DK_DO(record(transaction, services, by, deed_of_member("network.password_reset", by)));
    DK_DO(std::move(transaction).commit());
    announce_ended(services, ended);
    tell_of_change(services, *member);
    return {};
}

Done change_profile(const Services& services, const Viewer& by, const Profile& profile) {
    if (profile.name.empty()) return fail_field("name", "no name");
    if (utf8::length(profile.name) > name_characters_max) return fail_field("name", "too long");
    if (utf8::length(profile.job) > name_characters_max) return fail_field("job", "too long");
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(auto person, store::find_person(transaction, by.member));
    if (!person) return fail(ErrorCode::NotFound, "the person was erased");
    person->name = profile.name;
    person->job = profile.job;
    DK_DO(store::put_person(transaction, by.member, *person));
    DK_DO(record(transaction, services, by, deed_of_member("network.profile_changed", by)));
    return std::move(transaction).commit();
}

} // namespace denkraum::network::commands
