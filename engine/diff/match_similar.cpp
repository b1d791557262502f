// SPDX-License-Identifier: EUPL-1.2
#include "engine/diff/match_similar.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "engine/diff/limits.hpp"

namespace denkraum::diff {
namespace {

/// Found by trying on two drafts of one law (46,000 and 54,000 words): lower bounds pair strangers
/// with the same phrases, higher ones lose paragraphs that were rewritten by half.
constexpr double in_order_min = 0.45;
constexpr double moved_min = 0.6;
constexpr double moved_pairs_min = 0.5;
constexpr std::size_t moved_words_min = 5;
constexpr double gap_min = 0.35;
constexpr double same_section_bonus = 0.1;
constexpr double in_order_bonus = 0.05;
constexpr double same_label_bonus = 0.25;
constexpr double other_kind_malus = 0.15;

constexpr int heading_rounds_max = 3;

struct Votes {
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> pairs;
    std::vector<std::size_t> matched; ///< words under each heading that were paired at all
};

Votes votes_of(const Sides& sides) {
    const auto above_before = headings_above(sides.before);
    const auto above_after = headings_above(sides.after);
    Votes votes;
    votes.matched.assign(sides.before.size(), 0);
    for (std::size_t i = 0; i < sides.before.size(); ++i) {
        const std::size_t j = sides.pairing.after_of[i];
        if (j == nobody || above_before[i] == nobody) continue;
        const std::size_t weight = 1 + sides.before[i].words.size();
        votes.matched[above_before[i]] += weight;
        if (above_after[j] != nobody) votes.pairs[{above_before[i], above_after[j]}] += weight;
    }
    return votes;
}

bool pair_voted(Sides& sides) {
    const Votes votes = votes_of(sides);
    struct Candidate {
        std::size_t weight;
        std::size_t before;
        std::size_t after;
    };
    std::vector<Candidate> candidates;
    for (const auto& [headings, weight] : votes.pairs) {
        const auto [i, j] = headings;
        if (!sides.is_free_before(i) || !sides.is_free_after(j)) continue;
        if (std::abs(sides.before[i].level - sides.after[j].level) > 1) continue;
        if (2 * weight > votes.matched[i]) candidates.push_back({weight, i, j});
    }
    std::ranges::sort(candidates, [](const Candidate& one, const Candidate& other) {
        return std::tie(other.weight, one.before, one.after)
               < std::tie(one.weight, other.before, other.after);
    });
    bool paired = false;
    for (const Candidate& candidate : candidates) {
        if (!sides.is_free_before(candidate.before) || !sides.is_free_after(candidate.after))
            continue;
        sides.pair(candidate.before, candidate.after);
        paired = true;
    }
    return paired;
}

/// Where the counterpart of a free block would stand if nothing had moved.
struct Place {
    std::size_t first = 0; ///< half-open range of the newer text
    std::size_t last = 0;
};

std::vector<Place> places_of(const Sides& sides) {
    std::vector<Place> places(sides.before.size());
    std::size_t done = 0;
    std::size_t first = 0;
    const auto fill = [&](std::size_t until, std::size_t last) {
        for (; done < until; ++done)
            places[done] = {first, last};
    };
    for (const std::size_t anchor : sides.anchors()) {
        fill(anchor, sides.pairing.after_of[anchor]);
        first = sides.pairing.after_of[anchor] + 1;
        places[done++] = {first - 1, first};
    }
    fill(places.size(), sides.after.size());
    return places;
}

struct Candidate {
    double score = 0;
    std::size_t before = 0;
    std::size_t after = 0;
};

/// Finds and weighs candidates for each free block of the older text.
class Candidates {
public:
    Candidates(const Sides& sides, Among among)
        : sides_(sides),
          among_(among),
          places_(places_of(sides)),
          above_before_(headings_above(sides.before)),
          above_after_(headings_above(sides.after)),
          hits_(sides.after.size(), 0) {
        for (std::size_t j = 0; j < sides.after.size(); ++j) {
            if (!sides.is_free_after(j) || !takes_part(sides.after[j])) continue;
            for (const std::uint64_t pair : sides.after[j].pairs) {
                std::vector<std::size_t>& blocks = index_[pair];
                if (blocks.size() <= pair_blocks_max) blocks.push_back(j);
            }
        }
    }

    std::vector<Candidate> all() {
        std::vector<Candidate> candidates;
        for (std::size_t i = 0; i < sides_.before.size(); ++i) {
            if (sides_.is_free_before(i) && takes_part(sides_.before[i])) append_for(i, candidates);
        }
        std::ranges::sort(candidates, [](const Candidate& one, const Candidate& other) {
            return std::tie(other.score, one.before, one.after)
                   < std::tie(one.score, other.before, other.after);
        });
        return candidates;
    }

private:
    [[nodiscard]] bool takes_part(const Signature& block) const {
        return among_ == Among::Everything || !block.is_heading();
    }

    void append_for(std::size_t i, std::vector<Candidate>& candidates) {
        touched_.clear();
        for (const std::uint64_t pair : sides_.before[i].pairs) {
            const auto found = index_.find(pair);
            if (found == index_.end() || found->second.size() > pair_blocks_max) continue;
            for (const std::size_t j : found->second) {
                if (hits_[j]++ == 0) touched_.push_back(j);
            }
        }
        std::ranges::sort(touched_, [&](std::size_t one, std::size_t other) {
            return std::tie(hits_[other], one) < std::tie(hits_[one], other);
        });
        for (std::size_t k = 0; k < std::min(touched_.size(), candidates_max); ++k)
            weigh(i, touched_[k], candidates);
        for (const std::size_t j : touched_)
            hits_[j] = 0;
    }

    void weigh(std::size_t i, std::size_t j, std::vector<Candidate>& candidates) const {
        const Signature& one = sides_.before[i];
        const Signature& other = sides_.after[j];
        double score = similarity(one, other);
        if (one.is_heading() != other.is_heading()) score -= other_kind_malus;
        const bool is_in_order = places_[i].first <= j && j < places_[i].last;
        const bool is_long = std::min(one.words.size(), other.words.size()) >= moved_words_min;
        if (score < (is_in_order ? in_order_min : moved_min)) return;
        if (!is_in_order && (!is_long || likeness_in_order(one, other) < moved_pairs_min)) return;
        const std::size_t above = above_before_[i];
        if (above != nobody && sides_.pairing.after_of[above] != nobody
            && sides_.pairing.after_of[above] == above_after_[j]) {
            score += same_section_bonus;
        }
        if (is_in_order) score += in_order_bonus;
        candidates.push_back({score, i, j});
    }

    const Sides& sides_;
    Among among_;
    std::vector<Place> places_;
    std::vector<std::size_t> above_before_;
    std::vector<std::size_t> above_after_;
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> index_;
    std::vector<std::size_t> hits_;
    std::vector<std::size_t> touched_;
};

/// One gap: the free blocks on both sides, and the best way to pair them in order.
class Gap {
public:
    Gap(std::vector<std::size_t> before, std::vector<std::size_t> after)
        : before_(std::move(before)), after_(std::move(after)) {}

    [[nodiscard]] std::size_t cells() const { return before_.size() * after_.size(); }

    void align(Sides& sides, std::size_t& words_left) {
        const std::size_t width = after_.size() + 1;
        std::vector<double> best((before_.size() + 1) * width, 0);
        std::vector<double> scores(best.size(), 0);
        for (std::size_t i = 1; i <= before_.size(); ++i) {
            for (std::size_t j = 1; j < width; ++j) {
                const std::size_t cell = i * width + j;
                const double score = score_of(sides, before_[i - 1], after_[j - 1], words_left);
                scores[cell] = score;
                best[cell] = std::max(best[cell - 1], best[cell - width]);
                if (score > 0) best[cell] = std::max(best[cell], best[cell - width - 1] + score);
            }
        }
        std::size_t i = before_.size();
        std::size_t j = after_.size();
        while (i > 0 && j > 0) {
            const std::size_t cell = i * width + j;
            if (best[cell] == best[cell - width]) {
                --i;
            } else if (best[cell] == best[cell - 1]) {
                --j;
            } else {
                sides.pair(before_[--i], after_[--j]);
            }
        }
    }

private:
    static double
    score_of(const Sides& sides, std::size_t i, std::size_t j, std::size_t& words_left) {
        const Signature& one = sides.before[i];
        const Signature& other = sides.after[j];
        const std::size_t shorter = std::min(one.bag.size(), other.bag.size());
        const std::size_t all = one.bag.size() + other.bag.size();
        if (words_left < 2 * all) return 0;
        const bool same_label = !one.label.empty() && one.label == other.label;
        if (one.is_empty() && other.is_empty()) return same_label && one.kind == other.kind ? 1 : 0;
        words_left -= shorter == 0 ? 0 : 2 * all;
        double score = similarity(one, other);
        if (one.is_heading() != other.is_heading()) score -= other_kind_malus;
        if (same_label && score > 0) score += same_label_bonus;
        return score < gap_min ? 0 : score;
    }

    std::vector<std::size_t> before_;
    std::vector<std::size_t> after_;
};

} // namespace

void pair_headings_by_content(Sides& sides) {
    for (int round = 0; round < heading_rounds_max; ++round) {
        if (!pair_voted(sides)) return;
    }
}

void pair_similar(Sides& sides, Among among) {
    const std::vector<Candidate> candidates = Candidates(sides, among).all();
    for (const Candidate& candidate : candidates) {
        if (sides.is_free_before(candidate.before) && sides.is_free_after(candidate.after))
            sides.pair(candidate.before, candidate.after);
    }
}

void align_gaps(Sides& sides) {
    std::vector<std::size_t> anchors = sides.anchors();
    anchors.push_back(nobody);
    std::size_t words_left = gap_words_max;
    std::size_t before = 0;
    std::size_t after = 0;
    for (const std::size_t anchor : anchors) {
        const bool is_end = anchor == nobody;
        const std::size_t before_last = is_end ? sides.before.size() : anchor;
        const std::size_t after_last = is_end ? sides.after.size() : sides.pairing.after_of[anchor];
        std::vector<std::size_t> left;
        std::vector<std::size_t> right;
        for (; before < before_last; ++before)
            if (sides.is_free_before(before)) left.push_back(before);
        for (; after < after_last; ++after)
            if (sides.is_free_after(after)) right.push_back(after);
        Gap gap(std::move(left), std::move(right));
        if (gap.cells() > 0 && gap.cells() <= gap_cells_max) gap.align(sides, words_left);
        before = before_last + 1;
        after = after_last + 1;
    }
}

} // namespace denkraum::diff
