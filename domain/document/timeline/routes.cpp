// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/timeline/routes.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <span>

#include "domain/document/comparison/diff_text.hpp"
#include "domain/document/history/blame.hpp"
#include "domain/document/history/limits.hpp"
#include "domain/document/queries.hpp"
#include "domain/document/store.hpp"
#include "domain/document/text/projection.hpp"
#include "domain/document/timeline/commands.hpp"
#include "domain/document/timeline/pages.hpp"
#include "domain/document/timeline/parts.hpp"

namespace denkraum::document::timeline {
namespace {

using http::Response;
using network::Visit;

Result<DocumentId> id_of(const http::Request& request) {
    auto id = DocumentId::from_text(request.parameter("id"));
    if (!id) return fail(ErrorCode::NotFound, "no document has such an address");
    return id;
}

/// A number from 1, and nothing else. Fails: NotFound.
Result<Seq> number_from(std::string_view typed) {
    Seq number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    if (error != std::errc() || end != typed.data() + typed.size() || number < 1) {
        return fail(ErrorCode::NotFound, "no number of a record");
    }
    return number;
}

Result<Seq> newest_of(sql::Database& database, DocumentId document) {
    DK_TRY(auto log, database.begin(sql::Access::Read));
    const std::vector<DocumentId> one{document};
    DK_TRY(const auto newest, update_log::newest_seqs(log, one));
    if (newest.empty()) return fail(ErrorCode::NotFound, "nothing was written yet");
    return newest.front().seq;
}

std::string value_of_house(const network::queries::ActorView& actor) {
    return actor.authority ? "haus-" + actor.authority->text() : std::string();
}
std::string value_of_person(const network::queries::ActorView& actor) {
    return actor.member ? "person-" + actor.member->text() : std::string();
}

/// Houses first, then persons, each once, by their names.
std::vector<pages::Choice> choices_of(const Names& names) {
    std::map<std::pair<int, std::string>, std::string> found;
    for (const auto& [id, actor] : names) {
        if (!actor.authority_name.empty() && actor.authority) {
            found[{0, actor.authority_name}] = value_of_house(actor);
        }
        if (!actor.name.empty() && actor.member) {
            found[{1, actor.name + " (" + actor.authority_name + ")"}] = value_of_person(actor);
        }
    }
    std::vector<pages::Choice> choices;
    for (const auto& [key, value] : found)
        choices.push_back({value, key.second});
    return choices;
}

void keep_chosen(
    std::vector<history::Sitting>& sittings, const Names& names, std::string_view chosen
) {
    std::erase_if(sittings, [&](const history::Sitting& sitting) {
        const auto actor = names.find(sitting.actor);
        return actor == names.end()
               || (value_of_house(actor->second) != chosen
                   && value_of_person(actor->second) != chosen);
    });
}

std::size_t page_number(const http::Request& request) {
    const auto typed = request.query("seite");
    const auto number = typed ? number_from(*typed) : Result<Seq>(1);
    return number ? static_cast<std::size_t>(*number) : 1;
}

Result<Response> show_timeline(Site& site, const Visit& visit) {
    DK_TRY(const DocumentId id, id_of(visit.request));
    DK_TRY(const Document document, queries::one(site.services.main, id));
    std::vector<history::Sitting> sittings;
    Seq newest = 0;
    DK_DO(site.histories.with(id, [&](const history::Index& index) -> Done {
        sittings = history::sittings_of(index);
        newest = index.arrivals.seq();
        return {};
    }));
    std::sort(sittings.begin(), sittings.end(), [](const auto& a, const auto& b) {
        return a.last > b.last;
    });
    DK_TRY(auto main, site.services.main.begin(sql::Access::Read));
    DK_TRY(auto points, store::points(main, id));
    std::set<network::ActorId> actors;
    for (const history::Sitting& sitting : sittings)
        actors.insert(sitting.actor);
    for (const Point& point : points)
        actors.insert(point.named_by);
    DK_TRY(const Names names, names_of(main, actors));
    const std::string chosen(visit.request.query("wer").value_or(""));
    const std::size_t ends = std::min(sittings.size(), history::states_offered_max);
    std::vector<history::Sitting> offered(
        sittings.begin(), sittings.begin() + std::ptrdiff_t(ends)
    );
    if (!chosen.empty()) keep_chosen(sittings, names, chosen);
    pages::Timeline view{
        .document = document,
        .ends = std::move(offered),
        .points = std::move(points),
        .names = names,
        .choices = choices_of(names),
        .chosen = chosen,
        .count = sittings.size(),
        .newest = newest,
        .may_write = network::writes(&visit.member()),
        .csrf_token = visit.csrf_token
    };
    constexpr std::size_t size = history::sittings_per_page;
    view.pages = std::max<std::size_t>(1, (sittings.size() + size - 1) / size);
    view.page = std::min(page_number(visit.request), view.pages);
    const std::size_t first = (view.page - 1) * size;
    for (std::size_t i = first; i < std::min(first + size, sittings.size()); ++i)
        view.sittings.push_back(std::move(sittings[i]));
    return visit.page(pages::timeline(visit.say, view));
}

Result<Response> show_moment(Site& site, const Visit& visit) {
    DK_TRY(const DocumentId id, id_of(visit.request));
    DK_TRY(const Seq seq, number_from(visit.request.parameter("seq")));
    DK_TRY(const Document document, queries::one(site.services.main, id));
    DK_TRY(const auto reading, site.histories.reading(id, seq));
    DK_TRY(const Seq newest, newest_of(site.services.log, id));
    const pages::Moment view{
        .document = document,
        .reading = *reading,
        .newest = newest,
        .may_write = network::writes(&visit.member()),
        .csrf_token = visit.csrf_token
    };
    return visit.page(pages::moment(visit.say, view));
}

struct Ends {
    Seq from = 0;
    Seq to = 0;
    bool since_last_read = false;
};
Result<Ends> ends_of(const Site& site, const Visit& visit, DocumentId id) {
    Ends ends;
    const auto to = visit.request.query("bis");
    if (to) {
        DK_TRY(ends.to, number_from(*to));
    } else {
        DK_TRY(ends.to, newest_of(site.services.log, id));
    }
    const auto from = visit.request.query("von");
    ends.since_last_read = from && *from == "zuletzt";
    if (!ends.since_last_read) {
        DK_TRY(ends.from, number_from(from.value_or("1")));
        // Whoever chose them the other way round wants to know the same.
        if (ends.from > ends.to) std::swap(ends.from, ends.to);
        return ends;
    }
    DK_TRY(auto main, site.services.main.begin(sql::Access::Read));
    DK_TRY(const auto mark, store::read_mark(main, visit.member().member, id));
    ends.from = mark ? mark->before : ends.to;
    return ends;
}

/// After `from` up to `to`, each once. What the server repaired is nobody's.
Result<std::vector<std::string>>
writers_between(Site& site, const Visit& visit, DocumentId id, const Ends& ends) {
    std::map<network::ActorId, RecordKind> wrote;
    DK_DO(site.histories.with(id, [&](const history::Index& index) -> Done {
        const Seq last = std::min(ends.to, index.arrivals.seq());
        for (Seq seq = ends.from + 1; seq <= last; ++seq) {
            const update_log::Line& line = index.arrivals.line(seq);
            if (line.kind != RecordKind::Repair) wrote.emplace(line.actor, line.kind);
        }
        return {};
    }));
    std::set<network::ActorId> actors;
    for (const auto& [actor, kind] : wrote)
        actors.insert(actor);
    DK_TRY(auto main, site.services.main.begin(sql::Access::Read));
    DK_TRY(const Names names, names_of(main, actors));
    std::set<std::string> writers;
    for (const auto& [actor, kind] : wrote)
        writers.insert(who_wrote(visit.say, names, kind, actor));
    return std::vector<std::string>(writers.begin(), writers.end());
}

Result<Response> show_comparison(Site& site, const Visit& visit) {
    DK_TRY(const DocumentId id, id_of(visit.request));
    DK_TRY(const Document document, queries::one(site.services.main, id));
    DK_TRY(const Ends ends, ends_of(site, visit, id));
    DK_TRY(const auto before, site.histories.reading(id, ends.from));
    DK_TRY(const auto after, site.histories.reading(id, ends.to));
    const diff::ProseDiff diff = diff::compare(before->prose, after->prose);
    DK_TRY(auto writers, writers_between(site, visit, id, ends));
    const pages::Comparison view{
        .document = document,
        .before = *before,
        .after = *after,
        .diff = diff,
        .writers = std::move(writers),
        .layout = comparison::layout_from(visit.request.query("ansicht").value_or("")),
        .since_last_read = ends.since_last_read,
        .may_write = network::writes(&visit.member()),
        .csrf_token = visit.csrf_token
    };
    return visit.page(pages::compare(visit.say, view));
}

history::Bindings bindings_of(const std::vector<document::store::Binding>& rows) {
    history::Bindings bindings;
    for (const auto& [client, actor] : rows)
        bindings[client] = actor;
    return bindings;
}

Result<Response> show_origin(Site& site, const Visit& visit) {
    DK_TRY(const DocumentId id, id_of(visit.request));
    const std::string_view uid = visit.request.parameter("uid");
    DK_TRY(auto main, site.services.main.begin(sql::Access::Read));
    DK_TRY(const Document document, document::store::find(main, id));
    DK_TRY(const auto rows, document::store::bindings(main, id));
    prose::Block block;
    history::BlockBlame blamed;
    DK_DO(site.histories.with(id, [&](const history::Index& index) -> Done {
        for (auto& one : history::blame(index.doc, index.arrivals, bindings_of(rows)))
            if (one.uid == uid) blamed = std::move(one);
        if (blamed.uid.empty()) return fail(ErrorCode::NotFound, "no such paragraph");
        for (auto& one : text::project(index.doc).prose.blocks)
            if (one.uid == uid) block = std::move(one);
        return {};
    }));
    std::set<network::ActorId> actors;
    for (const history::CreditedRun& run : blamed.runs) {
        actors.insert(run.credit.actor);
        if (!run.credit.claimed.is_none()) actors.insert(run.credit.claimed);
    }
    DK_TRY(const Names names, names_of(main, actors));
    html::Html in_editions;
    if (site.in_editions) {
        DK_TRY(in_editions, site.in_editions(visit, uid));
    }
    return visit.page(
        pages::origin(visit.say, {document, block, blamed, names, std::move(in_editions)})
    );
}

Result<Response> name_point(Site& site, const Visit& visit) {
    DK_TRY(const DocumentId id, id_of(visit.request));
    DK_TRY(const Seq seq, number_from(visit.typed("stand")));
    const std::string name(visit.typed("name"));
    const auto made = commands::name_point(site.services, visit.member(), id, seq, name);
    const std::string address = "/dokumente/" + id.text() + "/verlauf";
    if (made) return visit.go(address, visit.say("Der Stand hat jetzt einen Namen."));
    if (made.error().field != "name") return std::unexpected(made.error());
    DK_TRY(const Document document, queries::one(site.services.main, id));
    DK_TRY(const auto reading, site.histories.reading(id, seq));
    DK_TRY(const Seq newest, newest_of(site.services.log, id));
    const std::string sentence =
        visit.say("Bitte geben Sie einen Namen mit höchstens 200 Zeichen ein.");
    const pages::Moment view{
        .document = document,
        .reading = *reading,
        .newest = newest,
        .may_write = true,
        .csrf_token = visit.csrf_token,
        .name = name,
        .errors = {{"name", sentence}}
    };
    return visit.form_again(pages::moment(visit.say, view));
}

Result<Response> remove_point(Site& site, const Visit& visit) {
    DK_TRY(const DocumentId id, id_of(visit.request));
    const auto point = PointId::from_text(visit.request.parameter("punkt"));
    if (!point) return fail(ErrorCode::NotFound, "no such point");
    DK_DO(commands::remove_point(site.services, visit.member(), id, *point));
    return visit.go(
        "/dokumente/" + id.text() + "/verlauf",
        visit.say("Der Name ist entfernt. Der Stand selbst bleibt im Verlauf.")
    );
}

Result<Response> restore(Site& site, const Visit& visit) {
    DK_TRY(const DocumentId id, id_of(visit.request));
    DK_TRY(const Seq seq, number_from(visit.typed("stand")));
    commands::Restore wanted{.document = id, .seq = seq};
    const std::string uid(visit.typed("absatz"));
    if (!uid.empty()) wanted.uid = uid;
    DK_TRY(
        const auto done,
        commands::restore(site.services, site.histories, site.rooms, visit.member(), wanted)
    );
    std::string said = uid.empty() ? visit.say("Der frühere Stand ist zurückgeholt.")
                                   : visit.say("Der frühere Absatz ist zurückgeholt.");
    if (!done) {
        said = uid.empty() ? visit.say("Der Text lautet schon so. Nichts wurde geändert.")
                           : visit.say("Der Absatz lautet schon so. Nichts wurde geändert.");
    }
    return visit.go("/dokumente/" + id.text(), said);
}

/// Those of the documents in which somebody else than the member wrote after these records.
Result<std::set<DocumentId>> written_by_others(
    sql::Transaction& main,
    sql::Database& log_database,
    network::MemberId member,
    std::span<const writers_store::Place> marks
) {
    DK_TRY(auto log, log_database.begin(sql::Access::Read));
    DK_TRY(const auto writers, writers_store::after(log, marks));
    std::vector<network::ActorId> ids;
    for (const writers_store::Writer& writer : writers)
        if (writer.actor) ids.push_back(*writer.actor);
    std::set<network::ActorId> own;
    if (!ids.empty()) {
        DK_TRY(const auto actors, network::queries::actors(main, ids));
        for (const auto& actor : actors)
            if (actor.member == member) own.insert(actor.id);
    }
    std::set<DocumentId> found;
    for (const writers_store::Writer& writer : writers)
        if (!writer.actor || !own.contains(*writer.actor)) found.insert(writer.document);
    return found;
}

} // namespace

Result<bool> has_news(
    sql::Database& database,
    sql::Database& log_database,
    network::MemberId member,
    const writers_store::Place& mark
) {
    DK_TRY(auto main, database.begin(sql::Access::Read));
    DK_TRY(const auto news, written_by_others(main, log_database, member, std::span(&mark, 1)));
    return !news.empty();
}

Result<std::vector<network::OverviewRow>>
changed_rows(sql::Database& database, sql::Database& log_database, const Visit& visit) {
    constexpr std::int64_t looked_at = 20;
    DK_TRY(auto main, database.begin(sql::Access::Read));
    DK_TRY(const auto known, store::read_documents(main, visit.member().member, looked_at));
    std::vector<writers_store::Place> marks;
    for (const store::ReadDocument& one : known)
        marks.push_back({one.document, one.seq});
    DK_TRY(const auto news, written_by_others(main, log_database, visit.member().member, marks));
    std::vector<network::OverviewRow> rows;
    for (const store::ReadDocument& one : known) {
        if (!news.contains(one.document)) continue;
        const std::string address = "/dokumente/" + one.document.text();
        network::OverviewRow row;
        row.what = html::link(address, one.title);
        row.detail = visit.say("Hat sich geändert, seit Sie zuletzt darin lasen");
        row.step = {
            address + "/vergleich?von=" + std::to_string(one.seq),
            std::string(visit.say("Was sich änderte"))
        };
        rows.push_back(std::move(row));
    }
    return rows;
}

void add_routes(http::Router& router, const std::shared_ptr<Site>& site) {
    const network::Door& door = site->door;
    const auto on = [site](auto handler) {
        return [site, handler](const Visit& visit) { return handler(*site, visit); };
    };
    using network::signed_in;
    using network::writes;
    door.get(router, "/dokumente/{id}/verlauf", signed_in, on(show_timeline));
    door.get(router, "/dokumente/{id}/stand/{seq}", signed_in, on(show_moment));
    door.get(router, "/dokumente/{id}/vergleich", signed_in, on(show_comparison));
    door.get(router, "/dokumente/{id}/absatz/{uid}", signed_in, on(show_origin));
    door.post(router, "/dokumente/{id}/punkte", writes, on(name_point));
    door.post(router, "/dokumente/{id}/punkte/{punkt}/entfernen", writes, on(remove_point));
    door.post(router, "/dokumente/{id}/zurueckholen", writes, on(restore));
}

} // namespace denkraum::document::timeline
