// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/network/network.hpp"
#include "platform/sql/sql.hpp"

/// The tables authority, member, person and actor. What folders above may use stands in queries.hpp
/// and commands.hpp.
namespace denkraum::network::store {

/// Fails: Conflict when the key is taken.
[[nodiscard]] Done
insert_authority(sql::Transaction& transaction, const Authority& authority, Instant now);
[[nodiscard]] Done update_authority(sql::Transaction& transaction, const Authority& authority);
[[nodiscard]] Result<Authority> load_authority(sql::Transaction& transaction, AuthorityId id);
[[nodiscard]] Result<std::optional<Authority>>
find_authority(sql::Transaction& transaction, std::string_view key);
[[nodiscard]] Result<std::vector<Authority>> list_authorities(sql::Transaction& transaction);

[[nodiscard]] Done insert_member(sql::Transaction& transaction, const Member& member, Instant now);
[[nodiscard]] Done update_member(sql::Transaction& transaction, const Member& member);
/// Fails: NotFound.
[[nodiscard]] Result<Member> load_member(sql::Transaction& transaction, MemberId id);

/// Inserts or replaces the row. Fails: Conflict when another person has that address.
[[nodiscard]] Done put_person(sql::Transaction& transaction, MemberId member, const Person& person);
/// Takes the consent to be named with it.
[[nodiscard]] Done erase_person(sql::Transaction& transaction, MemberId member);
/// Whether the member agreed that the network reads their name beside what they wrote.
[[nodiscard]] Result<bool> is_named(sql::Transaction& transaction, MemberId member);
[[nodiscard]] Done
set_named(sql::Transaction& transaction, MemberId member, bool is_named, Instant now);
/// The person's row; nothing once it was erased.
[[nodiscard]] Result<std::optional<Person>>
find_person(sql::Transaction& transaction, MemberId member);
[[nodiscard]] Result<std::optional<MemberId>>
find_by_email(sql::Transaction& transaction, std::string_view email);

[[nodiscard]] Done insert_actor(sql::Transaction& transaction, const Actor& actor);
[[nodiscard]] Result<Actor> load_actor(sql::Transaction& transaction, ActorId id);
/// The one actor of kind System, if there is one.
[[nodiscard]] Result<std::optional<ActorId>> find_system_actor(sql::Transaction& transaction);

} // namespace denkraum::network::store
