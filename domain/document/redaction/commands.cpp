// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/redaction/commands.hpp"

#include <algorithm>
#include <iterator>
#include <memory>

#include "base/json/json.hpp"
#include "base/utf8.hpp"
#include "domain/document/authorship.hpp"
#include "domain/document/redaction/blocks.hpp"
#include "domain/document/redaction/mentions.hpp"
#include "domain/document/redaction/words.hpp"
#include "domain/document/store.hpp"
#include "domain/network/commands.hpp"
#include "domain/network/events.hpp"
#include "domain/trail/commands.hpp"

namespace denkraum::document::redaction {
namespace {

using commands::Services;

/// What stands in the place of the words, in the language of the document.
std::string notice_of(const Document& document, const Redaction& redaction, Instant now) {
    const std::string day = to_iso(now).substr(0, 10);
    if (document.language == "en") {
        return "[Here something was removed on " + day
               + " by decision of two persons. Reason: " + redaction.reason + "]";
    }
    const std::string german_day =
        day.substr(8, 2) + "." + day.substr(5, 2) + "." + day.substr(0, 4);
    return "[An dieser Stelle wurde am " + german_day
           + " auf Beschluss zweier Personen etwas entfernt. Grund: " + redaction.reason + "]";
}

trail::Entry entry_of(
    const Services& services,
    const network::Viewer& by,
    const Redaction& redaction,
    std::string_view action
) {
    return network::entry_by(
        by, services.clock.now(), std::string(action), {"document", trail::any(redaction.document)}
    );
}

Done record(
    const Services& services,
    sql::Transaction& main,
    const network::Viewer& by,
    const Redaction& redaction,
    std::string_view action
) {
    trail::Entry entry = entry_of(services, by, redaction, action);
    entry.payload =
        json::write(json::object{{"redaction", redaction.id.text()}, {"uid", redaction.uid}});
    DK_DO(trail::append(main, services.randomness, entry));
    const ByteView subject = redaction.document.bytes();
    return network::append_event(
        main,
        entry.at,
        {.kind = entry.action,
         .subject_kind = "document",
         .subject = Bytes(subject.begin(), subject.end())}
    );
}

/// Names of points, comments, what is kept for somebody, and what the Protokoll says of points.
Done erase_beside(
    const Services& services,
    sql::Transaction& main,
    const network::Viewer& by,
    const Redaction& redaction,
    const Telltales& telltales
) {
    DK_DO(erase_mentions(main, redaction.document, telltales));
    DK_TRY(const auto entries, entries_that_mention(main, redaction.document, telltales));
    for (const std::int64_t sequence : entries) {
        trail::Entry because = entry_of(services, by, redaction, "document.mention_erased");
        because.payload =
            json::write(json::object{{"redaction", redaction.id.text()}, {"entry", sequence}});
        DK_DO(trail::erase(main, services.randomness, sequence, because));
    }
    return {};
}

Result<Redaction> open_one(sql::Transaction& main, RedactionId id) {
    DK_TRY(auto found, store::find(main, id));
    if (!found) return fail(ErrorCode::NotFound, "no such redaction");
    if (found->state != State::Open) return fail(ErrorCode::Conflict, "it was decided already");
    return *std::move(found);
}

/// What is known today, besides those that go already.
Result<std::vector<std::string>> joined_with(const history::Index& index, std::string_view uid) {
    auto blocks = together_with(index, uid);
    if (blocks.empty()) return fail_field("uid", "no such block");
    blocks.erase(blocks.begin());
    return blocks;
}

Done read_history(const Services& services, DocumentId document, history::Index& index) {
    DK_TRY(auto log, services.log.begin(sql::Access::Read));
    return history::catch_up(log, document, index);
}

struct Deleted {
    std::vector<crdt::IdRange> units;
    std::string notice;
    std::vector<std::string> words; ///< what they said
    ImageHashes images;             ///< what they showed

    void add(const crdt::Doc& doc, const history::Arrivals& arrivals, std::string_view uid) {
        std::ranges::move(units_of(doc, arrivals, uid), std::back_inserter(units));
        std::ranges::move(words_of(doc, arrivals, uid), std::back_inserter(words));
        images.merge(images_of(doc, uid));
    }
};

bool has(const std::vector<std::string>& blocks, const std::string& uid) {
    return std::ranges::find(blocks, uid) != blocks.end();
}

/// What was joined since somebody asked goes too, if it was shown to whoever confirms.
Done add_joined(
    const history::Index& index, Redaction& redaction, const std::vector<std::string>& shown
) {
    DK_TRY(const auto joined, joined_with(index, redaction.uid));
    for (const std::string& uid : joined) {
        if (has(redaction.joined, uid)) continue;
        if (!has(shown, uid)) return fail_field("joined", "more was joined than was shown");
        redaction.joined.push_back(uid);
    }
    return {};
}

/// Deletes the words in the living text; everybody sees it.
Result<Deleted> delete_in_document(
    const Services& services,
    const Around& around,
    const network::Viewer& by,
    Redaction& redaction,
    const std::vector<std::string>& shown
) {
    const auto index = std::make_shared<history::Index>();
    DK_DO(read_history(services, redaction.document, *index));
    DK_DO(add_joined(*index, redaction, shown));
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    DK_DO(store::add_joined(main, redaction.id, redaction.joined));
    DK_TRY(const Document document, document::store::find(main, redaction.document));
    const Instant now = services.clock.now();
    DK_TRY(
        const auto actor,
        network::commands::make_actor(
            main, network::ActorKind::Repair, by.actor, now, services.randomness
        )
    );
    DK_TRY(
        const auto client, issue_client(main, redaction.document, actor, now, services.randomness)
    );
    DK_DO(std::move(main).commit());
    const auto gone = std::make_shared<Deleted>();
    gone->notice = notice_of(document, redaction, now);
    DK_TRY(
        [[maybe_unused]] const Seq seq,
        around.change(
            redaction.document,
            actor,
            client,
            [gone, index, blocks = blocks_of(redaction)](crdt::Doc& doc, crdt::ClientId as) {
                for (const std::string& uid : blocks)
                    gone->add(doc, index->arrivals, uid);
                return delete_units(doc, as, blocks, gone->units, gone->notice);
            }
        )
    );
    return *gone;
}

Done clean(
    const Services& services, const Redaction& redaction, const std::vector<crdt::IdRange>& units
) {
    DK_TRY(auto log, services.log.begin(sql::Access::Write));
    DK_DO(clean_log(log, redaction.document, units));
    return std::move(log).commit();
}

/// Besides those that are known, the document's own that its clean history does not name any more:
/// they stood in the block once, or a confirmation was broken off before. What was added since
/// somebody asked may be on its way into the text.
Result<ImageHashes>
images_to_erase(const Services& services, const Redaction& redaction, ImageHashes known) {
    ImageHashes images = std::move(known);
    {
        DK_TRY(auto main, services.main.begin(sql::Access::Read));
        DK_TRY(auto own, images_before(main, redaction.document, redaction.requested_at));
        images.merge(own);
    }
    DK_TRY(auto log, services.log.begin(sql::Access::Read));
    return named_nowhere(log, redaction.document, std::move(images));
}

/// Everything that is made of the document: editions, images, and the request itself.
Done finish(
    const Services& services,
    const Around& around,
    const network::Viewer& by,
    Redaction redaction,
    const Deleted& deleted
) {
    Around::Further further;
    if (around.further) {
        DK_TRY(further, around.further(blocks_of(redaction), deleted.notice));
    }
    further.images.insert(deleted.images.begin(), deleted.images.end());
    DK_TRY(ImageHashes images, images_to_erase(services, redaction, std::move(further.images)));
    redaction.state = State::Done;
    redaction.decided_by = by.actor;
    redaction.decided_at = services.clock.now();
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    for (const std::string& uid : blocks_of(redaction))
        DK_DO(store::erase_kept(main, redaction.document, uid));
    if (further.in_transaction) DK_DO(further.in_transaction(main, images));
    DK_DO(erase_unused(main, redaction.document, std::move(images)));
    DK_DO(store::decide(main, redaction));
    DK_DO(record(services, main, by, redaction, "document.redacted"));
    return std::move(main).commit();
}

bool is_overtaken(const Done& done) {
    return !done && done.error().code == ErrorCode::Conflict && done.error().field == "editions";
}

} // namespace

Result<RedactionId>
request(const Services& services, const network::Viewer& by, const Wanted& wanted) {
    if (!network::writes(&by)) return fail(ErrorCode::Forbidden, "guests do not ask for this");
    const std::string_view reason = utf8::trim(wanted.reason);
    if (reason.empty()) return fail_field("reason", "a redaction has a reason");
    if (utf8::length(reason) > reason_characters_max)
        return fail_field("reason", "the reason is too long");
    const Instant now = services.clock.now();
    Redaction redaction{
        .id = RedactionId::make(now, services.randomness),
        .document = wanted.document,
        .uid = wanted.uid,
        .reason = utf8::replace_invalid(reason),
        .requested_by = by.actor,
        .requester = by.member,
        .requester_house = by.house,
        .requested_at = now
    };
    history::Index index;
    DK_DO(read_history(services, wanted.document, index));
    DK_TRY(redaction.joined, joined_with(index, redaction.uid));
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    DK_DO(document::store::find(main, wanted.document));
    DK_DO(store::insert(main, redaction));
    DK_DO(record(services, main, by, redaction, "document.redaction_requested"));
    DK_DO(std::move(main).commit());
    return redaction.id;
}

Done confirm(
    const Services& services,
    const Around& around,
    const network::Viewer& by,
    RedactionId id,
    const std::vector<std::string>& shown
) {
    Redaction redaction;
    {
        DK_TRY(auto main, services.main.begin(sql::Access::Read));
        DK_TRY(redaction, open_one(main, id));
    }
    if (!may_confirm(by, redaction)) return fail(ErrorCode::Forbidden, "a second person confirms");
    DK_TRY(const Deleted deleted, delete_in_document(services, around, by, redaction, shown));
    const std::vector<crdt::IdRange>& units = deleted.units;
    const Telltales telltales(deleted.words);
    {
        // Before the log is cleaned: from now on nobody's old copy is written as it comes.
        DK_TRY(auto main, services.main.begin(sql::Access::Write));
        DK_DO(store::put_ranges(main, redaction.document, units));
        // Here, where the words are still known: repeated later, nobody could tell any more.
        DK_DO(erase_beside(services, main, by, redaction, telltales));
        DK_DO(std::move(main).commit());
    }
    DK_DO(clean(services, redaction, units));
    if (around.forget) around.forget(redaction.document);

    Done finished = finish(services, around, by, redaction, deleted);
    for (int again = 1; is_overtaken(finished) && again < preparations_max; ++again)
        finished = finish(services, around, by, redaction, deleted);
    DK_DO(finished);
    // A snapshot may have been under way while the first cleaning ran.
    DK_DO(clean(services, redaction, units));
    if (around.forget) around.forget(redaction.document);
    return around.overwrite_freed ? around.overwrite_freed() : Done{};
}

Done decline(const Services& services, const network::Viewer& by, RedactionId id) {
    DK_TRY(auto main, services.main.begin(sql::Access::Write));
    DK_TRY(Redaction redaction, open_one(main, id));
    if (!may_decline(by, redaction)) return fail(ErrorCode::Forbidden, "not theirs to decline");
    redaction.state = State::Declined;
    redaction.decided_by = by.actor;
    redaction.decided_at = services.clock.now();
    DK_DO(store::decide(main, redaction));
    DK_DO(record(services, main, by, redaction, "document.redaction_declined"));
    return std::move(main).commit();
}

} // namespace denkraum::document::redaction
