// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>

#include "domain/document/limits.hpp"

/// The bounds of an open room; those of its messages stand in domain/document/limits.hpp.
namespace denkraum::document::room {

/// Who is here and where their cursor is goes to everybody at most this often, as one message with
/// the newest state of each. The first one after a quiet time goes at once.
constexpr std::chrono::milliseconds presence_every{50};
/// What a line of plain requests has brought and the room has not looked at yet: the largest frame,
/// and as much again behind it.
constexpr std::size_t line_coming_bytes_max = 2 * frame_bytes_max;
/// The state vector of somebody who asks what they lack: some 80,000 client ids.
constexpr std::size_t state_vector_bytes_max = std::size_t{1} << 20U;
/// Answers to such questions that wait for the disk, in one document. Beyond that the questions
/// wait, the newest of each guest.
constexpr std::size_t answers_held_bytes_max = std::size_t{64} << 20U;

} // namespace denkraum::document::room
