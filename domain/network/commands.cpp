// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/commands.hpp"

#include "base/check.hpp"
#include "domain/network/events.hpp"
#include "domain/network/store.hpp"
#include "domain/trail/commands.hpp"

namespace denkraum::network::commands {

Result<ActorId> make_actor(
    sql::Transaction& transaction,
    ActorKind kind,
    std::optional<ActorId> by,
    Instant now,
    Randomness& randomness
) {
    CHECK(kind != ActorKind::Member, "a member's actor is made with the member");
    Actor actor{.id = ActorId::make(now, randomness), .kind = kind, .since = now};
    if (by) {
        DK_TRY(const Actor origin, store::load_actor(transaction, *by));
        actor.member = origin.member;
        actor.authority = origin.authority;
        actor.role = origin.role;
    }
    DK_DO(store::insert_actor(transaction, actor));
    return actor.id;
}

Done set_language(
    sql::Database& database,
    const Clock& clock,
    Randomness& randomness,
    const Viewer& by,
    i18n::Language language
) {
    DK_TRY(auto transaction, database.begin(sql::Access::Write));
    DK_TRY(Member member, store::load_member(transaction, by.member));
    if (member.language == language) return {};
    member.language = language;
    DK_DO(store::update_member(transaction, member));
    const trail::Entry entry =
        entry_by(by, clock.now(), "member.language_set", {"member", trail::any(by.member)});
    DK_TRY([[maybe_unused]] const auto number, trail::append(transaction, randomness, entry));
    return std::move(transaction).commit();
}

Done set_named(
    sql::Database& database,
    const Clock& clock,
    Randomness& randomness,
    const Viewer& by,
    bool is_named
) {
    DK_TRY(auto transaction, database.begin(sql::Access::Write));
    DK_TRY(const bool was_named, store::is_named(transaction, by.member));
    if (was_named == is_named) return {};
    const Instant now = clock.now();
    DK_DO(store::set_named(transaction, by.member, is_named, now));
    const std::string action = is_named ? "member.naming_agreed" : "member.naming_withdrawn";
    const trail::Entry entry = entry_by(by, now, action, {"member", trail::any(by.member)});
    DK_TRY([[maybe_unused]] const auto number, trail::append(transaction, randomness, entry));
    return std::move(transaction).commit();
}

} // namespace denkraum::network::commands
