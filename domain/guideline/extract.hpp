// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "base/result.hpp"
#include "domain/guideline/edition/edition.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::guideline {

/// What everybody may know of a guideline's trail, for the file of an authority, oldest first:
///
///   {"format": "denkraum-trail-extract 1", "guideline": key,
///    "entries": [{"sequence": number, "at": time, "action": text, "link": hex,
///                 "authority": name?, "edition": number?, "hash": hex?}…]}
///
/// `link` is the entry's hash in the chain, and so depends on every entry before it: whoever keeps
/// it can tell later whether the trail is still the one it was.
/// It says which authority acted and names nobody; reasons and drafts stay inside. It ends with the
/// release of this edition, so that a bundle made again later says the same.
[[nodiscard]] Result<std::string>
trail_extract(sql::Transaction& transaction, const Edition& edition);

} // namespace denkraum::guideline
