// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/rendering_store.hpp"

#include <utility>

#include "domain/guideline/edition_store.hpp"

namespace denkraum::guideline::store {

Result<std::vector<Rendering>> renderings_of(sql::Transaction& transaction, GuidelineId guideline) {
    const auto read = [](sql::Row row) -> Result<Rendering> {
        Rendering one;
        DK_TRY(one.language, row.get<std::string>(0));
        DK_TRY(const auto uid, row.get<ParagraphId>(1));
        one.uid = uid.text();
        DK_TRY(const auto source, row.get<ByteView>(2));
        DK_TRY(one.source, digest_from(source));
        DK_TRY(one.words, row.get<std::string>(3));
        DK_TRY(one.at, row.get<Instant>(4));
        return one;
    };
    return transaction.query_list(
        read,
        "SELECT language, uid, source, words, at FROM rendering WHERE guideline = ? "
        "ORDER BY at, language, uid",
        guideline
    );
}

Done put_rendering(
    sql::Transaction& transaction,
    GuidelineId guideline,
    const Rendering& rendering,
    network::ActorId actor
) {
    DK_TRY(const auto uid, ParagraphId::from_text(rendering.uid));
    DK_DO(transaction.execute(
        "DELETE FROM rendering WHERE guideline = ? AND language = ? AND uid = ? AND source = ?",
        guideline,
        rendering.language,
        uid,
        ByteView(rendering.source)
    ));
    if (rendering.words.empty()) return {};
    DK_DO(transaction.execute(
        "INSERT INTO rendering (guideline, language, uid, source, words, at, actor) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        guideline,
        rendering.language,
        uid,
        ByteView(rendering.source),
        rendering.words,
        rendering.at,
        actor
    ));
    return {};
}

Done remove_renderings(sql::Transaction& transaction, ParagraphId uid) {
    DK_DO(transaction.execute("DELETE FROM rendering WHERE uid = ?", uid));
    return {};
}

} // namespace denkraum::guideline::store
