// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/media/store.hpp"

#include <algorithm>

namespace denkraum::document::media::store {

Done put(
    sql::Transaction& main, const secret::Digest& hash, const image::Picture& picture, Instant now
) {
    DK_DO(main.execute(
        "INSERT INTO image (hash, type, width, height, size, bytes, is_public, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (hash) DO NOTHING",
        ByteView(hash),
        image::media_type(picture.type),
        static_cast<std::int64_t>(picture.size.width),
        static_cast<std::int64_t>(picture.size.height),
        static_cast<std::int64_t>(picture.bytes.size()),
        ByteView(picture.bytes),
        now
    ));
    return {};
}

Result<StoredImage> find(sql::Transaction& main, const secret::Digest& hash) {
    return main.query_one(
        [](sql::Row row) -> Result<StoredImage> {
            sql::Columns in(row);
            StoredImage image{
                .type = in.next<std::string>(),
                .is_public = in.next<std::int64_t>() != 0,
                .bytes = in.next<Bytes>()
            };
            return std::move(in).finish(std::move(image));
        },
        "SELECT type, is_public, bytes FROM image WHERE hash = ?",
        ByteView(hash)
    );
}

Done note_use(sql::Transaction& main, const Use& use) {
    DK_DO(main.execute(
        "INSERT INTO document_image (document, image, member, at)"
        " SELECT d.id, i.hash, m.id, CAST(? AS BIGINT) FROM document d, image i, member m"
        " WHERE d.id = ? AND i.hash = ? AND m.id = ?"
        " ON CONFLICT (document, image) DO NOTHING",
        use.at,
        use.document,
        ByteView(use.hash),
        use.member
    ));
    return {};
}

Result<std::int64_t> count_in(sql::Transaction& main, DocumentId document) {
    return main.query_value<std::int64_t>(
        "SELECT COUNT(*) FROM document_image WHERE document = ?", document
    );
}

Result<std::int64_t> bytes_of(sql::Transaction& main, network::MemberId member, Instant since) {
    return main.query_value<std::int64_t>(
        "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM image WHERE hash IN"
        " (SELECT image FROM document_image WHERE member = ? AND at >= ?)",
        member,
        since
    );
}

Done make_public(sql::Transaction& main, const secret::Digest& hash) {
    DK_DO(main.execute("UPDATE image SET is_public = 1 WHERE hash = ?", ByteView(hash)));
    return {};
}

Done make_private(sql::Transaction& main, const secret::Digest& hash) {
    DK_DO(main.execute("UPDATE image SET is_public = 0 WHERE hash = ?", ByteView(hash)));
    return {};
}

Done erase(sql::Transaction& main, const secret::Digest& hash) {
    DK_DO(main.execute(
        "UPDATE image SET bytes = ?, size = 0, width = 0, height = 0, is_public = 0 WHERE hash = ?",
        ByteView(),
        ByteView(hash)
    ));
    return {};
}

Result<std::vector<secret::Digest>>
used_in(sql::Transaction& main, DocumentId document, Instant until) {
    return main.query_list(
        [](sql::Row row) -> Result<secret::Digest> {
            DK_TRY(const auto hash, row.get<Bytes>(0));
            secret::Digest digest{};
            if (hash.size() != digest.size()) return fail(ErrorCode::Corrupt, "no hash");
            std::ranges::copy(hash, digest.begin());
            return digest;
        },
        "SELECT image FROM document_image WHERE document = ? AND at < ? ORDER BY image",
        document,
        until
    );
}

Result<bool>
is_used_beside(sql::Transaction& main, const secret::Digest& hash, DocumentId document) {
    DK_TRY(
        const auto count,
        main.query_value<std::int64_t>(
            "SELECT COUNT(*) FROM document_image WHERE image = ? AND document <> ?",
            ByteView(hash),
            document
        )
    );
    return count > 0;
}

} // namespace denkraum::document::media::store
