// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/store.hpp"

#include "base/i18n/sort_key.hpp"

namespace denkraum::network::store {
namespace {

constexpr std::string_view authority_columns =
    "id, key, name, short_name, kind, state, staff, parent, sort_key";

Result<Authority> read_authority(sql::Row row) {
    DK_TRY(const auto kind, row.get<std::string_view>(4));
    DK_TRY(const auto state, row.get<std::string_view>(5));
    Authority authority;
    DK_TRY(authority.kind, authority_kind_from(kind));
    DK_TRY(authority.state, authority_state_from(state));
    DK_TRY(authority.id, row.get<AuthorityId>(0));
    DK_TRY(authority.key, row.get<std::string>(1));
    DK_TRY(authority.name, row.get<std::string>(2));
    DK_TRY(authority.short_name, row.get<std::string>(3));
    DK_TRY(authority.staff, row.get<std::optional<std::int64_t>>(6));
    DK_TRY(authority.parent, row.get<std::optional<AuthorityId>>(7));
    DK_TRY(authority.sort_key, row.get<Bytes>(8));
    return authority;
}

Result<Member> read_member(sql::Row row) {
    DK_TRY(const auto role, row.get<std::string_view>(2));
    DK_TRY(const auto state, row.get<std::string_view>(3));
    DK_TRY(const auto language, row.get<std::optional<std::string>>(5));
    Member member;
    DK_TRY(member.role, role_from(role));
    DK_TRY(member.state, member_state_from(state));
    DK_TRY(member.id, row.get<MemberId>(0));
    DK_TRY(member.authority, row.get<AuthorityId>(1));
    DK_TRY(member.actor, row.get<ActorId>(4));
    if (language) member.language = i18n::language_from_code(*language);
    return member;
}

Result<Person> read_person(sql::Row row) {
    sql::Columns in(row);
    Person person{
        .name = in.next<std::string>(),
        .email = in.next<std::string>(),
        .job = in.next<std::string>()
    };
    return std::move(in).finish(std::move(person));
}

Result<Actor> read_actor(sql::Row row) {
    DK_TRY(const auto kind, row.get<std::string_view>(1));
    DK_TRY(const auto role, row.get<std::optional<std::string>>(4));
    Actor actor;
    DK_TRY(actor.kind, actor_kind_from(kind));
    if (role) {
        DK_TRY(actor.role, role_from(*role));
    }
    DK_TRY(actor.id, row.get<ActorId>(0));
    DK_TRY(actor.member, row.get<std::optional<MemberId>>(2));
    DK_TRY(actor.authority, row.get<std::optional<AuthorityId>>(3));
    DK_TRY(actor.since, row.get<Instant>(5));
    return actor;
}

std::optional<std::string_view> code_of_language(const Member& member) {
    if (!member.language) return std::nullopt;
    return i18n::code_of(*member.language);
}

Done exactly_one(std::int64_t changed, std::string_view what) {
    if (changed == 1) return {};
    return fail(ErrorCode::NotFound, "no such " + std::string(what));
}

} // namespace

Done insert_authority(sql::Transaction& transaction, const Authority& authority, Instant now) {
    DK_TRY(
        const auto inserted,
        transaction.execute(
            "INSERT INTO authority (id, key, name, short_name, kind, state, staff, parent, "
            "sort_key, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (key) DO NOTHING",
            authority.id,
            authority.key,
            authority.name,
            authority.short_name,
            code_of(authority.kind),
            code_of(authority.state),
            authority.staff,
            authority.parent,
            authority.sort_key,
            now
        )
    );
    if (inserted == 1) return {};
    Error taken{ErrorCode::Conflict, "an authority has this key already", "key"};
    return std::unexpected(std::move(taken));
}

Done update_authority(sql::Transaction& transaction, const Authority& authority) {
    DK_TRY(
        const auto changed,
        transaction.execute(
            "UPDATE authority SET name = ?, short_name = ?, kind = ?, state = ?, staff = ?, "
            "parent = ?, sort_key = ? WHERE id = ?",
            authority.name,
            authority.short_name,
            code_of(authority.kind),
            code_of(authority.state),
            authority.staff,
            authority.parent,
            authority.sort_key,
            authority.id
        )
    );
    return exactly_one(changed, "authority");
}

Result<Authority> load_authority(sql::Transaction& transaction, AuthorityId id) {
    return transaction.query_one(
        read_authority,
        "SELECT " + std::string(authority_columns) + " FROM authority WHERE id = ?",
        id
    );
}

Result<std::optional<Authority>>
find_authority(sql::Transaction& transaction, std::string_view key) {
    return transaction.query_optional(
        read_authority,
        "SELECT " + std::string(authority_columns) + " FROM authority WHERE key = ?",
        key
    );
}

Result<std::vector<Authority>> list_authorities(sql::Transaction& transaction) {
    return transaction.query_list(
        read_authority,
        "SELECT " + std::string(authority_columns) + " FROM authority ORDER BY sort_key, id"
    );
}

Done insert_member(sql::Transaction& transaction, const Member& member, Instant now) {
    DK_TRY(
        [[maybe_unused]] const auto inserted,
        transaction.execute(
            "INSERT INTO member (id, authority, role, state, actor, language, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            member.id,
            member.authority,
            code_of(member.role),
            code_of(member.state),
            member.actor,
            code_of_language(member),
            now
        )
    );
    return {};
}

Done update_member(sql::Transaction& transaction, const Member& member) {
    DK_TRY(
        const auto changed,
        transaction.execute(
            "UPDATE member SET authority = ?, role = ?, state = ?, actor = ?, language = ? "
            "WHERE id = ?",
            member.authority,
            code_of(member.role),
            code_of(member.state),
            member.actor,
            code_of_language(member),
            member.id
        )
    );
    return exactly_one(changed, "member");
}

Result<Member> load_member(sql::Transaction& transaction, MemberId id) {
    return transaction.query_one(
        read_member,
        "SELECT id, authority, role, state, actor, language FROM member WHERE id = ?",
        id
    );
}

Done put_person(sql::Transaction& transaction, MemberId member, const Person& person) {
    DK_TRY(const auto owner, find_by_email(transaction, person.email));
    if (owner && *owner != member) {
        Error taken{ErrorCode::Conflict, "another member has this e-mail address", "email"};
        return std::unexpected(std::move(taken));
    }
    DK_TRY(
        [[maybe_unused]] const auto changed,
        transaction.execute(
            "INSERT INTO person (member, name, email, email_key, job, sort_key) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (member) DO UPDATE SET name = excluded.name, "
            "email = excluded.email, email_key = excluded.email_key, job = excluded.job, "
            "sort_key = excluded.sort_key",
            member,
            person.name,
            person.email,
            email_key(person.email),
            person.job,
            i18n::sort_key(person.name)
        )
    );
    return {};
}

Done erase_person(sql::Transaction& transaction, MemberId member) {
    DK_TRY(
        [[maybe_unused]] const auto erased,
        transaction.execute("DELETE FROM person WHERE member = ?", member)
    );
    DK_DO(transaction.execute("DELETE FROM member_named WHERE member = ?", member));
    return {};
}

Result<bool> is_named(sql::Transaction& transaction, MemberId member) {
    DK_TRY(
        const auto rows,
        transaction.query_value<std::int64_t>(
            "SELECT COUNT(*) FROM member_named WHERE member = ?", member
        )
    );
    return rows > 0;
}

Done set_named(sql::Transaction& transaction, MemberId member, bool is_named, Instant now) {
    if (!is_named) {
        DK_DO(transaction.execute("DELETE FROM member_named WHERE member = ?", member));
        return {};
    }
    DK_DO(transaction.execute(
        "INSERT INTO member_named (member, since) VALUES (?, ?) ON CONFLICT (member) DO NOTHING",
        member,
        now
    ));
    return {};
}

Result<std::optional<Person>> find_person(sql::Transaction& transaction, MemberId member) {
    return transaction.query_optional(
        read_person, "SELECT name, email, job FROM person WHERE member = ?", member
    );
}

Result<std::optional<MemberId>>
find_by_email(sql::Transaction& transaction, std::string_view email) {
    return transaction.query_optional(
        [](sql::Row row) { return row.get<MemberId>(0); },
        "SELECT member FROM person WHERE email_key = ?",
        email_key(email)
    );
}

Done insert_actor(sql::Transaction& transaction, const Actor& actor) {
    std::optional<std::string_view> role;
    if (actor.role) role = code_of(*actor.role);
    DK_TRY(
        [[maybe_unused]] const auto inserted,
        transaction.execute(
            "INSERT INTO actor (id, kind, member, authority, role, since) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            actor.id,
            code_of(actor.kind),
            actor.member,
            actor.authority,
            role,
            actor.since
        )
    );
    return {};
}

Result<Actor> load_actor(sql::Transaction& transaction, ActorId id) {
    return transaction.query_one(
        read_actor, "SELECT id, kind, member, authority, role, since FROM actor WHERE id = ?", id
    );
}

Result<std::optional<ActorId>> find_system_actor(sql::Transaction& transaction) {
    return transaction.query_optional(
        [](sql::Row row) { return row.get<ActorId>(0); },
        "SELECT id FROM actor WHERE kind = ? AND member IS NULL ORDER BY id LIMIT 1",
        code_of(ActorKind::System)
    );
}

} // namespace denkraum::network::store
