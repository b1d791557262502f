// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Head cells at the beginning of rows. Typst prints them in bold, but tags them as data: the
/// functions for it are behind a flag that the addon does not pass on.
namespace denkraum::exports {

/// The PDF with an update at its end in which the first cell of each row of these tables, the rows
/// of the head excepted, is a head cell of its row. `tables` says it for each table in the order of
/// the structure tree. A PDF that has another number of tables, or is not written as Typst writes
/// it, is given back as it was.
[[nodiscard]] std::string with_row_heads(std::string_view pdf, const std::vector<bool>& tables);

} // namespace denkraum::exports
