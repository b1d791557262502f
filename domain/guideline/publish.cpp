// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "base/prose/prose_json.hpp"
#include "domain/document/media/commands.hpp"
#include "domain/document/media/media.hpp"
#include "domain/guideline/commands.hpp"
#include "domain/guideline/credit_store.hpp"
#include "domain/guideline/edition/change_table.hpp"
#include "domain/guideline/edition_store.hpp"
#include "domain/guideline/export/bundle.hpp"
#include "domain/guideline/extract.hpp"
#include "domain/guideline/images.hpp"
#include "domain/guideline/reason_store.hpp"
#include "domain/guideline/record.hpp"
#include "domain/guideline/rendering_store.hpp"
#include "domain/guideline/store.hpp"
#include "domain/network/queries.hpp"

/// How words become an edition: everything that takes time is made first, then one short
/// transaction writes all of it or nothing.
namespace denkraum::guideline::commands {
namespace {

/// A conflict that is no decision; the page says which.
std::unexpected<Error> overtaken(std::string field, std::string detail) {
    Error error{ErrorCode::Conflict, std::move(detail)};
    error.field = std::move(field);
    return std::unexpected(std::move(error));
}

/// An edition with everything that belongs to it, before the transaction.
struct Prepared {
    Edition edition;
    document::Seq document_seq = 0;
    std::vector<Paragraph> paragraphs;
    MadeFiles files;
    Credits credits = {};
    Reasons reasons = {};      ///< by each paragraph of a line that has one
    std::string base_url = {}; ///< in front of printed addresses
    std::string_view action = "guideline.published";
};

/// What an edition is made with, besides the words.
struct Means {
    const Services& services;
    const ExportTools& tools;
};

/// What is different from the edition before, and why; the first one has none.
Done add_change_table(const Means& means, Prepared& prepared, const Reasons& reasons) {
    const Edition& edition = prepared.edition;
    if (edition.number < 2) return {};
    std::vector<Paragraph> before;
    {
        DK_TRY(auto transaction, means.services.main.begin(sql::Access::Read));
        DK_TRY(before, store::paragraphs(transaction, edition.guideline, edition.number - 1));
    }
    const auto diff = diff::compare(prose_of(before), prose_of(prepared.paragraphs));
    auto lines = change_table(diff, before, prepared.paragraphs, edition.language);
    give_reasons(lines, reasons);
    // Under each paragraph that was joined or split, so that a redaction of any of them finds it.
    for (const ChangeLine& line : lines) {
        if (line.reason.empty()) continue;
        for (const std::string& uid : line.uids)
            prepared.reasons.emplace(uid, line.reason);
    }
    for (File& file : change_files(edition, edition.number - 1, lines, means.tools.base_url))
        prepared.files.files.push_back(std::move(file));
    return {};
}

/// Last of all, since it holds the entry of the release, which nobody knows before. It packs
/// nothing, so that the transaction stays short.
Done insert_bundle(sql::Transaction& transaction, const Prepared& prepared) {
    const Edition& edition = prepared.edition;
    DK_TRY(const auto trail, trail_extract(transaction, edition));
    const File bundle = bundle_file(edition, prepared.files.files, trail, prepared.base_url);
    return store::insert_file(transaction, edition, bundle);
}

Result<Prepared> prepare(
    const Means& means,
    Edition edition,
    document::Seq document_seq,
    const prose::Prose& prose,
    const Reasons& reasons = {}
) {
    Prepared prepared;
    prepared.edition = std::move(edition);
    prepared.document_seq = document_seq;
    DK_TRY(prepared.paragraphs, paragraphs_of(prose));
    prepared.edition.hash = hash_of(prose);
    prepared.base_url = means.tools.base_url;
    std::vector<Edition> before;
    {
        DK_TRY(auto transaction, means.services.main.begin(sql::Access::Read));
        const GuidelineId guideline = prepared.edition.guideline;
        DK_TRY(const auto renderings, store::renderings_of(transaction, guideline));
        attach(prepared.paragraphs, renderings);
        DK_TRY(before, store::editions_of(transaction, guideline));
    }
    ExportTools tools = means.tools;
    if (!tools.images) tools.images = stored_images(means.services.main);
    prepared.files = make_all_files(prepared.edition, prepared.paragraphs, before, tools);
    DK_DO(add_change_table(means, prepared, reasons));
    return prepared;
}

/// Fails: Conflict when another edition came first, or says the same.
Done write(
    const Services& services,
    sql::Transaction& transaction,
    const Prepared& prepared,
    network::ActorId actor
) {
    const Edition& edition = prepared.edition;
    DK_TRY(const auto before, store::editions_of(transaction, edition.guideline));
    const int newest = before.empty() ? 0 : before.front().number;
    if (newest + 1 != edition.number) {
        return overtaken("number", "another edition was published meanwhile");
    }
    if (!before.empty() && before.front().hash == edition.hash) {
        return overtaken("same", "the newest edition says the same");
    }
    DK_DO(store::insert_edition(
        transaction, edition, prepared.document_seq, prepared.paragraphs, prepared.files
    ));
    DK_DO(store::insert_credits(transaction, edition, prepared.paragraphs, prepared.credits));
    DK_DO(store::insert_edition_reasons(transaction, edition, prepared.reasons));
    const auto images = document::media::hashes_in(prose_of(prepared.paragraphs));
    DK_DO(document::media::publish(transaction, images));
    json::array names;
    for (const std::string& name : edition.released_by)
        names.emplace_back(name);
    const Deed deed{
        .actor = actor,
        .at = services.clock.now(),
        .action = prepared.action,
        .guideline = edition.guideline,
        .says =
            {{"edition", edition.number},
             {"hash", to_hex(edition.hash)},
             {"released_by", std::move(names)}}
    };
    DK_DO(record(services, transaction, deed));
    return insert_bundle(transaction, prepared);
}

Edition edition_for(const Guideline& guideline) {
    return {
        .guideline = guideline.id,
        .key = guideline.key,
        .title = guideline.title,
        .language = guideline.language
    };
}

struct Waiting {
    ReleaseRequest request;
    Edition edition;
    prose::Prose prose;
    document::DocumentId draft = {};
    secret::Digest words = {};  ///< where the frozen words lie
    secret::Digest before = {}; ///< hash of what the edition before says
    Reasons reasons = {};
};

/// Of the words in the table of changes that the frozen draft may not have any more.
Result<secret::Digest> hash_before(sql::Transaction& transaction, const ReleaseRequest& request) {
    if (request.number < 2) return secret::Digest{};
    DK_TRY(
        const auto before, store::paragraphs(transaction, request.guideline, request.number - 1)
    );
    return hash_of(prose_of(before));
}

/// The request with its frozen words and the names that will be printed.
Result<Waiting>
read_waiting(const Services& services, const network::Viewer& viewer, RequestId id) {
    DK_TRY(auto transaction, services.main.begin(sql::Access::Read));
    Waiting waiting;
    DK_TRY(waiting.request, store::request(transaction, id));
    const ReleaseRequest& request = waiting.request;
    DK_TRY(const auto guideline, store::guideline(transaction, request.guideline));
    waiting.edition = edition_for(guideline);
    waiting.draft = guideline.draft;
    waiting.edition.number = request.number;
    waiting.edition.date = request.date;
    waiting.edition.based_on = request.based_on;
    waiting.edition.legal_state = request.legal_state;
    waiting.edition.file_number = request.file_number;
    for (const network::AuthorityId authority : {request.requester_authority, viewer.house}) {
        DK_TRY(const auto house, network::queries::authority(transaction, authority));
        auto& names = waiting.edition.released_by;
        if (std::find(names.begin(), names.end(), house.name) == names.end()) {
            names.push_back(house.name);
        }
    }
    // They rest while the request waits, so these are the ones the second person reads.
    DK_TRY(waiting.reasons, store::reasons_of(transaction, request.guideline));
    DK_TRY(waiting.words, store::words_of(transaction, id));
    DK_TRY(waiting.before, hash_before(transaction, request));
    DK_TRY(const Bytes words, store::content(transaction, waiting.words));
    DK_TRY(const auto json, json::parse(as_text(words)));
    DK_TRY(waiting.prose, prose::from_json(json));
    if (hash_of(waiting.prose) != request.hash) {
        return fail(ErrorCode::Corrupt, "the frozen words do not have their hash");
    }
    return waiting;
}

prose::Prose with_uids(prose::Prose prose, const Services& services) {
    for (prose::Block& block : prose.blocks) {
        if (!block.uid.empty()) continue;
        block.uid = ParagraphId::make(services.clock.now(), services.randomness).text();
    }
    return prose;
}

} // namespace

Result<Edition> release(
    const Services& services, const network::Viewer& viewer, RequestId id, const ExportTools& tools
) {
    DK_TRY(Waiting waiting, read_waiting(services, viewer, id));
    const Instant now = services.clock.now();
    DK_TRY(const auto decided, publish(waiting.request, viewer, now));
    waiting.edition.published_at = now;
    const document::Seq seq = waiting.request.document_seq;
    DK_TRY(
        Prepared prepared,
        prepare({services, tools}, std::move(waiting.edition), seq, waiting.prose, waiting.reasons)
    );
    DK_TRY(prepared.credits, blame_of_edition(services.main, services.log, waiting.draft, seq));
    DK_TRY(auto transaction, services.main.begin(sql::Access::Write));
    // While the files were made, a redaction may have taken something out of them.
    DK_TRY(const auto words_now, store::words_of(transaction, id));
    DK_TRY(const auto before_now, hash_before(transaction, waiting.request));
    if (words_now != waiting.words || before_now != waiting.before) {
        return overtaken("words", "words were taken away");
    }
    DK_DO(store::decide_request(transaction, decided));
    DK_DO(store::clear_reasons(transaction, decided.guideline));
    DK_DO(write(services, transaction, prepared, viewer.actor));
    DK_DO(std::move(transaction).commit());
    return prepared.edition;
}

Result<Edition> import_edition(
    const Services& services,
    network::ActorId actor,
    GuidelineId id,
    const ImportedEdition& imported,
    const ExportTools& tools
) {
    const prose::Prose prose = with_uids(imported.prose, services);
    if (prose::word_count(prose) == 0) return fail(ErrorCode::Invalid, "an edition has words");
    Edition edition;
    {
        DK_TRY(auto transaction, services.main.begin(sql::Access::Read));
        DK_TRY(const auto guideline, store::guideline(transaction, id));
        DK_TRY(const auto before, store::editions_of(transaction, id));
        edition = edition_for(guideline);
        edition.number = before.empty() ? 1 : before.front().number + 1;
        if (!before.empty()) edition.based_on = before.front().number;
    }
    edition.date = imported.date;
    edition.legal_state = imported.legal_state;
    edition.file_number = imported.file_number;
    edition.published_at = imported.date;
    edition.released_by = imported.released_by;
    DK_TRY(Prepared prepared, prepare({services, tools}, std::move(edition), 0, prose));
    prepared.action = "guideline.edition_imported";
    DK_TRY(auto transaction, services.main.begin(sql::Access::Write));
    DK_DO(write(services, transaction, prepared, actor));
    DK_DO(std::move(transaction).commit());
    return prepared.edition;
}

} // namespace denkraum::guideline::commands
