// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/redaction/store.hpp"

#include <utility>

#include "base/json/json.hpp"
#include "base/prose/prose_json.hpp"
#include "domain/guideline/edition_store.hpp"

namespace denkraum::guideline::redaction::store {

Done drop_if_unused(sql::Transaction& main, const secret::Digest& hash) {
    DK_DO(main.execute(
        "DELETE FROM content WHERE hash = ? AND NOT EXISTS (SELECT 1 FROM edition_file"
        " WHERE content = ?) AND NOT EXISTS (SELECT 1 FROM release_request WHERE words = ?)",
        ByteView(hash),
        ByteView(hash),
        ByteView(hash)
    ));
    return {};
}

Result<std::vector<NamedFile>>
files_of(sql::Transaction& main, GuidelineId guideline, int edition) {
    return main.query_list(
        [](sql::Row row) -> Result<NamedFile> {
            DK_TRY(auto name, row.get<std::string>(0));
            DK_TRY(const auto hash, row.get<Bytes>(1));
            DK_TRY(const auto digest, guideline::store::digest_from(hash));
            return NamedFile{std::move(name), digest};
        },
        "SELECT name, content FROM edition_file WHERE guideline = ? AND edition = ?",
        guideline,
        edition
    );
}

Done replace_file(
    sql::Transaction& main,
    const Edition& edition,
    std::string_view name,
    const secret::Digest& content
) {
    DK_DO(main.execute(
        "UPDATE edition_file SET content = ? WHERE guideline = ? AND edition = ? AND name = ?",
        ByteView(content),
        edition.guideline,
        edition.number,
        name
    ));
    return {};
}

Done remove_file(
    sql::Transaction& main, const Edition& edition, std::string_view name, std::string_view why
) {
    DK_DO(main.execute(
        "DELETE FROM edition_file WHERE guideline = ? AND edition = ? AND name = ?",
        edition.guideline,
        edition.number,
        name
    ));
    DK_DO(main.execute(
        "INSERT INTO edition_missing_file (guideline, edition, name, why) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        edition.guideline,
        edition.number,
        name,
        why
    ));
    return {};
}

Done put_back(sql::Transaction& main, const Edition& edition, const File& file) {
    for (const char* table : {"edition_file", "edition_missing_file"}) {
        DK_DO(main.execute(
            std::string("DELETE FROM ") + table
                + " WHERE guideline = ? AND edition = ? AND name = ?",
            edition.guideline,
            edition.number,
            file.name
        ));
    }
    return guideline::store::insert_file(main, edition, file);
}

Done remove_reasons(sql::Transaction& main, ParagraphId uid) {
    DK_DO(main.execute("DELETE FROM change_reason WHERE uid = ?", uid));
    // The same words stand under each paragraph of a change.
    DK_DO(main.execute(
        "DELETE FROM edition_reason WHERE EXISTS (SELECT 1 FROM edition_reason AS of_it"
        " WHERE of_it.guideline = edition_reason.guideline"
        " AND of_it.edition = edition_reason.edition AND of_it.words = edition_reason.words"
        " AND of_it.uid = ?)",
        uid
    ));
    return {};
}

Done replace_paragraph(
    sql::Transaction& main, const Edition& edition, ParagraphId id, const prose::Block& block
) {
    DK_DO(main.execute(
        "UPDATE edition_paragraph SET words = ?, block = ? WHERE guideline = ? AND edition = ?"
        " AND uid = ?",
        prose::plain_text(block),
        json::write(prose::to_json(block)),
        edition.guideline,
        edition.number,
        id
    ));
    DK_DO(main.execute(
        "UPDATE edition_credit SET runs = '[]' WHERE guideline = ? AND edition = ? AND uid = ?",
        edition.guideline,
        edition.number,
        id
    ));
    return {};
}

Result<std::vector<Frozen>> frozen_drafts(sql::Transaction& main) {
    return main.query_list(
        [](sql::Row row) -> Result<Frozen> {
            DK_TRY(auto request, row.get<Bytes>(0));
            DK_TRY(const auto hash, row.get<Bytes>(1));
            DK_TRY(const auto digest, guideline::store::digest_from(hash));
            return Frozen{std::move(request), digest};
        },
        "SELECT id, words FROM release_request ORDER BY id"
    );
}

Done replace_frozen(sql::Transaction& main, const Frozen& frozen, const Replaced& now) {
    DK_DO(main.execute(
        "UPDATE release_request SET words = ?, canonical_hash ="
        " CASE WHEN state = 'open' THEN ? ELSE canonical_hash END WHERE id = ?",
        ByteView(now.words),
        ByteView(now.canonical),
        frozen.request
    ));
    return {};
}

} // namespace denkraum::guideline::redaction::store
