// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/redaction/store.hpp"

namespace denkraum::document::redaction {
namespace {

std::string_view code_of(State state) {
    switch (state) {
    case State::Open: return "open";
    case State::Done: return "done";
    case State::Declined: return "declined";
    }
    return {};
}

State state_from(std::string_view code) {
    if (code == "done") return State::Done;
    return code == "declined" ? State::Declined : State::Open;
}

constexpr std::string_view select_redaction =
    "SELECT id, document, uid, reason, requested_by, requester, requester_house, requested_at,"
    " state, decided_by, decided_at FROM redaction ";

Result<Redaction> read_redaction(sql::Row row) {
    sql::Columns in(row);
    Redaction redaction;
    redaction.id = in.next<RedactionId>();
    redaction.document = in.next<DocumentId>();
    redaction.uid = in.next<std::string>();
    redaction.reason = in.next<std::string>();
    redaction.requested_by = in.next<network::ActorId>();
    redaction.requester = in.next<network::MemberId>();
    redaction.requester_house = in.next<network::AuthorityId>();
    redaction.requested_at = in.next<Instant>();
    redaction.state = state_from(in.next<std::string>());
    redaction.decided_by = in.next<std::optional<network::ActorId>>();
    redaction.decided_at = in.next<std::optional<Instant>>();
    return std::move(in).finish(std::move(redaction));
}

/// Every one with what was joined, in one statement more.
Done read_joined(sql::Transaction& main, DocumentId document, std::vector<Redaction>& redactions) {
    struct Joined {
        RedactionId redaction;
        std::string uid;
    };
    DK_TRY(
        const auto rows,
        main.query_list(
            [](sql::Row row) -> Result<Joined> {
                sql::Columns in(row);
                Joined joined{.redaction = in.next<RedactionId>(), .uid = in.next<std::string>()};
                return std::move(in).finish(std::move(joined));
            },
            "SELECT j.redaction, j.uid FROM redaction_joined j JOIN redaction r"
            " ON r.id = j.redaction WHERE r.document = ? ORDER BY j.uid",
            document
        )
    );
    for (const Joined& joined : rows) {
        for (Redaction& redaction : redactions) {
            if (redaction.id == joined.redaction) redaction.joined.push_back(joined.uid);
        }
    }
    return {};
}

} // namespace

namespace store {

Done insert(sql::Transaction& main, const Redaction& redaction) {
    DK_DO(main.execute(
        "INSERT INTO redaction (id, document, uid, reason, requested_by, requester,"
        " requester_house, requested_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open')",
        redaction.id,
        redaction.document,
        redaction.uid,
        redaction.reason,
        redaction.requested_by,
        redaction.requester,
        redaction.requester_house,
        redaction.requested_at
    ));
    return add_joined(main, redaction.id, redaction.joined);
}

Result<std::optional<Redaction>> find(sql::Transaction& main, RedactionId id) {
    DK_TRY(
        auto found,
        main.query_list(read_redaction, std::string(select_redaction) + "WHERE id = ?", id)
    );
    if (found.empty()) return std::nullopt;
    DK_DO(read_joined(main, found.front().document, found));
    return std::move(found.front());
}

Result<std::vector<Redaction>> of_document(sql::Transaction& main, DocumentId id) {
    DK_TRY(
        auto all,
        main.query_list(
            read_redaction,
            std::string(select_redaction) + "WHERE document = ? ORDER BY requested_at DESC, id",
            id
        )
    );
    DK_DO(read_joined(main, id, all));
    return all;
}

Done add_joined(sql::Transaction& main, RedactionId id, const std::vector<std::string>& uids) {
    for (const std::string& uid : uids) {
        DK_DO(main.execute(
            "INSERT INTO redaction_joined (redaction, uid) VALUES (?, ?) ON CONFLICT DO NOTHING",
            id,
            uid
        ));
    }
    return {};
}

Done decide(sql::Transaction& main, const Redaction& redaction) {
    DK_TRY(
        const auto changed,
        main.execute(
            "UPDATE redaction SET state = ?, decided_by = ?, decided_at = ?"
            " WHERE id = ? AND state = 'open'",
            code_of(redaction.state),
            redaction.decided_by,
            redaction.decided_at,
            redaction.id
        )
    );
    if (changed == 1) return {};
    return fail(ErrorCode::Conflict, "it was decided meanwhile");
}

Done put_ranges(sql::Transaction& main, DocumentId id, const std::vector<crdt::IdRange>& ranges) {
    for (const crdt::IdRange& range : ranges) {
        DK_DO(main.execute(
            "INSERT INTO redacted_range (document, client, clock, length) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (document, client, clock) DO UPDATE SET length = excluded.length"
            " WHERE excluded.length > redacted_range.length",
            id,
            static_cast<std::int64_t>(range.client),
            static_cast<std::int64_t>(range.clock),
            static_cast<std::int64_t>(range.length)
        ));
    }
    return {};
}

Result<std::vector<crdt::IdRange>> ranges(sql::Transaction& main, DocumentId id) {
    return main.query_list(
        [](sql::Row row) -> Result<crdt::IdRange> {
            sql::Columns in(row);
            crdt::IdRange range;
            range.client = static_cast<crdt::ClientId>(in.next<std::int64_t>());
            range.clock = static_cast<crdt::Clock>(in.next<std::int64_t>());
            range.length = static_cast<crdt::Clock>(in.next<std::int64_t>());
            return std::move(in).finish(range);
        },
        "SELECT client, clock, length FROM redacted_range WHERE document = ?"
        " ORDER BY client, clock",
        id
    );
}

Done erase_kept(sql::Transaction& main, DocumentId id, std::string_view uid) {
    DK_DO(
        main.execute("UPDATE document_kept SET words = '' WHERE document = ? AND uid = ?", id, uid)
    );
    return {};
}

Result<std::vector<KeptWords>> kept_words(sql::Transaction& main, DocumentId id) {
    return main.query_list(
        [](sql::Row row) -> Result<KeptWords> {
            sql::Columns in(row);
            KeptWords kept{.id = in.next<KeptId>(), .words = in.next<std::string>()};
            return std::move(in).finish(std::move(kept));
        },
        "SELECT id, words FROM document_kept WHERE document = ? AND words <> ''",
        id
    );
}

Done erase_kept(sql::Transaction& main, KeptId id) {
    DK_DO(main.execute("UPDATE document_kept SET words = '' WHERE id = ?", id));
    return {};
}

Result<std::vector<Label>> labels_beside(sql::Transaction& main, DocumentId id) {
    DK_TRY(
        auto labels,
        main.query_list(
            [](sql::Row row) -> Result<Label> {
                sql::Columns in(row);
                Label label{.point = in.next<Bytes>(), .words = in.next<std::string>()};
                return std::move(in).finish(std::move(label));
            },
            "SELECT id, name FROM document_point WHERE document = ?",
            id
        )
    );
    DK_TRY(
        auto comments,
        main.query_list(
            [](sql::Row row) -> Result<Label> {
                sql::Columns in(row);
                Label label{.position = in.next<std::int64_t>()};
                label.words = in.next<std::string>();
                label.quote = in.next<std::string>();
                return std::move(in).finish(std::move(label));
            },
            "SELECT position, words, quote FROM import_comment WHERE document = ?",
            id
        )
    );
    for (Label& one : comments)
        labels.push_back(std::move(one));
    return labels;
}

Done empty_label(sql::Transaction& main, DocumentId id, const Label& label) {
    constexpr std::string_view gone = "[…]";
    if (!label.point.empty()) {
        DK_DO(main.execute(
            "UPDATE document_point SET name = ? WHERE id = ? AND document = ?",
            gone,
            ByteView(label.point),
            id
        ));
        return {};
    }
    DK_DO(main.execute(
        "UPDATE import_comment SET author = '', quote = '', words = ?"
        " WHERE document = ? AND position = ?",
        gone,
        id,
        label.position
    ));
    return {};
}

} // namespace store
} // namespace denkraum::document::redaction
