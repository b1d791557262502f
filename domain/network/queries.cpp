// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/queries.hpp"

#include "domain/network/store.hpp"

namespace denkraum::network::queries {
namespace {

Result<ActorView> read_actor(sql::Row row) {
    DK_TRY(const auto kind, row.get<std::string_view>("kind"));
    DK_TRY(const auto role, row.get<std::optional<std::string>>("role"));
    ActorView view;
    DK_TRY(view.kind, actor_kind_from(kind));
    if (role) {
        DK_TRY(view.role, role_from(*role));
    }
    DK_TRY(view.id, row.get<ActorId>("id"));
    DK_TRY(view.member, row.get<std::optional<MemberId>>("member"));
    DK_TRY(view.authority, row.get<std::optional<AuthorityId>>("authority"));
    DK_TRY(view.name, row.get<std::string>("person_name"));
    DK_TRY(const auto named, row.get<std::int64_t>("is_named"));
    view.is_named = named != 0;
    DK_TRY(view.authority_name, row.get<std::string>("authority_name"));
    return view;
}

constexpr std::string_view member_select =
    "SELECT m.id AS id, m.authority AS authority, m.role AS role, m.state AS state, "
    "m.actor AS actor, m.language AS language, coalesce(p.name, '') AS name, "
    "coalesce(p.email, '') AS email, coalesce(p.job, '') AS job, a.short_name AS authority_name "
    "FROM member m JOIN authority a ON a.id = m.authority LEFT JOIN person p ON p.member = m.id ";

Result<MemberView> read_member(sql::Row row) {
    DK_TRY(const auto role, row.get<std::string_view>("role"));
    DK_TRY(const auto state, row.get<std::string_view>("state"));
    DK_TRY(const auto language, row.get<std::optional<std::string>>("language"));
    MemberView view;
    DK_TRY(view.member.role, role_from(role));
    DK_TRY(view.member.state, member_state_from(state));
    DK_TRY(view.member.id, row.get<MemberId>("id"));
    DK_TRY(view.member.authority, row.get<AuthorityId>("authority"));
    DK_TRY(view.member.actor, row.get<ActorId>("actor"));
    if (language) view.member.language = i18n::language_from_code(*language);
    DK_TRY(view.person.name, row.get<std::string>("name"));
    DK_TRY(view.person.email, row.get<std::string>("email"));
    DK_TRY(view.person.job, row.get<std::string>("job"));
    DK_TRY(view.authority_name, row.get<std::string>("authority_name"));
    return view;
}

} // namespace

Result<std::vector<ActorView>> actors(sql::Transaction& transaction, std::span<const ActorId> ids) {
    if (ids.empty()) return std::vector<ActorView>{};
    std::vector<sql::Value> values;
    values.reserve(ids.size());
    for (const ActorId& id : ids)
        values.push_back(sql::to_value(id));
    DK_TRY(
        const auto rows,
        transaction.query_values(
            "SELECT x.id AS id, x.kind AS kind, x.member AS member, x.authority AS authority, "
            "x.role AS role, coalesce(p.name, '') AS person_name, "
            "coalesce(a.short_name, '') AS authority_name, "
            "CASE WHEN n.member IS NULL THEN 0 ELSE 1 END AS is_named FROM actor x "
            "LEFT JOIN person p ON p.member = x.member "
            "LEFT JOIN member_named n ON n.member = x.member "
            "LEFT JOIN authority a ON a.id = x.authority WHERE x.id IN ("
                + sql::placeholders(ids.size()) + ")",
            values
        )
    );
    return rows.map(read_actor);
}

Result<std::vector<Authority>> authorities(sql::Transaction& transaction) {
    return store::list_authorities(transaction);
}

Result<Authority> authority(sql::Transaction& transaction, AuthorityId id) {
    return store::load_authority(transaction, id);
}

Result<Authority> authority_by_key(sql::Transaction& transaction, std::string_view key) {
    DK_TRY(auto found, store::find_authority(transaction, key));
    if (!found) return fail(ErrorCode::NotFound, "no authority " + std::string(key));
    return *std::move(found);
}

Result<std::vector<MemberView>> members(sql::Transaction& transaction) {
    return transaction.query_list(
        read_member,
        std::string(member_select) + "WHERE m.state = ? ORDER BY a.sort_key, p.sort_key, m.id",
        code_of(MemberState::Active)
    );
}

Result<MemberView> member(sql::Transaction& transaction, MemberId id) {
    return transaction.query_one(read_member, std::string(member_select) + "WHERE m.id = ?", id);
}

} // namespace denkraum::network::queries
