// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/network/access.hpp"
#include "domain/network/services.hpp"
#include "platform/secret/secret.hpp"
#include "platform/sql/sql.hpp"

/// Signing in and out, sessions, passwords. One function per thing a person does, each one
/// transaction with one trail entry; hashing happens outside of it.
namespace denkraum::network::commands {

struct SignIn {
    std::string email;
    secret::SecretText password;
    std::string user_agent;
};
struct SignedIn {
    Viewer viewer;
    secret::SecretText token; ///< for the session's cookie
    /// There is no session yet: the token is a half login, which finish_sign_in() wants.
    bool needs_code = false;
};

/// Fails: Forbidden, after the same time and with the same words, for an unknown address, a wrong
/// password and a member who was removed; Unavailable when too many sign in at once.
[[nodiscard]] Result<SignedIn> sign_in(const Services& services, const SignIn& wanted);

/// With a second factor the right password is half of it.
struct SecondStep {
    std::string half_login;
    secret::SecretText code;
    std::string user_agent;
};
/// Whose half login it is; nothing for an unknown, used or expired one.
[[nodiscard]] Result<std::optional<MemberId>>
half_signed_in(const Services& services, std::string_view half_login);
/// Fails: Forbidden for a wrong or used code; NotFound for a half login that is over.
[[nodiscard]] Result<SignedIn> finish_sign_in(const Services& services, const SecondStep& step);

/// Proves again who they are. Fails: Invalid, field "current_password".
[[nodiscard]] Done
check_own_password(const Services& services, const Viewer& by, const secret::SecretText& password);

/// A session for somebody who has proved who they are, within the caller's transaction.
[[nodiscard]] Result<SignedIn> start_session(
    sql::Transaction& transaction,
    const Services& services,
    Viewer viewer,
    std::string_view user_agent
);

[[nodiscard]] Done sign_out(const Services& services, const Viewer& by);
/// Ends one of one's own sessions. Fails: NotFound.
[[nodiscard]] Done end_session(const Services& services, const Viewer& by, SessionId session);
/// Ends all of one's own sessions but this one.
[[nodiscard]] Done end_other_sessions(const Services& services, const Viewer& by);

struct NewPassword {
    secret::SecretText current; ///< unused for a reset
    secret::SecretText wanted;
};
/// Ends all other sessions. Fails: Invalid, field "current_password" or "password".
[[nodiscard]] Done
change_password(const Services& services, const Viewer& by, const NewPassword& change);

/// Mails a link to whoever has that address; returns at once and tells nothing.
void request_reset(const Services& services, std::string_view email);
/// A link for whoever has that address; `by` is the administrator, or nobody: a visitor asked.
/// Fails: NotFound for an unknown address.
[[nodiscard]] Result<secret::SecretText>
make_reset(const Services& services, const Viewer& by, std::string_view email);
/// Whether the link still works.
[[nodiscard]] Result<bool> is_reset_open(const Services& services, std::string_view token);
/// Ends all sessions. Fails: NotFound for an unknown, used or expired link; Invalid, field
/// "password".
[[nodiscard]] Done reset_password(
    const Services& services, std::string_view token, const secret::SecretText& password
);

struct Profile {
    std::string name;
    std::string job;
};
/// Fails: Invalid with its field.
[[nodiscard]] Done
change_profile(const Services& services, const Viewer& by, const Profile& profile);

} // namespace denkraum::network::commands
