// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/document/history/index.hpp"

/// Which blocks can be named when words must go: those of today, and those that only the history
/// and older editions still have.
namespace denkraum::document::redaction {

/// A block that the text does not have any more.
struct GoneBlock {
    std::string uid = {};
    std::string words = {};                 ///< that stand or stood in it
    std::set<std::string> joined_into = {}; ///< blocks of today that have or had words of it
};
/// Those that say or show something, the last deleted first. Words that stand behind the place of a
/// deleted block, but came later, are not of it.
[[nodiscard]] std::vector<GoneBlock> gone_blocks(const history::Index& index);

/// The blocks that share words with this one, itself first: what was joined into it, and into that;
/// if it is gone itself, what it was joined into, and what else was. What was taken apart again and
/// stands in the text is not among them. Nothing: the document never had this block.
[[nodiscard]] std::vector<std::string>
together_with(const history::Index& index, std::string_view uid);
/// The same of many, in their order, going through the text once.
[[nodiscard]] std::vector<std::vector<std::string>>
all_together_with(const history::Index& index, const std::vector<std::string>& uids);

} // namespace denkraum::document::redaction
