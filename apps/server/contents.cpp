// SPDX-License-Identifier: EUPL-1.2
#include "apps/server/contents.hpp"

#include "base/json/json.hpp"
#include "base/prose/prose_json.hpp"
#include "domain/document/facts.hpp"

namespace denkraum::server {
namespace {

constexpr std::string_view fact_name = "contents";

} // namespace

Result<Contents> Contents::read(std::string_view json) {
    DK_TRY(const json::value parsed, json::parse(json));
    if (!parsed.is_object()) return fail(ErrorCode::Invalid, "contents are an object");
    const json::object& root = parsed.get_object();
    Contents contents;
    contents.is_sample_ = json::bool_or(root, "sample");
    contents.site_name_ = json::text_or(root, "name");
    DK_TRY(const json::object* pages, json::object_at(root, "pages"));
    for (const auto& [page, languages] : *pages) {
        if (!languages.is_object()) return fail(ErrorCode::Invalid, "a page has languages");
        for (const auto& [code, piece] : languages.get_object()) {
            if (!piece.is_object()) return fail(ErrorCode::Invalid, "a piece is an object");
            DK_TRY(auto prose, prose::from_json(piece));
            const std::string name = std::string(page) + "/" + std::string(code);
            contents.pieces_[name] = {
                std::string(json::text_or(piece.get_object(), "title")), std::move(prose), {}
            };
        }
    }
    return contents;
}

Result<Contents> Contents::load(sql::Database& main) {
    DK_TRY(auto transaction, main.begin(sql::Access::Read));
    DK_TRY(const auto stored, document::fact(transaction, fact_name));
    if (!stored) return Contents();
    return read(as_text(*stored));
}

Done Contents::save(sql::Database& main, std::string_view json) {
    DK_DO(read(json));
    DK_TRY(auto transaction, main.begin(sql::Access::Write));
    DK_DO(document::set_fact(transaction, fact_name, as_bytes(json)));
    return std::move(transaction).commit();
}

const Contents::Piece* Contents::find(std::string_view page, i18n::Language language) const {
    const auto found = pieces_.find(std::string(page) + "/" + std::string(i18n::code_of(language)));
    return found == pieces_.end() ? nullptr : &found->second;
}

} // namespace denkraum::server
