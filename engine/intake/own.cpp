// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/own.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "base/utf8.hpp"
#include "engine/intake/file/own_styles.hpp"

namespace denkraum::intake {
namespace {

using Content = std::vector<prose::Inline>;

bool is_front(std::string_view style) {
    constexpr std::array<std::string_view, 3> names{"Title", "Subtitle", "Impressum"};
    return std::ranges::find(names, style) != names.end();
}

bool is_back(std::string_view style) {
    return style == "Begriffe" || style == "Quellen";
}

bool is_caption(std::string_view style) {
    return style == "TableCaption" || style == "Table Caption";
}

/// "2. November 2026", "2 November 2026" as "2026-11-02"; anything else as it stands.
std::string iso_day_of(std::string_view spoken) {
    constexpr std::array<std::string_view, 24> months{
        "Januar",  "Februar",  "März",      "April",   "Mai",      "Juni",
        "Juli",    "August",   "September", "Oktober", "November", "Dezember",
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"
    };
    const std::size_t first = spoken.find(' ');
    const std::size_t last = spoken.rfind(' ');
    if (first == spoken.npos || first == last) return std::string(spoken);
    std::string day(spoken.substr(0, first));
    if (day.ends_with('.')) day.pop_back();
    const auto month = std::ranges::find(months, spoken.substr(first + 1, last - first - 1));
    const std::string_view year = spoken.substr(last + 1);
    const bool is_day =
        month != months.end() && !day.empty() && day.size() <= 2 && year.size() == 4;
    if (!is_day) return std::string(spoken);
    const auto number = static_cast<std::size_t>(month - months.begin()) % 12 + 1;
    const auto two = [](const std::string& digits) {
        return digits.size() < 2 ? "0" + digits : digits;
    };
    return std::string(year) + "-" + two(std::to_string(number)) + "-" + two(day);
}

std::string words_in_style(const Content& content, std::string_view style) {
    std::string words;
    for (const prose::Inline& run : content) {
        if (style_of_term(run.marks.term) == style) words += run.text;
    }
    return words;
}

prose::Source source_of(const Content& content) {
    prose::Source source{
        .title = words_in_style(content, "Quelle Titel"),
        .file_number = words_in_style(content, "Quelle Fundstelle"),
        .looked_up = iso_day_of(words_in_style(content, "Quelle Datum"))
    };
    for (const prose::Inline& run : content) {
        if (!run.marks.link.empty() && source.link.empty()) source.link = run.marks.link;
    }
    return source;
}

/// "Nr. 1.3 a: …" names 1.3 a.
std::string place_in(const Draft& draft) {
    const std::string words = prose::plain_text(draft.block);
    for (const std::string_view lead : {"Nr. ", "No. "}) {
        const std::size_t end = words.find(": ");
        if (words.starts_with(lead) && end != std::string::npos) {
            return words.substr(lead.size(), end - lead.size());
        }
    }
    return {};
}

class Own {
public:
    Own(std::vector<Draft>& drafts, bool keeps_uids) : drafts_(drafts), keeps_uids_(keeps_uids) {}

    void settle() {
        read_back();
        for (Draft& draft : drafts_)
            settle_one(draft);
        attach_sources();
        join_captions();
        settle_heads();
        std::erase_if(drafts_, [](const Draft& draft) {
            return is_front(draft.style) || draft.style == gone;
        });
    }

private:
    static constexpr std::string_view gone = "\uFDD0";

    /// The lists behind the text, each with the heading over it.
    void read_back() {
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            Draft& draft = drafts_[i];
            if (!is_back(draft.style)) continue;
            if (i > 0 && drafts_[i - 1].block.kind == prose::Kind::Heading) {
                drafts_[i - 1].style = gone;
            }
            const Content& content = draft.block.content;
            if (draft.style == "Begriffe") {
                const std::string term = words_in_style(content, "Begriff");
                const std::string words = prose::plain_text(draft.block);
                const std::size_t cut = words.find(term + ": ");
                if (term.empty() || cut == std::string::npos) continue;
                terms_.emplace(term, utf8::trim(words.substr(cut + term.size() + 2)));
                draft.style = gone;
            } else {
                const std::string place = place_in(draft);
                prose::Source source = source_of(content);
                // What cannot be found again stays as a line of words.
                if (place.empty() || source == prose::Source()) continue;
                sources_.emplace_back(place, std::move(source));
                sourced_.push_back(i);
            }
        }
    }

    void settle_one(Draft& draft) {
        if (draft.style == gone || is_back(draft.style)) return;
        std::string number;
        Content kept;
        bool is_lead = true;
        for (prose::Inline& run : draft.block.content) {
            const std::string style(style_of_term(run.marks.term));
            const bool is_number = style == "Nummer" || style == "Kapitelnummer";
            if (is_lead && (is_number || style == "Art")) {
                if (is_number) number += run.text;
                continue;
            }
            if (is_lead && run.atom.empty()) {
                run.text.erase(0, run.text.find_first_not_of(" \t"));
                if (run.text.empty()) continue;
            }
            is_lead = false;
            if (!style.empty()) run.marks.term.clear();
            if (style == "Begriff") {
                const auto known = terms_.find(run.text);
                if (known != terms_.end()) run.marks.term = known->second;
            }
            if (run.atom.empty()) {
                prose::append_run(kept, run.text, run.marks);
            } else {
                kept.push_back(std::move(run));
            }
        }
        draft.block.content = std::move(kept);
        if (keeps_uids_) draft.block.uid = draft.uid;
        if (!number.empty() && draft.note == 0) {
            places_.emplace(number, static_cast<std::size_t>(&draft - drafts_.data()));
        }
    }

    void attach_sources() {
        for (std::size_t i = 0; i < sources_.size(); ++i) {
            const auto place = places_.find(sources_[i].first);
            if (place == places_.end()) continue;
            drafts_[place->second].block.sources.push_back(std::move(sources_[i].second));
            drafts_[sourced_[i]].style = gone;
        }
    }

    /// The reader for ODT gives a caption as a paragraph before the table.
    void join_captions() {
        for (std::size_t i = 0; i + 1 < drafts_.size(); ++i) {
            const bool stands_over = drafts_[i].table == 0 && is_caption(drafts_[i].style);
            if (!stands_over) continue;
            std::size_t next = i + 1;
            while (next + 1 < drafts_.size() && drafts_[next].note != 0)
                ++next;
            drafts_[i].table = drafts_[next].table;
            // The one for DOCX gives it a second time, as the table's.
            for (std::size_t at = i + 1; at < drafts_.size(); ++at) {
                Draft& again = drafts_[at];
                if (again.table != drafts_[i].table) break;
                if (again.cell == 0 && again.note == 0) again.style = gone;
            }
        }
    }

    /// A head row has its style in the last cell, a head column in the last row.
    void settle_heads() {
        std::map<int, std::pair<Draft*, Draft*>> ends; // of the first row, of the first column
        for (Draft& draft : drafts_) {
            const bool is_cell = draft.table != 0 && draft.cell > 0 && draft.note == 0;
            if (!is_cell || !draft.style.starts_with("Tabelle")) continue;
            draft.is_own_cell = true;
            draft.is_head = false;
            draft.has_head_column = false;
            auto& [in_row, in_column] = ends[draft.table];
            if (draft.row == 1) in_row = &draft;
            if (draft.cell == 1) in_column = &draft;
        }
        for (auto& [table, end] : ends) {
            auto& [in_row, in_column] = end;
            if (in_row != nullptr) in_row->is_head = in_row->style == "Tabellenkopf";
            if (in_column == nullptr || in_column == in_row) continue;
            const bool has_rows = in_column->row > 1;
            if (has_rows) in_column->has_head_column = in_column->style == "Tabellenkopf";
        }
    }

    std::vector<Draft>& drafts_;
    bool keeps_uids_;
    std::map<std::string, std::string, std::less<>> terms_;
    std::vector<std::pair<std::string, prose::Source>> sources_;
    std::vector<std::size_t> sourced_; ///< the draft of each
    std::map<std::string, std::size_t, std::less<>> places_;
};

void settle_kind(Draft& draft) {
    const bool may_be =
        draft.table == 0 && draft.note == 0 && draft.block.kind != prose::Kind::Heading;
    if (!may_be) return;
    draft.own_kind = kind_of_style(draft.style);
    if (draft.own_kind) draft.block.kind = *draft.own_kind;
}

} // namespace

OwnText settle_own(std::vector<Draft>& drafts, bool keeps_uids) {
    for (Draft& draft : drafts)
        settle_kind(draft);
    OwnText own;
    own.is_ours = std::ranges::find(drafts, "Impressum", &Draft::style) != drafts.end();
    if (own.is_ours) {
        const auto title = std::ranges::find(drafts, "Title", &Draft::style);
        if (title != drafts.end()) own.title = utf8::trim(prose::plain_text(title->block));
        Own(drafts, keeps_uids).settle();
    }
    for (Draft& draft : drafts) {
        Content content;
        for (prose::Inline& run : std::exchange(draft.block.content, {})) {
            if (!style_of_term(run.marks.term).empty()) run.marks.term.clear();
            if (run.atom.empty()) {
                prose::append_run(content, run.text, run.marks);
            } else {
                content.push_back(std::move(run));
            }
        }
        draft.block.content = std::move(content);
    }
    return own;
}

} // namespace denkraum::intake
