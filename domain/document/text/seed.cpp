// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/text/seed.hpp"

#include <limits>
#include <string>
#include <unordered_set>

#include "base/check.hpp"
#include "base/id.hpp"
#include "base/json/json.hpp"
#include "base/prose/prose_json.hpp"
#include "base/utf8.hpp"
#include "domain/document/text/model.hpp"
#include "domain/document/text/tables.hpp"
#include "engine/crdt/edit.hpp"

namespace denkraum::document::text {
namespace {

struct BlockTag;

/// What of a block stands in the root map.
Done write_beside(crdt::Edit& edit, const prose::Block& block) {
    const std::string key = block.uid + "/";
    if (!block.table.rows.empty()) {
        DK_DO(write_rows(edit, block.uid, block.table.rows));
        if (!block.table.header_row) {
            DK_DO(edit.set_key(attribute_root, key + "header_row", "false"));
        }
        if (block.table.header_column) {
            DK_DO(edit.set_key(attribute_root, key + "header_column", "true"));
        }
    }
    if (block.sources.empty()) return {};
    const std::string sources = json::write(prose::to_json(block.sources));
    return edit.set_key(attribute_root, key + "sources", sources);
}

} // namespace

std::string make_uid(Instant now, Randomness& randomness) {
    return Id<BlockTag>::make(now, randomness).text();
}

void give_uids(prose::Prose& prose, Instant now, Randomness& randomness) {
    std::unordered_set<std::string> seen;
    for (prose::Block& block : prose.blocks) {
        if (!is_uid(block.uid) || seen.contains(block.uid)) block.uid = make_uid(now, randomness);
        seen.insert(block.uid);
    }
}

Result<Bytes> seed(crdt::Doc& empty, crdt::ClientId client, const prose::Prose& prose) {
    CHECK(empty.length(text_root) == 0, "only an empty document is seeded");
    crdt::Edit edit(empty, client);
    std::uint64_t index = 0;
    for (const prose::Block& block : prose.blocks) {
        CHECK(!block.uid.empty(), "blocks have uids before they are written");
        DK_DO(edit.insert_embed(text_root, crdt::Index{index}, marker_json(block)));
        ++index;
        DK_DO(write_beside(edit, block));
        for (const prose::Inline& run : block.content) {
            const crdt::Attributes attributes = attributes_for(run.marks);
            if (!run.atom.empty()) {
                DK_DO(edit.insert_embed(text_root, crdt::Index{index}, run.atom, attributes));
                ++index;
                continue;
            }
            DK_DO(edit.insert_text(text_root, crdt::Index{index}, run.text, attributes));
            index += utf8::utf16_length(run.text);
        }
    }
    return edit.finish();
}

Result<std::size_t> seeded_bytes(prose::Prose prose) {
    constexpr crdt::ClientId longest = std::numeric_limits<std::uint32_t>::max();
    constexpr std::size_t uid_characters = 22;
    for (std::size_t i = 0; i < prose.blocks.size(); ++i) {
        std::string& uid = prose.blocks[i].uid;
        uid = std::to_string(i);
        uid.insert(0, uid_characters - uid.size(), '0');
    }
    crdt::Doc scratch;
    DK_TRY(const Bytes update, seed(scratch, longest, prose));
    return update.size();
}

} // namespace denkraum::document::text
