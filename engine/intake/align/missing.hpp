// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace denkraum::intake {

/// Takes the words of a file's paragraphs out of the text that was made of it, each once, wherever
/// it stands: the last proof that an import lost none.
class MissingWords {
public:
    explicit MissingWords(std::string_view text);

    /// The words of one paragraph more that are not there, also not parted differently: two as one,
    /// or one as two.
    [[nodiscard]] std::vector<std::string> take(std::string_view paragraph);

private:
    [[nodiscard]] bool take_word(const std::string& word);
    [[nodiscard]] bool take_in_two(const std::string& word);

    std::unordered_map<std::string, std::size_t> left_;
};

} // namespace denkraum::intake
