// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <optional>
#include <thread>

#include "domain/document/commands.hpp"
#include "domain/document/room/rooms.hpp"
#include "domain/document/text/model.hpp"
#include "domain/network/queries.hpp"
#include "domain/network/testing/world.hpp"
#include "engine/crdt/edit.hpp"
#include "platform/sql/migrate.hpp"
#include "platform/sql/sqlite/sqlite.hpp"

namespace denkraum::document::room {
namespace {

using namespace std::chrono_literals;

class RoomsTest : public network::World {
protected:
    static constexpr auto linger = 20ms;

    void SetUp() override {
        network::World::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        auto opened = sql::sqlite::open(log_folder_.path() / "log.db");
        ASSERT_TRUE(opened.has_value());
        log_database_ = *std::move(opened);
        const auto migrations = sql::read_migrations("migrations/log");
        ASSERT_TRUE(migrations.has_value());
        ASSERT_TRUE(sql::migrate(*log_database_, *migrations, clock).has_value());
        auto loops = run::Loops::start(1, [](std::string_view) {});
        ASSERT_TRUE(loops.has_value());
        loops_.emplace(*std::move(loops));
        auto workers = run::Workers::start({.threads = 1}, [](std::string_view) {});
        ASSERT_TRUE(workers.has_value());
        workers_.emplace(*std::move(workers));
        rooms_.emplace(Rooms::Parts{
            .main = database(),
            .log = *log_database_,
            .loops = *loops_,
            .workers = *workers_,
            .clock = clock,
            .randomness = randomness,
            .journal = *log,
            .may_stay = [](network::SessionId, bool) { return true; },
            .linger = linger
        });
        begin_document();
    }

    void TearDown() override {
        if (rooms_) rooms_->close();
        if (workers_) workers_->stop();
        if (loops_) loops_->stop();
        network::World::TearDown();
    }

    void begin_document() {
        auto main = database().begin(sql::Access::Read);
        ASSERT_TRUE(main.has_value());
        const auto member = network::queries::member(*main, expert);
        ASSERT_TRUE(member.has_value());
        viewer_.member = expert;
        viewer_.actor = member->member.actor;
        viewer_.authority = member->member.authority;
        viewer_.role = network::Role::Expert;
        std::move(*main).commit().value();
        const auto made = document::commands::create(
            {database(), *log_database_, clock, randomness}, viewer_.actor, {.title = "Entwurf"}
        );
        ASSERT_TRUE(made.has_value()) << made.error().detail;
        id_ = *made;
    }

    /// Sockets live on their document's strand.
    static void on_strand(const http::SocketEvents& events, const std::function<void()>& act) {
        std::promise<void> done;
        events.strand->post([&] {
            act();
            done.set_value();
        });
        done.get_future().wait();
    }

    [[nodiscard]] bool is_none_open_soon() const {
        for (int tries = 0; tries < 3000; ++tries) {
            if (rooms_->open_count() == 0) return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }

    sql::TemporaryFolder log_folder_;
    std::unique_ptr<sql::Database> log_database_;
    std::optional<run::Loops> loops_;
    std::optional<run::Workers> workers_;
    std::optional<Rooms> rooms_;
    network::Viewer viewer_;
    DocumentId id_;
};
DK_ON_BOTH_DATABASES(RoomsTest);

TEST_P(RoomsTest, a_document_is_held_only_while_somebody_has_it_open) {
    EXPECT_EQ(rooms_->open_count(), 0U);
    auto events = rooms_->enter(id_, viewer_, {});
    ASSERT_TRUE(events.has_value()) << events.error().detail;
    on_strand(*events, [&] {
        events->on_open(http::Socket(
            {.send = [](const http::Message&) {},
             .close = [](http::CloseCode, const std::string&) {},
             .stream = [](const http::Message&, http::StreamMark) {}}
        ));
    });
    std::this_thread::sleep_for(5 * linger);
    EXPECT_EQ(rooms_->open_count(), 1U);
    on_strand(*events, [&] { events->on_close(http::close_code::going_away); });
    *events = {};
    // Sooner than the room would have asked for its guests' sessions again.
    EXPECT_TRUE(is_none_open_soon());
}

TEST_P(RoomsTest, whoever_comes_in_and_never_opens_a_socket_leaves_nothing_open) {
    {
        const auto events = rooms_->enter(id_, viewer_, {});
        ASSERT_TRUE(events.has_value());
        EXPECT_EQ(rooms_->open_count(), 1U);
    }
    EXPECT_TRUE(is_none_open_soon());
}

TEST_P(RoomsTest, a_change_of_the_server_leaves_nothing_open) {
    const auto seq = rooms_->change(
        id_,
        {.actor = viewer_.actor,
         .client = 4711,
         .make = [](crdt::Doc& doc, crdt::ClientId client) -> Result<Bytes> {
             crdt::Edit edit(doc, client);
             DK_DO(edit.insert_text(text::text_root, crdt::Index{0}, "neu"));
             return edit.finish();
         }}
    );
    ASSERT_TRUE(seq.has_value()) << seq.error().detail;
    // Not before it has been looked at once more, to be repaired.
    EXPECT_TRUE(is_none_open_soon());
}

} // namespace
} // namespace denkraum::document::room
