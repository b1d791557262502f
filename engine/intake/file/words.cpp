// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/file/words.hpp"

#include "base/utf8.hpp"

namespace denkraum::intake {

std::int64_t count_words(std::string_view text) {
    std::int64_t words = 0;
    bool inside = false;
    for (const char c : text) {
        const bool is_space = c == ' ' || (c >= '\t' && c <= '\r');
        if (!is_space && !inside) ++words;
        inside = !is_space;
    }
    return words;
}

std::int64_t count_words(const std::vector<SourceParagraph>& paragraphs) {
    std::int64_t words = 0;
    for (const SourceParagraph& each : paragraphs)
        words += count_words(each.text);
    return words;
}

bool has_words(std::string_view text) {
    return !utf8::trim(text).empty();
}

std::int64_t FileWords::word_count() const {
    return count_words(body) + count_words(notes);
}

} // namespace denkraum::intake
