// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/credit_store.hpp"

#include <unordered_map>

#include "base/json/json.hpp"

namespace denkraum::guideline {
namespace {

using document::history::queries::CreditedBlock;
using document::history::queries::CreditedWords;

// runs := [ {"words": text, "kind": 1…5 (RecordKind), "authority": text, "from": µs, "to": µs} … ]

std::string to_json(const std::vector<CreditedWords>& runs) {
    json::array list;
    for (const CreditedWords& run : runs) {
        json::object one;
        one["words"] = run.words;
        one["kind"] = static_cast<int>(run.kind);
        one["authority"] = run.authority;
        one["from"] = run.from.us;
        one["to"] = run.to.us;
        list.push_back(std::move(one));
    }
    return json::write(list);
}

Result<CreditedWords> run_from(const json::value& value) {
    const auto corrupt = [] { return fail(ErrorCode::Corrupt, "not a run of words"); };
    if (!value.is_object()) return corrupt();
    const json::object& one = value.get_object();
    const auto* words = one.if_contains("words");
    const auto* kind = one.if_contains("kind");
    const auto* authority = one.if_contains("authority");
    const auto* from = one.if_contains("from");
    const auto* to = one.if_contains("to");
    const bool is_whole = words != nullptr && words->is_string() && kind != nullptr
                          && kind->is_int64() && authority != nullptr && authority->is_string()
                          && from != nullptr && from->is_int64() && to != nullptr && to->is_int64();
    if (!is_whole) return corrupt();
    return CreditedWords{
        .words = std::string(words->get_string()),
        .kind = static_cast<document::RecordKind>(kind->get_int64()),
        .authority = std::string(authority->get_string()),
        .from = {from->get_int64()},
        .to = {to->get_int64()}
    };
}

Result<std::vector<CreditedWords>> runs_from(std::string_view text) {
    DK_TRY(const json::value parsed, json::parse(text));
    if (!parsed.is_array()) return fail(ErrorCode::Corrupt, "runs are a list");
    std::vector<CreditedWords> runs;
    for (const json::value& value : parsed.get_array()) {
        DK_TRY(auto run, run_from(value));
        runs.push_back(std::move(run));
    }
    return runs;
}

} // namespace

Result<Credits> blame_of_edition(
    sql::Database& main, sql::Database& log, document::DocumentId draft, document::Seq seq
) {
    return document::history::queries::credits_at(main, log, draft, seq);
}

namespace store {

Done insert_credits(
    sql::Transaction& transaction,
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    const Credits& credits
) {
    std::unordered_map<std::string_view, const CreditedBlock*> by_uid;
    for (const CreditedBlock& block : credits)
        by_uid[block.uid] = &block;
    struct Row {
        ParagraphId uid;
        std::string runs;
    };
    std::vector<Row> rows;
    for (const Paragraph& paragraph : paragraphs) {
        const auto found = by_uid.find(paragraph.block.uid);
        if (found == by_uid.end() || found->second->runs.empty()) continue;
        DK_TRY(const ParagraphId uid, ParagraphId::from_text(paragraph.block.uid));
        rows.push_back({uid, to_json(found->second->runs)});
    }
    if (rows.empty()) return {};
    constexpr std::size_t width = 4;
    std::vector<sql::Value> values;
    for (const Row& row : rows) {
        values.push_back(sql::to_value(edition.guideline));
        values.push_back(sql::to_value(edition.number));
        values.push_back(sql::to_value(row.uid));
        values.push_back(sql::to_value(row.runs));
    }
    DK_DO(transaction.execute_many(
        "INSERT INTO edition_credit (guideline, edition, uid, runs) VALUES (?, ?, ?, ?)",
        values,
        width
    ));
    return {};
}

Result<ParagraphCredits>
credits_of(sql::Transaction& transaction, GuidelineId guideline, ParagraphId uid) {
    struct Row {
        int edition;
        std::string runs;
    };
    DK_TRY(
        const auto rows,
        transaction.query_list(
            [](sql::Row row) -> Result<Row> {
                sql::Columns in(row);
                Row one{.edition = in.next<int>(), .runs = in.next<std::string>()};
                return std::move(in).finish(std::move(one));
            },
            "SELECT edition, runs FROM edition_credit WHERE guideline = ? AND uid = ?",
            guideline,
            uid
        )
    );
    ParagraphCredits credits;
    for (const Row& row : rows) {
        DK_TRY(auto runs, runs_from(row.runs));
        credits.emplace(row.edition, std::move(runs));
    }
    return credits;
}

} // namespace store
} // namespace denkraum::guideline
