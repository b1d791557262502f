// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>
#include <vector>

#include "engine/intake/ast/draft.hpp"

namespace denkraum::intake {

/// The paragraphs of a plain text. They end at an empty line and before a line that begins with
/// '- ', '* ', '• ', a label ('(1)', 'a)', '2.') or a part of a legal text. A text without empty
/// lines whose lines are long has a paragraph in each line; otherwise the lines of a paragraph are
/// joined with a space, or kept apart where they are short (an address, a verse).
[[nodiscard]] std::vector<Draft> read_plain_text(std::string_view text);

} // namespace denkraum::intake
