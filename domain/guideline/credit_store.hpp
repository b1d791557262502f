// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/document/history/queries.hpp"
#include "domain/guideline/edition/edition.hpp"
#include "platform/sql/sql.hpp"

/// Which authority wrote which words of an edition, as the log knew it on the day of publication.
/// Kept with the edition, so that the public page needs no log; names authorities, never persons.
/// An edition that was taken over from elsewhere has none.
namespace denkraum::guideline {

using Credits = std::vector<document::history::queries::CreditedBlock>;

/// Called before the publishing transaction. `draft` and `seq` say where the words come from.
/// Fails: as the log fails.
[[nodiscard]] Result<Credits> blame_of_edition(
    sql::Database& main, sql::Database& log, document::DocumentId draft, document::Seq seq
);

namespace store {

/// Those of the edition's own paragraphs.
[[nodiscard]] Done insert_credits(
    sql::Transaction& transaction,
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    const Credits& credits
);

/// The runs of a paragraph, by number of edition; editions without are left out. One statement.
using ParagraphCredits = std::map<int, std::vector<document::history::queries::CreditedWords>>;
[[nodiscard]] Result<ParagraphCredits>
credits_of(sql::Transaction& transaction, GuidelineId guideline, ParagraphId uid);

} // namespace store
} // namespace denkraum::guideline
