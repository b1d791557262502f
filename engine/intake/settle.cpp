// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/settle.hpp"

#include <algorithm>
#include <string>

namespace denkraum::intake {
namespace {

using Counters = std::vector<int>;

bool is_item(const Draft& draft) {
    const bool may_be = draft.table == 0 && draft.note == 0 && !draft.is_continued
                        && draft.block.kind != prose::Kind::Heading;
    return may_be && (draft.is_bullet || !draft.label.empty());
}

/// The number that an editor gives to an item at this depth.
int counted(Counters& counters, int depth) {
    counters.resize(static_cast<std::size_t>(std::max(depth, 0)) + 1, 0);
    return ++counters.back();
}

/// The items of a list by their places; notes may stand between them.
using Items = std::vector<std::size_t>;

Items items_from(const std::vector<Draft>& drafts, std::size_t first) {
    Items items;
    for (std::size_t i = first; i < drafts.size(); ++i) {
        if (is_item(drafts[i]))
            items.push_back(i);
        else if (drafts[i].note == 0 || drafts[i].table != 0)
            break;
    }
    return items;
}

/// True when every number of the items is the one an editor would give.
bool counts_from_one(const std::vector<Draft>& drafts, const Items& items) {
    Counters counters;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Draft& item = drafts[items[i]];
        const int before = i == 0 ? -1 : drafts[items[i - 1]].depth;
        const bool is_too_deep = item.depth > prose::indent_max || item.depth > before + 1;
        const int number = counted(counters, item.depth);
        if (item.is_bullet) continue;
        if (is_too_deep || item.label != std::to_string(number) + ".") return false;
    }
    return true;
}

void put_before(Draft& draft, const std::string& label) {
    std::vector<prose::Inline>& content = draft.block.content;
    content.insert(content.begin(), prose::Inline{.text = label + " "});
}

void settle_item(Draft& draft, bool may_count, Report& report) {
    if (draft.is_bullet) {
        draft.block.list = prose::ListStyle::Bullet;
    } else if (may_count) {
        draft.block.list = prose::ListStyle::Number;
    } else {
        report.add(RemarkKind::NumberKeptAsText);
        put_before(draft, draft.label);
        return;
    }
    draft.block.indent = draft.depth;
    // A quotation or an explanation cannot be an item as well: the list is what readers count on.
    draft.block.kind = draft.own_kind.value_or(prose::Kind::Paragraph);
}

} // namespace

void settle_labels(std::vector<Draft>& drafts, ProfileId profile, Report& report) {
    std::size_t i = 0;
    while (i < drafts.size()) {
        const Items items = is_item(drafts[i]) ? items_from(drafts, i) : Items();
        if (items.empty()) {
            if (!drafts[i].label.empty()) put_before(drafts[i], drafts[i].label);
            ++i;
            continue;
        }
        const bool may_count = profile == ProfileId::None && counts_from_one(drafts, items);
        for (const std::size_t item : items)
            settle_item(drafts[item], may_count, report);
        for (; i < items.back(); ++i) {
            const bool is_note = drafts[i].note != 0;
            if (is_note && !drafts[i].label.empty()) put_before(drafts[i], drafts[i].label);
        }
        ++i;
    }
}

} // namespace denkraum::intake
