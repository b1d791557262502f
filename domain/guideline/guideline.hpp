// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "domain/guideline/edition/edition.hpp"
#include "domain/network/access.hpp"

/// Leitlinie: a live draft and its editions. Publishing takes two persons: one lays a frozen draft
/// before the network, another one releases it. Values and transitions; nothing here knows a
/// database.
namespace denkraum::guideline {

using RequestId = Id<struct ReleaseRequestTag>;

struct Guideline {
    GuidelineId id = {};
    std::string key = {}; ///< the word in addresses: "ki-einsatz"; lasts for ever
    std::string title = {};
    std::string language = "de";
    document::DocumentId draft = {};
    Instant created_at = {};
    std::string file_number = {}; ///< Aktenzeichen, or empty; editions print their own

    friend bool operator==(const Guideline&, const Guideline&) = default;
};

enum class RequestState { Open, Published, Declined, Withdrawn };

/// A draft, frozen at one moment, that waits for a second person.
struct ReleaseRequest {
    RequestId id = {};
    GuidelineId guideline = {};
    int number = 0; ///< of the edition it would become
    Instant date = {};
    std::optional<int> based_on = {};
    std::string legal_state = {};
    std::string file_number = {};   ///< Aktenzeichen, or empty
    document::Seq document_seq = 0; ///< of the last update in the frozen words
    secret::Digest hash = {};       ///< of the canonical text
    network::ActorId requested_by = {};
    network::MemberId requester = {};
    network::AuthorityId requester_authority = {}; ///< their house when they asked
    /// Where the authority belongs that they asked for, when the request is read. Not stored: it
    /// may have become part of another since, or have left it.
    network::AuthorityId house_today = {};
    Instant requested_at = {};
    RequestState state = RequestState::Open;
    std::optional<network::ActorId> decided_by = {};
    std::optional<Instant> decided_at = {};
    std::string reason = {}; ///< why it was declined or withdrawn

    friend bool operator==(const ReleaseRequest&, const ReleaseRequest&) = default;
};

/// The house that asked, as it was then or as it is now.
[[nodiscard]] bool is_of_their_house(const ReleaseRequest& request, const network::Viewer& viewer);
/// Somebody else, who writes too: of another authority that takes part, or of the coordination.
[[nodiscard]] bool may_release(const ReleaseRequest& request, const network::Viewer& viewer);
/// Nothing but this keeps them from it: their authority does not take part, or not at present.
[[nodiscard]] bool
could_release_if_taking_part(const ReleaseRequest& request, const network::Viewer& viewer);
/// Whoever asked, and whoever else writes for the same authority.
[[nodiscard]] bool may_withdraw(const ReleaseRequest& request, const network::Viewer& viewer);

/// Each fails: Conflict when it is not open any more; Forbidden when the viewer may not; Invalid
/// (field "reason") for a missing or too long reason.
[[nodiscard]] Result<ReleaseRequest>
publish(ReleaseRequest request, const network::Viewer& viewer, Instant now);
[[nodiscard]] Result<ReleaseRequest> decline(
    ReleaseRequest request, const network::Viewer& viewer, std::string_view reason, Instant now
);
[[nodiscard]] Result<ReleaseRequest>
withdraw(ReleaseRequest request, const network::Viewer& viewer, Instant now);

/// Small letters, digits and single hyphens between them.
/// Fails: Invalid (field "key") for anything else, too long, or a word that is an address of its
/// own ("neu").
[[nodiscard]] Result<std::string> valid_key(std::string_view typed);
/// A key made from a title: "Leitlinie KI-Einsatz (Muster)" → "leitlinie-ki-einsatz-muster".
[[nodiscard]] std::string suggested_key(std::string_view title);
/// Fails: Invalid (field "title").
[[nodiscard]] Result<std::string> valid_title(std::string_view typed);

/// The words of a draft as they would be published: a uid that is none of ours (a foreign editor
/// may write anything) becomes a lasting one, always the same for the same block of a document.
[[nodiscard]] prose::Prose publishable(prose::Prose prose, document::DocumentId draft);

/// What stands against publishing a text, or should be known before.
struct Findings {
    bool has_no_words = false;
    bool is_unchanged = false;                   ///< the newest edition says exactly the same
    std::vector<std::string> empty_numbers = {}; ///< numbers of paragraphs without words
    /// Numbers of paragraphs with images that nobody has described; empty ones for deep headings.
    std::vector<std::string> undescribed_numbers = {};
    int headings_without_words = 0;
    int skipped_levels = 0; ///< headings that are more than one level deeper than the one before

    [[nodiscard]] bool may_publish() const {
        return !has_no_words && !is_unchanged && undescribed_numbers.empty();
    }
};
[[nodiscard]] Findings
findings_of(const prose::Prose& prose, const std::optional<secret::Digest>& newest_hash);

[[nodiscard]] std::string_view code_of(RequestState state);
/// Fails: Corrupt.
[[nodiscard]] Result<RequestState> request_state_from(std::string_view code);

} // namespace denkraum::guideline
