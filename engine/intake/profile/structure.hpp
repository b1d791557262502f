// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/intake/ast/draft.hpp"
#include "engine/intake/profile/profile.hpp"

/// Finds the parts of a legal text in its lines and makes headings of them.
namespace denkraum::intake {

enum class Sureness {
    Sure,   ///< in sequence and set apart by the file (a heading, emphasised, capitals)
    Likely, ///< in sequence only
    Unsure, ///< see the doubt
};

enum class Doubt {
    None,
    OutOfSequence, ///< the number does not follow the one before it
    TitleMissing,  ///< an article without a title
    LineSplit,     ///< two parts stood in one line, now in two
};

struct Recognised {
    PartKind kind = PartKind::Article;
    std::string number = {};
    std::string title = {};
    Sureness sureness = Sureness::Likely;
    Doubt doubt = Doubt::None;
    std::size_t before = 0; ///< first line of Structure::before
    std::size_t lines = 1;  ///< lines that became this heading
    std::size_t block = 0;  ///< of the prose
};

struct Structure {
    ProfileId profile = ProfileId::None;
    int confidence = 0; ///< share of sure headings, in percent; 0 without a profile
    std::vector<Recognised> parts = {};
    std::int64_t recitals = 0;
    std::int64_t paragraphs = 0; ///< '1.' and '(1)' inside articles
    std::int64_t points = 0;     ///< '(a)', 'a)' and below
    /// The text as it was, a line for each paragraph: with the prose, the preview.
    std::vector<std::string> before = {};
};

/// The profile whose parts are most of the lines, or None when too few lines fit any.
[[nodiscard]] ProfileId detect_profile(const std::vector<Draft>& drafts);

/// Makes headings of the lines that open parts, joins titles that stand in the line below, splits
/// lines that open two parts. No word is changed, added or lost. `Draft::part` points to
/// Structure::parts. With None nothing happens.
[[nodiscard]] Structure apply_profile(std::vector<Draft>& drafts, ProfileId profile);

} // namespace denkraum::intake
