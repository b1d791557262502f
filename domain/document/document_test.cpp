// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "domain/document/authorship.hpp"
#include "domain/document/commands.hpp"
#include "domain/document/document.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/log/update_log.hpp"
#include "domain/document/queries.hpp"
#include "domain/document/store.hpp"
#include "domain/network/queries.hpp"
#include "domain/network/testing/world.hpp"
#include "domain/trail/queries.hpp"
#include "platform/sql/migrate.hpp"
#include "platform/sql/sqlite/sqlite.hpp"

namespace denkraum::document {
namespace {

class Documents : public network::World {
protected:
    void SetUp() override {
        network::World::SetUp();
        if (testing::Test::IsSkipped()) return;
        auto opened = sql::sqlite::open(log_folder_.path() / "log.db");
        ASSERT_TRUE(opened.has_value());
        log_ = *std::move(opened);
        const auto migrations = sql::read_migrations("migrations/log");
        ASSERT_TRUE(migrations.has_value());
        ASSERT_TRUE(sql::migrate(*log_, *migrations, clock).has_value());
        actor_ = actor_of(expert);
    }

    commands::Services with() { return {database(), *log_, clock, randomness}; }
    network::ActorId actor_of(network::MemberId member) {
        auto main = database().begin(sql::Access::Read);
        EXPECT_TRUE(main.has_value());
        return network::queries::member(*main, member)->member.actor;
    }
    sql::Transaction writing() {
        auto main = database().begin(sql::Access::Write);
        EXPECT_TRUE(main.has_value());
        return std::move(*main);
    }
    DocumentId make(std::string title = "Entwurf") {
        prose::Prose prose;
        prose.blocks.push_back(prose::block_of(prose::Kind::Principle, "Menschen entscheiden."));
        prose.blocks[0].uid = "AZGJ8c3kcUqXr0iVYVn7Jg";
        prose.blocks.push_back(prose::block_of(prose::Kind::Example, "So."));
        auto made = commands::create(with(), actor_, {.title = std::move(title), .prose = prose});
        EXPECT_TRUE(made.has_value()) << made.error().detail;
        return made.value_or(DocumentId());
    }

    sql::TemporaryFolder log_folder_;
    std::unique_ptr<sql::Database> log_;
    network::ActorId actor_;
};
DK_ON_BOTH_DATABASES(Documents);

TEST_P(Documents, a_new_document_reads_as_it_was_given_and_keeps_the_uids_it_brings) {
    const DocumentId id = make();
    const auto reading = queries::current(*log_, id);
    ASSERT_TRUE(reading.has_value());
    EXPECT_EQ(reading->seq, 1);
    ASSERT_EQ(reading->prose.blocks.size(), 2U);
    EXPECT_EQ(reading->prose.blocks[0].uid, "AZGJ8c3kcUqXr0iVYVn7Jg");
    EXPECT_EQ(reading->prose.blocks[1].uid.size(), 22U);
    EXPECT_EQ(prose::plain_text(reading->prose), "Menschen entscheiden.\nSo.\n");
    EXPECT_EQ(queries::all(database())->size(), 1U);
}

TEST_P(Documents, a_document_begun_empty_has_one_empty_paragraph) {
    const auto id = commands::create(with(), actor_, {.title = " Neu "});
    ASSERT_TRUE(id.has_value());
    EXPECT_EQ(queries::current(*log_, *id)->prose.blocks.size(), 1U);
    EXPECT_EQ(queries::one(database(), *id)->title, "Neu");
}

TEST_P(Documents, a_title_is_neither_empty_nor_endless) {
    for (const std::string& title : {std::string(" "), std::string(301, 'x')}) {
        const auto made = commands::create(with(), actor_, {.title = title});
        ASSERT_FALSE(made.has_value());
        EXPECT_EQ(made.error().field, "title");
    }
    const DocumentId id = make();
    EXPECT_EQ(commands::rename(with(), actor_, id, "").error().field, "title");
    EXPECT_TRUE(commands::rename(with(), actor_, id, "Anders").has_value());
    EXPECT_EQ(queries::one(database(), id)->title, "Anders");
}

TEST_P(Documents, every_command_writes_its_trail_entry) {
    const DocumentId id = make();
    ASSERT_TRUE(commands::rename(with(), actor_, id, "Anders").has_value());
    auto main = database().begin(sql::Access::Read);
    const auto entries = trail::entries_of(*main, {"document", trail::any(id)});
    ASSERT_TRUE(entries.has_value());
    ASSERT_EQ(entries->size(), 2U);
    EXPECT_EQ(entries->at(0).action, "document.renamed");
    EXPECT_EQ(entries->at(1).action, "document.created");
    EXPECT_EQ(entries->at(1).actor, trail::any(actor_));
}

TEST_P(Documents, a_client_id_belongs_to_one_actor_for_ever) {
    const DocumentId id = make();
    const auto other = actor_of(coordinator);
    auto main = writing();
    const auto mine = issue_client(main, id, actor_, clock.now(), randomness);
    ASSERT_TRUE(mine.has_value());
    EXPECT_EQ(claim_client(main, id, actor_, *mine, clock.now()).value_or(0), *mine);
    EXPECT_EQ(claim_client(main, id, other, *mine, clock.now()).error().code, ErrorCode::Conflict);
}

TEST_P(Documents, a_free_client_id_may_be_claimed_and_a_senseless_one_not) {
    const DocumentId id = make();
    auto main = writing();
    EXPECT_EQ(claim_client(main, id, actor_, 4711, clock.now()).value_or(0), 4711U);
    EXPECT_EQ(store::bound_to(main, id, 4711)->value_or(network::ActorId()), actor_);
    EXPECT_EQ(claim_client(main, id, actor_, 0, clock.now()).error().code, ErrorCode::Invalid);
    const crdt::ClientId huge = crdt::ClientId{1} << 53U;
    EXPECT_EQ(claim_client(main, id, actor_, huge, clock.now()).error().code, ErrorCode::Invalid);
}

TEST_P(Documents, the_server_repairs_under_one_actor_and_one_client_id) {
    const DocumentId id = make();
    auto main = writing();
    const auto actor = repair_actor(main, clock.now(), randomness);
    ASSERT_TRUE(actor.has_value());
    EXPECT_EQ(*repair_actor(main, clock.now(), randomness), *actor);
    const auto client = repair_client(main, id, *actor, clock.now(), randomness);
    EXPECT_EQ(*repair_client(main, id, *actor, clock.now(), randomness), *client);
}

TEST_P(Documents, a_restore_begins_a_new_epoch) {
    auto main = writing();
    EXPECT_EQ(epoch(main).value_or(0), 1);
    const Epoch first = raise_epoch(main, clock.now()).value_or(0);
    EXPECT_GT(first, 1);
    EXPECT_EQ(epoch(main).value_or(0), first);
    EXPECT_EQ(raise_epoch(main, clock.now()).value_or(0), first + 1) << "even when no time passes";
}

TEST_P(Documents, a_backup_that_is_restored_twice_begins_two_epochs) {
    Epoch first = 0;
    {
        auto lost_again = writing();
        first = raise_epoch(lost_again, clock.now()).value_or(0);
    }
    auto main = writing();
    EXPECT_EQ(epoch(main).value_or(0), 1) << "as it was in the backup";
    const Instant next_day = clock.now() + std::chrono::hours(24);
    EXPECT_GT(raise_epoch(main, next_day).value_or(0), first);
}

TEST_P(Documents, kept_words_are_seen_and_finished_by_their_author_alone) {
    const DocumentId id = make();
    const Kept kept{
        .id = KeptId::make(clock.now(), randomness),
        .member = expert,
        .at = clock.now(),
        .reason = KeptReason::Moved,
        .uid = "u",
        .words = "neu"
    };
    {
        auto main = writing();
        ASSERT_TRUE(store::insert_kept(main, id, kept).has_value());
        EXPECT_EQ(store::kept(main, id, expert)->size(), 1U);
        EXPECT_EQ(store::kept(main, id, coordinator)->size(), 0U);
        EXPECT_EQ(store::kept_counts(main, expert)->at(0).count, 1);
        ASSERT_TRUE(std::move(main).commit().has_value());
    }
    const network::Viewer author{.member = expert, .actor = actor_};
    const network::Viewer other{.member = coordinator, .actor = actor_of(coordinator)};
    const auto refused = commands::finish_kept(with(), other, kept.id);
    EXPECT_EQ(refused.error().code, ErrorCode::NotFound);
    EXPECT_TRUE(commands::finish_kept(with(), author, kept.id).has_value());
    const auto again = commands::finish_kept(with(), author, kept.id);
    EXPECT_EQ(again.error().code, ErrorCode::NotFound);
    auto main = writing();
    EXPECT_EQ(store::kept(main, id, expert)->size(), 0U);
    const auto entries = trail::entries_of(main, {"document", trail::any(id)});
    ASSERT_TRUE(entries.has_value());
    ASSERT_EQ(entries->size(), 2U) << "one for the document, one for the words that are done";
    EXPECT_EQ(entries->at(0).action, "document.kept_finished");
    EXPECT_EQ(entries->at(0).actor, trail::any(author.actor));
    EXPECT_EQ(entries->at(0).payload.value_or("neu").find("neu"), std::string::npos) << "private";
}

TEST_P(Documents, orphans_typed_letter_by_letter_are_kept_as_one) {
    const DocumentId id = make();
    const auto keep = [&](KeptReason reason, std::string uid, std::string words) {
        const Kept kept{
            .id = KeptId::make(clock.now(), randomness),
            .member = expert,
            .at = clock.now(),
            .reason = reason,
            .uid = std::move(uid),
            .words = std::move(words)
        };
        auto main = writing();
        EXPECT_TRUE(store::insert_kept(main, id, kept).has_value());
        EXPECT_TRUE(std::move(main).commit().has_value());
    };
    for (const char* letter : {"n", "e", "u"}) {
        keep(KeptReason::Moved, "u", letter);
        clock.advance(kept_together);
    }
    clock.advance(std::chrono::milliseconds(1));
    keep(KeptReason::Moved, "u", "später");
    keep(KeptReason::Moved, "v", "anderswo");
    keep(KeptReason::Foreign, "", "fremd");
    keep(KeptReason::Foreign, "", "fremder");
    auto main = writing();
    std::vector<std::string> words;
    const auto all = store::kept(main, id, expert);
    ASSERT_TRUE(all.has_value());
    for (const Kept& kept : *all)
        words.push_back(kept.words);
    std::ranges::sort(words);
    EXPECT_EQ(words, (std::vector<std::string>{"anderswo", "fremd", "fremder", "neu", "später"}));
}

TEST_P(Documents, refused_words_of_one_connection_are_kept_as_one_and_wait_again_when_more_follow) {
    const DocumentId id = make();
    Kept kept{
        .id = KeptId::make(clock.now(), randomness),
        .member = expert,
        .at = clock.now(),
        .reason = KeptReason::Full
    };
    const auto words = [&] {
        auto main = writing();
        std::string all;
        const auto found = store::kept(main, id, expert);
        EXPECT_TRUE(found.has_value());
        for (const Kept& one : *found)
            all += one.words + "|";
        return all;
    };
    const auto keep = [&](std::string part) {
        kept.words = std::move(part);
        auto main = writing();
        EXPECT_TRUE(store::insert_kept(main, id, kept).has_value());
        EXPECT_TRUE(std::move(main).commit().has_value());
    };
    keep("Ha");
    keep("llo");
    EXPECT_EQ(words(), "Hallo|");
    network::Viewer author;
    author.member = expert;
    author.actor = actor_;
    ASSERT_TRUE(commands::finish_kept(with(), author, kept.id).has_value());
    EXPECT_EQ(words(), "");
    EXPECT_EQ(count("SELECT count(*) FROM document_kept WHERE words LIKE '%Hallo%'"), 0)
        << "what is done is not kept any longer";
    keep("!");
    EXPECT_EQ(words(), "!|");
}

TEST_P(Documents, what_is_not_there_is_not_found) {
    const auto unknown = DocumentId::make(clock.now(), randomness);
    EXPECT_EQ(queries::one(database(), unknown).error().code, ErrorCode::NotFound);
    EXPECT_EQ(commands::open_editor(with(), actor_, unknown).error().code, ErrorCode::NotFound);
    EXPECT_EQ(commands::rename(with(), actor_, unknown, "x").error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace denkraum::document
