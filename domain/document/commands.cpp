// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/commands.hpp"

#include <fmt/format.h>

#include "base/json/json.hpp"
#include "base/utf8.hpp"
#include "domain/document/authorship.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/log/update_log.hpp"
#include "domain/document/store.hpp"
#include "domain/document/text/seed.hpp"
#include "domain/network/commands.hpp"
#include "domain/network/events.hpp"
#include "domain/trail/commands.hpp"

namespace denkraum::document::commands {
namespace {

/// Whoever acts, as the trail names them.
Result<trail::Entry> entry_of(
    sql::Transaction& main, network::ActorId actor, Instant now, std::string action, DocumentId id
) {
    return network::entry_by(main, actor, now, std::move(action), {"document", trail::any(id)});
}

Done record(
    const Services& services, sql::Transaction& main, trail::Entry entry, const json::object& says
) {
    entry.payload = json::write(says);
    const network::Event event{
        .kind = entry.action,
        .subject_kind = "document",
        .subject = Bytes(entry.subject.id.bytes().begin(), entry.subject.id.bytes().end())
    };
    const Instant at = entry.at;
    DK_DO(trail::append(main, services.randomness, entry));
    return network::append_event(main, at, event);
}

/// The first words go to the log before the document's row exists: a row without words would be
/// a document that lost them, words without a row are only unused.
Done write_first_words(
    const Services& services,
    DocumentId id,
    network::ActorId actor,
    crdt::ClientId client,
    const prose::Prose& prose
) {
    crdt::Doc doc;
    DK_TRY(Bytes update, text::seed(doc, client, prose));
    DK_TRY(auto main, services.main.begin(sql::Access::Read));
    DK_TRY(const Epoch now_epoch, epoch(main));
    const Record first{
        .document = id,
        .seq = 1,
        .epoch = now_epoch,
        .kind = RecordKind::Import,
        .actor = actor,
        .at = services.clock.now(),
        .update = std::move(update)
    };
    DK_TRY(auto log, services.log.begin(sql::Access::Write));
    DK_DO(update_log::append(log, first, seal({}, first, services.randomness)));
    return std::move(log).commit();
}

} // namespace

Result<std::string> valid_title(std::string_view typed) {
    const std::string_view title = utf8::trim(typed);
    if (title.empty()) return fail_field("title", "a document has a title");
    if (utf8::length(title) > title_characters_max)
        return fail_field("title", "the title is too long");
    return utf8::replace_invalid(title);
}

Result<DocumentId> create(const Services& services, network::ActorId actor, NewDocument wanted) {
    DK_TRY(const std::string title, valid_title(wanted.title));
    const Instant now = services.clock.now();
    const auto id = DocumentId::make(now, services.randomness);
    if (wanted.prose.blocks.empty()) wanted.prose.blocks.emplace_back();
    text::give_uids(wanted.prose, now, services.randomness);
    DK_TRY(const std::size_t bytes, text::seeded_bytes(wanted.prose));
    if (bytes > state_bytes_max) return fail(ErrorCode::TooLarge, "the text is too long");

    DK_TRY(auto making, services.main.begin(sql::Access::Write));
    DK_TRY(
        const auto importer,
        network::commands::make_actor(
            making, network::ActorKind::Import, actor, now, services.randomness
        )
    );
    DK_TRY(
        const crdt::ClientId client, issue_client(making, id, importer, now, services.randomness)
    );
    DK_DO(std::move(making).commit());

    DK_DO(write_first_words(services, id, importer, client, wanted.prose));

    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    const Document document{
        .id = id,
        .title = title,
        .language = wanted.language,
        .created_at = now,
        .origin = wanted.origin
    };
    DK_DO(store::insert(main, document, actor));
    const std::string action = wanted.origin.empty() ? "document.created" : "document.imported";
    DK_TRY(auto entry, entry_of(main, actor, now, action, id));
    json::object says;
    says["title"] = title;
    if (!wanted.origin.empty()) says["file"] = wanted.origin;
    if (!wanted.begun_from.empty()) says["begun_from"] = wanted.begun_from;
    DK_DO(record(services, main, std::move(entry), says));
    if (wanted.beside) DK_DO(wanted.beside(main, id));
    DK_DO(std::move(main).commit());
    return id;
}

Done rename(
    const Services& services, network::ActorId actor, DocumentId id, std::string_view wanted
) {
    DK_TRY(const std::string title, valid_title(wanted));
    const Instant now = services.clock.now();
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    DK_TRY(const Document before, store::find(main, id));
    DK_DO(store::rename(main, id, title));
    DK_TRY(auto entry, entry_of(main, actor, now, "document.renamed", id));
    json::object says;
    says["from"] = before.title;
    says["to"] = title;
    DK_DO(record(services, main, std::move(entry), says));
    return std::move(main).commit();
}

Result<crdt::ClientId>
open_editor(const Services& services, network::ActorId actor, DocumentId id) {
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    DK_DO(store::find(main, id));
    DK_TRY(
        const crdt::ClientId client,
        issue_client(main, id, actor, services.clock.now(), services.randomness)
    );
    DK_DO(std::move(main).commit());
    return client;
}

Done finish_kept(const Services& services, const network::Viewer& author, KeptId kept) {
    const Instant now = services.clock.now();
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    DK_TRY(const DocumentId document, store::finish_kept(main, kept, author.member, now));
    DK_TRY(auto entry, entry_of(main, author.actor, now, "document.kept_finished", document));
    // Nothing of the words: they were kept for their author alone.
    json::object says;
    says["kept"] = kept.text();
    DK_DO(record(services, main, std::move(entry), says));
    return std::move(main).commit();
}

} // namespace denkraum::document::commands
