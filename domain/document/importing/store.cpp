// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/importing/store.hpp"

namespace denkraum::document::importing::store {

Done insert_comments(
    sql::Transaction& main, DocumentId id, const std::vector<intake::FileComment>& comments
) {
    std::int64_t position = 0;
    for (const intake::FileComment& comment : comments) {
        DK_DO(main.execute(
            "INSERT INTO import_comment (document, position, author, made_at, quote, words)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            id,
            ++position,
            comment.author,
            comment.made_at,
            comment.quote,
            comment.words
        ));
    }
    return {};
}

Result<std::vector<intake::FileComment>> comments(sql::Transaction& main, DocumentId id) {
    return main.query_list(
        [](sql::Row row) -> Result<intake::FileComment> {
            sql::Columns in(row);
            intake::FileComment comment;
            comment.author = in.next<std::string>();
            comment.made_at = in.next<std::string>();
            comment.quote = in.next<std::string>();
            comment.words = in.next<std::string>();
            return std::move(in).finish(std::move(comment));
        },
        "SELECT author, made_at, quote, words FROM import_comment WHERE document = ?"
        " ORDER BY position",
        id
    );
}

Result<std::int64_t> comment_count(sql::Transaction& main, DocumentId id) {
    return main.query_value<std::int64_t>(
        "SELECT COUNT(*) FROM import_comment WHERE document = ?", id
    );
}

} // namespace denkraum::document::importing::store
