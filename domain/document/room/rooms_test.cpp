// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <optional>
#include <thread>

#include "domain/document/commands.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/log/update_log.hpp"
#include "domain/document/room/rooms.hpp"
#include "domain/document/text/model.hpp"
#include "domain/network/queries.hpp"
#include "domain/network/testing/world.hpp"
#include "engine/crdt/edit.hpp"
#include "engine/crdt/wire/sync_message.hpp"
#include "platform/sql/migrate.hpp"
#include "platform/sql/sqlite/sqlite.hpp"
#include "platform/sql/testing/faulty_disk.hpp"

namespace denkraum::document::room {
namespace {

using namespace std::chrono_literals;

/// A clock that something else happens at.
class EventfulClock final : public Clock {
public:
    explicit EventfulClock(const Clock& clock) : clock_(clock) {}
    [[nodiscard]] Instant now() const override {
        if (when_asked) when_asked(++asked_);
        return clock_.now();
    }
    std::function<void(int time)> when_asked; ///< counted from 1

private:
    const Clock& clock_;
    mutable std::atomic<int> asked_ = 0;
};

/// Stands before a database is opened, until all are closed.
struct OnFaultyDisk {
    sql::FaultyDisk disk;
};

class RoomsTest : protected OnFaultyDisk, public network::World {
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
            .clock = room_clock_,
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

    static http::Socket silent_socket() {
        return http::Socket(
            {.send = [](const http::Message&) {},
             .close = [](http::CloseCode, const std::string&) {},
             .stream = [](const http::Message&, http::StreamMark) {}}
        );
    }

    /// 0: there is none.
    [[nodiscard]] Seq snapshot_seq() const {
        auto reading = log_database_->begin(sql::Access::Read);
        EXPECT_TRUE(reading.has_value());
        const auto found = update_log::newest_snapshot(*reading, id_);
        EXPECT_TRUE(found.has_value());
        return *found ? (*found)->seq : 0;
    }

    /// Until then the document cannot be read.
    void damage_log() const {
        auto writing = log_database_->begin(sql::Access::Write);
        ASSERT_TRUE(writing.has_value());
        const update_log::Snapshot no_document{.document = id_, .seq = 1, .state = {77}};
        ASSERT_TRUE(update_log::save_snapshot(*writing, no_document).has_value());
        ASSERT_TRUE(std::move(*writing).commit().has_value());
    }
    void mend_log() const {
        auto writing = log_database_->begin(sql::Access::Write);
        ASSERT_TRUE(writing.has_value());
        ASSERT_TRUE(writing->execute("DELETE FROM document_snapshot").has_value());
        ASSERT_TRUE(std::move(*writing).commit().has_value());
    }

    [[nodiscard]] bool is_none_open_soon() const {
        for (int tries = 0; tries < 3000; ++tries) {
            if (rooms_->open_count() == 0) return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }

    EventfulClock room_clock_{clock};
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
    on_strand(*events, [&] { events->on_open(silent_socket()); });
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

TEST_P(RoomsTest, a_snapshot_is_written_while_something_is_always_on_its_way_to_the_disk) {
    constexpr crdt::ClientId client = 4711;
    auto events = rooms_->enter(id_, viewer_, {.client = client, .is_firm = true});
    ASSERT_TRUE(events.has_value());
    on_strand(*events, [&] { events->on_open(silent_socket()); });
    crdt::Doc typed;
    const auto type = [&] {
        crdt::Edit edit(typed, client);
        EXPECT_TRUE(edit.insert_text(text::text_root, crdt::Index{0}, "x").has_value());
        const Bytes update = edit.finish();
        events->on_message(
            crdt::encode_message(crdt::SyncUpdate{update}), http::MessageKind::Binary
        );
    };
    disk.slow_flushes(2ms);
    Seq snapshot = 0;
    for (int rounds = 0; rounds < 500 && snapshot == 0; ++rounds) {
        on_strand(*events, [&] {
            for (int key = 0; key < 10; ++key)
                type();
        });
        std::this_thread::sleep_for(1ms);
        snapshot = snapshot_seq();
    }
    EXPECT_GE(snapshot, snapshot_every);
    on_strand(*events, [&] { events->on_close(http::close_code::going_away); });
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

TEST_P(RoomsTest, who_waited_while_another_could_not_read_a_document_shares_one_room_with_all) {
    damage_log();
    std::promise<void> first_reads;
    std::promise<void> second_waits;
    room_clock_.when_asked = [&](int time) {
        if (time == 1) {
            first_reads.set_value();
            second_waits.get_future().wait();
        }
        if (time == 2) mend_log();
    };
    const auto enter = [&] { return rooms_->enter(id_, viewer_, {.client = 4711}); };
    auto first = std::async(std::launch::async, enter);
    first_reads.get_future().wait();
    auto second = std::async(std::launch::async, enter);
    std::this_thread::sleep_for(50ms);
    second_waits.set_value();
    EXPECT_FALSE(first.get().has_value());
    const auto entered = second.get();
    ASSERT_TRUE(entered.has_value()) << entered.error().detail;
    EXPECT_EQ(rooms_->open_count(), 1U);
    const auto third = rooms_->enter(id_, viewer_, {.client = 4711, .is_firm = true});
    ASSERT_FALSE(third.has_value()) << "the second one writes under this client id";
    EXPECT_EQ(third.error().code, ErrorCode::Conflict);
}

TEST_P(RoomsTest, a_document_that_cannot_be_read_leaves_nothing_open) {
    damage_log();
    EXPECT_FALSE(rooms_->enter(id_, viewer_, {}).has_value());
    EXPECT_FALSE(rooms_->enter(DocumentId{}, viewer_, {}).has_value());
    EXPECT_TRUE(is_none_open_soon());
}

TEST_P(RoomsTest, who_only_reads_leaves_no_client_id_behind) {
    const std::string_view client_ids = "SELECT COUNT(*) FROM document_client";
    {
        ASSERT_TRUE(rooms_->enter(id_, viewer_, {}).has_value());
    }
    const std::int64_t before = count(client_ids);
    viewer_.role = network::Role::Guest;
    ASSERT_FALSE(network::writes(&viewer_));
    const auto events = rooms_->enter(id_, viewer_, {.client = 4711});
    ASSERT_TRUE(events.has_value());
    on_strand(*events, [&] { events->on_open(silent_socket()); });
    EXPECT_EQ(count(client_ids), before);
    on_strand(*events, [&] { events->on_close(http::close_code::going_away); });
    viewer_.role = network::Role::Expert;
    ASSERT_TRUE(rooms_->enter(id_, viewer_, {}).has_value());
    EXPECT_EQ(count(client_ids), before + 1);
}

TEST_P(RoomsTest, who_is_refused_at_the_door_leaves_nothing_open) {
    const Rooms::Claim claim{.client = std::uint64_t{1} << 60U, .is_firm = true};
    EXPECT_EQ(rooms_->enter(id_, viewer_, claim).error().code, ErrorCode::Invalid);
    EXPECT_TRUE(is_none_open_soon());
}

TEST_P(RoomsTest, who_could_not_come_in_on_a_full_disk_comes_in_when_there_is_room) {
    if (GetParam() == sql::Kind::Postgres) GTEST_SKIP() << "skipped: SQLite has a disk to fill";
    const Rooms::Claim claim{.client = 4711, .is_firm = true};
    {
        const auto there_already = rooms_->enter(id_, viewer_, {});
        ASSERT_TRUE(there_already.has_value());
        disk.fill_after(0);
        EXPECT_EQ(rooms_->enter(id_, viewer_, claim).error().code, ErrorCode::Unavailable);
        disk.free();
        EXPECT_TRUE(rooms_->enter(id_, viewer_, claim).has_value());
    }
    EXPECT_TRUE(is_none_open_soon());
}

} // namespace
} // namespace denkraum::document::room
