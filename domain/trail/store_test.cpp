// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/check.hpp"
#include "domain/trail/commands.hpp"
#include "domain/trail/limits.hpp"
#include "domain/trail/queries.hpp"
#include "domain/trail/store.hpp"
#include "platform/secret/random.hpp"
#include "platform/sql/testing/on_both_databases.hpp"

namespace denkraum::trail {
namespace {

AnyId id(std::uint8_t byte) {
    AnyId::Raw raw{};
    raw.fill(byte);
    return AnyId(raw);
}

Entry entry(std::string action, std::uint8_t subject = 3) {
    return {
        .at = Instant{1'700'000'000'000'000},
        .actor = id(1),
        .action = std::move(action),
        .subject = {.kind = "guideline", .id = id(subject)},
        .payload = R"({"Grund":"Prüfung"})",
    };
}

class TrailStore : public sql::OnBothDatabases {
protected:
    void SetUp() override { open("migrations/main"); }

    sql::Transaction begin(sql::Access access) {
        auto transaction = database().begin(access);
        CHECK(transaction.has_value(), "the test database is free");
        return *std::move(transaction);
    }
    void append_and_commit(const Entry& added) {
        auto transaction = begin(sql::Access::Write);
        ASSERT_TRUE(append(transaction, randomness_, added));
        ASSERT_TRUE(std::move(transaction).commit());
    }
    void append_three() {
        append_and_commit(entry("guideline.created"));
        append_and_commit(entry("guideline.changed"));
        append_and_commit(entry("guideline.published"));
    }
    // What a forger with the database file could do.
    void forge(std::string_view statement) {
        auto transaction = begin(sql::Access::Write);
        ASSERT_TRUE(transaction.execute(statement));
        ASSERT_TRUE(std::move(transaction).commit());
    }
    Report verified() {
        auto report = verify(database());
        EXPECT_TRUE(report) << report.error().detail;
        return report.value_or(Report{});
    }

    secret::SystemRandomness randomness_;
};
DK_ON_BOTH_DATABASES(TrailStore);

TEST_P(TrailStore, an_empty_trail_verifies) {
    const Report report = verified();
    EXPECT_EQ(report.entries, 0);
    EXPECT_EQ(report.first_fault, std::nullopt);
    EXPECT_EQ(report.head, no_hash);
}

TEST_P(TrailStore, what_was_appended_verifies_and_is_read_back) {
    Entry full = entry("guideline.created");
    full.authority = id(2);
    append_and_commit(full);
    append_and_commit(entry("guideline.changed"));
    const Report report = verified();
    EXPECT_EQ(report.entries, 2);
    EXPECT_EQ(report.erased, 0);
    EXPECT_EQ(report.first_fault, std::nullopt);
    auto transaction = begin(sql::Access::Read);
    const auto shown = recent(transaction);
    ASSERT_TRUE(shown);
    ASSERT_EQ(shown->size(), 2U);
    EXPECT_EQ((*shown)[0].action, "guideline.changed");
    const Shown& first = (*shown)[1];
    EXPECT_EQ(first.sequence, 1);
    EXPECT_EQ(first.at, full.at);
    EXPECT_EQ(first.actor, full.actor);
    EXPECT_EQ(first.authority, full.authority);
    EXPECT_EQ(first.subject, full.subject);
    EXPECT_EQ(first.payload, full.payload);
}

TEST_P(TrailStore, a_transaction_that_is_not_committed_leaves_no_entry) {
    {
        auto transaction = begin(sql::Access::Write);
        EXPECT_EQ(append(transaction, randomness_, entry("guideline.created")).value(), 1);
        EXPECT_EQ(append(transaction, randomness_, entry("guideline.created")).value(), 2);
    }
    EXPECT_EQ(verified().entries, 0);
}

TEST_P(TrailStore, shows_the_entries_of_one_subject_in_one_statement) {
    append_and_commit(entry("guideline.created", 3));
    append_and_commit(entry("guideline.created", 4));
    append_and_commit(entry("guideline.changed", 3));
    auto transaction = begin(sql::Access::Read);
    const auto shown = entries_of(transaction, {.kind = "guideline", .id = id(3)});
    ASSERT_TRUE(shown);
    ASSERT_EQ(shown->size(), 2U);
    EXPECT_EQ((*shown)[0].sequence, 3);
    EXPECT_EQ((*shown)[1].sequence, 1);
    EXPECT_EQ(transaction.statements(), 1U);
    const auto older = entries_of(transaction, {.kind = "guideline", .id = id(3)}, 3);
    EXPECT_EQ(older->size(), 1U);
    EXPECT_TRUE(entries_of(transaction, {.kind = "document", .id = id(3)})->empty());
}

TEST_P(TrailStore, an_erased_payload_is_gone_and_the_chain_still_verifies) {
    append_three();
    {
        auto transaction = begin(sql::Access::Write);
        ASSERT_TRUE(erase(transaction, randomness_, 2, entry("trail.erased")));
        ASSERT_TRUE(std::move(transaction).commit());
    }
    const Report report = verified();
    EXPECT_EQ(report.entries, 4);
    EXPECT_EQ(report.erased, 1);
    EXPECT_EQ(report.first_fault, std::nullopt);
    auto transaction = begin(sql::Access::Read);
    const auto shown = recent(transaction);
    EXPECT_EQ((*shown)[2].payload, std::nullopt);
    EXPECT_NE((*shown)[1].payload, std::nullopt);
}

TEST_P(TrailStore, erasing_what_is_not_there_is_refused) {
    auto transaction = begin(sql::Access::Write);
    const auto erased = erase(transaction, randomness_, 7, entry("trail.erased"));
    EXPECT_EQ(erased.error().code, ErrorCode::NotFound);
}

TEST_P(TrailStore, a_changed_entry_is_found) {
    append_three();
    forge("UPDATE trail_entry SET action = 'guideline.deleted' WHERE sequence = 2");
    EXPECT_EQ(verified().first_fault->sequence, 2);
}

TEST_P(TrailStore, a_changed_payload_is_found) {
    append_three();
    forge("UPDATE trail_entry SET payload = '{}' WHERE sequence = 3");
    EXPECT_EQ(verified().first_fault, (Report::Fault{3, "its payload was changed"}));
}

TEST_P(TrailStore, a_missing_entry_is_found_where_the_chain_goes_on) {
    append_three();
    forge("DELETE FROM trail_entry WHERE sequence = 1");
    EXPECT_EQ(verified().first_fault, (Report::Fault{2, "entries before it are missing"}));
}

TEST_P(TrailStore, an_exchanged_pair_is_found) {
    append_three();
    forge("UPDATE trail_entry SET sequence = 9 WHERE sequence = 1");
    forge("UPDATE trail_entry SET sequence = 1 WHERE sequence = 2");
    forge("UPDATE trail_entry SET sequence = 2 WHERE sequence = 9");
    EXPECT_EQ(verified().first_fault->sequence, 1);
}

TEST_P(TrailStore, a_cut_off_end_shows_only_in_the_head) {
    append_three();
    const Digest head = verified().head;
    forge("DELETE FROM trail_entry WHERE sequence = 3");
    EXPECT_EQ(verified().first_fault, std::nullopt);
    EXPECT_NE(verified().head, head);
}

TEST_P(TrailStore, verifies_a_trail_longer_than_one_batch) {
    const std::int64_t count = batch_entries + 5;
    {
        auto transaction = begin(sql::Access::Write);
        for (std::int64_t i = 0; i < count; ++i) {
            ASSERT_TRUE(append(transaction, randomness_, entry("guideline.changed")));
        }
        ASSERT_TRUE(std::move(transaction).commit());
    }
    EXPECT_EQ(verified().entries, count);
    EXPECT_EQ(verified().first_fault, std::nullopt);
    auto transaction = begin(sql::Access::Read);
    EXPECT_EQ(recent(transaction)->size(), static_cast<std::size_t>(page_entries_max));
}

} // namespace
} // namespace denkraum::trail
