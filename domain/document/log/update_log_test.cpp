// SPDX-License-Identifier: EUPL-1.2
#include <random>

#include "domain/document/log/update_log.hpp"
#include "domain/document/log/verification.hpp"
#include "engine/crdt/edit.hpp"
#include "platform/sql/testing/on_both_databases.hpp"

namespace denkraum::document {
namespace {

class SteadyRandomness final : public Randomness {
public:
    void fill(std::span<std::uint8_t> out) override {
        for (auto& byte : out)
            byte = static_cast<std::uint8_t>(engine_());
    }

private:
    std::mt19937 engine_{1};
};

class UpdateLog : public sql::OnBothDatabases {
protected:
    void SetUp() override { open("migrations/log"); }

    /// One more keystroke in the log.
    Done append(std::string_view words, Seq seq) {
        crdt::Edit edit(doc_, 7);
        EXPECT_TRUE(edit.insert_text("t", crdt::Index{doc_.length("t")}, words).has_value());
        const Record record{
            .document = document_,
            .seq = seq,
            .actor = network::ActorId::make({1'000'000}, randomness_),
            .at = {1'700'000'000'000'000 + seq},
            .update = edit.finish()
        };
        const Seal made = seal(chain_, record, randomness_);
        DK_TRY(auto log, database().begin(sql::Access::Write));
        DK_DO(update_log::append(log, record, made));
        DK_DO(std::move(log).commit());
        chain_ = made.chain;
        return {};
    }

    update_log::Loaded load() {
        auto log = database().begin(sql::Access::Read);
        EXPECT_TRUE(log.has_value());
        auto loaded = update_log::load(*log, document_);
        EXPECT_TRUE(loaded.has_value()) << loaded.error().detail;
        return std::move(*loaded);
    }
    Result<std::int64_t> verify() {
        DK_TRY(auto log, database().begin(sql::Access::Read));
        return update_log::verify(log, document_);
    }
    update_log::Report inspect() {
        auto log = database().begin(sql::Access::Read);
        EXPECT_TRUE(log.has_value());
        return update_log::inspect(*log, document_).value();
    }
    void save(const update_log::Snapshot& snapshot) {
        auto log = database().begin(sql::Access::Write);
        ASSERT_TRUE(update_log::save_snapshot(*log, snapshot).has_value());
        ASSERT_TRUE(std::move(*log).commit().has_value());
    }
    Bytes column_of(std::string_view column, Seq seq) {
        auto log = database().begin(sql::Access::Read);
        const auto one = log->query_optional(
            [](sql::Row row) { return row.get<Bytes>(0); },
            "SELECT " + std::string(column) + " FROM document_update WHERE seq = ?",
            seq
        );
        return one->value();
    }
    void set_column(std::string_view column, Seq seq, const Bytes& bytes) {
        auto log = database().begin(sql::Access::Write);
        const auto set = log->execute(
            "UPDATE document_update SET " + std::string(column) + " = ? WHERE seq = ?", bytes, seq
        );
        ASSERT_TRUE(set.has_value()) << set.error().detail;
        ASSERT_TRUE(std::move(*log).commit().has_value());
    }
    void execute(std::string_view statement) {
        auto log = database().begin(sql::Access::Write);
        ASSERT_TRUE(log.has_value());
        ASSERT_TRUE(log->execute(statement).has_value());
        ASSERT_TRUE(std::move(*log).commit().has_value());
    }

    SteadyRandomness randomness_;
    DocumentId document_ = DocumentId::make({1'700'000'000'000'000}, randomness_);
    crdt::Doc doc_;
    secret::Digest chain_{};
};
DK_ON_BOTH_DATABASES(UpdateLog);

TEST_P(UpdateLog, gives_the_document_back_and_where_it_stands) {
    ASSERT_TRUE(append("eins", 1).has_value());
    ASSERT_TRUE(append(" zwei", 2).has_value());
    const auto loaded = load();
    EXPECT_EQ(loaded.doc.text("t"), "eins zwei");
    EXPECT_EQ(loaded.seq, 2);
    EXPECT_EQ(loaded.at.us, 1'700'000'000'000'002);
    EXPECT_EQ(loaded.chain, chain_);
    EXPECT_EQ(loaded.since_snapshot, 2);
}

TEST_P(UpdateLog, takes_no_record_without_its_predecessor_and_none_twice) {
    ASSERT_TRUE(append("eins", 1).has_value());
    EXPECT_EQ(append("drei", 3).error().code, ErrorCode::Conflict);
    EXPECT_EQ(append("eins", 1).error().code, ErrorCode::Conflict);
    EXPECT_EQ(load().seq, 1);
}

TEST_P(UpdateLog, a_snapshot_saves_reading_what_came_before_it) {
    ASSERT_TRUE(append("eins", 1).has_value());
    ASSERT_TRUE(append(" zwei", 2).has_value());
    auto log = database().begin(sql::Access::Write);
    ASSERT_TRUE(log.has_value());
    const update_log::Snapshot snapshot{document_, 2, {5}, doc_.encode_state(), chain_};
    ASSERT_TRUE(update_log::save_snapshot(*log, snapshot).has_value());
    const update_log::Snapshot older{document_, 1, {4}, {}, {}};
    ASSERT_TRUE(update_log::save_snapshot(*log, older).has_value());
    ASSERT_TRUE(std::move(*log).commit().has_value());
    ASSERT_TRUE(append(" drei", 3).has_value());
    const auto loaded = load();
    EXPECT_EQ(loaded.doc.text("t"), "eins zwei drei");
    EXPECT_EQ(loaded.since_snapshot, 1);
    EXPECT_EQ(verify().value_or(-1), 3);
}

TEST_P(UpdateLog, a_redacted_payload_keeps_the_chain) {
    ASSERT_TRUE(append("eins", 1).has_value());
    ASSERT_TRUE(append(" zwei", 2).has_value());
    auto log = database().begin(sql::Access::Write);
    ASSERT_TRUE(log.has_value());
    ASSERT_TRUE(log->execute(
                       "UPDATE document_update SET salt = ?, update_bytes = ? WHERE seq = 1",
                       Bytes{},
                       Bytes{0, 0}
    )
                    .has_value());
    ASSERT_TRUE(std::move(*log).commit().has_value());
    EXPECT_EQ(verify().value_or(-1), 2);
}

TEST_P(UpdateLog, every_damaged_record_is_named_and_no_sound_one) {
    for (Seq seq = 1; seq <= 6; ++seq)
        ASSERT_TRUE(append("x", seq).has_value());
    using update_log::Damage;
    using Faults = std::vector<update_log::Fault>;
    EXPECT_EQ(inspect().faults, Faults{});
    EXPECT_EQ(inspect().head, chain_);
    execute("UPDATE document_update SET at = at + 1 WHERE seq = 1");
    EXPECT_EQ(inspect().faults, (Faults{{1, Damage::Unchained}}));
    execute("DELETE FROM document_update WHERE seq = 3");
    EXPECT_EQ(inspect().faults, (Faults{{1, Damage::Unchained}, {3, Damage::Missing}}));
    execute("UPDATE document_update SET update_bytes = salt WHERE seq = 5");
    EXPECT_EQ(
        inspect().faults,
        (Faults{
            {1, Damage::Unchained},
            {3, Damage::Missing},
            {5, Damage::Changed},
            {5, Damage::NoUpdate}
        })
    );
    EXPECT_EQ(inspect().fault_count, 4);
    EXPECT_EQ(verify().error().detail, "update log, record 1: does not follow its predecessor");
}

TEST_P(UpdateLog, any_bit_that_turns_in_a_record_is_found) {
    ASSERT_TRUE(append("eins", 1).has_value());
    ASSERT_TRUE(append("zwei", 2).has_value());
    ASSERT_TRUE(append("drei", 3).has_value());
    for (const std::string_view column :
         {"salt", "update_bytes", "payload_hash", "chain", "actor"}) {
        const auto bytes = column_of(column, 2);
        for (std::size_t bit = 0; bit < bytes.size() * 8; bit += 5) {
            Bytes turned = bytes;
            turned[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
            set_column(column, 2, turned);
            EXPECT_FALSE(inspect().faults.empty()) << column << ", bit " << bit;
        }
        set_column(column, 2, bytes);
    }
    EXPECT_TRUE(inspect().faults.empty());
}

TEST_P(UpdateLog, a_snapshot_that_is_not_what_the_records_make_is_found) {
    ASSERT_TRUE(append("eins", 1).has_value());
    const Bytes one = doc_.encode_state();
    const auto chain_of_one = chain_;
    ASSERT_TRUE(append("zwei", 2).has_value());
    save({document_, 2, {5}, one, chain_});
    using update_log::Damage;
    EXPECT_EQ(inspect().faults.at(0), (update_log::Fault{2, Damage::SnapshotDiffers}));
    execute("DELETE FROM document_snapshot");
    save({document_, 2, {5}, doc_.encode_state(), chain_of_one});
    EXPECT_EQ(inspect().faults.at(0), (update_log::Fault{2, Damage::SnapshotDiffers}));
    execute("DELETE FROM document_snapshot");
    save({document_, 2, {5}, doc_.encode_state(), chain_});
    EXPECT_TRUE(inspect().faults.empty());
    execute("DELETE FROM document_update WHERE seq = 2");
    EXPECT_EQ(inspect().faults.at(0), (update_log::Fault{2, Damage::Missing}));
}

TEST_P(UpdateLog, an_unknown_document_is_empty) {
    EXPECT_EQ(load().seq, 0);
    EXPECT_EQ(verify().value_or(-1), 0);
}

TEST_P(UpdateLog, gives_the_document_as_it_stood_after_any_record) {
    ASSERT_TRUE(append("eins", 1).has_value());
    ASSERT_TRUE(append(" zwei", 2).has_value());
    ASSERT_TRUE(append(" drei", 3).has_value());
    auto log = database().begin(sql::Access::Write);
    ASSERT_TRUE(log.has_value());
    const update_log::Snapshot snapshot{document_, 3, {5}, doc_.encode_state(), chain_};
    ASSERT_TRUE(update_log::save_snapshot(*log, snapshot).has_value());
    EXPECT_EQ(update_log::load_until(*log, document_, 1)->doc.text("t"), "eins");
    EXPECT_EQ(update_log::load_until(*log, document_, 2)->doc.text("t"), "eins zwei");
    const auto all = update_log::load_until(*log, document_, 9);
    ASSERT_TRUE(all.has_value());
    EXPECT_EQ(all->seq, 3);
    EXPECT_EQ(all->since_snapshot, 0) << "the snapshot is not younger than what was asked for";
}

TEST_P(UpdateLog, reads_records_in_order_and_says_where_each_document_stands) {
    ASSERT_TRUE(append("eins", 1).has_value());
    ASSERT_TRUE(append(" zwei", 2).has_value());
    ASSERT_TRUE(append(" drei", 3).has_value());
    auto log = database().begin(sql::Access::Read);
    ASSERT_TRUE(log.has_value());
    std::vector<Seq> seqs;
    const auto take = [&](const update_log::Line& line, ByteView update) -> Done {
        EXPECT_FALSE(update.empty());
        seqs.push_back(line.seq);
        return {};
    };
    ASSERT_TRUE(update_log::each_record(*log, document_, 1, 3, take).has_value());
    EXPECT_EQ(seqs, (std::vector<Seq>{2, 3}));
    const std::vector<DocumentId> ids{DocumentId::make({1}, randomness_), document_};
    const auto newest = update_log::newest_seqs(*log, ids);
    ASSERT_TRUE(newest.has_value()) << newest.error().detail;
    ASSERT_EQ(newest->size(), 1U);
    EXPECT_EQ(newest->front().document, document_);
    EXPECT_EQ(newest->front().seq, 3);
}

} // namespace
} // namespace denkraum::document
