// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "engine/intake/ast/draft.hpp"

namespace denkraum::intake {

/// Takes what styles of their own say (file/own_styles.hpp): kinds of paragraphs in any file.
///
/// In our own editions, which an imprint tells, also what was printed around the words: title and
/// imprint go, numbers and names of kinds go, the lists of terms and sources behind the text become
/// terms and sources again, heads of tables are known, and uids come back if wanted.
///
/// No word goes in any other file.
struct OwnText {
    bool is_ours = false;
    std::string title = {}; ///< of an edition of ours
};
[[nodiscard]] OwnText settle_own(std::vector<Draft>& drafts, bool keeps_uids);

} // namespace denkraum::intake
