// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/align/loose.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/intake/ast/draft.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

/// Every character of the part is in the whole, in order.
bool is_contained(std::string_view part, std::string_view whole) {
    if (part.size() > whole.size()) return false;
    std::size_t found = 0;
    for (const char c : whole) {
        if (found < part.size() && part[found] == c) ++found;
    }
    return found == part.size();
}

std::size_t common_words(std::vector<std::string>& one, std::vector<std::string>& other) {
    std::ranges::sort(one);
    std::ranges::sort(other);
    std::vector<std::string_view> common;
    std::ranges::set_intersection(one, other, std::back_inserter(common));
    return common.size();
}

} // namespace

bool holds_words(std::string_view text, std::string_view words) {
    return is_contained(squeezed(words), squeezed(text));
}

std::int32_t likeness(const Line& file, const Line& converted) {
    const bool is_less = is_contained(converted.squeezed, file.squeezed);
    if (!is_less && !is_contained(file.squeezed, converted.squeezed)) return 0;
    std::vector<std::string> of_file = words_in(file.text);
    std::vector<std::string> of_converted = words_in(converted.text);
    const std::size_t common = common_words(of_file, of_converted);
    const std::size_t fewer = std::min(of_file.size(), of_converted.size());
    const std::size_t more = std::max(of_file.size(), of_converted.size());
    const bool is_most = 4 * common >= fewer + more;
    // Where the converter only lost words, the file's take their place and nothing is lost; what it
    // added may as well be another paragraph.
    const bool is_part = common == fewer && fewer >= 2 && (is_less || more <= 2 * fewer + 6);
    if (!is_most && !is_part) return 0;
    const std::size_t closeness = fewer + more == 0 ? 15 : 30 * common / (fewer + more);
    constexpr std::size_t worth_max = 1'000'000;
    return static_cast<std::int32_t>(std::min(16 * common + closeness + 1, worth_max));
}

} // namespace denkraum::intake
