// SPDX-License-Identifier: EUPL-1.2
#include "base/prose/prose_json.hpp"

#include <utility>

namespace denkraum::prose {
namespace {

json::value parsed_atom(const std::string& atom) {
    return json::parse(atom).value_or(json::value(atom));
}

json::value run_to_json(const Inline& run) {
    json::object out;
    if (!run.atom.empty()) {
        out["atom"] = parsed_atom(run.atom);
        return out;
    }
    out["text"] = run.text;
    if (run.marks.strong) out["strong"] = true;
    if (run.marks.em) out["em"] = true;
    if (run.marks.code) out["code"] = true;
    if (!run.marks.link.empty()) out["link"] = run.marks.link;
    return out;
}

bool is_one_plain_run(const Block& block) {
    if (block.content.empty()) return true;
    const Inline& first = block.content.front();
    return block.content.size() == 1 && first.atom.empty() && first.marks == Marks{};
}

Result<Inline> run_from_json(const json::value& json) {
    if (!json.is_object()) return fail(ErrorCode::Invalid, "a run is an object");
    const json::object& from = json.get_object();
    Inline run;
    if (const auto* atom = from.if_contains("atom")) {
        run.atom = json::write(*atom);
        return run;
    }
    DK_TRY(const std::string_view text, json::text_at(from, "text"));
    run.text = text;
    run.marks.strong = json::bool_or(from, "strong");
    run.marks.em = json::bool_or(from, "em");
    run.marks.code = json::bool_or(from, "code");
    run.marks.link = json::text_or(from, "link");
    return run;
}

Result<Block> block_from_json(const json::value& json) {
    if (!json.is_object()) return fail(ErrorCode::Invalid, "a block is an object");
    const json::object& from = json.get_object();
    Block block;
    block.uid = json::text_or(from, "uid");
    block.kind = kind_from_id(json::text_or(from, "kind", "p")).value_or(Kind::Paragraph);
    block.level = static_cast<int>(json::integer_or(from, "level"));
    block.list = list_from_id(json::text_or(from, "list")).value_or(ListStyle::None);
    block.indent = static_cast<int>(json::integer_or(from, "indent"));
    if (const auto* content = from.if_contains("content"); content && content->is_array()) {
        for (const json::value& item : content->get_array()) {
            DK_TRY(Inline run, run_from_json(item));
            block.content.push_back(std::move(run));
        }
    } else {
        append_run(block.content, json::text_or(from, "text"), {});
    }
    return block;
}

} // namespace

json::value to_json(const Block& block) {
    json::object out;
    if (!block.uid.empty()) out["uid"] = block.uid;
    out["kind"] = id_of(block.kind);
    if (block.kind == Kind::Heading) out["level"] = block.level;
    if (block.list != ListStyle::None) out["list"] = id_of(block.list);
    if (block.list != ListStyle::None && block.indent > 0) out["indent"] = block.indent;
    if (is_one_plain_run(block)) {
        out["text"] = plain_text(block);
        return out;
    }
    json::array content;
    for (const Inline& run : block.content)
        content.push_back(run_to_json(run));
    out["content"] = std::move(content);
    return out;
}

json::value to_json(const Prose& prose) {
    json::array blocks;
    for (const Block& block : prose.blocks)
        blocks.push_back(to_json(block));
    json::object out;
    out["blocks"] = std::move(blocks);
    return out;
}

Result<Prose> from_json(const json::value& json) {
    if (!json.is_object()) return fail(ErrorCode::Invalid, "prose is an object");
    DK_TRY(const json::array* blocks, json::array_at(json.get_object(), "blocks"));
    if (blocks->size() > json_blocks_max) return fail(ErrorCode::TooLarge, "too many blocks");
    Prose prose;
    prose.blocks.reserve(blocks->size());
    for (const json::value& item : *blocks) {
        DK_TRY(Block block, block_from_json(item));
        prose.blocks.push_back(std::move(block));
    }
    return normalised(std::move(prose));
}

} // namespace denkraum::prose
