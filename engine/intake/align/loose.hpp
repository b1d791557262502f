// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/intake/align/align.hpp"

namespace denkraum::intake {

/// How sure it is that both are the same paragraph: 0 when they are taken for two, else the more
/// the more words they share.
[[nodiscard]] std::int32_t likeness(const Line& file, const Line& converted);

} // namespace denkraum::intake
