// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/settle_notes.hpp"

#include <algorithm>
#include <utility>

#include "base/prose/atoms.hpp"
#include "base/utf8.hpp"

namespace denkraum::intake {
namespace {

struct Found {
    std::string words = {};
    bool is_plain = true; ///< nothing in it would be lost as plain words
};

/// Words, the addresses of links behind theirs.
void add_words(Found& note, const std::vector<prose::Inline>& content) {
    for (const prose::Inline& run : content) {
        if (const int inner = note_marked(run); inner > 0) {
            note.words += raised(inner);
        } else if (!run.atom.empty()) {
            note.is_plain = false;
        }
        note.words += run.text;
        const bool has_address = !run.marks.link.empty() && run.marks.link != run.text;
        if (has_address) note.words += " (" + run.marks.link + ")";
    }
}

} // namespace

Notes::Notes(const std::vector<Draft>& drafts) {
    std::map<int, Found> found;
    std::set<int> referred;
    for (const Draft& draft : drafts) {
        if (draft.note != 0) {
            Found& note = found[draft.note];
            if (!note.words.empty()) note.words += '\n';
            add_words(note, draft.block.content);
            continue;
        }
        for (const prose::Inline& run : draft.block.content)
            referred.insert(note_marked(run));
    }
    for (auto& [number, note] : found) {
        std::string words(utf8::trim(note.words));
        const bool fits = !words.empty() && words.size() <= prose::note_bytes_max;
        if (number > 0 && fits && note.is_plain && referred.contains(number)) {
            at_place_.emplace(number, std::move(words));
        }
    }
}

void Notes::resolve(std::vector<prose::Inline>& content) const {
    std::vector<prose::Inline> resolved;
    for (prose::Inline& run : content) {
        const int number = note_marked(run);
        const auto note = at_place_.find(number);
        if (number == 0) {
            resolved.push_back(std::move(run));
        } else if (note != at_place_.end()) {
            resolved.push_back(prose::inline_of(prose::Note{note->second}));
        } else {
            resolved.push_back({.text = raised(number)});
        }
    }
    content = std::move(resolved);
}

} // namespace denkraum::intake
