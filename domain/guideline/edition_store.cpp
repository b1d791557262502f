// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/edition_store.hpp"

#include <algorithm>
#include <utility>

#include "base/json/json.hpp"
#include "base/prose/prose_json.hpp"

namespace denkraum::guideline::store {
namespace {

constexpr std::string_view select_edition =
    "SELECT e.guideline, g.key, e.number, e.title, e.language, e.date, e.based_on, e.legal_state, "
    "e.canonical_hash, e.published_at, e.released_by, e.file_number "
    "FROM edition e JOIN guideline g ON g.id = e.guideline ";

std::string names_to_json(const std::vector<std::string>& names) {
    json::array list;
    for (const std::string& name : names)
        list.emplace_back(name);
    return json::write(list);
}

Result<std::vector<std::string>> names_from_json(std::string_view text) {
    DK_TRY(const json::value parsed, json::parse(text));
    if (!parsed.is_array()) return fail(ErrorCode::Corrupt, "names are a list");
    std::vector<std::string> names;
    for (const json::value& name : parsed.get_array()) {
        if (!name.is_string()) return fail(ErrorCode::Corrupt, "a name is text");
        names.emplace_back(name.get_string());
    }
    return names;
}

Result<Edition> read_edition(sql::Row row) {
    sql::Columns in(row);
    Edition edition{
        .guideline = in.next<GuidelineId>(),
        .key = in.next<std::string>(),
        .number = in.next<int>(),
        .title = in.next<std::string>(),
        .language = in.next<std::string>(),
        .date = in.next<Instant>(),
        .based_on = in.next<std::optional<int>>(),
        .legal_state = in.next<std::string>(),
    };
    const auto hash = in.next<Bytes>();
    edition.published_at = in.next<Instant>();
    const auto names = in.next<std::string>();
    edition.file_number = in.next<std::string>();
    DK_TRY(edition, std::move(in).finish(std::move(edition)));
    DK_TRY(edition.hash, digest_from(hash));
    DK_TRY(edition.released_by, names_from_json(names));
    return edition;
}

Result<Paragraph> paragraph_from(std::string_view block, std::string eid, std::string number) {
    DK_TRY(const json::value parsed, json::parse(block));
    json::object one_block;
    one_block["blocks"] = json::array{parsed};
    DK_TRY(prose::Prose prose, prose::from_json(one_block));
    return Paragraph{
        .block = std::move(prose.blocks.front()), .eid = std::move(eid), .number = std::move(number)
    };
}

Result<Paragraph> read_paragraph(sql::Row row) {
    DK_TRY(const auto block, row.get<std::string_view>("block"));
    DK_TRY(auto eid, row.get<std::string>("eid"));
    DK_TRY(auto number, row.get<std::string>("number"));
    return paragraph_from(block, std::move(eid), std::move(number));
}

Done insert_paragraphs(
    sql::Transaction& transaction, const Edition& edition, const std::vector<Paragraph>& paragraphs
) {
    // The statement takes views: the texts must live until it has run.
    struct Texts {
        ParagraphId uid;
        std::string words;
        std::string block;
    };
    std::vector<Texts> texts;
    texts.reserve(paragraphs.size());
    for (const Paragraph& paragraph : paragraphs) {
        DK_TRY(const ParagraphId uid, ParagraphId::from_text(paragraph.block.uid));
        texts.push_back(
            {uid, prose::plain_text(paragraph.block), json::write(prose::to_json(paragraph.block))}
        );
    }
    constexpr std::size_t width = 9;
    std::vector<sql::Value> values;
    values.reserve(width * paragraphs.size());
    for (std::size_t i = 0; i < paragraphs.size(); ++i) {
        const Paragraph& paragraph = paragraphs[i];
        for (const sql::Value& value :
             {sql::to_value(edition.guideline),
              sql::to_value(edition.number),
              sql::to_value(i + 1),
              sql::to_value(texts[i].uid),
              sql::to_value(paragraph.eid),
              sql::to_value(paragraph.number),
              sql::to_value(prose::id_of(paragraph.block.kind)),
              sql::to_value(texts[i].words),
              sql::to_value(texts[i].block)})
            values.push_back(value);
    }
    DK_DO(transaction.execute_many(
        "INSERT INTO edition_paragraph "
        "(guideline, edition, position, uid, eid, number, kind, words, block) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
        width
    ));
    return {};
}

Done insert_missing(
    sql::Transaction& transaction, const Edition& edition, const std::vector<MissingFile>& missing
) {
    for (const MissingFile& file : missing) {
        DK_DO(transaction.execute(
            "INSERT INTO edition_missing_file (guideline, edition, name, why) VALUES (?, ?, ?, ?)",
            edition.guideline,
            edition.number,
            file.name,
            file.why
        ));
    }
    return {};
}

} // namespace

Done insert_file(sql::Transaction& transaction, const Edition& edition, const File& file) {
    DK_TRY(const secret::Digest hash, put_content(transaction, as_bytes(file.bytes)));
    DK_DO(transaction.execute(
        "INSERT INTO edition_file (guideline, edition, name, type, content) "
        "VALUES (?, ?, ?, ?, ?)",
        edition.guideline,
        edition.number,
        file.name,
        file.type,
        ByteView(hash)
    ));
    return {};
}

Result<secret::Digest> digest_from(ByteView bytes) {
    secret::Digest digest{};
    if (bytes.size() != digest.size()) return fail(ErrorCode::Corrupt, "a hash has 32 bytes");
    std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
}

Result<secret::Digest> put_content(sql::Transaction& transaction, ByteView bytes) {
    const secret::Digest hash = secret::sha256(bytes);
    DK_DO(transaction.execute(
        "INSERT INTO content (hash, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING",
        ByteView(hash),
        bytes
    ));
    return hash;
}

Result<Bytes> content(sql::Transaction& transaction, const secret::Digest& hash) {
    return transaction.query_value<Bytes>(
        "SELECT bytes FROM content WHERE hash = ?", ByteView(hash)
    );
}

Done insert_edition(
    sql::Transaction& transaction,
    const Edition& edition,
    document::Seq document_seq,
    const std::vector<Paragraph>& paragraphs,
    const MadeFiles& files
) {
    DK_DO(transaction.execute(
        "INSERT INTO edition (guideline, number, title, language, date, based_on, legal_state, "
        "canonical_hash, document_seq, released_by, published_at, file_number) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        edition.guideline,
        edition.number,
        edition.title,
        edition.language,
        edition.date,
        edition.based_on,
        edition.legal_state,
        ByteView(edition.hash),
        document_seq,
        names_to_json(edition.released_by),
        edition.published_at,
        edition.file_number
    ));
    DK_DO(insert_paragraphs(transaction, edition, paragraphs));
    for (const File& file : files.files)
        DK_DO(insert_file(transaction, edition, file));
    return insert_missing(transaction, edition, files.missing);
}

Result<std::vector<Edition>> editions_of(sql::Transaction& transaction, GuidelineId guideline) {
    return transaction.query_list(
        read_edition,
        std::string(select_edition) + "WHERE e.guideline = ? ORDER BY e.number DESC",
        guideline
    );
}

Result<std::vector<Edition>> newest_editions(sql::Transaction& transaction) {
    return transaction.query_list(
        read_edition,
        std::string(select_edition)
            + "WHERE e.number = (SELECT max(n.number) FROM edition n "
              "WHERE n.guideline = e.guideline) ORDER BY e.guideline"
    );
}

Result<std::vector<Edition>>
recent_editions(sql::Transaction& transaction, std::int64_t count_max) {
    return transaction.query_list(
        read_edition,
        std::string(select_edition) + "ORDER BY e.published_at DESC, e.guideline LIMIT ?",
        count_max
    );
}

Result<std::vector<Paragraph>>
paragraphs(sql::Transaction& transaction, GuidelineId guideline, int edition) {
    return transaction.query_list(
        read_paragraph,
        "SELECT block, eid, number FROM edition_paragraph WHERE guideline = ? AND edition = ? "
        "ORDER BY position",
        guideline,
        edition
    );
}

Result<std::vector<Place>> places_of(sql::Transaction& transaction, ParagraphId uid) {
    const auto read = [](sql::Row row) -> Result<Place> {
        Place place;
        DK_TRY(place.guideline, row.get<GuidelineId>("guideline"));
        DK_TRY(place.edition, row.get<int>("edition"));
        DK_TRY(place.paragraph, read_paragraph(row));
        return place;
    };
    return transaction.query_list(
        read,
        "SELECT guideline, edition, block, eid, number FROM edition_paragraph WHERE uid = ? "
        "ORDER BY edition DESC, guideline",
        uid
    );
}

Result<std::vector<ListedFile>>
files_of(sql::Transaction& transaction, GuidelineId guideline, int edition) {
    const auto read = [](sql::Row row) -> Result<ListedFile> {
        ListedFile listed;
        DK_TRY(listed.name, row.get<std::string>(0));
        DK_TRY(listed.bytes, row.get<std::int64_t>(1));
        DK_TRY(listed.why_missing, row.get<std::string>(2));
        return listed;
    };
    return transaction.query_list(
        read,
        "SELECT f.name, length(c.bytes), '' FROM edition_file f JOIN content c "
        "ON c.hash = f.content WHERE f.guideline = ? AND f.edition = ? "
        "UNION ALL SELECT name, 0, why FROM edition_missing_file "
        "WHERE guideline = ? AND edition = ? ORDER BY 1",
        guideline,
        edition,
        guideline,
        edition
    );
}

Result<StoredFile>
file(sql::Transaction& transaction, GuidelineId guideline, int edition, std::string_view name) {
    const auto read = [](sql::Row row) -> Result<StoredFile> {
        StoredFile stored;
        DK_TRY(stored.type, row.get<std::string>(0));
        DK_TRY(const auto hash, row.get<ByteView>(1));
        DK_TRY(stored.hash, digest_from(hash));
        DK_TRY(stored.bytes, row.get<Bytes>(2));
        return stored;
    };
    return transaction.query_one(
        read,
        "SELECT f.type, f.content, c.bytes FROM edition_file f JOIN content c "
        "ON c.hash = f.content WHERE f.guideline = ? AND f.edition = ? AND f.name = ?",
        guideline,
        edition,
        name
    );
}

} // namespace denkraum::guideline::store
