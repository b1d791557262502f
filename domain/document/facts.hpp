// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::document {

/// Facts that stand once for the whole installation: the epoch, the repair actor, what the
/// installation says of itself. Nothing when a fact was never set.
[[nodiscard]] Result<std::optional<Bytes>> fact(sql::Transaction& main, std::string_view name);
[[nodiscard]] Done set_fact(sql::Transaction& main, std::string_view name, ByteView value);

} // namespace denkraum::document
