// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/store.hpp"

#include <algorithm>

#include "domain/document/limits.hpp"

namespace denkraum::document::store {
namespace {

constexpr std::string_view document_columns =
    "SELECT id, title, language, created_at, origin FROM document";

Result<Document> read_document(sql::Row row) {
    sql::Columns in(row);
    Document document{
        .id = in.next<DocumentId>(),
        .title = in.next<std::string>(),
        .language = in.next<std::string>(),
        .created_at = in.next<Instant>(),
        .origin = in.next<std::string>()
    };
    return std::move(in).finish(std::move(document));
}

Result<Binding> read_binding(sql::Row row) {
    sql::Columns in(row);
    Binding binding{.client = in.next<crdt::ClientId>(), .actor = in.next<network::ActorId>()};
    return std::move(in).finish(binding);
}

} // namespace

Done insert(sql::Transaction& main, const Document& document, network::ActorId created_by) {
    DK_DO(main.execute(
        "INSERT INTO document (id, title, language, origin, created_at, created_by)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        document.id,
        document.title,
        document.language,
        document.origin,
        document.created_at,
        created_by
    ));
    return {};
}

Result<Document> find(sql::Transaction& main, DocumentId id) {
    return main.query_one(read_document, std::string(document_columns) + " WHERE id = ?", id);
}

Result<std::vector<Document>> all(sql::Transaction& main) {
    return main.query_list(
        read_document, std::string(document_columns) + " ORDER BY created_at DESC, id"
    );
}

Done rename(sql::Transaction& main, DocumentId id, std::string_view title) {
    DK_TRY(
        const auto changed, main.execute("UPDATE document SET title = ? WHERE id = ?", title, id)
    );
    if (changed == 0) return fail(ErrorCode::NotFound, "no such document");
    return {};
}

Result<std::vector<Binding>> bindings(sql::Transaction& main, DocumentId id) {
    return main.query_list(
        read_binding, "SELECT client, actor FROM document_client WHERE document = ?", id
    );
}

Result<std::optional<crdt::ClientId>>
client_of(sql::Transaction& main, DocumentId id, network::ActorId actor) {
    return main.query_optional(
        [](sql::Row row) { return row.get<crdt::ClientId>(0); },
        "SELECT client FROM document_client WHERE document = ? AND actor = ?"
        " ORDER BY client LIMIT 1",
        id,
        actor
    );
}

Result<std::optional<network::ActorId>>
bound_to(sql::Transaction& main, DocumentId id, crdt::ClientId client) {
    return main.query_optional(
        [](sql::Row row) { return row.get<network::ActorId>(0); },
        "SELECT actor FROM document_client WHERE document = ? AND client = ?",
        id,
        client
    );
}

Done bind(sql::Transaction& main, DocumentId id, const Binding& binding, Instant now) {
    DK_TRY(
        const auto added,
        main.execute(
            "INSERT INTO document_client (document, client, actor, since) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (document, client) DO NOTHING",
            id,
            binding.client,
            binding.actor,
            now
        )
    );
    if (added == 0) return fail(ErrorCode::Conflict, "the client id is taken");
    return {};
}

namespace {

struct KeptSoFar {
    KeptId id;
    std::string words;
};

Result<KeptSoFar> read_kept_so_far(sql::Row row) {
    sql::Columns in(row);
    KeptSoFar before{.id = in.next<KeptId>(), .words = in.next<std::string>()};
    return std::move(in).finish(std::move(before));
}

/// What these words go on from: orphans of the same member from the same block that came just
/// before, or what was refused before on the same connection.
Result<std::optional<KeptSoFar>>
kept_before(sql::Transaction& main, DocumentId id, const Kept& kept) {
    const bool is_orphan = kept.reason == KeptReason::Moved || kept.reason == KeptReason::Deleted;
    if (!is_orphan) {
        return main.query_optional(
            read_kept_so_far, "SELECT id, words FROM document_kept WHERE id = ?", kept.id
        );
    }
    return main.query_optional(
        read_kept_so_far,
        "SELECT id, words FROM document_kept WHERE document = ? AND member = ? AND reason = ?"
        " AND uid = ? AND done_at IS NULL AND at >= ? ORDER BY at DESC, id DESC LIMIT 1",
        id,
        kept.member,
        static_cast<std::int64_t>(kept.reason),
        kept.uid,
        kept.at - kept_together
    );
}

} // namespace

Done insert_kept(sql::Transaction& main, DocumentId id, const Kept& kept) {
    DK_TRY(const auto before, kept_before(main, id, kept));
    if (before && before->words.size() + kept.words.size() <= kept_words_bytes_max) {
        DK_DO(main.execute(
            "UPDATE document_kept SET at = ?, words = ?, done_at = NULL WHERE id = ?",
            kept.at,
            before->words + kept.words,
            before->id
        ));
        return {};
    }
    DK_DO(main.execute(
        "INSERT INTO document_kept (id, document, member, at, reason, uid, words, done_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
        kept.id,
        id,
        kept.member,
        kept.at,
        static_cast<std::int64_t>(kept.reason),
        kept.uid,
        kept.words
    ));
    return {};
}

Result<std::vector<Kept>> kept(sql::Transaction& main, DocumentId id, network::MemberId member) {
    return main.query_list(
        [&](sql::Row row) -> Result<Kept> {
            sql::Columns in(row);
            Kept one{.id = in.next<KeptId>(), .member = member, .at = in.next<Instant>()};
            one.reason = static_cast<KeptReason>(in.next<std::uint8_t>());
            one.uid = in.next<std::string>();
            one.words = in.next<std::string>();
            return std::move(in).finish(std::move(one));
        },
        "SELECT id, at, reason, uid, words FROM document_kept"
        " WHERE document = ? AND member = ? AND done_at IS NULL ORDER BY at DESC, id DESC",
        id,
        member
    );
}

Result<std::vector<KeptCount>> kept_counts(sql::Transaction& main, network::MemberId member) {
    return main.query_list(
        [](sql::Row row) -> Result<KeptCount> {
            sql::Columns in(row);
            KeptCount one{
                .document = in.next<DocumentId>(),
                .title = in.next<std::string>(),
                .count = in.next<std::int64_t>()
            };
            return std::move(in).finish(std::move(one));
        },
        "SELECT d.id, d.title, COUNT(*) FROM document_kept k JOIN document d ON d.id = k.document"
        " WHERE k.member = ? AND k.done_at IS NULL GROUP BY d.id, d.title ORDER BY d.id",
        member
    );
}

Result<DocumentId>
finish_kept(sql::Transaction& main, KeptId id, network::MemberId member, Instant now) {
    DK_TRY(
        const auto document,
        main.query_optional(
            [](sql::Row row) { return row.get<DocumentId>(0); },
            "SELECT document FROM document_kept WHERE id = ? AND member = ? AND done_at IS NULL",
            id,
            member
        )
    );
    DK_TRY(
        const auto changed,
        main.execute(
            "UPDATE document_kept SET words = '', done_at = ?"
            " WHERE id = ? AND member = ? AND done_at IS NULL",
            now,
            id,
            member
        )
    );
    if (!document || changed == 0) return fail(ErrorCode::NotFound, "no such kept words");
    return *document;
}

} // namespace denkraum::document::store
