// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/i18n/words.hpp"
#include "engine/diff/aspects.hpp"

namespace denkraum::document::comparison {

struct Kinds {
    prose::Kind before = prose::Kind::Paragraph;
    prose::Kind after = prose::Kind::Paragraph;
};
/// Of the first paragraphs on both sides. Requires: the entry has both.
[[nodiscard]] Kinds kinds_of(const diff::Entry& entry);

/// What is different besides the words, one saying each: "Empfehlung statt Selbstverpflichtung",
/// "andere Quellen".
[[nodiscard]] std::vector<std::string>
aspect_words(const i18n::Words& say, std::span<const diff::Aspect> aspects, Kinds kinds);

/// Where an image or a note stands, runs of words say U+FFFC. This says its name there, block by
/// block from the first run to the last: "[Anmerkung: seit 2026]".
class NamedAtoms {
public:
    NamedAtoms(const i18n::Words& say, const prose::Block& block);

    [[nodiscard]] std::string in(std::string_view words);

private:
    std::vector<std::string> names_;
    std::size_t next_ = 0;
};

} // namespace denkraum::document::comparison
