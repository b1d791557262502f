// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/align/missing.hpp"

#include <algorithm>
#include <utility>

#include "engine/intake/ast/draft.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {

MissingWords::MissingWords(std::string_view text) {
    for (std::string& word : words_in(text))
        ++left_[std::move(word)];
}

std::vector<std::string> MissingWords::take(std::string_view paragraph) {
    std::vector<std::string> missing;
    std::vector<std::string> run; // words behind each other that are not there
    const auto end_run = [&] {
        std::string joined;
        for (const std::string& word : run)
            joined += word;
        if (run.size() > 1 && take_word(joined)) run.clear();
        for (std::string& word : run) {
            if (!take_in_two(word)) missing.push_back(std::move(word));
        }
        run.clear();
    };
    for (std::string& word : words_in(paragraph)) {
        if (take_word(word))
            end_run();
        else
            run.push_back(std::move(word));
    }
    end_run();
    return missing;
}

bool MissingWords::take_word(const std::string& word) {
    const auto found = left_.find(word);
    if (found == left_.end() || found->second == 0) return false;
    --found->second;
    return true;
}

bool MissingWords::take_in_two(const std::string& word) {
    for (std::size_t cut = 1; cut < std::min(word.size(), missing_word_bytes_max); ++cut) {
        const std::string begin = word.substr(0, cut);
        if (!take_word(begin)) continue;
        if (take_word(word.substr(cut))) return true;
        ++left_[begin];
    }
    return false;
}

} // namespace denkraum::intake
