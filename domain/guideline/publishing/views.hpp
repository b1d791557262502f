// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/document/document.hpp"
#include "domain/guideline/edition/change_table.hpp"
#include "domain/guideline/guideline.hpp"
#include "domain/network/access.hpp"
#include "platform/sql/sql.hpp"

/// What members see before something is published.
namespace denkraum::guideline::queries {

/// A text on its way to an edition, and what should be known about it.
struct Candidate {
    Guideline guideline = {};
    std::optional<Edition> newest = {};
    int number = 1; ///< the edition would have
    prose::Prose prose = {};
    secret::Digest hash = {};
    Findings findings = {};
    std::vector<ChangeLine> changes = {}; ///< against the newest edition, with their reasons
    std::size_t paragraphs = 0;           ///< blocks with words
};

struct DraftView {
    Candidate candidate = {};
    std::optional<ReleaseRequest> open = {}; ///< one that waits already
};
/// The draft as it stands now. Fails: NotFound.
[[nodiscard]] Result<DraftView>
draft(sql::Database& main, sql::Database& log, std::string_view key);

/// Who asked and who decided, as members see it: "Anna Beispiel, Haus A". Their consent to stand
/// beside what they wrote is not asked for here: who decides is part of the decision's record. The
/// public reads the names of authorities only.
struct RequestView {
    Candidate candidate = {}; ///< the frozen words
    ReleaseRequest request = {};
    std::string requested_by = {};
    std::string decided_by = {};
    bool draft_went_on = false; ///< somebody has written since
    bool may_release = false;
    bool could_if_taking_part = false; ///< release it
    bool may_withdraw = false;
};
/// Fails: NotFound.
[[nodiscard]] Result<RequestView> release_request(
    sql::Database& main, sql::Database& log, const network::Viewer& viewer, RequestId id
);

/// Requests that wait, with their guideline and whether this viewer could release them.
struct Waiting {
    ReleaseRequest request = {};
    Guideline guideline = {};
    std::string requested_by = {}; ///< name of the authority, short
    bool may_release = false;
    bool is_of_own_house = false;
};
/// Five statements.
[[nodiscard]] Result<std::vector<Waiting>>
waiting(sql::Transaction& transaction, const network::Viewer& viewer);

/// Documents that are not the draft of a guideline yet, newest first.
[[nodiscard]] Result<std::vector<document::Document>> free_documents(sql::Database& main);

} // namespace denkraum::guideline::queries
