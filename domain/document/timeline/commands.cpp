// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/timeline/commands.hpp"

#include <memory>
#include <utility>

#include "base/json/json.hpp"
#include "base/utf8.hpp"
#include "domain/document/authorship.hpp"
#include "domain/document/history/limits.hpp"
#include "domain/document/history/restore.hpp"
#include "domain/document/queries.hpp"
#include "domain/document/store.hpp"
#include "domain/document/text/projection.hpp"
#include "domain/network/commands.hpp"
#include "domain/network/events.hpp"
#include "domain/trail/commands.hpp"

namespace denkraum::document::timeline::commands {
namespace {

Done record(
    const Services& services,
    sql::Transaction& main,
    const network::Viewer& viewer,
    std::string action,
    DocumentId document,
    const json::object& says
) {
    trail::Entry entry = network::entry_by(
        viewer, services.clock.now(), std::move(action), {"document", trail::any(document)}
    );
    entry.payload = json::write(says);
    const network::Event event{
        .kind = entry.action,
        .subject_kind = "document",
        .subject = Bytes(document.bytes().begin(), document.bytes().end())
    };
    DK_DO(trail::append(main, services.randomness, entry));
    return network::append_event(main, entry.at, event);
}

Result<std::string> valid_name(std::string_view typed) {
    const std::string_view name = utf8::trim(typed);
    if (name.empty()) return fail_field("name", "a point has a name");
    if (utf8::length(name) > history::point_name_characters_max)
        return fail_field("name", "too long");
    return utf8::replace_invalid(name);
}

Done check_seq(sql::Database& database, DocumentId document, Seq seq) {
    DK_TRY(auto log, database.begin(sql::Access::Read));
    const std::vector<DocumentId> one{document};
    DK_TRY(const auto newest, update_log::newest_seqs(log, one));
    if (newest.empty() || seq < 1 || seq > newest.front().seq) {
        return fail(ErrorCode::NotFound, "no such record");
    }
    return {};
}

/// An actor and a client id for one restoring.
struct Writer {
    network::ActorId actor = {};
    crdt::ClientId client = 0;
};
Result<Writer>
make_writer(const Services& services, const network::Viewer& viewer, DocumentId document) {
    const Instant now = services.clock.now();
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    DK_DO(document::store::find(main, document));
    Writer writer;
    DK_TRY(
        writer.actor,
        network::commands::make_actor(
            main, network::ActorKind::Restored, viewer.actor, now, services.randomness
        )
    );
    DK_TRY(writer.client, issue_client(main, document, writer.actor, now, services.randomness));
    DK_DO(std::move(main).commit());
    return writer;
}

} // namespace

Result<PointId> name_point(
    const Services& services,
    const network::Viewer& viewer,
    DocumentId document,
    Seq seq,
    std::string_view typed
) {
    DK_TRY(const std::string name, valid_name(typed));
    DK_DO(check_seq(services.log, document, seq));
    const Instant now = services.clock.now();
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    DK_DO(document::store::find(main, document));
    DK_TRY(const auto points, store::points(main, document));
    if (points.size() >= static_cast<std::size_t>(history::points_max)) {
        return fail(ErrorCode::Conflict, "too many named points");
    }
    const Point point{
        .id = PointId::make(now, services.randomness),
        .seq = seq,
        .name = name,
        .named_at = now,
        .named_by = viewer.actor
    };
    DK_DO(store::insert(main, document, point));
    json::object says;
    says["name"] = name;
    says["seq"] = seq;
    DK_DO(record(services, main, viewer, "document.point_named", document, says));
    DK_DO(std::move(main).commit());
    return point.id;
}

Done remove_point(
    const Services& services, const network::Viewer& viewer, DocumentId document, PointId id
) {
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    DK_TRY(const Point point, store::point(main, document, id));
    DK_DO(store::remove(main, document, id));
    json::object says;
    says["name"] = point.name;
    says["seq"] = point.seq;
    DK_DO(record(services, main, viewer, "document.point_removed", document, says));
    return std::move(main).commit();
}

Result<std::optional<Seq>> restore(
    const Services& services,
    history::Histories& histories,
    room::Rooms& rooms,
    const network::Viewer& viewer,
    const Restore& wanted
) {
    DK_TRY(const auto then, histories.reading(wanted.document, wanted.seq));
    const auto aim_from = [then, uid = wanted.uid](prose::Prose now) -> Result<prose::Prose> {
        if (!uid) return then->prose;
        return history::with_block_of(std::move(now), then->prose, *uid);
    };
    // Before an actor is made for it: is the paragraph there, and does the text say something else?
    DK_TRY(const Reading now, queries::current(services.log, wanted.document));
    DK_TRY(prose::Prose aim, aim_from(now.prose));
    if (prose::normalised(std::move(aim)) == prose::normalised(now.prose)) return std::nullopt;
    DK_TRY(const Writer writer, make_writer(services, viewer, wanted.document));
    const auto is_change = std::make_shared<bool>(false);
    const room::Room::Change change{
        .actor = writer.actor,
        .client = writer.client,
        .kind = RecordKind::Reverted,
        .make = [aim_from, is_change](crdt::Doc& doc, crdt::ClientId client) -> Result<Bytes> {
            DK_TRY(const auto both, aim_from(text::project(doc).prose));
            DK_TRY(Bytes update, history::bring_back(doc, client, both));
            *is_change = !update.empty();
            return update;
        }
    };
    DK_TRY(const Seq seq, rooms.change(wanted.document, change));
    if (!*is_change) return std::nullopt;
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    json::object says;
    says["to"] = wanted.seq;
    says["seq"] = seq;
    if (wanted.uid) says["uid"] = *wanted.uid;
    DK_DO(record(services, main, viewer, "document.restored", wanted.document, says));
    DK_DO(std::move(main).commit());
    return seq;
}

Result<ReadMark>
note_read(const Services& services, network::MemberId member, DocumentId document, Seq seq) {
    const Instant now = services.clock.now();
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    DK_TRY(const auto before, store::read_mark(main, member, document));
    ReadMark mark{.seq = seq, .before = seq, .at = now};
    if (before) {
        const bool reads_on = now - before->at <= history::reading_on;
        mark.before = reads_on ? before->before : before->seq;
    }
    DK_DO(store::set_read_mark(main, member, document, mark));
    DK_DO(std::move(main).commit());
    return mark;
}

} // namespace denkraum::document::timeline::commands
