// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/ast/ast.hpp"

#include <array>

#include "base/json/json.hpp"
#include "engine/intake/ast/blocks.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

/// meta := {"title": {"t": "MetaInlines", "c": [inline…]} | {"t": "MetaBlocks", "c": [block…]}
///          | {"t": "MetaList", "c": [meta…]} | {"t": "MetaString", "c": text} …}
void read_meta(BlockReader& reader, const json::object& meta, prose::Kind kind) {
    const std::string_view type = json::text_or(meta, "t");
    const json::value* inside = meta.if_contains("c");
    if (inside == nullptr || !inside->is_array()) return;
    const json::array& parts = inside->get_array();
    if (type == "MetaInlines") reader.read_paragraph(parts, kind);
    if (type == "MetaBlocks") reader.read(parts);
    if (type != "MetaList") return;
    for (const json::value& each : parts) {
        if (each.is_object()) read_meta(reader, each.get_object(), kind);
    }
}

} // namespace

Result<DraftText>
read_ast(std::string_view text, Format format, Report& report, const Pictures& pictures) {
    DK_TRY(const json::value parsed, json::parse(text, ast_bytes_max, ast_depth_max));
    if (!parsed.is_object()) return fail(ErrorCode::Invalid, "pandoc's answer is no object");
    const json::object& document = parsed.get_object();
    DK_TRY(const json::array* blocks, json::array_at(document, "blocks"));
    DK_TRY(const json::object* meta, json::object_at(document, "meta"));

    DraftText result;
    BlockReader reader(format, report, pictures);
    if (const json::value* title = meta->if_contains("title")) {
        result.title = words_anywhere(*title);
    }
    if (format != Format::Docx && format != Format::Html) {
        constexpr std::array<std::string_view, 5> names{
            "title", "subtitle", "author", "date", "abstract"
        };
        for (const std::string_view name : names) {
            const auto entry = json::object_at(*meta, name);
            const auto kind = name == "title" ? prose::Kind::Heading : prose::Kind::Paragraph;
            if (entry) read_meta(reader, **entry, kind);
        }
    }
    reader.read(*blocks);
    if (reader.drafts.size() > blocks_max) return fail(ErrorCode::TooLarge, "blocks");
    result.drafts = std::move(reader.drafts);
    return result;
}

} // namespace denkraum::intake
