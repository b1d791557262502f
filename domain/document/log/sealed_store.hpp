// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "domain/document/log/pack.hpp"
#include "domain/document/log/record.hpp"
#include "platform/sql/sql.hpp"

/// Reads the update log as it is stored, record by record, packed or not; what reads it as texts
/// and histories is in update_log.
namespace denkraum::document::sealed_store {

/// At most `count` records after `after` in their order, some of them perhaps missing: those of a
/// pack that cannot be read are.
[[nodiscard]] Result<std::vector<Sealed>>
after(sql::Transaction& log, DocumentId document, Seq after, std::int64_t count);

/// The pack with the first record after `after`, if that is packed.
[[nodiscard]] Result<std::optional<pack::Pack>>
next_pack(sql::Transaction& log, DocumentId document, Seq after);

} // namespace denkraum::document::sealed_store
