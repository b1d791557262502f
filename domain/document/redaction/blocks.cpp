// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/redaction/blocks.hpp"

#include <algorithm>
#include <map>

#include "domain/document/redaction/words.hpp"
#include "domain/document/text/model.hpp"

namespace denkraum::document::redaction {
namespace {

/// All blocks of a text, and which of them have words in common.
class Survey {
public:
    explicit Survey(const history::Index& index) {
        const crdt::Doc& doc = index.doc;
        for (auto item = doc.first(text::text_root); item != crdt::no_item; item = doc.next(item)) {
            const crdt::ItemView view = doc.view(item);
            if (view.kind != crdt::ContentKind::Embed) continue;
            if (const auto marker = text::marker_of(view.content)) begin(index, view, marker->uid);
        }
        std::erase_if(gone, [this](const auto& one) { return living.contains(one.first); });
        each_stay(doc, index.arrivals, [this](const Stay& stay) { take(stay); });
    }

    struct Gone {
        GoneBlock block;
        Seq deleted = 0;
        bool has_content = false;
        std::set<std::string, std::less<>> shares; ///< words with these, gone ones too
    };
    std::map<std::string, Gone, std::less<>> gone;
    std::set<std::string, std::less<>> living;

private:
    void begin(const history::Index& index, const crdt::ItemView& view, const std::string& uid) {
        if (!view.deleted) {
            living.insert(uid);
            return;
        }
        Gone& one = gone[uid];
        one.block.uid = uid;
        const history::Span* ended = index.arrivals.deleted().find(view.id);
        if (ended != nullptr) one.deleted = std::max(one.deleted, Seq{ended->seq});
    }

    void take(const Stay& stay) {
        for (const std::string_view uid : stay.blocks) {
            const auto found = gone.find(uid);
            if (found == gone.end()) continue;
            Gone& one = found->second;
            one.has_content = true;
            one.block.words += stay.words;
            for (const std::string_view other : stay.blocks) {
                if (other == uid) continue;
                one.shares.emplace(other);
                if (living.contains(other)) one.block.joined_into.emplace(other);
            }
        }
    }
};

std::vector<std::string> together(const Survey& survey, std::string_view uid) {
    if (!survey.living.contains(uid) && !survey.gone.contains(uid)) return {};
    std::vector<std::string> blocks{std::string(uid)};
    const auto add = [&](const std::string& other) {
        if (std::ranges::find(blocks, other) == blocks.end()) blocks.push_back(other);
    };
    for (std::size_t next = 0; next < blocks.size(); ++next) {
        const auto known = survey.gone.find(blocks[next]);
        if (known != survey.gone.end()) {
            for (const std::string& other : known->second.shares)
                add(other);
            continue;
        }
        for (const auto& [other, one] : survey.gone) {
            if (one.shares.contains(blocks[next])) add(other);
        }
    }
    return blocks;
}

} // namespace

std::vector<GoneBlock> gone_blocks(const history::Index& index) {
    Survey survey(index);
    const auto attributes = text::attributes_of(index.doc);
    std::vector<Survey::Gone> found;
    for (auto& [uid, one] : survey.gone) {
        const auto of_it = attributes.find(uid);
        if (of_it != attributes.end() && of_it->second.rows != crdt::no_item) {
            // The cells of a table stand beside the text.
            one.block.words = words_of(index.doc, index.arrivals, uid).back();
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
    return together(Survey(index), uid);
}

std::vector<std::vector<std::string>>
all_together_with(const history::Index& index, const std::vector<std::string>& uids) {
    if (uids.empty()) return {};
    const Survey survey(index);
    std::vector<std::vector<std::string>> all;
    for (const std::string& uid : uids)
        all.push_back(together(survey, uid));
    return all;
}

} // namespace denkraum::document::redaction
