// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "domain/document/log/record.hpp"
#include "platform/sql/sql.hpp"

/// What other folders may know of a text's history.
namespace denkraum::document::history::queries {

/// A run of words and who it comes from, without persons: for everybody to read.
struct CreditedWords {
    std::string words = {};
    RecordKind kind = RecordKind::Edit;
    std::string authority = {}; ///< its short name; empty for the program itself
    Instant from = {};
    Instant to = {};
};
struct CreditedBlock {
    std::string uid = {};
    std::vector<CreditedWords> runs = {};
};

/// Who wrote which words of the text as it stood after a record: neighbouring runs of one authority
/// are one. Reads the log up to there; not for every request. Fails: as the log fails.
[[nodiscard]] Result<std::vector<CreditedBlock>>
credits_at(sql::Database& main, sql::Database& log, DocumentId document, Seq seq);

} // namespace denkraum::document::history::queries
