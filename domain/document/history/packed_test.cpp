// SPDX-License-Identifier: EUPL-1.2
#include <random>

#include "domain/document/history/blame.hpp"
#include "domain/document/history/index.hpp"
#include "domain/document/history/restore.hpp"
#include "domain/document/history/sittings.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/log/packing_store.hpp"
#include "domain/document/log/update_log.hpp"
#include "domain/document/log/verification.hpp"
#include "domain/document/text/model.hpp"
#include "domain/document/text/projection.hpp"
#include "domain/document/text/seed.hpp"
#include "engine/crdt/edit.hpp"
#include "platform/sql/testing/on_both_databases.hpp"

/// What is said about the past over a packed log is what was said before it was packed.
namespace denkraum::document::history {
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

class PackedHistory : public sql::OnBothDatabases {
protected:
    static constexpr Seq count = 2600;

    void SetUp() override {
        open("migrations/log");
        if (IsSkipped()) return;
        actors_ = {
            network::ActorId::make({1}, randomness_), network::ActorId::make({2}, randomness_)
        };
        bindings_ = {{7, actors_[0]}, {8, actors_[1]}};
        auto log = database().begin(sql::Access::Write).value();
        prose::Prose prose;
        prose.blocks.push_back(prose::block_of(prose::Kind::Paragraph, "Anfang"));
        prose.blocks[0].uid = "u000000000000000000000";
        write(log, 1, text::seed(doc_, 7, prose).value());
        for (Seq seq = 2; seq <= count; ++seq)
            write(log, seq, change());
        const update_log::Snapshot snapshot{document_, count, {5}, doc_.encode_state(), chain_};
        ASSERT_TRUE(update_log::save_snapshot(log, snapshot).has_value());
        ASSERT_TRUE(std::move(log).commit().has_value());
    }
    /// Either of two people types a word somewhere or deletes a bit.
    Bytes change() {
        writer_ = random_() % 2;
        crdt::Edit edit(doc_, 7 + writer_);
        const std::uint64_t length = doc_.length(text::text_root);
        const crdt::Index at{1 + random_() % (length - 1)};
        if (random_() % 4 == 0 && length > 20 && at.value + 3 < length) {
            EXPECT_TRUE(edit.remove(text::text_root, at, 2).has_value());
        } else {
            EXPECT_TRUE(edit.insert_text(text::text_root, at, "wort ").has_value());
        }
        return edit.finish();
    }
    void write(sql::Transaction& log, Seq seq, Bytes update) {
        const Record record{
            .document = document_,
            .seq = seq,
            .actor = actors_[writer_],
            .at = {1'700'000'000'000'000 + seq * 20'000'000},
            .update = std::move(update)
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
    /// Everything that pages show of the past, on one long line each.
    std::vector<std::string> told() {
        Histories histories(database());
        std::vector<std::string> lines;
        const Done done = histories.with(document_, [&](const Index& index) -> Done {
            for (const auto& block : blame(index.doc, index.arrivals, bindings_)) {
                for (const auto& run : block.runs) {
                    lines.push_back(
                        run.words + " " + run.credit.actor.text() + " "
                        + std::to_string(run.credit.from.us)
                    );
                }
            }
            for (const Sitting& sitting : sittings_of(index)) {
                lines.push_back(
                    sitting.actor.text() + " " + std::to_string(sitting.first) + " "
                    + std::to_string(sitting.last) + " " + std::to_string(sitting.words_added)
                );
            }
            return {};
        });
        EXPECT_TRUE(done.has_value());
        for (const Seq seq : {1, 2, 999, 1000, 1001, 2001, 2599}) {
            const auto reading = histories.reading(document_, seq);
            EXPECT_TRUE(reading.has_value());
            lines.push_back(plain((*reading)->prose));
        }
        return lines;
    }
    static std::string plain(const prose::Prose& prose) {
        std::string words;
        for (const prose::Block& block : prose.blocks)
            words += prose::plain_text(block) + "\n";
        return words;
    }

    SteadyRandomness randomness_;
    std::mt19937 random_{3};
    DocumentId document_ = DocumentId::make({1'700'000'000'000'000}, randomness_);
    std::vector<network::ActorId> actors_;
    Bindings bindings_;
    crdt::Doc doc_;
    std::size_t writer_ = 0;
    secret::Digest chain_{};
};
DK_ON_BOTH_DATABASES(PackedHistory);

TEST_P(PackedHistory, says_who_wrote_what_when_and_how_it_stood_as_before) {
    const auto before = told();
    ASSERT_GT(before.size(), 100U);
    ASSERT_EQ(pack_all(), 2);
    EXPECT_EQ(told(), before);
}

TEST_P(PackedHistory, an_old_point_is_brought_back_as_a_change_of_today) {
    pack_all();
    Histories histories(database());
    const auto then = histories.reading(document_, 700);
    ASSERT_TRUE(then.has_value());
    const Bytes update = bring_back(doc_, 7, (*then)->prose).value();
    ASSERT_FALSE(update.empty());
    writer_ = 0;
    auto log = database().begin(sql::Access::Write).value();
    write(log, count + 1, update);
    ASSERT_TRUE(std::move(log).commit().has_value());
    const auto now = histories.reading(document_, count + 1);
    ASSERT_TRUE(now.has_value());
    EXPECT_EQ(plain((*now)->prose), plain((*then)->prose));
    auto reading = database().begin(sql::Access::Read).value();
    EXPECT_EQ(update_log::verify(reading, document_).value_or(-1), count + 1);
}

} // namespace
} // namespace denkraum::document::history
