// SPDX-License-Identifier: EUPL-1.2
#include "domain/trail/store.hpp"

#include <algorithm>
#include <utility>

namespace denkraum::trail::store {
namespace {

constexpr std::string_view select_entries =
    "SELECT sequence, at, actor, authority, action, subject_kind, subject, payload_hash, hash,"
    " salt, payload FROM trail_entry ";

template <std::size_t size>
Result<std::array<std::uint8_t, size>> exactly(ByteView bytes) {
    std::array<std::uint8_t, size> array{};
    if (bytes.size() != size) return fail(ErrorCode::Corrupt, "a hash or salt of another length");
    std::ranges::copy(bytes, array.begin());
    return array;
}

Result<Head> read_head(sql::Row row) {
    DK_TRY(const auto sequence, row.get<std::int64_t>("sequence"));
    DK_TRY(const auto bytes, row.get<ByteView>("hash"));
    DK_TRY(const auto hash, exactly<32>(bytes));
    return Head{.sequence = sequence, .hash = hash};
}

Result<Stored> read_stored(sql::Row row) {
    sql::Columns in(row);
    Stored stored;
    stored.link.sequence = in.next<std::int64_t>();
    stored.link.at = in.next<Instant>();
    stored.link.actor = in.next<AnyId>();
    stored.link.authority = in.next<std::optional<AnyId>>();
    stored.link.action = in.next<std::string>();
    stored.link.subject.kind = in.next<std::string>();
    stored.link.subject.id = in.next<AnyId>();
    const auto payload_hash = in.next<ByteView>();
    const auto hash = in.next<ByteView>();
    const auto salt = in.next<std::optional<ByteView>>();
    stored.payload = in.next<std::optional<std::string>>();
    DK_TRY(stored, std::move(in).finish(std::move(stored)));
    DK_TRY(stored.link.payload_hash, exactly<32>(payload_hash));
    DK_TRY(stored.hash, exactly<32>(hash));
    if (salt) {
        DK_TRY(stored.salt, exactly<16>(*salt));
    }
    return stored;
}

} // namespace

Result<Head> head(sql::Transaction& transaction) {
    DK_TRY(
        const auto last,
        transaction.query_optional(
            read_head, "SELECT sequence, hash FROM trail_entry ORDER BY sequence DESC LIMIT 1"
        )
    );
    return last.value_or(Head{});
}

Done insert(sql::Transaction& transaction, const Stored& stored) {
    const Link& link = stored.link;
    std::optional<Bytes> salt;
    if (stored.salt) salt.emplace(stored.salt->begin(), stored.salt->end());
    DK_DO(transaction.execute(
        "INSERT INTO trail_entry (sequence, at, actor, authority, action, subject_kind, subject,"
        " payload_hash, hash, salt, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        link.sequence,
        link.at,
        link.actor,
        link.authority,
        link.action,
        link.subject.kind,
        link.subject.id,
        ByteView(link.payload_hash),
        ByteView(stored.hash),
        salt,
        stored.payload
    ));
    return {};
}

Done erase(sql::Transaction& transaction, std::int64_t sequence) {
    DK_TRY(
        const auto changed,
        transaction.execute(
            "UPDATE trail_entry SET salt = NULL, payload = NULL WHERE sequence = ?", sequence
        )
    );
    if (changed == 0) return fail(ErrorCode::NotFound, "no such trail entry");
    return {};
}

Result<std::vector<Stored>>
after(sql::Transaction& transaction, std::int64_t sequence, std::int64_t limit) {
    return transaction.query_list(
        read_stored,
        std::string(select_entries) + "WHERE sequence > ? ORDER BY sequence LIMIT ?",
        sequence,
        limit
    );
}

Result<std::vector<Stored>> before(
    sql::Transaction& transaction,
    const std::optional<Subject>& subject,
    std::int64_t sequence,
    std::int64_t limit
) {
    const std::string newest_first = "sequence < ? ORDER BY sequence DESC LIMIT ?";
    if (!subject) {
        return transaction.query_list(
            read_stored, std::string(select_entries) + "WHERE " + newest_first, sequence, limit
        );
    }
    return transaction.query_list(
        read_stored,
        std::string(select_entries) + "WHERE subject_kind = ? AND subject = ? AND " + newest_first,
        subject->kind,
        subject->id,
        sequence,
        limit
    );
}

} // namespace denkraum::trail::store
