// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/factor/factor.hpp"

#include <algorithm>
#include <array>

#include "domain/network/events.hpp"
#include "domain/network/factor/mails.hpp"
#include "domain/network/factor/store.hpp"
#include "domain/network/sessions.hpp"
#include "platform/http/request.hpp"
#include "platform/secret/sealed.hpp"
#include "platform/secret/token.hpp"
#include "platform/secret/totp.hpp"

namespace denkraum::network::factor {
namespace {

constexpr std::string_view purpose = "second factor";
constexpr std::string_view recovery_purpose = "recovery code";
constexpr std::size_t recovery_bytes = 10; ///< 16 letters: too many to be guessed

secret::SealKey key_of(const Services& services) {
    return {services.key, purpose};
}

Deed deed(std::string action, MemberId member) {
    return {.action = std::move(action), .subject_kind = "member", .subject = trail::any(member)};
}

/// As typed: any case, with or without hyphens and spaces.
secret::Digest recovery_hash(const Services& services, MemberId member, std::string_view typed) {
    std::string letters(recovery_purpose);
    letters += as_text(member.bytes());
    for (const char c : typed) {
        if (c == '-' || c == ' ') continue;
        letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return secret::hmac_sha256(services.key, as_bytes(letters));
}

/// "abcd-efgh-ijkl-mnop".
std::string make_recovery_code(Randomness& randomness) {
    std::array<std::uint8_t, recovery_bytes> bytes{};
    randomness.fill(bytes);
    std::string code;
    for (const char c : secret::to_base32(bytes)) {
        if (code.size() % 5 == 4) code += '-';
        code += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return code;
}

Result<std::vector<std::string>>
put_new_codes(sql::Transaction& transaction, const Services& services, MemberId member) {
    std::vector<std::string> codes;
    std::vector<secret::Digest> hashes;
    for (std::size_t i = 0; i < recovery_codes; ++i) {
        codes.push_back(make_recovery_code(services.randomness));
        hashes.push_back(recovery_hash(services, member, codes.back()));
    }
    DK_DO(store::put_recovery_codes(transaction, member, hashes));
    return codes;
}

Result<secret::SecretBytes>
secret_of(const Services& services, MemberId member, const store::Stored& stored) {
    return secret::open_secret(key_of(services), member.bytes(), stored.sealed);
}

} // namespace

Result<State> state_of(sql::Transaction& transaction, MemberId member) {
    DK_TRY(const auto stored, store::find(transaction, member));
    State state;
    if (!stored) return state;
    state.is_begun = true;
    state.confirmed_at = stored->confirmed_at;
    DK_TRY(state.recovery_left, store::recovery_left(transaction, member));
    return state;
}

Done begin(const Services& services, const Viewer& by) {
    if (services.key.empty()) return fail(ErrorCode::Unavailable, "no key to seal secrets with");
    Bytes fresh(secret::totp_secret_bytes);
    services.randomness.fill(fresh);
    const Bytes sealed =
        secret::seal_secret(key_of(services), by.member.bytes(), fresh, services.randomness);
    secret::overwrite(fresh.data(), fresh.size());
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(const auto stored, store::find(transaction, by.member));
    if (stored && stored->confirmed_at) {
        return fail(ErrorCode::Conflict, "there is a second factor already");
    }
    DK_DO(store::put(transaction, by.member, sealed, services.clock.now()));
    DK_DO(record(transaction, services, by, deed("network.factor_begun", by.member)));
    return std::move(transaction).commit();
}

Result<Setup> setup_of(const Services& services, const Viewer& by, std::string_view email) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(const auto stored, store::find(transaction, by.member));
    if (!stored || stored->confirmed_at) return fail(ErrorCode::NotFound, "nothing to set up");
    DK_TRY(const auto secret, secret_of(services, by.member, *stored));
    const std::string base32 = secret::to_base32(secret.reveal());
    const std::string name = http::percent_encode(services.site_name);
    const std::string address = "otpauth://totp/" + name + ":" + http::percent_encode(email)
                                + "?secret=" + base32 + "&issuer=" + name;
    return Setup{secret::SecretText(base32), secret::SecretText(address)};
}

Result<std::vector<std::string>>
confirm(const Services& services, const Viewer& by, std::string_view code) {
    const Instant now = services.clock.now();
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(const auto stored, store::find(transaction, by.member));
    if (!stored || stored->confirmed_at) return fail(ErrorCode::NotFound, "nothing to confirm");
    DK_TRY(const auto secret, secret_of(services, by.member, *stored));
    const auto step = secret::matching_totp_step(secret.reveal(), code, now, stored->last_step);
    if (!step) return fail_field("code", "not the code of now");
    DK_TRY([[maybe_unused]] const bool fresh, store::use_step(transaction, by.member, *step));
    DK_DO(store::confirm(transaction, by.member, now));
    DK_TRY(auto codes, put_new_codes(transaction, services, by.member));
    DK_DO(record(transaction, services, by, deed("network.factor_confirmed", by.member)));
    DK_DO(std::move(transaction).commit());
    tell_of(services, by.member, Happening::SetUp);
    return codes;
}

Result<std::vector<std::string>> renew_codes(const Services& services, const Viewer& by) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(const auto stored, store::find(transaction, by.member));
    if (!stored || !stored->confirmed_at) return fail(ErrorCode::NotFound, "no second factor");
    DK_TRY(auto codes, put_new_codes(transaction, services, by.member));
    DK_DO(record(transaction, services, by, deed("network.recovery_codes_renewed", by.member)));
    DK_DO(std::move(transaction).commit());
    return codes;
}

Done remove(const Services& services, const Viewer& by) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(const bool erased, store::erase(transaction, by.member));
    if (!erased) return {};
    DK_DO(record(transaction, services, by, deed("network.factor_removed", by.member)));
    DK_DO(std::move(transaction).commit());
    tell_of(services, by.member, Happening::Removed);
    return {};
}

Done reset(const Services& services, const Viewer& by, MemberId member) {
    if (!coordinates(&by)) return fail(ErrorCode::Forbidden, "only the coordination resets it");
    if (by.member == member) return fail(ErrorCode::Forbidden, "one's own is removed");
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(const bool erased, store::erase(transaction, member));
    if (!erased) return fail(ErrorCode::NotFound, "no second factor");
    const Instant now = services.clock.now();
    DK_TRY(const auto ended, network::store::end_sessions(transaction, member, std::nullopt, now));
    DK_DO(record(transaction, services, by, deed("network.factor_reset", member)));
    DK_DO(std::move(transaction).commit());
    announce_ended(services, ended);
    tell_of(services, member, Happening::Reset);
    return {};
}

Result<secret::SecretText>
begin_half_login(sql::Transaction& transaction, const Services& services, MemberId member) {
    secret::NewToken token = secret::make_token(services.randomness);
    DK_DO(store::put_half_login(transaction, token.hash, member, services.clock.now()));
    return std::move(token.text);
}

Result<std::optional<MemberId>>
half_login_of(sql::Transaction& transaction, std::string_view token, Instant now) {
    const auto hash = secret::token_hash(token);
    if (!hash) return std::nullopt;
    return store::find_half_login(transaction, *hash, now);
}

Result<Proof> prove(
    sql::Transaction& transaction, const Services& services, MemberId member, std::string_view typed
) {
    const Instant now = services.clock.now();
    DK_TRY(const auto stored, store::find(transaction, member));
    if (!stored || !stored->confirmed_at) return Proof::Wrong;
    DK_TRY(const auto secret, secret_of(services, member, *stored));
    const auto step = secret::matching_totp_step(secret.reveal(), typed, now, stored->last_step);
    if (step) {
        DK_TRY(const bool is_fresh, store::use_step(transaction, member, *step));
        if (!is_fresh) return Proof::Wrong;
        DK_DO(store::erase_half_logins(transaction, member));
        return Proof::Code;
    }
    const auto hash = recovery_hash(services, member, typed);
    DK_TRY(const bool is_known, store::use_recovery_code(transaction, member, hash, now));
    if (!is_known) return Proof::Wrong;
    DK_DO(store::erase_half_logins(transaction, member));
    return Proof::RecoveryCode;
}

} // namespace denkraum::network::factor
