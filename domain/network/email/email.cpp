// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/email/email.hpp"

#include "domain/network/email/mails.hpp"
#include "domain/network/email/store.hpp"
#include "domain/network/events.hpp"
#include "domain/network/login/commands.hpp"
#include "domain/network/login/store.hpp"
#include "domain/network/store.hpp"
#include "platform/secret/token.hpp"

namespace denkraum::network::email {
namespace {

Deed deed(std::string action, MemberId member) {
    return {.action = std::move(action), .subject_kind = "member", .subject = trail::any(member)};
}

Result<std::optional<store::Wanted>>
wanted_by(sql::Transaction& transaction, const Services& services, std::string_view token) {
    const auto hash = secret::token_hash(token);
    if (!hash) return std::nullopt;
    return store::find(transaction, *hash, services.clock.now());
}

} // namespace

Done request(const Services& services, const Viewer& by, const Request& wanted) {
    const auto email = valid_email(wanted.email);
    if (!email) return fail_field("email", "no e-mail address");
    DK_DO(commands::check_own_password(services, by, wanted.password));
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(const auto owner, network::store::find_by_email(transaction, *email));
    secret::NewToken token = secret::make_token(services.randomness);
    DK_DO(store::put(transaction, {by.member, *email}, token.hash, services.clock.now()));
    DK_DO(record(transaction, services, by, deed("network.email_change_requested", by.member)));
    DK_DO(std::move(transaction).commit());
    if (!owner || *owner == by.member) mails::send_link(services, by, *email, token.text);
    return {};
}

Result<std::optional<std::string>> address_of(const Services& services, std::string_view token) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Read));
    DK_TRY(const auto wanted, wanted_by(transaction, services, token));
    if (!wanted) return std::nullopt;
    return wanted->email;
}

Done confirm(const Services& services, std::string_view token) {
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(const auto wanted, wanted_by(transaction, services, token));
    if (!wanted) return fail(ErrorCode::NotFound, "no such change");
    // Only of whoever may sign in: a member who was removed meanwhile keeps nothing.
    DK_TRY(const auto credential, network::store::find_credential(transaction, wanted->member));
    DK_TRY(auto person, network::store::find_person(transaction, wanted->member));
    if (!credential || !person) return fail(ErrorCode::NotFound, "no such member");
    const std::string before = person->email;
    person->email = wanted->email;
    const Done put = network::store::put_person(transaction, wanted->member, *person);
    if (!put && put.error().code == ErrorCode::Conflict) {
        return fail(ErrorCode::NotFound, "another member took the address");
    }
    DK_DO(put);
    DK_DO(store::erase(transaction, wanted->member));
    DK_DO(network::store::erase_resets(transaction, wanted->member));
    const Viewer& by = credential->viewer;
    DK_DO(record(transaction, services, by, deed("network.email_changed", wanted->member)));
    DK_DO(std::move(transaction).commit());
    mails::tell_of_change(services, by, before);
    return {};
}

} // namespace denkraum::network::email
