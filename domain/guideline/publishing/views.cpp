// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/publishing/views.hpp"

#include <algorithm>
#include <utility>

#include "base/prose/prose_json.hpp"
#include "base/utf8.hpp"
#include "domain/document/queries.hpp"
#include "domain/guideline/edition_store.hpp"
#include "domain/guideline/reason_store.hpp"
#include "domain/guideline/store.hpp"
#include "domain/network/queries.hpp"

namespace denkraum::guideline::queries {
namespace {

/// Reads the newest edition and compares. `number` and `prose` stand already.
Done compare(sql::Transaction& transaction, Candidate& candidate) {
    const GuidelineId id = candidate.guideline.id;
    DK_TRY(auto editions, store::editions_of(transaction, id));
    if (!editions.empty()) {
        candidate.newest = std::move(editions.front());
        DK_TRY(const auto old, store::paragraphs(transaction, id, candidate.newest->number));
        DK_TRY(const Reasons reasons, store::reasons_of(transaction, id));
        // Two blocks with one uid cannot be published, and the page says so.
        if (const auto now = paragraphs_of(candidate.prose)) {
            const auto diff = diff::compare(prose_of(old), prose_of(*now));
            candidate.changes = change_table(diff, old, *now, candidate.guideline.language);
            give_reasons(candidate.changes, reasons);
        }
    }
    candidate.hash = hash_of(candidate.prose);
    const auto newest_hash =
        candidate.newest ? std::optional(candidate.newest->hash) : std::nullopt;
    candidate.findings = findings_of(candidate.prose, newest_hash);
    const auto& blocks = candidate.prose.blocks;
    candidate.paragraphs = static_cast<std::size_t>(std::count_if(
        blocks.begin(),
        blocks.end(),
        [](const prose::Block& block) { return !utf8::trim(prose::plain_text(block)).empty(); }
    ));
    return {};
}

std::string shown(const network::queries::ActorView& actor) {
    if (actor.name.empty()) return actor.authority_name;
    return actor.authority_name.empty() ? actor.name : actor.name + ", " + actor.authority_name;
}

} // namespace

Result<DraftView> draft(sql::Database& main, sql::Database& log, std::string_view key) {
    DraftView view;
    Candidate& candidate = view.candidate;
    DK_TRY(auto transaction, main.begin(sql::Access::Read));
    DK_TRY(candidate.guideline, store::guideline_by_key(transaction, key));
    DK_TRY(auto reading, document::queries::current(log, candidate.guideline.draft));
    candidate.prose = publishable(std::move(reading.prose), candidate.guideline.draft);
    DK_DO(compare(transaction, candidate));
    candidate.number = candidate.newest ? candidate.newest->number + 1 : 1;
    DK_TRY(view.open, store::open_request_of(transaction, candidate.guideline.id));
    return view;
}

Result<RequestView> release_request(
    sql::Database& main, sql::Database& log, const network::Viewer& viewer, RequestId id
) {
    RequestView view;
    Candidate& candidate = view.candidate;
    DK_TRY(auto transaction, main.begin(sql::Access::Read));
    DK_TRY(view.request, store::request(transaction, id));
    DK_TRY(candidate.guideline, store::guideline(transaction, view.request.guideline));
    DK_TRY(const auto hash, store::words_of(transaction, id));
    DK_TRY(const Bytes words, store::content(transaction, hash));
    DK_TRY(const auto json, json::parse(as_text(words)));
    DK_TRY(candidate.prose, prose::from_json(json));
    DK_DO(compare(transaction, candidate));
    candidate.number = view.request.number;
    std::vector<network::ActorId> actors{view.request.requested_by};
    if (view.request.decided_by) actors.push_back(*view.request.decided_by);
    DK_TRY(const auto names, network::queries::actors(transaction, actors));
    for (const auto& actor : names) {
        if (actor.id == view.request.requested_by) view.requested_by = shown(actor);
        if (actor.id == view.request.decided_by) view.decided_by = shown(actor);
    }
    const bool is_open = view.request.state == RequestState::Open;
    view.may_release = is_open && may_release(view.request, viewer);
    view.could_if_taking_part = is_open && could_release_if_taking_part(view.request, viewer);
    view.may_withdraw = is_open && may_withdraw(view.request, viewer);
    if (!is_open) return view;
    const document::DocumentId document = candidate.guideline.draft;
    DK_TRY(auto reading, document::queries::current(log, document));
    view.draft_went_on =
        hash_of(publishable(std::move(reading.prose), document)) != view.request.hash;
    return view;
}

Result<std::vector<Waiting>> waiting(sql::Transaction& transaction, const network::Viewer& viewer) {
    DK_TRY(auto requests, store::open_requests(transaction));
    if (requests.empty()) return std::vector<Waiting>();
    DK_TRY(const auto guidelines, store::guidelines(transaction));
    DK_TRY(const auto houses, network::queries::authorities(transaction));
    std::vector<Waiting> all;
    for (ReleaseRequest& request : requests) {
        Waiting one{
            .may_release = may_release(request, viewer),
            .is_of_own_house = is_of_their_house(request, viewer)
        };
        for (const Guideline& guideline : guidelines) {
            if (guideline.id == request.guideline) one.guideline = guideline;
        }
        for (const network::Authority& house : houses) {
            if (house.id == request.requester_authority) one.requested_by = house.short_name;
        }
        one.request = std::move(request);
        all.push_back(std::move(one));
    }
    return all;
}

Result<std::vector<document::Document>> free_documents(sql::Database& main) {
    DK_TRY(auto documents, document::queries::all(main));
    DK_TRY(auto transaction, main.begin(sql::Access::Read));
    DK_TRY(const auto guidelines, store::guidelines(transaction));
    std::erase_if(documents, [&](const document::Document& document) {
        return std::any_of(guidelines.begin(), guidelines.end(), [&](const Guideline& guideline) {
            return guideline.draft == document.id;
        });
    });
    return documents;
}

} // namespace denkraum::guideline::queries
