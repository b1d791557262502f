// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <fstream>

#include "domain/document/history/blame.hpp"
#include "domain/document/history/index.hpp"
#include "domain/document/log/update_log.hpp"
#include "domain/document/log/verification.hpp"
#include "domain/document/queries.hpp"
#include "domain/document/redaction/blocks.hpp"
#include "domain/document/redaction/commands.hpp"
#include "domain/document/redaction/mentions.hpp"
#include "domain/document/redaction/routes.hpp"
#include "domain/document/redaction/words.hpp"
#include "domain/document/store.hpp"
#include "domain/document/text/model.hpp"
#include "domain/document/text/projection.hpp"
#include "domain/document/timeline/commands.hpp"
#include "domain/document/timeline/store.hpp"
#include "domain/network/queries.hpp"
#include "domain/network/testing/world.hpp"
#include "domain/trail/queries.hpp"
#include "engine/crdt/edit.hpp"
#include "engine/crdt/redact.hpp"
#include "platform/sql/migrate.hpp"
#include "platform/sql/sqlite/sqlite.hpp"

namespace denkraum::document::redaction {
namespace {

constexpr std::string_view first_uid = "AZrHl0uAcACAAAAAAAAAAQ";
constexpr std::string_view second_uid = "AZrHl0uAcACAAAAAAAAAAg";
constexpr std::string_view third_uid = "AZrHl0uAcACAAAAAAAAAAw";
const std::string notice =
    "[An dieser Stelle wurde am 22.11.2026 auf Beschluss zweier Personen etwas "
    "entfernt. Grund: Angaben zu einer Person]";
constexpr std::string_view secret_words = "Erika Mustermann, geboren 1970";

class Redacting : public network::World {
protected:
    void SetUp() override {
        network::World::SetUp();
        if (testing::Test::IsSkipped()) return;
        auto opened = sql::sqlite::open(log_folder_.path() / "log.db");
        ASSERT_TRUE(opened.has_value());
        log_database_ = *std::move(opened);
        const auto migrations = sql::read_migrations("migrations/log");
        ASSERT_TRUE(migrations.has_value());
        ASSERT_TRUE(sql::migrate(*log_database_, *migrations, clock).has_value());
        histories_ = std::make_unique<history::Histories>(*log_database_);
        asker_ = viewer(expert, network::Role::Expert, agency);
        other_house_ = viewer(coordinator, network::Role::Delegate, ministry);
        prose::Prose prose;
        prose.blocks.push_back(prose::block_of(prose::Kind::Paragraph, "Vorher."));
        prose.blocks.push_back(prose::block_of(prose::Kind::Paragraph, "Fall: "));
        prose.blocks[0].uid = first_uid;
        prose.blocks[1].uid = second_uid;
        id_ =
            commands::create(with(), asker_.actor, {.title = "Entwurf", .prose = std::move(prose)})
                .value();
        write(secret_words);
    }

    network::Viewer
    viewer(network::MemberId member, network::Role role, network::AuthorityId house) {
        auto main = database().begin(sql::Access::Read).value();
        const auto is = network::queries::member(main, member).value();
        return {
            .member = member,
            .actor = is.member.actor,
            .authority = house,
            .house = house,
            .role = role,
            .takes_part = true
        };
    }

    commands::Services with() { return {database(), *log_database_, clock, randomness}; }

    /// As the room does it: one more record, the words behind those that are there.
    Result<Seq> append(network::ActorId actor, crdt::ClientId client, const Around::Make& make) {
        auto journal = log_database_->begin(sql::Access::Write);
        auto loaded = update_log::load(*journal, id_).value();
        DK_TRY(const Bytes update, make(loaded.doc, client));
        const Record record{
            .document = id_,
            .seq = loaded.seq + 1,
            .kind = RecordKind::Edit,
            .actor = actor,
            .at = clock.now(),
            .update = update
        };
        const Seal sealed = seal(loaded.chain, record, randomness);
        DK_DO(update_log::append(*journal, record, sealed));
        DK_DO(update_log::save_snapshot(
            *journal, {id_, record.seq, record.at, loaded.doc.encode_state(), sealed.chain}
        ));
        DK_DO(std::move(*journal).commit());
        return record.seq;
    }
    void write(std::string_view words) {
        const auto seq = append(asker_.actor, 4711, [&](crdt::Doc& doc, crdt::ClientId client) {
            crdt::Edit edit(doc, client);
            EXPECT_TRUE(
                edit.insert_text(text::text_root, crdt::Index{doc.length(text::text_root)}, words)
            );
            return Result<Bytes>(edit.finish());
        });
        ASSERT_TRUE(seq.has_value());
    }

    /// From this place on, as an editor deletes: the marker of the second block stands at 8.
    void remove(std::uint64_t from, std::uint64_t length) {
        const auto seq =
            append(asker_.actor, 4711, [&](crdt::Doc& doc, crdt::ClientId client) -> Result<Bytes> {
                crdt::Edit edit(doc, client);
                DK_DO(edit.remove(text::text_root, crdt::Index{from}, length));
                return edit.finish();
            });
        ASSERT_TRUE(seq.has_value());
    }
    /// Behind the last unit, whatever became of that.
    void write_behind_all(std::string_view words) {
        const auto seq =
            append(asker_.actor, 4711, [&](crdt::Doc& doc, crdt::ClientId client) -> Result<Bytes> {
                crdt::Id last;
                for (auto item = doc.first(text::text_root); item != crdt::no_item;
                     item = doc.next(item)) {
                    const crdt::ItemView view = doc.view(item);
                    last = {view.id.client, view.id.clock + view.length - 1};
                }
                crdt::Edit edit(doc, client);
                DK_DO(edit.insert_text(text::text_root, crdt::After{last}, words, {}));
                return edit.finish();
            });
        ASSERT_TRUE(seq.has_value());
    }
    /// As the room takes in what one person did: one record.
    void change(network::ActorId actor, const std::function<Done(crdt::Edit&)>& make) {
        const auto seq =
            append(actor, 815, [&](crdt::Doc& doc, crdt::ClientId client) -> Result<Bytes> {
                crdt::Edit edit(doc, client);
                DK_DO(make(edit));
                return edit.finish();
            });
        ASSERT_TRUE(seq.has_value());
    }
    static std::string marker_of(std::string_view uid) {
        return R"({"b":")" + std::string(uid) + R"("})";
    }
    /// The second block, wherever it stands, in front of the first one, as editors move it.
    void move_second_to_the_top(network::ActorId actor) {
        change(actor, [this](crdt::Edit& edit) -> Done {
            DK_DO(edit.remove(text::text_root, crdt::Index{8}, length() - 8));
            DK_DO(edit.insert_embed(text::text_root, crdt::Index{0}, marker_of(second_uid)));
            const std::string words = "Fall: " + std::string(secret_words);
            return edit.insert_text(text::text_root, crdt::Index{1}, words);
        });
    }
    /// One more block at the end.
    void add_third(std::string_view words) {
        change(asker_.actor, [&](crdt::Edit& edit) -> Done {
            const std::uint64_t end = length();
            DK_DO(edit.insert_embed(text::text_root, crdt::Index{end}, marker_of(third_uid)));
            return edit.insert_text(text::text_root, crdt::Index{end + 1}, words);
        });
    }
    /// Somebody deletes the secret words; somebody else, who does not know it yet, has begun a
    /// block with them.
    void delete_and_split() {
        crdt::Doc before;
        {
            auto journal = log_database_->begin(sql::Access::Read).value();
            before = std::move(update_log::load(journal, id_)->doc);
        }
        const std::uint64_t place = before.length(text::text_root) - secret_words.size();
        crdt::Edit edit(before, 815);
        ASSERT_TRUE(
            edit.insert_embed(text::text_root, crdt::Index{place}, marker_of(third_uid)).has_value()
        );
        const Bytes split = edit.finish();
        remove(place, secret_words.size());
        const auto seq =
            append(other_house_.actor, 815, [&](crdt::Doc& doc, crdt::ClientId) -> Result<Bytes> {
                DK_DO(doc.apply(split));
                return split;
            });
        ASSERT_TRUE(seq.has_value());
    }
    std::vector<std::string> offered() {
        history::Index index;
        auto journal = log_database_->begin(sql::Access::Read).value();
        EXPECT_TRUE(history::catch_up(journal, id_, index).has_value());
        std::vector<std::string> all;
        for (const GoneBlock& gone : gone_blocks(index))
            all.push_back(gone.words);
        return all;
    }
    std::string words_at(Seq seq) {
        auto journal = log_database_->begin(sql::Access::Read).value();
        const auto loaded = update_log::load_until(journal, id_, seq).value();
        return prose::plain_text(text::project(loaded.doc).prose);
    }
    std::uint64_t length() {
        auto journal = log_database_->begin(sql::Access::Read).value();
        return update_log::load(journal, id_)->doc.length(text::text_root);
    }
    /// The blocks whose editions are made anew when this one's words go.
    Around::Blocks gone_with(std::string_view uid) {
        const auto id = request(with(), asker_, {id_, std::string(uid), "Angaben zu einer Person"});
        EXPECT_TRUE(id.has_value()) << id.error().detail;
        Around::Blocks told;
        Around noting = around();
        noting.further = [&](const Around::Blocks& uids, std::string_view) {
            told = uids;
            return Result<Around::Further>(Around::Further{});
        };
        const auto done = confirm(with(), noting, other_house_, id.value_or(RedactionId()));
        EXPECT_TRUE(done.has_value()) << done.error().detail;
        return told;
    }

    Around around() {
        return {
            .change = [this](
                          DocumentId,
                          network::ActorId actor,
                          crdt::ClientId client,
                          const Around::Make& make
                      ) { return append(actor, client, make); },
            .forget = [this](DocumentId id) { histories_->forget(id); },
            .overwrite_freed = [this]() -> Done { return log_database_->overwrite_freed(); }
        };
    }
    RedactionId asked() {
        const auto id =
            request(with(), asker_, {id_, std::string(second_uid), "Angaben zu einer Person"});
        EXPECT_TRUE(id.has_value()) << id.error().detail;
        return id.value_or(RedactionId());
    }
    bool is_in_log_files(std::string_view words) {
        for (const char* name : {"log.db", "log.db-wal"}) {
            std::ifstream in(log_folder_.path() / name, std::ios::binary);
            const std::string bytes((std::istreambuf_iterator<char>(in)), {});
            if (bytes.find(words) != std::string::npos) return true;
        }
        return false;
    }
    std::string words_now() {
        return prose::plain_text(queries::current(*log_database_, id_).value().prose);
    }

    sql::TemporaryFolder log_folder_;
    std::unique_ptr<sql::Database> log_database_;
    std::unique_ptr<history::Histories> histories_;
    network::Viewer asker_;
    network::Viewer other_house_;
    DocumentId id_;
};
DK_ON_BOTH_DATABASES(Redacting);

TEST_P(Redacting, after_it_the_words_are_nowhere_in_the_log_and_everything_still_verifies) {
    EXPECT_TRUE(is_in_log_files("Erika"));
    const auto done = confirm(with(), around(), other_house_, asked());
    ASSERT_TRUE(done.has_value()) << done.error().detail;
    EXPECT_FALSE(is_in_log_files("Erika"));
    EXPECT_FALSE(is_in_log_files("geboren"));
    EXPECT_EQ(words_now(), "Vorher.\n" + notice + "\n");
    auto journal = log_database_->begin(sql::Access::Read).value();
    EXPECT_EQ(update_log::verify(journal, id_).value(), 3);
    EXPECT_FALSE(trail::verify(database())->first_fault.has_value());
    EXPECT_EQ(count("SELECT count(*) FROM trail_entry WHERE action = 'document.redacted'"), 1);
}

TEST_P(Redacting, words_that_were_deleted_before_go_too_and_later_words_stay) {
    const auto removed =
        append(asker_.actor, 4711, [&](crdt::Doc& doc, crdt::ClientId client) -> Result<Bytes> {
            crdt::Edit edit(doc, client);
            const auto size = std::uint64_t{secret_words.size()};
            DK_DO(
                edit.remove(text::text_root, crdt::Index{doc.length(text::text_root) - size}, size)
            );
            return edit.finish();
        });
    ASSERT_TRUE(removed.has_value());
    EXPECT_TRUE(is_in_log_files("Erika")) << "the history still has them";
    ASSERT_TRUE(confirm(with(), around(), other_house_, asked()).has_value());
    EXPECT_FALSE(is_in_log_files("Erika"));
    write(" Danach.");
    EXPECT_EQ(words_now(), "Vorher.\n" + notice + " Danach.\n");
}

TEST_P(Redacting, a_paragraph_that_was_deleted_is_offered_and_leaves_the_history) {
    remove(8, length() - 8);
    EXPECT_EQ(words_now(), "Vorher.\n");
    EXPECT_TRUE(is_in_log_files("Erika"));
    Site site{*door, with(), *histories_, around()};
    add_routes(router, site);
    const std::string address = "/dokumente/" + id_.text() + "/entfernungen";
    network::Browser asking = signed_in_as(expert_email);
    const std::string page = network::body_of(asking.get(address));
    EXPECT_NE(page.find("Nicht mehr im Entwurf: Fall: Erika"), std::string::npos);
    EXPECT_EQ(gone_with(second_uid), Around::Blocks{std::string(second_uid)});
    EXPECT_FALSE(is_in_log_files("Erika"));
    EXPECT_EQ(words_now(), "Vorher.\n") << "what stands there is another block's";
    const std::string after = network::body_of(asking.get(address));
    EXPECT_EQ(after.find("Fall:"), std::string::npos);
}

TEST_P(Redacting, what_was_joined_goes_together_whichever_is_named) {
    remove(8, 1);
    EXPECT_EQ(words_now(), "Vorher.Fall: " + std::string(secret_words) + "\n");
    const Around::Blocks both{std::string(second_uid), std::string(first_uid)};
    EXPECT_EQ(gone_with(second_uid), both);
    EXPECT_EQ(words_now(), notice + "\n");
    EXPECT_FALSE(is_in_log_files("Erika"));
}

TEST_P(Redacting, whoever_names_the_block_that_took_another_in_names_both) {
    remove(8, 1);
    const Around::Blocks both{std::string(first_uid), std::string(second_uid)};
    EXPECT_EQ(gone_with(first_uid), both);
    EXPECT_FALSE(is_in_log_files("Erika"));
}

TEST_P(Redacting, a_broken_off_confirmation_still_knows_what_was_joined) {
    remove(8, 1);
    const auto id = request(with(), asker_, {id_, std::string(first_uid), "Grund"}).value();
    Around breaking = around();
    breaking.further = [](const Around::Blocks&, std::string_view) -> Result<Around::Further> {
        return fail(ErrorCode::Unavailable, "the machine was switched off");
    };
    EXPECT_FALSE(confirm(with(), breaking, other_house_, id).has_value());
    EXPECT_EQ(words_now().find("Erika"), std::string::npos);
    Around::Blocks told;
    breaking.further = [&](const Around::Blocks& uids, std::string_view) {
        told = uids;
        return Result<Around::Further>(Around::Further{});
    };
    ASSERT_TRUE(confirm(with(), breaking, other_house_, id).has_value());
    EXPECT_EQ(told, (Around::Blocks{std::string(first_uid), std::string(second_uid)}));
    EXPECT_FALSE(is_in_log_files("Erika"));
}

TEST_P(Redacting, what_another_redaction_overtook_is_made_again_by_itself) {
    int made = 0;
    int overtaken = preparations_max;
    Around racing = around();
    racing.further = [&](const Around::Blocks&, std::string_view) {
        ++made;
        Around::Further further;
        further.in_transaction = [&](sql::Transaction&, ImageHashes&) -> Done {
            if (overtaken-- <= 0) return {};
            Error error{ErrorCode::Conflict, "an edition was redacted meanwhile"};
            error.field = "editions";
            return std::unexpected(std::move(error));
        };
        return Result<Around::Further>(std::move(further));
    };
    const RedactionId id = asked();
    const auto given_up = confirm(with(), racing, other_house_, id);
    ASSERT_FALSE(given_up.has_value());
    EXPECT_EQ(given_up.error().code, ErrorCode::Conflict);
    EXPECT_EQ(made, preparations_max);
    overtaken = 1;
    made = 0;
    const auto done = confirm(with(), racing, other_house_, id);
    ASSERT_TRUE(done.has_value()) << done.error().detail;
    EXPECT_EQ(made, 2);
    EXPECT_EQ(count("SELECT count(*) FROM trail_entry WHERE action = 'document.redacted'"), 1);
}

TEST_P(Redacting, words_typed_behind_a_deleted_paragraph_are_not_of_it) {
    remove(8, length() - 8);
    write_behind_all(" Nachher.");
    EXPECT_EQ(words_now(), "Vorher. Nachher.\n");
    EXPECT_EQ(gone_with(first_uid), Around::Blocks{std::string(first_uid)});
}

TEST_P(Redacting, a_paragraph_that_was_moved_away_keeps_its_past) {
    const std::string before = words_at(2);
    move_second_to_the_top(other_house_.actor);
    const auto written_by = [this] {
        history::Index index;
        auto journal = log_database_->begin(sql::Access::Read).value();
        EXPECT_TRUE(history::catch_up(journal, id_, index).has_value());
        const auto blocks = history::blame(index.doc, index.arrivals, {});
        EXPECT_EQ(blocks.front().uid, second_uid);
        return blocks.front().runs.back().credit.actor;
    };
    EXPECT_EQ(written_by(), asker_.actor);
    EXPECT_EQ(gone_with(first_uid), Around::Blocks{std::string(first_uid)});
    EXPECT_EQ(written_by(), asker_.actor) << "and not whoever moved it";
    EXPECT_EQ(before, "Vorher.\nFall: " + std::string(secret_words) + "\n");
    EXPECT_EQ(words_at(2), "\nFall: " + std::string(secret_words) + "\n");
}

TEST_P(Redacting, a_paragraph_that_was_deleted_outlives_the_words_before_it) {
    remove(8, length() - 8);
    EXPECT_EQ(gone_with(first_uid), Around::Blocks{std::string(first_uid)});
    EXPECT_EQ(words_now(), notice + "\n");
    const std::vector<std::string> both{"Fall: " + std::string(secret_words)};
    EXPECT_EQ(offered(), both) << "editions may have it: it can still be named";
    EXPECT_EQ(gone_with(second_uid), Around::Blocks{std::string(second_uid)});
    EXPECT_FALSE(is_in_log_files("Erika"));
}

TEST_P(Redacting, what_was_joined_and_deleted_later_goes_together_too) {
    remove(8, 1);
    remove(8, length() - 8);
    EXPECT_EQ(words_now(), "Vorher.\n");
    const Around::Blocks both{std::string(first_uid), std::string(second_uid)};
    EXPECT_EQ(gone_with(first_uid), both);
    EXPECT_FALSE(is_in_log_files("Erika"));
    EXPECT_EQ(offered(), std::vector<std::string>());
}

TEST_P(Redacting, what_was_joined_with_a_paragraph_that_is_gone_leaves_with_that_alone) {
    const std::uint64_t end = length();
    add_third("Ort: Musterstadt");
    remove(end, 1);
    remove(8, length() - 8);
    EXPECT_EQ(gone_with(first_uid), Around::Blocks{std::string(first_uid)});
    EXPECT_TRUE(is_in_log_files("Musterstadt"));
    const Around::Blocks both{std::string(second_uid), std::string(third_uid)};
    EXPECT_EQ(gone_with(second_uid), both);
    EXPECT_FALSE(is_in_log_files("Erika"));
    EXPECT_FALSE(is_in_log_files("Musterstadt"));
}

TEST_P(Redacting, what_was_deleted_before_a_paragraph_was_split_goes_with_the_first_part) {
    delete_and_split();
    EXPECT_EQ(gone_with(second_uid), Around::Blocks{std::string(second_uid)});
    EXPECT_FALSE(is_in_log_files("Erika"));
}

TEST_P(Redacting, a_split_that_was_taken_back_hides_nothing_that_was_deleted_before) {
    delete_and_split();
    remove(length() - 1, 1);
    EXPECT_EQ(gone_with(second_uid), Around::Blocks{std::string(second_uid)});
    EXPECT_FALSE(is_in_log_files("Erika"));
}

TEST_P(Redacting, nothing_goes_that_whoever_confirms_was_not_shown) {
    Site site{*door, with(), *histories_, around()};
    add_routes(router, site);
    const std::string address = "/dokumente/" + id_.text() + "/entfernungen";
    ASSERT_TRUE(request(with(), asker_, {id_, std::string(first_uid), "Grund"}).has_value());
    network::Browser second = signed_in_as(coordinator_email);
    const std::string page = network::body_of(second.get(address));
    const std::string action =
        address + "/" + network::between(page, address + "/", "/bestaetigen") + "/bestaetigen";
    const auto shown = [](const std::string& in) {
        return network::between(in, R"(name="shown" value=")", "\"");
    };
    EXPECT_EQ(shown(page), "");
    remove(8, 1);
    const http::Response more = second.post(action, {{"shown", shown(page)}});
    EXPECT_EQ(more.status, 422);
    EXPECT_TRUE(is_in_log_files("Erika")) << "nothing is done";
    const std::string now = network::body_of(more);
    EXPECT_NE(now.find("Entfernt wurde noch nichts."), std::string::npos);
    EXPECT_NE(now.find("Mit ihm zusammengeführt: Nicht mehr im Entwurf: Fall:"), std::string::npos);
    EXPECT_EQ(shown(now), second_uid);
    EXPECT_EQ(second.post(action, {{"shown", shown(now)}}).status, 303);
    EXPECT_FALSE(is_in_log_files("Erika"));
}

TEST_P(Redacting, an_old_copy_of_the_document_does_not_bring_the_words_back) {
    crdt::Doc old;
    {
        auto journal = log_database_->begin(sql::Access::Read).value();
        ASSERT_TRUE(old.apply(update_log::load(journal, id_)->doc.encode_state()).has_value());
    }
    ASSERT_TRUE(confirm(with(), around(), other_house_, asked()).has_value());
    std::vector<crdt::IdRange> ranges;
    {
        auto main = database().begin(sql::Access::Read).value();
        ranges = store::ranges(main, id_).value();
    }
    ASSERT_FALSE(ranges.empty());
    auto journal = log_database_->begin(sql::Access::Read).value();
    crdt::Doc now = std::move(update_log::load(journal, id_)->doc);
    ASSERT_TRUE(now.apply(old.encode_state()).has_value());
    EXPECT_EQ(as_text(now.encode_state()).find("Erika"), std::string_view::npos);
    const Bytes cleaned = crdt::redact(old.encode_state(), ranges).value();
    EXPECT_EQ(as_text(cleaned).find("Erika"), std::string_view::npos);
    // The old copy takes the news in and shows the same.
    ASSERT_TRUE(old.apply(now.encode_state()).has_value());
    EXPECT_EQ(old.text("t"), now.text("t"));
}

TEST_P(Redacting, names_of_points_and_comments_that_mention_the_words_are_emptied) {
    {
        auto main = database().begin(sql::Access::Write).value();
        for (const char* name : {"Mit Erika Mustermann", "Vor der Sitzung"}) {
            const timeline::Point point{
                .id = timeline::PointId::make(clock.now(), randomness),
                .seq = 1,
                .name = name,
                .named_at = clock.now(),
                .named_by = asker_.actor
            };
            ASSERT_TRUE(timeline::store::insert(main, id_, point).has_value());
        }
        const auto comment = [&](int position, const char* quote, const char* words) {
            ASSERT_TRUE(main.execute(
                "INSERT INTO import_comment (document, position, author, made_at, quote, words)"
                " VALUES (?, ?, 'Anna', '', ?, ?)",
                id_,
                position,
                quote,
                words
            ));
        };
        comment(1, "geboren 1970", "Bitte streichen.");
        comment(2, "Vorher.", "Das bleibt.");
        comment(3, "", "Erika Mustermann wohnt woanders.");
        ASSERT_TRUE(std::move(main).commit().has_value());
    }
    ASSERT_TRUE(confirm(with(), around(), other_house_, asked()).has_value());
    EXPECT_EQ(count("SELECT count(*) FROM document_point WHERE name = '[…]'"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM document_point WHERE name = 'Vor der Sitzung'"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM import_comment WHERE words = '[…]'"), 2);
    EXPECT_EQ(count("SELECT count(*) FROM import_comment WHERE words = 'Das bleibt.'"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM import_comment WHERE quote LIKE '%1970%'"), 0);
}

TEST_P(Redacting, kept_words_that_mention_them_go_and_others_wait_on) {
    const auto keep = [&](const char* words, const char* uid, bool is_done) {
        auto main = database().begin(sql::Access::Write).value();
        const Kept kept{
            .id = KeptId::make(clock.now(), randomness),
            .member = expert,
            .at = clock.now(),
            .reason = is_done ? KeptReason::Full : KeptReason::Foreign,
            .uid = uid,
            .words = words
        };
        ASSERT_TRUE(document::store::insert_kept(main, id_, kept).has_value());
        if (is_done) {
            ASSERT_TRUE(main.execute("UPDATE document_kept SET done_at = ?", clock.now()));
        }
        ASSERT_TRUE(std::move(main).commit().has_value());
    };
    keep("Aus der Akte: Erika Mustermann", "", true);
    keep("Fall: Erika Mustermann, geboren 1970", "", false);
    keep("geboren 1970", first_uid.data(), false);
    keep("Menschen entscheiden.", "", false);
    ASSERT_TRUE(confirm(with(), around(), other_house_, asked()).has_value());
    EXPECT_EQ(count("SELECT count(*) FROM document_kept WHERE words = ''"), 3);
    EXPECT_EQ(count("SELECT count(*) FROM document_kept WHERE words LIKE 'Menschen%'"), 1);
}

TEST_P(Redacting, what_the_protokoll_says_of_a_point_that_mentions_the_words_is_erased) {
    using timeline::commands::name_point;
    ASSERT_TRUE(name_point(with(), asker_, id_, 1, "Mit Erika Mustermann").has_value());
    const auto removed = name_point(with(), asker_, id_, 2, "Anruf Erika Mustermann").value();
    ASSERT_TRUE(timeline::commands::remove_point(with(), asker_, id_, removed).has_value());
    ASSERT_TRUE(name_point(with(), asker_, id_, 2, "Vor der Sitzung").has_value());
    const auto told = [&] {
        return count("SELECT count(*) FROM trail_entry WHERE payload LIKE '%Erika%'");
    };
    EXPECT_EQ(told(), 3);
    ASSERT_TRUE(confirm(with(), around(), other_house_, asked()).has_value());
    EXPECT_EQ(told(), 0);
    EXPECT_EQ(count("SELECT count(*) FROM trail_entry WHERE payload LIKE '%der Sitzung%'"), 1);
    EXPECT_EQ(
        count("SELECT count(*) FROM trail_entry WHERE action = 'document.mention_erased'"), 3
    );
    const auto report = trail::verify(database()).value();
    EXPECT_EQ(report.erased, 3);
    EXPECT_FALSE(report.first_fault.has_value());
}

TEST_P(Redacting, what_the_protokoll_says_of_the_title_stays_as_the_title_does) {
    const std::string title = "Leitlinie Mustermann";
    ASSERT_TRUE(commands::rename(with(), asker_.actor, id_, title).has_value());
    write(" nach der Leitlinie Mustermann");
    ASSERT_TRUE(confirm(with(), around(), other_house_, asked()).has_value());
    EXPECT_EQ(queries::one(database(), id_)->title, title);
    EXPECT_EQ(
        count("SELECT count(*) FROM trail_entry WHERE payload LIKE '%Leitlinie Mustermann%'"), 1
    );
    EXPECT_EQ(
        count("SELECT count(*) FROM trail_entry WHERE action = 'document.mention_erased'"), 0
    );
}

TEST(Mentions, know_names_and_long_numbers_and_leave_common_words_alone) {
    const Telltales telltales({"Erika Mustermann, Kennung 4711-00815, in der Stadt"});
    EXPECT_TRUE(telltales.are_in("Fassung nach dem Anruf von Erika Mustermann"));
    EXPECT_TRUE(telltales.are_in("zu 00815"));
    EXPECT_FALSE(telltales.are_in("Erika war da"));
    EXPECT_FALSE(telltales.are_in("in der Stadt, Stand 2026"));
    EXPECT_FALSE(telltales.are_in(""));
    EXPECT_FALSE(Telltales({}).are_in("Erika Mustermann"));
}

TEST_P(Redacting, what_was_looked_back_at_is_let_go) {
    history::Histories histories(*log_database_);
    std::string held;
    const auto look = [&] {
        return histories.with(id_, [&](const history::Index& index) -> Done {
            held = as_text(index.doc.encode_state());
            return {};
        });
    };
    ASSERT_TRUE(look().has_value());
    EXPECT_TRUE(held.contains("Erika"));
    EXPECT_TRUE(prose::plain_text(histories.reading(id_, 2).value()->prose).contains("Erika"));
    Around forgetting = around();
    forgetting.forget = [&](DocumentId id) { histories.forget(id); };
    ASSERT_TRUE(confirm(with(), forgetting, other_house_, asked()).has_value());
    ASSERT_TRUE(look().has_value());
    EXPECT_FALSE(held.contains("Erika"));
    EXPECT_FALSE(prose::plain_text(histories.reading(id_, 2).value()->prose).contains("Erika"));
}

TEST_P(Redacting, the_page_goes_through_the_history_once_and_only_where_it_must) {
    Site site{*door, with(), *histories_, around()};
    add_routes(router, site);
    const std::string address = "/dokumente/" + id_.text() + "/entfernungen";
    network::Browser asking = signed_in_as(expert_email);
    EXPECT_EQ(asking.get(address).status, 200);
    {
        // Whoever reads it from its beginning fails from now on.
        auto journal = log_database_->begin(sql::Access::Write).value();
        ASSERT_TRUE(journal.execute("DELETE FROM document_update WHERE seq = 1").has_value());
        ASSERT_TRUE(std::move(journal).commit().has_value());
    }
    EXPECT_EQ(asking.get(address).status, 200);
    histories_->forget(id_);
    EXPECT_NE(asking.get(address).status, 200);
    (void)add(network::Role::Guest, "gast@agentur.example");
    network::Browser guest = signed_in_as("gast@agentur.example");
    EXPECT_EQ(guest.get(address).status, 200) << "there is nothing to choose from";
}

TEST_P(Redacting, it_takes_two_of_different_houses_or_the_coordination) {
    const RedactionId id = asked();
    EXPECT_EQ(confirm(with(), around(), asker_, id).error().code, ErrorCode::Forbidden);
    network::Viewer colleague = asker_;
    colleague.member = coordinator;
    EXPECT_EQ(confirm(with(), around(), colleague, id).error().code, ErrorCode::Forbidden);
    network::Viewer guest = other_house_;
    guest.role = network::Role::Guest;
    EXPECT_EQ(confirm(with(), around(), guest, id).error().code, ErrorCode::Forbidden);
    network::Viewer invited = other_house_;
    invited.takes_part = false;
    EXPECT_EQ(confirm(with(), around(), invited, id).error().code, ErrorCode::Forbidden);
    network::Viewer in_part = other_house_;
    in_part.authority = asker_.house;
    EXPECT_EQ(confirm(with(), around(), in_part, id).error().code, ErrorCode::Forbidden)
        << "their authority became part of another since";
    colleague.role = network::Role::Coordination;
    EXPECT_TRUE(confirm(with(), around(), colleague, id).has_value());
    EXPECT_EQ(confirm(with(), around(), colleague, id).error().code, ErrorCode::Conflict);
}

TEST_P(Redacting, a_request_names_a_block_and_a_reason_and_can_be_declined) {
    EXPECT_EQ(request(with(), asker_, {id_, std::string(second_uid), " "}).error().field, "reason");
    EXPECT_EQ(request(with(), asker_, {id_, "gibt-es-nicht", "Grund"}).error().field, "uid");
    const RedactionId id = asked();
    EXPECT_FALSE(request(with(), asker_, {id_, std::string(second_uid), "Grund"}).has_value());
    EXPECT_TRUE(decline(with(), asker_, id).has_value());
    EXPECT_EQ(confirm(with(), around(), other_house_, id).error().code, ErrorCode::Conflict);
    EXPECT_NE(words_now().find("Erika"), std::string::npos);
    (void)asked();
}

TEST_P(Redacting, it_is_asked_for_and_confirmed_on_one_page) {
    Site site{*door, with(), *histories_, around()};
    add_routes(router, site);
    const std::string address = "/dokumente/" + id_.text() + "/entfernungen";
    network::Browser asking = signed_in_as(expert_email);
    EXPECT_NE(network::body_of(asking.get(address)).find("Fall: Erika"), std::string::npos);
    EXPECT_EQ(asking.post(address, {{"uid", std::string(second_uid)}, {"reason", ""}}).status, 422);
    const auto sent = asking.post(
        address, {{"uid", std::string(second_uid)}, {"reason", "Angaben zu einer Person"}}
    );
    EXPECT_EQ(sent.status, 303);
    const std::string own = network::body_of(asking.get(address));
    EXPECT_EQ(own.find("/bestaetigen"), std::string::npos) << "not by the same person";
    network::Browser second = signed_in_as(coordinator_email);
    const std::string page = network::body_of(second.get(address));
    const std::string action =
        address + "/" + network::between(page, address + "/", "/bestaetigen") + "/bestaetigen";
    EXPECT_EQ(second.post(action, {}).status, 303);
    const std::string after = network::body_of(second.get(address));
    EXPECT_NE(after.find("auf Beschluss zweier Personen entfernt"), std::string::npos);
    EXPECT_EQ(after.find("Erika"), std::string::npos);
}

} // namespace
} // namespace denkraum::document::redaction
