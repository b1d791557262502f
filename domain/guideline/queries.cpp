// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/queries.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/json/json.hpp"
#include "base/utf8.hpp"
#include "domain/guideline/edition_store.hpp"
#include "domain/guideline/limits.hpp"
#include "domain/guideline/reason_store.hpp"
#include "domain/guideline/rendering_store.hpp"
#include "domain/guideline/store.hpp"
#include "domain/network/queries.hpp"
#include "domain/trail/queries.hpp"
#include "engine/diff/prose_diff.hpp"

namespace denkraum::guideline::queries {
namespace {

Result<std::vector<HistoryLine>> history_of(sql::Transaction& transaction, GuidelineId guideline) {
    DK_TRY(
        const auto entries,
        trail::every_entry_of(transaction, {.kind = "guideline", .id = trail::any(guideline)})
    );
    DK_TRY(const auto houses, network::queries::authorities(transaction));
    std::vector<HistoryLine> lines;
    for (const trail::Shown& entry : entries) {
        HistoryLine line{.at = entry.at, .action = entry.action};
        for (const network::Authority& house : houses) {
            if (entry.authority == trail::any(house.id)) line.authority = house.name;
        }
        if (const auto says = json::parse(entry.payload.value_or("{}"));
            says && says->is_object()) {
            line.edition = static_cast<int>(json::integer_or(says->get_object(), "edition"));
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

/// By the uid of what `then` has and `now` has not: what it became, as the table of changes says
/// it.
struct Successor {
    const Paragraph* paragraph = nullptr;
    bool is_joined = false;
};
std::map<std::string, Successor>
successors(const std::vector<Paragraph>& then, const std::vector<Paragraph>& now) {
    const auto diff = diff::compare(prose_of(then), prose_of(now));
    std::map<std::string, Successor> into;
    for (const diff::Entry& entry : diff.entries) {
        if (entry.after.empty()) continue;
        for (const std::size_t older : entry.before)
            into[then[older].block.uid] = {
                &now[entry.after.front()], entry.fate == diff::Fate::Joined
            };
    }
    for (const Paragraph& paragraph : now)
        into.erase(paragraph.block.uid);
    return into;
}

std::map<std::string, Today>
today_of(const std::vector<Paragraph>& then, const std::vector<Paragraph>& now) {
    std::unordered_map<std::string_view, const Paragraph*> by_uid;
    for (const Paragraph& paragraph : now)
        by_uid.emplace(paragraph.block.uid, &paragraph);
    const auto became = successors(then, now);
    std::map<std::string, Today> today;
    for (const Paragraph& paragraph : then) {
        const std::string& uid = paragraph.block.uid;
        if (const auto found = by_uid.find(uid); found != by_uid.end()) {
            const Paragraph& newer = *found->second;
            today[uid] = {newer.eid, newer.number, newer.block != paragraph.block};
        } else if (const auto into = became.find(uid); into != became.end()) {
            const auto& [newer, is_joined] = into->second;
            today[uid] = {newer->eid, newer->number, true, is_joined};
        }
    }
    return today;
}

const Edition* find_edition(const std::vector<Edition>& editions, int number) {
    const auto found = std::find_if(editions.begin(), editions.end(), [&](const Edition& edition) {
        return edition.number == number;
    });
    return found == editions.end() ? nullptr : &*found;
}

bool is_item_of(std::string_view number, std::string_view lead) {
    return !lead.empty() && number.size() > lead.size() && number.starts_with(lead)
           && number[lead.size()] == '.';
}

bool is_heading(const Paragraph& paragraph) {
    return paragraph.block.kind == prose::Kind::Heading;
}

/// The headings above `at`, outermost first.
std::vector<std::string> chapters_above(const std::vector<Paragraph>& all, std::size_t at) {
    std::vector<std::string> chapters;
    int level = is_heading(all[at]) ? all[at].block.level : prose::heading_level_max + 1;
    for (std::size_t i = at; i-- > 0 && level > 1;) {
        if (!is_heading(all[i]) || all[i].block.level >= level) continue;
        level = all[i].block.level;
        const std::string number = all[i].number.empty() ? "" : all[i].number + " ";
        chapters.insert(chapters.begin(), number + prose::plain_text(all[i].block));
    }
    return chapters;
}

/// Number of the nearest numbered paragraph that belongs to another one than `at`.
std::string number_before(const std::vector<Paragraph>& all, std::size_t at) {
    for (std::size_t i = at; i-- > 0;) {
        const std::string& number = all[i].number;
        if (!number.empty() && !is_heading(all[i]) && !is_item_of(all[at].number, number)) {
            return number;
        }
    }
    return {};
}
std::string number_after(const std::vector<Paragraph>& all, std::size_t at) {
    for (std::size_t i = at + 1; i < all.size(); ++i) {
        const std::string& number = all[i].number;
        if (!number.empty() && !is_heading(all[i]) && !is_item_of(number, all[at].number)) {
            return number;
        }
    }
    return {};
}

/// Fills in what stands around the paragraph at `at` of the edition at hand.
void surround(ParagraphView& view, const std::vector<Paragraph>& all, std::size_t at) {
    const Paragraph& paragraph = all[at];
    view.chapters = chapters_above(all, at);
    view.before = number_before(all, at);
    view.after = number_after(all, at);
    view.paragraphs = {paragraph};
    if (is_heading(paragraph)) return;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (is_heading(all[i])) continue;
        if (i < at && is_item_of(paragraph.number, all[i].number)) view.leads.push_back(all[i]);
        if (i > at && is_item_of(all[i].number, paragraph.number)) {
            view.paragraphs.push_back(all[i]);
        }
    }
}

Done add_places(sql::Transaction& transaction, ParagraphView& view, ParagraphId uid) {
    DK_TRY(auto places, store::places_of(transaction, uid));
    for (store::Place& place : places) {
        if (place.guideline != view.guideline.id) continue;
        view.places.push_back({place.edition, std::move(place.paragraph)});
    }
    return {};
}

/// `all` are the paragraphs of the edition at hand.
Done add_successor(
    sql::Transaction& transaction, ParagraphView& view, const std::vector<Paragraph>& all
) {
    if (!view.is_superseded() || view.place_today() != nullptr) return {};
    DK_TRY(const auto now, store::paragraphs(transaction, view.guideline.id, view.newest().number));
    const auto into = successors(all, now);
    const auto found = into.find(view.paragraph().block.uid);
    if (found != into.end()) view.successor = *found->second.paragraph;
    return {};
}

} // namespace

const ParagraphView::Place* ParagraphView::place_today() const {
    const bool stands = !places.empty() && places.front().edition == newest().number;
    return stands ? &places.front() : nullptr;
}

Result<std::vector<Summary>> all(sql::Transaction& transaction) {
    DK_TRY(auto guidelines, store::guidelines(transaction));
    DK_TRY(auto newest, store::newest_editions(transaction));
    std::vector<Summary> summaries;
    for (Guideline& guideline : guidelines) {
        Summary summary{.guideline = std::move(guideline)};
        for (const Edition& edition : newest) {
            if (edition.guideline == summary.guideline.id) summary.newest = edition;
        }
        summaries.push_back(std::move(summary));
    }
    return summaries;
}

Result<std::vector<Edition>> recent_editions(sql::Transaction& transaction) {
    return store::recent_editions(transaction, recent_editions_max);
}

Result<std::optional<Guideline>>
by_draft(sql::Transaction& transaction, document::DocumentId draft) {
    return store::find_by_draft(transaction, draft);
}

Result<EditionView>
edition(sql::Transaction& transaction, std::string_view key, std::optional<int> number) {
    EditionView view;
    DK_TRY(view.guideline, store::guideline_by_key(transaction, key));
    const GuidelineId id = view.guideline.id;
    DK_TRY(view.editions, store::editions_of(transaction, id));
    if (view.editions.empty()) return fail(ErrorCode::NotFound, "nothing was published yet");
    const int wanted = number.value_or(view.newest().number);
    const Edition* found = find_edition(view.editions, wanted);
    if (found == nullptr) return fail(ErrorCode::NotFound, "no such edition");
    view.edition = *found;
    DK_TRY(view.paragraphs, store::paragraphs(transaction, id, wanted));
    DK_TRY(const auto renderings, store::renderings_of(transaction, id));
    attach(view.paragraphs, renderings);
    if (wanted > 1) {
        DK_TRY(const auto before, store::paragraphs(transaction, id, wanted - 1));
        const auto diff = diff::compare(prose_of(before), prose_of(view.paragraphs));
        view.changes = change_table(diff, before, view.paragraphs, view.edition.language);
        DK_TRY(const Reasons reasons, store::edition_reasons(transaction, id, wanted));
        give_reasons(view.changes, reasons);
    }
    if (view.is_superseded()) {
        DK_TRY(const auto now, store::paragraphs(transaction, id, view.newest().number));
        view.today = today_of(view.paragraphs, now);
    }
    DK_TRY(view.history, history_of(transaction, id));
    DK_TRY(view.files, store::files_of(transaction, id, wanted));
    return view;
}

Result<EditionsView> editions(sql::Transaction& transaction, std::string_view key) {
    EditionsView view;
    DK_TRY(view.guideline, store::guideline_by_key(transaction, key));
    DK_TRY(view.editions, store::editions_of(transaction, view.guideline.id));
    return view;
}

Result<ParagraphView>
paragraph(sql::Transaction& transaction, std::string_view key, int number, std::string_view place) {
    ParagraphView view;
    DK_TRY(view.guideline, store::guideline_by_key(transaction, key));
    DK_TRY(view.editions, store::editions_of(transaction, view.guideline.id));
    const Edition* edition = find_edition(view.editions, number);
    if (edition == nullptr) return fail(ErrorCode::NotFound, "no such edition");
    view.edition = *edition;
    DK_TRY(const auto all, store::paragraphs(transaction, view.guideline.id, number));
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].number != place || place.empty()) continue;
        surround(view, all, i);
        DK_TRY(const ParagraphId uid, ParagraphId::from_text(all[i].block.uid));
        DK_DO(add_places(transaction, view, uid));
        DK_DO(add_successor(transaction, view, all));
        return view;
    }
    return fail(ErrorCode::NotFound, "no paragraph of this number");
}

Result<ParagraphView> lasting_paragraph(sql::Transaction& transaction, ParagraphId uid) {
    DK_TRY(const auto places, store::places_of(transaction, uid));
    if (places.empty()) return fail(ErrorCode::NotFound, "this paragraph was never published");
    ParagraphView view;
    DK_TRY(view.guideline, store::guideline(transaction, places.front().guideline));
    DK_TRY(view.editions, store::editions_of(transaction, view.guideline.id));
    for (const store::Place& place : places) {
        if (place.guideline != view.guideline.id) continue;
        view.places.push_back({place.edition, place.paragraph});
    }
    const Edition* edition = find_edition(view.editions, view.places.front().edition);
    if (edition == nullptr) return fail(ErrorCode::Corrupt, "a paragraph without its edition");
    view.edition = *edition;
    DK_TRY(const auto all, store::paragraphs(transaction, view.guideline.id, edition->number));
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].eid == view.places.front().paragraph.eid) surround(view, all, i);
    }
    if (view.paragraphs.empty()) return fail(ErrorCode::Corrupt, "a paragraph without its place");
    DK_DO(add_successor(transaction, view, all));
    return view;
}

} // namespace denkraum::guideline::queries
