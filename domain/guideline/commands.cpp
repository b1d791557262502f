// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/commands.hpp"

#include <utility>

#include "base/prose/prose_json.hpp"
#include "base/utf8.hpp"
#include "domain/document/queries.hpp"
#include "domain/guideline/edition_store.hpp"
#include "domain/guideline/limits.hpp"
#include "domain/guideline/record.hpp"
#include "domain/guideline/store.hpp"

namespace denkraum::guideline::commands {
namespace {

std::unexpected<Error> conflict(std::string detail, std::string field = {}) {
    Error error{ErrorCode::Conflict, std::move(detail)};
    error.field = std::move(field);
    return std::unexpected(std::move(error));
}

/// Whether the key and the document are free, before anything is written.
Done check_free(const Services& services, const Guideline& wanted) {
    DK_TRY(auto transaction, services.main.begin(sql::Access::Read));
    DK_TRY(const auto all, store::guidelines(transaction));
    for (const Guideline& known : all) {
        if (known.key == wanted.key) return conflict("the key is taken", "key");
        if (known.draft == wanted.draft) return conflict("the document is a draft", "draft");
    }
    return {};
}

Result<std::string> valid_legal_state(std::string_view typed) {
    const std::string_view words = utf8::trim(typed);
    if (utf8::length(words) > legal_state_characters_max) {
        return fail_field("legal_state", "the legal state is too long");
    }
    return utf8::replace_invalid(words);
}

Result<std::string> valid_file_number(std::string_view typed) {
    const std::string_view words = utf8::trim(typed);
    if (utf8::length(words) > file_number_characters_max) {
        return fail_field("file_number", "the file number is too long");
    }
    return utf8::replace_invalid(words);
}

/// The draft as it will be frozen, with what stands against it.
struct Frozen {
    document::Reading reading;
    Guideline guideline;
    std::optional<Edition> newest;
};

Result<Frozen> freeze(const Services& services, GuidelineId id) {
    Frozen frozen;
    DK_TRY(auto transaction, services.main.begin(sql::Access::Read));
    DK_TRY(frozen.guideline, store::guideline(transaction, id));
    DK_TRY(auto editions, store::editions_of(transaction, id));
    if (!editions.empty()) frozen.newest = std::move(editions.front());
    const document::DocumentId draft = frozen.guideline.draft;
    DK_TRY(frozen.reading, document::queries::current(services.log, draft));
    frozen.reading.prose = publishable(std::move(frozen.reading.prose), draft);
    return frozen;
}

Done check_frozen(const Frozen& frozen, const WantedRelease& wanted) {
    const prose::Prose& prose = frozen.reading.prose;
    if (prose.blocks.size() > blocks_max) return fail(ErrorCode::TooLarge, "too many blocks");
    if (hash_of(prose) != wanted.seen) return conflict("the draft has changed", "seen");
    const auto newest_hash =
        frozen.newest ? std::optional(frozen.newest->hash) : std::optional<secret::Digest>();
    if (!findings_of(prose, newest_hash).may_publish()) return conflict("nothing to publish");
    if (frozen.newest && wanted.date < frozen.newest->date) {
        return fail_field("date", "the date is before that of the newest edition");
    }
    DK_TRY([[maybe_unused]] const auto paragraphs, paragraphs_of(prose));
    return {};
}

} // namespace

Result<Guideline>
create(const Services& services, network::ActorId actor, const NewGuideline& wanted) {
    const Instant now = services.clock.now();
    Guideline guideline{.created_at = now};
    guideline.id = GuidelineId::make(now, services.randomness);
    DK_TRY(guideline.title, valid_title(wanted.title));
    const bool has_key = !utf8::trim(wanted.key).empty();
    const std::string key = has_key ? wanted.key : suggested_key(guideline.title);
    DK_TRY(guideline.key, valid_key(key));
    guideline.language = wanted.language == "en" ? "en" : "de";
    if (wanted.draft) {
        guideline.draft = *wanted.draft;
        DK_DO(document::queries::one(services.main, guideline.draft));
    }
    DK_DO(check_free(services, guideline));
    if (!wanted.draft) {
        // A document of its own transaction: should the guideline fail after it, it is a draft
        // without guideline and can be taken for the next attempt.
        document::commands::NewDocument draft{
            .title = guideline.title, .language = guideline.language
        };
        DK_TRY(guideline.draft, document::commands::create(services, actor, std::move(draft)));
    }
    DK_TRY(auto transaction, services.main.begin(sql::Access::Write));
    DK_DO(store::insert_guideline(transaction, guideline, actor));
    const Deed deed{
        .actor = actor,
        .at = now,
        .action = "guideline.created",
        .guideline = guideline.id,
        .says = {{"key", guideline.key}, {"title", guideline.title}}
    };
    DK_DO(record(services, transaction, deed));
    DK_DO(std::move(transaction).commit());
    return guideline;
}

Done set_file_number(
    const Services& services,
    const network::Viewer& viewer,
    GuidelineId guideline,
    std::string_view file_number
) {
    if (!network::writes(&viewer)) return fail(ErrorCode::Forbidden, "guests file nothing");
    DK_TRY(const std::string number, valid_file_number(file_number));
    DK_TRY(auto transaction, services.main.begin(sql::Access::Write));
    DK_DO(store::set_file_number(transaction, guideline, number));
    const Deed deed{
        .actor = viewer.actor,
        .at = services.clock.now(),
        .action = "guideline.file_number_set",
        .guideline = guideline,
        .says = {{"file_number", number}}
    };
    DK_DO(record(services, transaction, deed));
    return std::move(transaction).commit();
}

Result<RequestId> request_release(
    const Services& services, const network::Viewer& viewer, const WantedRelease& wanted
) {
    if (!network::writes(&viewer)) return fail(ErrorCode::Forbidden, "guests do not publish");
    DK_TRY(const Frozen frozen, freeze(services, wanted.guideline));
    DK_DO(check_frozen(frozen, wanted));
    const Instant now = services.clock.now();
    ReleaseRequest request{
        .id = RequestId::make(now, services.randomness),
        .guideline = wanted.guideline,
        .number = frozen.newest ? frozen.newest->number + 1 : 1,
        .date = wanted.date,
        .document_seq = frozen.reading.seq,
        .hash = wanted.seen,
        .requested_by = viewer.actor,
        .requester = viewer.member,
        .requester_authority = viewer.house,
        .requested_at = now
    };
    if (frozen.newest) request.based_on = frozen.newest->number;
    DK_TRY(request.legal_state, valid_legal_state(wanted.legal_state));
    DK_TRY(request.file_number, valid_file_number(wanted.file_number));
    const std::string words = json::write(prose::to_json(frozen.reading.prose));
    if (words.size() > text_bytes_max) return fail(ErrorCode::TooLarge, "the text is too long");

    DK_TRY(auto transaction, services.main.begin(sql::Access::Write));
    DK_TRY(const auto open, store::open_request_of(transaction, wanted.guideline));
    if (open) return conflict("another release request is open");
    DK_TRY(const auto content, store::put_content(transaction, as_bytes(words)));
    DK_DO(store::insert_request(transaction, request, content));
    const Deed deed{
        .actor = viewer.actor,
        .at = now,
        .action = "guideline.release_requested",
        .guideline = wanted.guideline,
        .says =
            {{"request", request.id.text()},
             {"edition", request.number},
             {"hash", to_hex(request.hash)}}
    };
    DK_DO(record(services, transaction, deed));
    DK_DO(std::move(transaction).commit());
    return request.id;
}

Done decline(
    const Services& services, const network::Viewer& viewer, RequestId id, std::string_view reason
) {
    const Instant now = services.clock.now();
    DK_TRY(auto transaction, services.main.begin(sql::Access::Write));
    DK_TRY(auto request, store::request(transaction, id));
    DK_TRY(request, guideline::decline(std::move(request), viewer, reason, now));
    DK_DO(store::decide_request(transaction, request));
    const Deed deed{
        .actor = viewer.actor,
        .at = now,
        .action = "guideline.release_declined",
        .guideline = request.guideline,
        .says = {{"request", id.text()}, {"edition", request.number}, {"reason", request.reason}}
    };
    DK_DO(record(services, transaction, deed));
    return std::move(transaction).commit();
}

Done withdraw(const Services& services, const network::Viewer& viewer, RequestId id) {
    const Instant now = services.clock.now();
    DK_TRY(auto transaction, services.main.begin(sql::Access::Write));
    DK_TRY(auto request, store::request(transaction, id));
    DK_TRY(request, guideline::withdraw(std::move(request), viewer, now));
    DK_DO(store::decide_request(transaction, request));
    const Deed deed{
        .actor = viewer.actor,
        .at = now,
        .action = "guideline.release_withdrawn",
        .guideline = request.guideline,
        .says = {{"request", id.text()}, {"edition", request.number}}
    };
    DK_DO(record(services, transaction, deed));
    return std::move(transaction).commit();
}

} // namespace denkraum::guideline::commands
