// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>

/// The bounds of an open room; those of its messages stand in domain/document/limits.hpp.
namespace denkraum::document::room {

/// Who is here and where their cursor is goes to everybody at most this often, as one message with
/// the newest state of each. The first one after a quiet time goes at once.
constexpr std::chrono::milliseconds presence_every{50};

} // namespace denkraum::document::room
