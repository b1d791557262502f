// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/timeline/store.hpp"

#include "domain/document/history/limits.hpp"

namespace denkraum::document::timeline::store {
namespace {

constexpr std::string_view point_columns =
    "SELECT id, seq, name, named_at, named_by FROM document_point";

Result<Point> read_point(sql::Row row) {
    sql::Columns in(row);
    Point point{
        .id = in.next<PointId>(),
        .seq = in.next<Seq>(),
        .name = in.next<std::string>(),
        .named_at = in.next<Instant>(),
        .named_by = in.next<network::ActorId>()
    };
    return std::move(in).finish(std::move(point));
}

} // namespace

Done insert(sql::Transaction& main, DocumentId document, const Point& point) {
    DK_DO(main.execute(
        "INSERT INTO document_point (id, document, seq, name, named_at, named_by)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        point.id,
        document,
        point.seq,
        point.name,
        point.named_at,
        point.named_by
    ));
    return {};
}

Result<Point> point(sql::Transaction& main, DocumentId document, PointId id) {
    return main.query_one(
        read_point, std::string(point_columns) + " WHERE id = ? AND document = ?", id, document
    );
}

Result<std::vector<Point>> points(sql::Transaction& main, DocumentId document) {
    return main.query_list(
        read_point,
        std::string(point_columns) + " WHERE document = ? ORDER BY seq DESC, id DESC LIMIT ?",
        document,
        history::points_max
    );
}

Done remove(sql::Transaction& main, DocumentId document, PointId id) {
    DK_TRY(
        const auto removed,
        main.execute("DELETE FROM document_point WHERE id = ? AND document = ?", id, document)
    );
    if (removed == 0) return fail(ErrorCode::NotFound, "no such point");
    return {};
}

Result<std::optional<ReadMark>>
read_mark(sql::Transaction& main, network::MemberId member, DocumentId document) {
    return main.query_optional(
        [](sql::Row row) -> Result<ReadMark> {
            sql::Columns in(row);
            ReadMark mark{
                .seq = in.next<Seq>(), .before = in.next<Seq>(), .at = in.next<Instant>()
            };
            return std::move(in).finish(mark);
        },
        "SELECT seq, before, at FROM document_read WHERE member = ? AND document = ?",
        member,
        document
    );
}

Done set_read_mark(
    sql::Transaction& main, network::MemberId member, DocumentId document, const ReadMark& mark
) {
    DK_DO(main.execute(
        "INSERT INTO document_read (member, document, seq, before, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (member, document) DO UPDATE SET seq = excluded.seq,"
        " before = excluded.before, at = excluded.at",
        member,
        document,
        mark.seq,
        mark.before,
        mark.at
    ));
    return {};
}

Result<std::vector<ReadDocument>>
read_documents(sql::Transaction& main, network::MemberId member, std::int64_t count_max) {
    return main.query_list(
        [](sql::Row row) -> Result<ReadDocument> {
            sql::Columns in(row);
            ReadDocument one{
                .document = in.next<DocumentId>(),
                .title = in.next<std::string>(),
                .seq = in.next<Seq>()
            };
            return std::move(in).finish(std::move(one));
        },
        "SELECT d.id, d.title, r.seq FROM document_read r JOIN document d ON d.id = r.document"
        " WHERE r.member = ? ORDER BY r.at DESC LIMIT ?",
        member,
        count_max
    );
}

} // namespace denkraum::document::timeline::store
