// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>

namespace denkraum::log {

/// A longer text in a line is cut at a character and marked with '…'.
inline constexpr std::size_t text_bytes_max = 4'096;

/// Fields of one line; more are dropped.
inline constexpr std::size_t fields_max = 32;

} // namespace denkraum::log
