// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/redaction/editions.hpp"

#include <algorithm>

#include "base/json/json.hpp"
#include "base/prose/prose_json.hpp"
#include "domain/guideline/edition/files.hpp"
#include "domain/guideline/edition_store.hpp"

namespace denkraum::guideline::redaction {
namespace {

constexpr std::string_view why_missing = "a paragraph of this edition was redacted";

/// Everything but the words stays: kind, level, list, uid.
void replace_words(prose::Block& block, std::string_view notice) {
    block.content = {{.text = std::string(notice)}};
    block.table = {};
    block.sources.clear();
    if (block.kind == prose::Kind::Table) block.kind = prose::Kind::Paragraph;
}

/// Bytes that no edition and no request names.
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

struct NamedFile {
    std::string name;
    secret::Digest content;
};

Result<std::vector<NamedFile>>
files_of(sql::Transaction& main, GuidelineId guideline, int edition) {
    return main.query_list(
        [](sql::Row row) -> Result<NamedFile> {
            DK_TRY(auto name, row.get<std::string>(0));
            DK_TRY(const auto hash, row.get<Bytes>(1));
            DK_TRY(const auto digest, store::digest_from(hash));
            return NamedFile{std::move(name), digest};
        },
        "SELECT name, content FROM edition_file WHERE guideline = ? AND edition = ?",
        guideline,
        edition
    );
}

Done replace_file(
    sql::Transaction& main, const Edition& edition, const NamedFile& old, const File* fresh
) {
    if (fresh != nullptr) {
        DK_TRY(const auto hash, store::put_content(main, as_bytes(fresh->bytes)));
        DK_DO(main.execute(
            "UPDATE edition_file SET content = ? WHERE guideline = ? AND edition = ? AND name = ?",
            ByteView(hash),
            edition.guideline,
            edition.number,
            old.name
        ));
    } else {
        DK_DO(main.execute(
            "DELETE FROM edition_file WHERE guideline = ? AND edition = ? AND name = ?",
            edition.guideline,
            edition.number,
            old.name
        ));
        DK_DO(main.execute(
            "INSERT INTO edition_missing_file (guideline, edition, name, why) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            edition.guideline,
            edition.number,
            old.name,
            why_missing
        ));
    }
    return drop_if_unused(main, old.content);
}

Done replace_files(
    sql::Transaction& main, const Edition& edition, const std::vector<Paragraph>& paragraphs
) {
    const std::vector<File> fresh = make_files(edition, paragraphs);
    DK_TRY(const auto old_files, files_of(main, edition.guideline, edition.number));
    for (const NamedFile& old : old_files) {
        const auto found = std::find_if(fresh.begin(), fresh.end(), [&](const File& file) {
            return file.name == old.name;
        });
        DK_DO(replace_file(main, edition, old, found == fresh.end() ? nullptr : &*found));
    }
    return {};
}

Done change_edition(
    sql::Transaction& main, const Edition& edition, ParagraphId id, std::string_view notice
) {
    DK_TRY(auto paragraphs, store::paragraphs(main, edition.guideline, edition.number));
    for (Paragraph& paragraph : paragraphs) {
        if (ParagraphId::from_text(paragraph.block.uid) != id) continue;
        replace_words(paragraph.block, notice);
        DK_DO(main.execute(
            "UPDATE edition_paragraph SET words = ?, block = ? WHERE guideline = ? AND edition = ?"
            " AND uid = ?",
            notice,
            json::write(prose::to_json(paragraph.block)),
            edition.guideline,
            edition.number,
            id
        ));
    }
    DK_DO(main.execute(
        "UPDATE edition_credit SET runs = '[]' WHERE guideline = ? AND edition = ? AND uid = ?",
        edition.guideline,
        edition.number,
        id
    ));
    return replace_files(main, edition, paragraphs);
}

struct Frozen {
    Bytes request;
    secret::Digest words;
};

/// Drafts that were frozen for their release, whatever became of them.
Done change_requests(sql::Transaction& main, std::string_view uid, std::string_view notice) {
    DK_TRY(
        const auto all,
        main.query_list(
            [](sql::Row row) -> Result<Frozen> {
                DK_TRY(auto request, row.get<Bytes>(0));
                DK_TRY(const auto hash, row.get<Bytes>(1));
                DK_TRY(const auto digest, store::digest_from(hash));
                return Frozen{std::move(request), digest};
            },
            "SELECT id, words FROM release_request ORDER BY id"
        )
    );
    for (const Frozen& frozen : all) {
        DK_TRY(const Bytes stored, store::content(main, frozen.words));
        if (as_text(stored).find(uid) == std::string_view::npos) continue;
        DK_TRY(const json::value parsed, json::parse(as_text(stored)));
        DK_TRY(prose::Prose prose, prose::from_json(parsed));
        for (prose::Block& block : prose.blocks) {
            if (block.uid == uid) replace_words(block, notice);
        }
        const std::string text = json::write(prose::to_json(prose));
        DK_TRY(const auto hash, store::put_content(main, as_bytes(text)));
        DK_DO(main.execute(
            "UPDATE release_request SET words = ? WHERE id = ?", ByteView(hash), frozen.request
        ));
        DK_DO(drop_if_unused(main, frozen.words));
    }
    return {};
}

} // namespace

Done take_away(sql::Transaction& main, std::string_view uid, std::string_view notice) {
    const auto id = ParagraphId::from_text(uid);
    if (!id) return {};
    DK_TRY(const auto places, store::places_of(main, *id));
    for (const store::Place& place : places) {
        DK_TRY(const auto editions, store::editions_of(main, place.guideline));
        for (const Edition& edition : editions) {
            if (edition.number != place.edition) continue;
            DK_DO(change_edition(main, edition, *id, notice));
        }
    }
    return change_requests(main, uid, notice);
}

} // namespace denkraum::guideline::redaction
