// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/guideline/edition/change_table.hpp"
#include "domain/guideline/guideline.hpp"
#include "platform/sql/sql.hpp"

/// The SQL of reasons for changes: those that wait for the next edition, and those of editions.
namespace denkraum::guideline::store {

struct WaitingReason {
    GuidelineId guideline = {};
    ParagraphId uid = {};
    std::string words = {}; ///< empty: takes it away
    Instant at = {};
};
[[nodiscard]] Done
put_reason(sql::Transaction& transaction, const WaitingReason& reason, network::ActorId actor);
/// Those that wait for the next edition.
[[nodiscard]] Result<Reasons> reasons_of(sql::Transaction& transaction, GuidelineId guideline);
/// The next edition is there: nothing waits any more.
[[nodiscard]] Done clear_reasons(sql::Transaction& transaction, GuidelineId guideline);

/// Requires: the edition was inserted in the same transaction.
[[nodiscard]] Done insert_edition_reasons(
    sql::Transaction& transaction, const Edition& edition, const Reasons& reasons
);
[[nodiscard]] Result<Reasons>
edition_reasons(sql::Transaction& transaction, GuidelineId guideline, int edition);

struct EditionReason {
    int edition = 0;
    std::string uid = {};
    std::string words = {};
};
/// Of all editions after `from` up to `to`, in their order.
[[nodiscard]] Result<std::vector<EditionReason>>
reasons_between(sql::Transaction& transaction, GuidelineId guideline, int from, int to);

} // namespace denkraum::guideline::store
