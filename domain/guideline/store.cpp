// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/store.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "domain/guideline/edition_store.hpp"
#include "domain/network/queries.hpp"

namespace denkraum::guideline::store {
namespace {

constexpr std::string_view select_guideline =
    "SELECT id, key, title, language, draft, created_at, file_number FROM guideline ";

constexpr std::string_view select_request =
    "SELECT id, guideline, number, date, based_on, legal_state, document_seq, canonical_hash, "
    "requested_by, requester, requester_authority, requested_at, state, decided_by, decided_at, "
    "reason, file_number FROM release_request ";

Result<Guideline> read_guideline(sql::Row row) {
    sql::Columns in(row);
    Guideline guideline{
        .id = in.next<GuidelineId>(),
        .key = in.next<std::string>(),
        .title = in.next<std::string>(),
        .language = in.next<std::string>(),
        .draft = in.next<document::DocumentId>(),
        .created_at = in.next<Instant>(),
        .file_number = in.next<std::string>(),
    };
    return std::move(in).finish(std::move(guideline));
}

Result<ReleaseRequest> read_request(sql::Row row) {
    sql::Columns in(row);
    ReleaseRequest request{
        .id = in.next<RequestId>(),
        .guideline = in.next<GuidelineId>(),
        .number = in.next<int>(),
        .date = in.next<Instant>(),
        .based_on = in.next<std::optional<int>>(),
        .legal_state = in.next<std::string>(),
        .document_seq = in.next<document::Seq>(),
    };
    const auto hash = in.next<Bytes>();
    request.requested_by = in.next<network::ActorId>();
    request.requester = in.next<network::MemberId>();
    request.requester_authority = in.next<network::AuthorityId>();
    request.requested_at = in.next<Instant>();
    const auto state = in.next<std::string>();
    request.decided_by = in.next<std::optional<network::ActorId>>();
    request.decided_at = in.next<std::optional<Instant>>();
    request.reason = in.next<std::string>();
    request.file_number = in.next<std::string>();
    DK_TRY(request, std::move(in).finish(std::move(request)));
    DK_TRY(request.hash, digest_from(hash));
    DK_TRY(request.state, request_state_from(state));
    return request;
}

Done find_houses_of_today(sql::Transaction& transaction, std::span<ReleaseRequest> requests) {
    if (requests.empty()) return {};
    std::vector<network::ActorId> ids;
    for (const ReleaseRequest& request : requests)
        ids.push_back(request.requested_by);
    DK_TRY(const auto actors, network::queries::actors(transaction, ids));
    DK_TRY(const auto authorities, network::queries::authorities(transaction));
    for (ReleaseRequest& request : requests) {
        const auto by =
            std::ranges::find(actors, request.requested_by, &network::queries::ActorView::id);
        if (by == actors.end() || !by->authority) continue;
        const auto own = std::ranges::find(authorities, *by->authority, &network::Authority::id);
        if (own != authorities.end()) request.house_today = own->parent.value_or(own->id);
    }
    return {};
}

} // namespace

Done insert_guideline(
    sql::Transaction& transaction, const Guideline& guideline, network::ActorId created_by
) {
    DK_DO(transaction.execute(
        "INSERT INTO guideline (id, key, title, language, draft, created_at, file_number, "
        "created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        guideline.id,
        guideline.key,
        guideline.title,
        guideline.language,
        guideline.draft,
        guideline.created_at,
        guideline.file_number,
        created_by
    ));
    return {};
}

Done set_file_number(sql::Transaction& transaction, GuidelineId id, std::string_view number) {
    DK_TRY(
        const auto changed,
        transaction.execute("UPDATE guideline SET file_number = ? WHERE id = ?", number, id)
    );
    if (changed != 1) return fail(ErrorCode::NotFound, "no such guideline");
    return {};
}

Result<std::vector<Guideline>> guidelines(sql::Transaction& transaction) {
    return transaction.query_list(
        read_guideline, std::string(select_guideline) + "ORDER BY created_at, id"
    );
}

Result<Guideline> guideline(sql::Transaction& transaction, GuidelineId id) {
    return transaction.query_one(
        read_guideline, std::string(select_guideline) + "WHERE id = ?", id
    );
}

Result<Guideline> guideline_by_key(sql::Transaction& transaction, std::string_view key) {
    return transaction.query_one(
        read_guideline, std::string(select_guideline) + "WHERE key = ?", key
    );
}

Result<std::optional<Guideline>>
find_by_draft(sql::Transaction& transaction, document::DocumentId draft) {
    return transaction.query_optional(
        read_guideline, std::string(select_guideline) + "WHERE draft = ?", draft
    );
}

Done insert_request(
    sql::Transaction& transaction, const ReleaseRequest& request, const secret::Digest& words
) {
    DK_DO(transaction.execute(
        "INSERT INTO release_request (id, guideline, number, date, based_on, legal_state, "
        "document_seq, canonical_hash, words, requested_by, requester, requester_authority, "
        "requested_at, state, decided_by, decided_at, reason, "
        "file_number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        request.id,
        request.guideline,
        request.number,
        request.date,
        request.based_on,
        request.legal_state,
        request.document_seq,
        ByteView(request.hash),
        ByteView(words),
        request.requested_by,
        request.requester,
        request.requester_authority,
        request.requested_at,
        code_of(request.state),
        request.decided_by,
        request.decided_at,
        request.reason,
        request.file_number
    ));
    return {};
}

Done decide_request(sql::Transaction& transaction, const ReleaseRequest& request) {
    DK_TRY(
        const auto changed,
        transaction.execute(
            "UPDATE release_request SET state = ?, decided_by = ?, decided_at = ?, reason = ? "
            "WHERE id = ? AND state = 'open'",
            code_of(request.state),
            request.decided_by,
            request.decided_at,
            request.reason,
            request.id
        )
    );
    if (changed != 1) return fail(ErrorCode::Conflict, "the release request was decided meanwhile");
    return {};
}

Result<ReleaseRequest> request(sql::Transaction& transaction, RequestId id) {
    DK_TRY(
        auto found,
        transaction.query_one(read_request, std::string(select_request) + "WHERE id = ?", id)
    );
    DK_DO(find_houses_of_today(transaction, {&found, 1}));
    return found;
}

Result<secret::Digest> words_of(sql::Transaction& transaction, RequestId id) {
    DK_TRY(
        const auto hash,
        transaction.query_value<Bytes>("SELECT words FROM release_request WHERE id = ?", id)
    );
    return digest_from(hash);
}

Result<std::vector<ReleaseRequest>> open_requests(sql::Transaction& transaction) {
    DK_TRY(
        auto found,
        transaction.query_list(
            read_request,
            std::string(select_request) + "WHERE state = 'open' ORDER BY requested_at, id"
        )
    );
    DK_DO(find_houses_of_today(transaction, found));
    return found;
}

Result<std::optional<ReleaseRequest>>
open_request_of(sql::Transaction& transaction, GuidelineId guideline) {
    DK_TRY(
        auto found,
        transaction.query_optional(
            read_request,
            std::string(select_request) + "WHERE guideline = ? AND state = 'open'",
            guideline
        )
    );
    if (found) DK_DO(find_houses_of_today(transaction, {&*found, 1}));
    return found;
}

} // namespace denkraum::guideline::store
