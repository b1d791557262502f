// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/network/access.hpp"
#include "domain/network/services.hpp"
#include "platform/secret/secret.hpp"
#include "platform/sql/sql.hpp"

/// The second factor of a member: begun, confirmed by a first code, used at every sign-in, taken
/// away. One function per thing a person does, each one transaction with one trail entry.
namespace denkraum::network::factor {

constexpr std::size_t recovery_codes = 10;
inline constexpr std::chrono::microseconds half_login_lifetime = std::chrono::minutes(5);

struct State {
    bool is_begun = false;
    std::optional<Instant> confirmed_at = {}; ///< set: asked for at every sign-in
    std::int64_t recovery_left = 0;

    [[nodiscard]] bool is_confirmed() const { return confirmed_at.has_value(); }
};
[[nodiscard]] Result<State> state_of(sql::Transaction& transaction, MemberId member);

/// A fresh secret that does nothing until it is confirmed. Fails: Conflict when one is confirmed.
[[nodiscard]] Done begin(const Services& services, const Viewer& by);
/// What an app needs to know: the secret in base32, and the address that a QR code holds.
struct Setup {
    secret::SecretText secret = {};
    secret::SecretText address = {};
};
/// Of a factor that is begun and not confirmed. Fails: NotFound.
[[nodiscard]] Result<Setup>
setup_of(const Services& services, const Viewer& by, std::string_view email);
/// The recovery codes, to be shown once. Fails: Invalid, field "code"; NotFound when none is begun.
[[nodiscard]] Result<std::vector<std::string>>
confirm(const Services& services, const Viewer& by, std::string_view code);

/// New recovery codes; the old ones end. Requires: the member has proved who they are again.
/// Fails: NotFound without a confirmed factor.
[[nodiscard]] Result<std::vector<std::string>>
renew_codes(const Services& services, const Viewer& by);
/// Takes it away. Requires: the member has proved who they are again.
[[nodiscard]] Done remove(const Services& services, const Viewer& by);
/// The coordination does so for a member who lost phone and codes; their sessions end.
/// Fails: Forbidden unless `by` coordinates, and for one's own: remove() wants a password before
/// it; NotFound when there is none.
[[nodiscard]] Done reset(const Services& services, const Viewer& by, MemberId member);

/// After a right password: what the next form must bring with it, within half_login_lifetime.
[[nodiscard]] Result<secret::SecretText>
begin_half_login(sql::Transaction& transaction, const Services& services, MemberId member);
/// Whose it is; nothing for an unknown, used or expired one.
[[nodiscard]] Result<std::optional<MemberId>>
half_login_of(sql::Transaction& transaction, std::string_view token, Instant now);
/// A code of the phone, or a recovery code; either works once. The half login ends with it.
enum class Proof { Wrong, Code, RecoveryCode };
[[nodiscard]] Result<Proof> prove(
    sql::Transaction& transaction, const Services& services, MemberId member, std::string_view typed
);

} // namespace denkraum::network::factor
