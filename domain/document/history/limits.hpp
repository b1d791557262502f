// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

/// The bounds of looking back.
namespace denkraum::document::history {

/// A longer silence of one actor ends their sitting, and a run of words of theirs.
constexpr std::chrono::minutes pause_max{10};
/// Sittings on one page of the time line.
constexpr std::size_t sittings_per_page = 25;
/// Sittings whose ends can be chosen for a comparison, the newest ones.
constexpr std::size_t states_offered_max = 200;
/// Sections named in one line of it; the others are counted.
constexpr std::size_t sections_shown_max = 4;
/// Documents whose history is kept in memory, and readings of old points.
constexpr std::size_t indexes_max = 4;
constexpr std::size_t readings_max = 16;
/// How often a unit may turn out to be a copy of a copy.
constexpr int copies_followed_max = 256;
/// Units of a moved block that are compared with what stood there before.
constexpr std::size_t moved_units_max = 100'000;
/// Units passed while the next unit of a moved block is looked for.
constexpr std::size_t moved_jump_max = 200;
/// Name of a point, and named points of one document.
constexpr std::size_t point_name_characters_max = 200;
constexpr std::int64_t points_max = 200;
/// How long a member who comes back soon still counts as reading on.
constexpr std::chrono::minutes reading_on{30};

} // namespace denkraum::document::history
