// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>

/// The bounds of the engine. Whatever the bytes of an update say, memory stays within a small
/// multiple of their number, and time within that plus `conflict_steps_max` steps.
namespace denkraum::crdt {

/// One update, one state vector, one message.
inline constexpr std::size_t update_bytes_max = std::size_t{64} << 20U;
/// JavaScript's largest safe integer: the largest number lib0 reads.
inline constexpr std::uint64_t var_uint_max = (std::uint64_t{1} << 53U) - 1;
/// Clocks are 32 bits here. Nobody types four thousand million characters under one id, and a
/// larger number in an update is an attack or an accident.
inline constexpr std::uint32_t clock_max = 0xffff'fffeU;
/// Structs of one update: each takes some 150 bytes while the update is looked at.
inline constexpr std::size_t structs_max = 2'000'000;
/// Contents of one document.
inline constexpr std::size_t content_bytes_max = std::size_t{1} << 29U;
/// Clients, types and map keys of one document, each: an item names them by 24 bits.
inline constexpr std::size_t names_max = 16'000'000;
/// Nesting of arrays and objects in one value.
inline constexpr std::size_t value_depth_max = 200;
/// Nesting of shared types in each other: the reading functions recurse.
inline constexpr std::uint32_t type_depth_max = 400;
/// Steps of the conflict scan in one update, and values passed to split lists of values: some
/// tenths of a second. An honest update needs as many as there are concurrent insertions at one
/// place.
inline constexpr std::uint64_t conflict_steps_max = 20'000'000;
/// What one document keeps of updates that came before what they build on.
inline constexpr std::size_t pending_bytes_max = std::size_t{16} << 20U;
/// Clients in one awareness message, and the JSON of each.
inline constexpr std::size_t awareness_clients_max = 2'000;
inline constexpr std::size_t awareness_state_bytes_max = 64U << 10U;
/// Strings of the messages that are not documents: reasons, codes, notices.
inline constexpr std::size_t message_text_bytes_max = 64U << 10U;

} // namespace denkraum::crdt
