// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/align/align.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/intake/align/loose.hpp"
#include "engine/intake/ast/draft.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

using Lines = std::vector<Line>;
using Match = std::vector<std::optional<std::size_t>>;
/// Equal lines have equal names.
using Names = std::vector<std::size_t>;

/// Lines [file, file_end) beside lines [other, other_end).
struct Gap {
    std::size_t file = 0;
    std::size_t file_end = 0;
    std::size_t other = 0;
    std::size_t other_end = 0;

    [[nodiscard]] std::size_t files() const { return file_end - file; }
    [[nodiscard]] std::size_t others() const { return other_end - other; }
    [[nodiscard]] bool is_empty() const { return files() == 0 || others() == 0; }
};

struct Pair {
    std::size_t file;
    std::size_t other;
};

class Aligner {
public:
    Aligner(const Lines& file, const Lines& other) : file_(file), other_(other) {
        std::unordered_map<std::string_view, std::size_t> known;
        const auto name = [&](const Line& line) {
            return known.emplace(line.squeezed, known.size()).first->second;
        };
        std::ranges::transform(file, std::back_inserter(file_names_), name);
        std::ranges::transform(other, std::back_inserter(other_names_), name);
        match_.resize(file.size());
    }

    Match run() {
        const Gap all{.file_end = file_.size(), .other_end = other_.size()};
        each_gap(all, anchors(trimmed(all)), [&](const Gap& gap) { match_equal(trimmed(gap)); });
        prefer_first();
        each_gap(all, matched(), [&](const Gap& gap) { match_loosely(gap); });
        return std::move(match_);
    }

private:
    [[nodiscard]] bool agree(std::size_t i, std::size_t j) const {
        return file_names_[i] == other_names_[j];
    }

    /// Matches what is equal at the beginning and at the end.
    Gap trimmed(Gap gap) {
        for (; !gap.is_empty() && agree(gap.file, gap.other); ++gap.file, ++gap.other)
            match_[gap.file] = gap.other;
        while (!gap.is_empty() && agree(gap.file_end - 1, gap.other_end - 1))
            match_[--gap.file_end] = --gap.other_end;
        return gap;
    }

    /// Matches lines that stand once on both sides, as far as their order is the same.
    std::vector<Pair> anchors(const Gap& gap) {
        struct Seen {
            std::size_t in_file = 0;
            std::size_t in_other = 0;
            std::size_t place = 0;
        };
        std::unordered_map<std::size_t, Seen> seen;
        for (std::size_t i = gap.file; i < gap.file_end; ++i)
            ++seen[file_names_[i]].in_file;
        for (std::size_t j = gap.other; j < gap.other_end; ++j) {
            Seen& one = seen[other_names_[j]];
            ++one.in_other;
            one.place = j;
        }
        std::vector<Pair> pairs;
        for (std::size_t i = gap.file; i < gap.file_end; ++i) {
            const Seen& one = seen[file_names_[i]];
            if (one.in_file == 1 && one.in_other == 1) pairs.push_back({i, one.place});
        }
        for (const Pair& pair : longest_rising(pairs))
            match_[pair.file] = pair.other;
        return matched();
    }

    /// Of equal lines in a row the first one counts, as when the converter says a caption twice.
    void prefer_first() {
        std::size_t free = 0;
        for (std::size_t i = 0; i < match_.size(); ++i) {
            if (!match_[i]) continue;
            std::size_t& j = *match_[i];
            while (j > free && agree(i, j - 1))
                --j;
            free = j + 1;
        }
    }

    /// Of pairs in the order of the file, the most that are in order on the other side too.
    static std::vector<Pair> longest_rising(const std::vector<Pair>& pairs) {
        constexpr auto none = static_cast<std::size_t>(-1);
        std::vector<std::size_t> before(pairs.size(), none);
        std::vector<std::size_t> ends; // the pair that ends the best run of each length
        for (std::size_t k = 0; k < pairs.size(); ++k) {
            const auto place =
                std::ranges::lower_bound(ends, pairs[k].other, {}, [&](std::size_t end) {
                    return pairs[end].other;
                });
            if (place != ends.begin()) before[k] = *std::prev(place);
            if (place == ends.end())
                ends.push_back(k);
            else
                *place = k;
        }
        std::vector<Pair> rising;
        for (std::size_t k = ends.empty() ? none : ends.back(); k != none; k = before[k])
            rising.push_back(pairs[k]);
        return rising;
    }

    [[nodiscard]] std::vector<Pair> matched() const {
        std::vector<Pair> pairs;
        for (std::size_t i = 0; i < match_.size(); ++i) {
            if (match_[i]) pairs.push_back({i, *match_[i]});
        }
        return pairs;
    }

    template <class Visit>
    static void each_gap(const Gap& all, const std::vector<Pair>& pairs, const Visit& visit) {
        Gap gap = all;
        for (const Pair& pair : pairs) {
            gap.file_end = pair.file;
            gap.other_end = pair.other;
            if (!gap.is_empty()) visit(gap);
            gap.file = pair.file + 1;
            gap.other = pair.other + 1;
        }
        gap.file_end = all.file_end;
        gap.other_end = all.other_end;
        if (!gap.is_empty()) visit(gap);
    }

    /// The longest common subsequence.
    void match_equal(const Gap& gap) {
        if (gap.is_empty() || gap.files() > align_cells_max / gap.others()) return;
        best_pairs(gap, [&](std::size_t i, std::size_t j) { return agree(i, j) ? 1 : 0; });
    }

    /// In windows, so that long stretches without any equal line cost little.
    void match_loosely(Gap gap) {
        while (!gap.is_empty()) {
            Gap window = gap;
            window.file_end = std::min(gap.file + loose_lines_max, gap.file_end);
            window.other_end = std::min(gap.other + loose_lines_max, gap.other_end);
            const auto last = best_pairs(window, [&](std::size_t i, std::size_t j) {
                return likeness(file_[i], other_[j]);
            });
            gap.file = last ? last->file + 1 : gap.file + loose_lines_max / 2;
            gap.other = last ? last->other + 1 : gap.other + loose_lines_max / 2;
            gap.file = std::min(gap.file, gap.file_end);
            gap.other = std::min(gap.other, gap.other_end);
        }
    }

    /// Matches pairs in order so that their worth is greatest; the last of them. Pairs of no worth
    /// are not matched.
    template <class Worth>
    std::optional<Pair> best_pairs(const Gap& gap, const Worth& worth) {
        const std::size_t width = gap.others() + 1;
        std::vector<std::int32_t> worths(gap.files() * gap.others());
        std::vector<std::int32_t> best((gap.files() + 1) * width); // of what begins there
        for (std::size_t i = gap.files(); i-- > 0;) {
            for (std::size_t j = gap.others(); j-- > 0;) {
                const std::int32_t here = worth(gap.file + i, gap.other + j);
                worths[i * gap.others() + j] = here;
                std::int32_t& cell = best[i * width + j];
                cell = std::max(best[(i + 1) * width + j], best[i * width + j + 1]);
                if (here > 0) cell = std::max(cell, best[(i + 1) * width + j + 1] + here);
            }
        }
        std::optional<Pair> last;
        for (std::size_t i = 0, j = 0; i < gap.files() && j < gap.others();) {
            const std::int32_t here = worths[i * gap.others() + j];
            if (here > 0 && best[i * width + j] == best[(i + 1) * width + j + 1] + here) {
                last = {gap.file + i++, gap.other + j++};
                match_[last->file] = last->other;
            } else if (best[i * width + j] == best[(i + 1) * width + j]) {
                ++i;
            } else {
                ++j;
            }
        }
        return last;
    }

    const Lines& file_;
    const Lines& other_;
    Names file_names_;
    Names other_names_;
    Match match_;
};

} // namespace

std::vector<std::optional<std::size_t>>
align(const std::vector<Line>& file, const std::vector<Line>& converted) {
    return Aligner(file, converted).run();
}

} // namespace denkraum::intake
