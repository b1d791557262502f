// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/profile/structure.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/utf8.hpp"

namespace denkraum::intake {
namespace {

constexpr std::size_t title_bytes_max = 300;
/// Fewer headings than this are no legal text.
constexpr int parts_min = 3;

bool is_in_text(const Draft& draft) {
    return draft.note == 0 && draft.table == 0 && !draft.is_bullet;
}

bool is_contents_style(const Draft& draft) {
    return draft.style.starts_with("toc") || draft.style.starts_with("TOC")
           || draft.style.starts_with("Verzeichnis");
}

/// Every run is marked in the same way, so that the whole paragraph stands out.
bool is_emphasised(const Draft& draft) {
    if (draft.block.content.empty()) return false;
    return std::ranges::all_of(draft.block.content, [](const prose::Inline& run) {
        return run.marks.strong || run.marks.em || utf8::trim(run.text).empty();
    });
}

bool is_in_capitals(std::string_view text) {
    const bool has_capital = std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
    return has_capital && std::ranges::none_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_set_apart(const Draft& draft) {
    return draft.block.kind == prose::Kind::Heading || is_emphasised(draft)
           || is_in_capitals(prose::plain_text(draft.block));
}

bool ends_like_a_sentence(std::string_view text) {
    return text.ends_with('.') || text.ends_with(';') || text.ends_with(':') || text.ends_with(',');
}

/// The line of a draft if it may open a part.
std::optional<PartLine> part_of(const Profile& profile, const Draft& draft) {
    if (!is_in_text(draft) || is_contents_style(draft)) return std::nullopt;
    auto line = part_line(profile, labelled_text(draft));
    // '(d) Title III shall apply' is an item that names a part, unless the label is the part.
    if (line && !draft.label.empty() && label_kind(draft.label) != LabelKind::None) {
        return std::nullopt;
    }
    return line;
}

/// Whether a line can be the title of the part opened in the line above it. Titles of articles need
/// not be set apart; others only where the next part follows at once.
bool may_be_title(const Profile& profile, const Draft& draft, bool needs_setting_apart) {
    const std::string text(utf8::trim(prose::plain_text(draft.block)));
    const bool is_plain = is_in_text(draft) && draft.label.empty() && !draft.is_continued;
    if (!is_plain || text.empty() || text.size() > title_bytes_max) return false;
    if (ends_like_a_sentence(text) || part_of(profile, draft)) return false;
    if (!leading_label(text).empty()) return false;
    const auto first = static_cast<unsigned char>(text.front());
    const bool begins = (first >= 'A' && first <= 'Z') || first >= 0x80 || first == '[';
    return begins && (!needs_setting_apart || is_set_apart(draft));
}

/// Cuts the content of a draft at a byte of its plain text; the second half is returned.
Draft split_at(Draft& draft, std::size_t place) {
    Draft second = draft;
    second.label.clear();
    std::vector<prose::Inline> first_runs;
    std::vector<prose::Inline> second_runs;
    std::size_t at = 0;
    for (const prose::Inline& run : draft.block.content) {
        if (!run.atom.empty()) {
            (at <= place ? first_runs : second_runs).push_back(run);
            continue;
        }
        const std::size_t cut = std::clamp(place, at, at + run.text.size()) - at;
        prose::append_run(first_runs, std::string_view(run.text).substr(0, cut), run.marks);
        prose::append_run(second_runs, std::string_view(run.text).substr(cut), run.marks);
        at += run.text.size();
    }
    draft.block.content = std::move(first_runs);
    second.block.content = std::move(second_runs);
    return second;
}

class Structurer {
public:
    Structurer(const Profile& profile, std::vector<Draft>& drafts)
        : profile_(profile), drafts_(drafts) {}

    Structure run() {
        structure_.profile = profile_.id;
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            structure_.before.push_back(labelled_text(drafts_[i]));
        }
        while (next_ < drafts_.size())
            take_next();
        set_levels();
        drafts_ = std::move(result_);
        return std::move(structure_);
    }

private:
    void take_next() {
        Draft& draft = drafts_[next_];
        const auto line = part_of(profile_, draft);
        if (line && take_part(*line)) return;
        count_label(draft);
        result_.push_back(std::move(draft));
        ++next_;
    }

    bool take_part(const PartLine& line) {
        const Draft& draft = drafts_[next_];
        const bool follows = line.number.follows(last_of(line));
        const bool apart = is_set_apart(draft) || is_in_capitals(line.rule->word);
        if (!follows && !apart) return false;
        Recognised part{
            .kind = line.rule->kind,
            .number = line.number.text,
            .title = std::string(utf8::trim(line.rest)),
            .sureness = apart && follows ? Sureness::Sure : Sureness::Likely,
            .before = next_,
        };
        if (!follows) doubt(part, Doubt::OutOfSequence);
        remember(line);
        push_heading(std::move(drafts_[next_]), std::move(part), *line.rule);
        ++next_;
        return true;
    }

    static void doubt(Recognised& part, Doubt why) {
        part.sureness = Sureness::Unsure;
        part.doubt = why;
    }

    void push_heading(Draft draft, Recognised part, const PartRule& rule) {
        std::optional<Draft> second = split_second(draft);
        if (second) {
            const auto first = part_line(profile_, labelled_text(draft));
            part.title = first ? first->rest : "";
        } else if (part.title.empty() && title_follows(rule)) {
            Draft title = std::move(drafts_[++next_]);
            ++part.lines;
            second = split_second(title);
            part.title = utf8::trim(prose::plain_text(title.block));
            join(draft, title);
        }
        if (second) doubt(part, Doubt::LineSplit);
        if (part.title.empty() && rule.kind == PartKind::Article) doubt(part, Doubt::TitleMissing);
        part.title = std::string(utf8::trim(part.title));
        make_heading(draft, rule);
        const std::size_t before = part.before;
        structure_.parts.push_back(std::move(part));
        draft.part = structure_.parts.size();
        result_.push_back(std::move(draft));
        if (second) push_second(*std::move(second), before);
    }

    [[nodiscard]] bool title_follows(const PartRule& rule) const {
        if (next_ + 1 >= drafts_.size()) return false;
        const bool is_between =
            next_ + 2 < drafts_.size() && part_of(profile_, drafts_[next_ + 2]).has_value();
        const bool needs_setting_apart = rule.kind != PartKind::Article && !is_between;
        return may_be_title(profile_, drafts_[next_ + 1], needs_setting_apart);
    }

    /// Takes a second part off the end of a heading.
    std::optional<Draft> split_second(Draft& draft) {
        const std::string text = prose::plain_text(draft.block);
        const std::size_t place = second_part_at(profile_, text);
        if (place == text.npos) return std::nullopt;
        return split_at(draft, place);
    }

    void push_second(Draft draft, std::size_t before) {
        const auto line = part_line(profile_, prose::plain_text(draft.block));
        if (!line) {
            result_.push_back(std::move(draft));
            return;
        }
        remember(*line);
        Recognised part{.kind = line->rule->kind, .number = line->number.text, .before = before};
        push_heading(std::move(draft), std::move(part), *line->rule);
        doubt(structure_.parts.back(), Doubt::LineSplit);
    }

    static void join(Draft& draft, const Draft& title) {
        prose::append_run(draft.block.content, " ", {});
        for (const prose::Inline& run : title.block.content)
            draft.block.content.push_back(run);
    }

    void make_heading(Draft& draft, const PartRule& rule) {
        draft.block.kind = prose::Kind::Heading;
        draft.block.level = rule.rank;
        draft.list = 0;
        if (rule.kind != PartKind::Annex) ranks_.insert(rule.rank);
        // A heading stands out by itself; links and code inside it stay.
        for (prose::Inline& run : draft.block.content) {
            run.marks.strong = false;
            run.marks.em = false;
        }
        std::vector<prose::Inline> runs;
        for (prose::Inline& run : draft.block.content) {
            if (run.atom.empty())
                prose::append_run(runs, run.text, run.marks);
            else
                runs.push_back(std::move(run));
        }
        draft.block.content = std::move(runs);
    }

    std::optional<PartNumber> last_of(const PartLine& line) const {
        const auto last = last_.find(line.rule->kind);
        return last == last_.end() ? std::nullopt : std::optional(last->second);
    }

    /// Chapters begin anew in each title, articles go through the whole text.
    void remember(const PartLine& line) {
        last_.insert_or_assign(line.rule->kind, line.number);
        for (const PartRule& rule : profile_.rules) {
            const bool restarts = rule.rank > line.rule->rank && rule.kind != PartKind::Article;
            if (restarts) last_.erase(rule.kind);
        }
        in_recitals_ = false;
    }

    void count_label(const Draft& draft) {
        const std::string text = prose::plain_text(draft.block);
        if (!profile_.recitals_begin.empty() && draft.note == 0) {
            if (text.ends_with(profile_.recitals_begin)) in_recitals_ = true;
            if (text.starts_with(profile_.recitals_end)) in_recitals_ = false;
        }
        if (draft.note != 0 || draft.table != 0) return;
        const std::string_view label =
            draft.label.empty() ? leading_label(text) : std::string_view(draft.label);
        switch (label_kind(label)) {
        case LabelKind::None: return;
        case LabelKind::Number:
        case LabelKind::Parenthesis:
            if (in_recitals_)
                ++structure_.recitals;
            else if (last_.contains(PartKind::Article))
                ++structure_.paragraphs;
            return;
        case LabelKind::Letter:
        case LabelKind::Roman: ++structure_.points; return;
        }
    }

    /// The ranks that occur become levels without gaps; annexes are as high as the highest.
    void set_levels() {
        std::map<int, int> level_of{{annex_rank, 1}};
        for (const int rank : ranks_) {
            const int level = static_cast<int>(level_of.size());
            level_of[rank] = std::min(level, prose::heading_level_max);
        }
        for (Draft& draft : result_) {
            if (draft.part != 0) draft.block.level = level_of[draft.block.level];
        }
    }

    const Profile& profile_;
    std::vector<Draft>& drafts_;
    std::vector<Draft> result_;
    Structure structure_;
    std::map<PartKind, PartNumber> last_;
    std::set<int> ranks_;
    std::size_t next_ = 0;
    bool in_recitals_ = false;
};

int percent_sure(const Structure& structure) {
    if (structure.parts.empty()) return 0;
    const auto sure = std::ranges::count(structure.parts, Sureness::Sure, &Recognised::sureness);
    return static_cast<int>(sure * 100 / static_cast<std::ptrdiff_t>(structure.parts.size()));
}

} // namespace

ProfileId detect_profile(const std::vector<Draft>& drafts) {
    ProfileId best = ProfileId::None;
    int best_count = parts_min - 1;
    for (const Profile& profile : profiles()) {
        std::optional<PartNumber> last;
        int count = 0;
        for (const Draft& draft : drafts) {
            const auto line = part_of(profile, draft);
            if (!line || line->rule->kind != PartKind::Article) continue;
            if (!line->number.follows(last) && !is_set_apart(draft)) continue;
            last = line->number;
            ++count;
        }
        if (count > best_count) {
            best = profile.id;
            best_count = count;
        }
    }
    return best;
}

Structure apply_profile(std::vector<Draft>& drafts, ProfileId id) {
    const Profile* profile = profile_of(id);
    if (profile == nullptr) return {};
    Structure structure = Structurer(*profile, drafts).run();
    structure.confidence = percent_sure(structure);
    return structure;
}

} // namespace denkraum::intake
