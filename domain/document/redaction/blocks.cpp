// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/redaction/blocks.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "domain/document/redaction/words.hpp"
#include "domain/document/text/model.hpp"

namespace denkraum::document::redaction {
namespace {

/// Goes through the text once; a stretch reaches from one marker to the next, living or not.
class Survey {
public:
    explicit Survey(const history::Index& index) : index_(index) {
        const crdt::Doc& doc = index.doc;
        for (auto item = doc.first(text::text_root); item != crdt::no_item; item = doc.next(item))
            take(doc.view(item));
    }

    struct Gone {
        GoneBlock block;
        Seq deleted = 0;
        bool has_content = false;
    };
    std::map<std::string, Gone, std::less<>> gone;
    std::set<std::string, std::less<>> living;

private:
    void take(const crdt::ItemView& view) {
        if (view.kind == crdt::ContentKind::Embed) {
            if (const auto marker = text::marker_of(view.content)) {
                begin(view, marker->uid);
                return;
            }
        }
        if (in_ == nullptr || !holds_words(view)) return;
        in_->has_content = true;
        if (view.kind == crdt::ContentKind::String) in_->block.words += view.content;
        if (!view.deleted && !holder_.empty() && came_before_its_end(view)) {
            in_->block.joined_into.insert(holder_);
        }
    }

    void begin(const crdt::ItemView& view, const std::string& uid) {
        if (!view.deleted) {
            living.insert(uid);
            holder_ = uid;
            in_ = nullptr;
            return;
        }
        in_ = &gone[uid];
        in_->block.uid = uid;
        const history::Span* ended = index_.arrivals.deleted().find(view.id);
        end_ = ended == nullptr ? 0 : Seq{ended->seq};
        in_->deleted = std::max(in_->deleted, end_);
    }

    /// Editors write what is typed at the end of a block behind what was deleted there.
    bool came_before_its_end(const crdt::ItemView& view) const {
        const crdt::Clock end = view.id.clock + view.length;
        for (crdt::Clock clock = view.id.clock; clock < end;) {
            const history::Span* span = index_.arrivals.inserted().find({view.id.client, clock});
            if (span == nullptr) return false;
            if (Seq{span->seq} <= end_) return true;
            clock = span->end;
        }
        return false;
    }

    const history::Index& index_;
    std::string holder_; ///< the last living marker's block
    Gone* in_ = nullptr; ///< the stretch that a deleted marker began
    Seq end_ = 0;        ///< when that marker was deleted
};

} // namespace

std::vector<GoneBlock> gone_blocks(const history::Index& index) {
    Survey survey(index);
    const auto attributes = text::attributes_of(index.doc);
    std::vector<Survey::Gone> found;
    for (auto& [uid, one] : survey.gone) {
        if (survey.living.contains(uid)) continue;
        const auto of_it = attributes.find(uid);
        if (of_it != attributes.end() && of_it->second.rows != crdt::no_item) {
            // The cells of a table stand beside the text.
            one.block.words = words_of(index.doc, uid).back();
            if (one.block.words.find_first_not_of('\n') != std::string::npos)
                one.has_content = true;
        }
        if (one.has_content) found.push_back(std::move(one));
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &Survey::Gone::deleted);
    std::vector<GoneBlock> blocks;
    for (Survey::Gone& one : found)
        blocks.push_back(std::move(one.block));
    return blocks;
}

std::vector<std::string> together_with(const history::Index& index, std::string_view uid) {
    const Survey survey(index);
    std::set<std::string> holders;
    if (survey.living.contains(uid)) {
        holders.emplace(uid);
    } else if (const auto found = survey.gone.find(uid); found != survey.gone.end()) {
        holders = found->second.block.joined_into;
    } else {
        return {};
    }
    std::vector<std::string> blocks{std::string(uid)};
    const auto add = [&](const std::string& other) {
        if (std::ranges::find(blocks, other) == blocks.end()) blocks.push_back(other);
    };
    for (const std::string& holder : holders)
        add(holder);
    for (const auto& [other, one] : survey.gone) {
        if (survey.living.contains(other)) continue;
        const std::set<std::string>& into = one.block.joined_into;
        const bool is_joined = std::ranges::any_of(holders, [&into](const std::string& holder) {
            return into.contains(holder);
        });
        if (is_joined) add(other);
    }
    return blocks;
}

} // namespace denkraum::document::redaction
