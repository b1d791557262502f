// SPDX-License-Identifier: EUPL-1.2
#include <random>

#include "domain/document/limits.hpp"
#include "domain/document/log/cleaning_store.hpp"
#include "domain/document/log/packing_store.hpp"
#include "domain/document/log/sealed_store.hpp"
#include "domain/document/log/update_log.hpp"
#include "domain/document/log/verification.hpp"
#include "engine/crdt/edit.hpp"
#include "platform/sql/testing/on_both_databases.hpp"

namespace denkraum::document {
namespace {

using update_log::Damage;

class SteadyRandomness final : public Randomness {
public:
    void fill(std::span<std::uint8_t> out) override {
        for (auto& byte : out)
            byte = static_cast<std::uint8_t>(engine_());
    }

private:
    std::mt19937 engine_{1};
};

/// A log with 2,600 keystrokes of three people and a snapshot after the last one.
class Packing : public sql::OnBothDatabases {
protected:
    static constexpr Seq count = 2600;

    void SetUp() override {
        open("migrations/log");
        if (IsSkipped()) return;
        for (int i = 0; i < 3; ++i)
            actors_.push_back(network::ActorId::make({1'000'000 + i}, randomness_));
        auto log = database().begin(sql::Access::Write).value();
        for (Seq seq = 1; seq <= count; ++seq)
            append(log, seq);
        const update_log::Snapshot snapshot{document_, count, {5}, doc_.encode_state(), chain_};
        ASSERT_TRUE(update_log::save_snapshot(log, snapshot).has_value());
        ASSERT_TRUE(std::move(log).commit().has_value());
    }
    void append(sql::Transaction& log, Seq seq) {
        crdt::Edit edit(doc_, 7);
        const std::string letter(1, static_cast<char>('a' + seq % 26));
        ASSERT_TRUE(edit.insert_text("t", crdt::Index{doc_.length("t")}, letter).has_value());
        const Record record{
            .document = document_,
            .seq = seq,
            .epoch = seq < 1000 ? 1 : 2,
            .kind = seq % 7 == 0 ? RecordKind::Repair : RecordKind::Edit,
            .actor = actors_[static_cast<std::size_t>(seq) % 3],
            // A clock that was set back does no harm.
            .at = {1'700'000'000'000'000 + seq * 1000 - (seq == 50 ? 900'000'000 : 0)},
            .update = edit.finish()
        };
        const Seal made = seal(chain_, record, randomness_);
        ASSERT_TRUE(update_log::append(log, record, made).has_value());
        chain_ = made.chain;
    }
    int pack_all() {
        int packs = 0;
        for (;;) {
            auto log = database().begin(sql::Access::Write).value();
            if (!packing_store::pack_oldest(log, document_).value()) return packs;
            EXPECT_TRUE(std::move(log).commit().has_value());
            ++packs;
        }
    }
    std::vector<Sealed> all() {
        auto log = database().begin(sql::Access::Read).value();
        return sealed_store::after(log, document_, 0, 10'000).value();
    }
    update_log::Report inspect() {
        auto log = database().begin(sql::Access::Read).value();
        return update_log::inspect(log, document_).value();
    }
    void execute(std::string_view statement, const Bytes& bytes) {
        auto log = database().begin(sql::Access::Write).value();
        ASSERT_TRUE(log.execute(statement, bytes).has_value());
        ASSERT_TRUE(std::move(log).commit().has_value());
    }
    std::int64_t number(std::string_view query) {
        auto log = database().begin(sql::Access::Read).value();
        return log.query_optional([](sql::Row row) { return row.get<std::int64_t>(0); }, query)
            ->value();
    }

    SteadyRandomness randomness_;
    DocumentId document_ = DocumentId::make({1'700'000'000'000'000}, randomness_);
    std::vector<network::ActorId> actors_;
    crdt::Doc doc_;
    secret::Digest chain_{};
};
DK_ON_BOTH_DATABASES(Packing);

TEST_P(Packing, every_record_comes_back_as_it_was) {
    const auto before = all();
    ASSERT_EQ(before.size(), static_cast<std::size_t>(count));
    EXPECT_EQ(pack_all(), 2);
    EXPECT_EQ(number("SELECT count(*) FROM document_update"), count - 2 * pack_records_max);
    EXPECT_TRUE(all() == before);
    const auto report = inspect();
    EXPECT_EQ(report.records, count);
    EXPECT_EQ(report.fault_count, 0);
    EXPECT_EQ(report.head, chain_);
}

TEST_P(Packing, the_log_reads_on_as_if_nothing_had_been_packed) {
    auto log = database().begin(sql::Access::Read).value();
    const auto old_point = update_log::load_until(log, document_, 777)->doc.text("t");
    const auto lines = update_log::newest(log, document_, 2000).value();
    ASSERT_TRUE(std::move(log).commit().has_value());
    pack_all();
    auto after = database().begin(sql::Access::Write).value();
    EXPECT_EQ(update_log::load_until(after, document_, 777)->doc.text("t"), old_point);
    EXPECT_EQ(update_log::load(after, document_)->doc.text("t"), doc_.text("t"));
    const auto lines_after = update_log::newest(after, document_, 2000).value();
    ASSERT_EQ(lines_after.size(), lines.size());
    EXPECT_EQ(lines_after.back().seq, lines.back().seq);
    EXPECT_EQ(lines_after.back().actor, lines.back().actor);
    EXPECT_EQ(lines_after.back().at, lines.back().at);
    // And it goes on.
    append(after, count + 1);
    EXPECT_EQ(update_log::load(after, document_)->seq, count + 1);
}

TEST_P(Packing, all_after_a_record_comes_as_one_update_packed_or_not) {
    auto log = database().begin(sql::Access::Read).value();
    auto loaded = update_log::load_until(log, document_, 777).value();
    crdt::Doc& at = loaded.doc;
    ASSERT_TRUE(std::move(log).commit().has_value());
    pack_all();
    auto after = database().begin(sql::Access::Read).value();
    const auto rest = update_log::merged_after(after, document_, 777);
    ASSERT_TRUE(rest.has_value()) << rest.error().detail;
    EXPECT_NE(at.text("t"), doc_.text("t"));
    ASSERT_TRUE(at.apply(*rest).has_value());
    EXPECT_EQ(at.text("t"), doc_.text("t"));
    EXPECT_TRUE(update_log::merged_after(after, document_, count)->empty());
}

TEST_P(Packing, opening_reads_the_snapshot_and_what_came_after_it_and_nothing_else) {
    pack_all();
    auto log = database().begin(sql::Access::Write).value();
    for (Seq seq = count + 1; seq <= count + 10; ++seq)
        append(log, seq);
    const auto before = database().statements();
    const auto loaded = update_log::load(log, document_).value();
    EXPECT_EQ(loaded.since_snapshot, 10);
    EXPECT_EQ(loaded.doc.text("t"), doc_.text("t"));
    EXPECT_LE(database().statements() - before, 3U);
}

TEST_P(Packing, nothing_is_packed_before_a_snapshot_holds_it) {
    auto log = database().begin(sql::Access::Write).value();
    ASSERT_TRUE(log.execute("UPDATE document_snapshot SET seq = 900").has_value());
    EXPECT_FALSE(packing_store::pack_oldest(log, document_).value());
}

TEST_P(Packing, a_damaged_record_stays_where_it_can_be_looked_at) {
    execute("UPDATE document_update SET update_bytes = ? WHERE seq = 500", Bytes{0, 0});
    EXPECT_EQ(pack_all(), 0);
    EXPECT_EQ(inspect().faults, (std::vector<update_log::Fault>{{500, Damage::Changed}}));
}

TEST_P(Packing, a_document_that_was_packed_cannot_begin_again) {
    pack_all();
    auto log = database().begin(sql::Access::Write).value();
    const Record first{.document = document_, .seq = 1, .update = {0, 0}};
    const auto again = update_log::append(log, first, seal({}, first, randomness_));
    EXPECT_EQ(again.error().code, ErrorCode::Conflict);
}

TEST_P(Packing, any_byte_that_changes_in_a_pack_is_found) {
    pack_all();
    auto log = database().begin(sql::Access::Read).value();
    const auto pack = sealed_store::next_pack(log, document_, 0).value().value();
    ASSERT_TRUE(std::move(log).commit().has_value());
    for (std::size_t at = 0; at < pack.records.size(); at += pack.records.size() / 37) {
        pack::Pack turned = pack;
        turned.records[at] ^= 0x10U;
        execute("UPDATE document_pack SET records = ? WHERE first_seq = 1", turned.records);
        EXPECT_GT(inspect().fault_count, 0) << "byte " << at;
    }
    execute("UPDATE document_pack SET records = ? WHERE first_seq = 1", pack.records);
    EXPECT_EQ(inspect().fault_count, 0);
}

TEST_P(Packing, a_changed_update_in_a_pack_is_named_by_its_record) {
    pack_all();
    auto log = database().begin(sql::Access::Read).value();
    auto pack = sealed_store::next_pack(log, document_, 0).value().value();
    ASSERT_TRUE(std::move(log).commit().has_value());
    const auto records = pack::read(pack).value();
    const Bytes& update = records[321].record.update;
    const auto at =
        std::search(pack.records.begin(), pack.records.end(), update.begin(), update.end());
    ASSERT_NE(at, pack.records.end());
    ASSERT_EQ(at[static_cast<std::ptrdiff_t>(update.size()) - 2], update[update.size() - 2]);
    at[static_cast<std::ptrdiff_t>(update.size()) - 2] ^= 1U;
    execute("UPDATE document_pack SET records = ? WHERE first_seq = 1", pack.records);
    EXPECT_EQ(inspect().faults.front(), (update_log::Fault{322, Damage::Changed}));
}

TEST_P(Packing, words_can_be_taken_out_of_a_pack_and_the_chain_holds) {
    pack_all();
    auto log = database().begin(sql::Access::Write).value();
    const auto lines = cleaning_store::lines_after(log, document_, 41, 2).value();
    ASSERT_EQ(lines.front().seq, 42);
    const Bytes nothing{0, 0};
    ASSERT_TRUE(cleaning_store::replace_update(log, document_, 42, nothing).has_value());
    EXPECT_EQ(cleaning_store::lines_after(log, document_, 41, 1).value().front().update, nothing);
    ASSERT_TRUE(std::move(log).commit().has_value());
    const auto report = inspect();
    EXPECT_EQ(report.redacted, 1);
    for (const auto& fault : report.faults)
        EXPECT_EQ(fault.damage, Damage::SnapshotDiffers) << "only the words are missing";
    EXPECT_EQ(report.head, chain_);
}

TEST_P(Packing, a_packed_keystroke_takes_a_third_of_the_room) {
    const auto rows = number("SELECT sum(16 + 8 * 4 + 16 + length(salt) + length(update_bytes)"
                             " + length(payload_hash) + length(chain)) FROM document_update"
                             " WHERE seq <= 1000");
    pack_all();
    const auto packed = number("SELECT length(records) FROM document_pack WHERE first_seq = 1");
    EXPECT_LT(packed * 3, rows);
}

} // namespace
} // namespace denkraum::document
