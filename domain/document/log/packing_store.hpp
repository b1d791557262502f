// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "domain/document/log/record.hpp"
#include "platform/sql/sql.hpp"

/// Writes packs: the log in fewer bytes, with every record still in it.
namespace denkraum::document::packing_store {

/// Packs the oldest records that stand alone, if the snapshot is behind them and enough newer ones
/// remain. What is packed has been read back and compared before its rows go. False when there is
/// nothing to do, or when a record to be packed is damaged: those stay as they are.
[[nodiscard]] Result<bool> pack_oldest(sql::Transaction& log, DocumentId document);

/// Writes one packed record's bytes anew and erases its salt; false when it is in no pack.
[[nodiscard]] Result<bool>
replace_update(sql::Transaction& log, DocumentId document, Seq seq, const Bytes& update);

} // namespace denkraum::document::packing_store
