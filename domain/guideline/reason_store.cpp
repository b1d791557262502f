// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/reason_store.hpp"

#include <utility>

namespace denkraum::guideline::store {
namespace {

using UidAndWords = std::pair<std::string, std::string>;

Result<UidAndWords> read_reason(sql::Row row) {
    DK_TRY(const auto uid, row.get<ParagraphId>(0));
    DK_TRY(auto words, row.get<std::string>(1));
    return UidAndWords{uid.text(), std::move(words)};
}

Result<EditionReason> read_edition_reason(sql::Row row) {
    EditionReason reason;
    DK_TRY(reason.edition, row.get<int>(0));
    DK_TRY(const auto uid, row.get<ParagraphId>(1));
    reason.uid = uid.text();
    DK_TRY(reason.words, row.get<std::string>(2));
    return reason;
}

Reasons by_uid(std::vector<UidAndWords> rows) {
    Reasons reasons;
    for (auto& [uid, words] : rows)
        reasons.emplace(std::move(uid), std::move(words));
    return reasons;
}

} // namespace

Done put_reason(
    sql::Transaction& transaction, const WaitingReason& reason, network::ActorId actor
) {
    DK_DO(transaction.execute(
        "DELETE FROM change_reason WHERE guideline = ? AND uid = ?", reason.guideline, reason.uid
    ));
    if (reason.words.empty()) return {};
    DK_DO(transaction.execute(
        "INSERT INTO change_reason (guideline, uid, words, actor, at) VALUES (?, ?, ?, ?, ?)",
        reason.guideline,
        reason.uid,
        reason.words,
        actor,
        reason.at
    ));
    return {};
}

Result<Reasons> reasons_of(sql::Transaction& transaction, GuidelineId guideline) {
    DK_TRY(
        auto rows,
        transaction.query_list(
            read_reason, "SELECT uid, words FROM change_reason WHERE guideline = ?", guideline
        )
    );
    return by_uid(std::move(rows));
}

Done clear_reasons(sql::Transaction& transaction, GuidelineId guideline) {
    DK_DO(transaction.execute("DELETE FROM change_reason WHERE guideline = ?", guideline));
    return {};
}

Done insert_edition_reasons(
    sql::Transaction& transaction, const Edition& edition, const Reasons& reasons
) {
    for (const auto& [uid, words] : reasons) {
        DK_TRY(const auto id, ParagraphId::from_text(uid));
        DK_DO(transaction.execute(
            "INSERT INTO edition_reason (guideline, edition, uid, words) VALUES (?, ?, ?, ?)",
            edition.guideline,
            edition.number,
            id,
            words
        ));
    }
    return {};
}

Result<Reasons> edition_reasons(sql::Transaction& transaction, GuidelineId guideline, int edition) {
    DK_TRY(
        auto rows,
        transaction.query_list(
            read_reason,
            "SELECT uid, words FROM edition_reason WHERE guideline = ? AND edition = ?",
            guideline,
            edition
        )
    );
    return by_uid(std::move(rows));
}

Result<std::vector<EditionReason>>
reasons_between(sql::Transaction& transaction, GuidelineId guideline, int from, int to) {
    return transaction.query_list(
        read_edition_reason,
        "SELECT edition, uid, words FROM edition_reason"
        " WHERE guideline = ? AND edition > ? AND edition <= ? ORDER BY edition, uid",
        guideline,
        from,
        to
    );
}

} // namespace denkraum::guideline::store
