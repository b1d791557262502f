// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <random>

#include "base/utf8.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/room/limits.hpp"
#include "domain/document/room/room.hpp"
#include "domain/document/text/projection.hpp"
#include "domain/document/text/seed.hpp"
#include "engine/crdt/edit.hpp"
#include "engine/crdt/update.hpp"

namespace denkraum::document::room {
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

constexpr GuestId anna = 1;
constexpr GuestId bert = 2;
constexpr GuestId rita = 3; // reads only
constexpr crdt::ClientId anna_client = 11;
constexpr crdt::ClientId bert_client = 22;
constexpr crdt::ClientId rita_client = 33;

network::ActorId actor(std::uint8_t number) {
    network::ActorId::Raw raw{};
    raw[15] = number;
    return network::ActorId(raw);
}

/// A person's replica: makes updates, takes in what the room sends.
struct Replica {
    crdt::ClientId client;
    crdt::Doc doc = {};

    Bytes type(std::uint64_t index, std::string_view words) {
        crdt::Edit edit(doc, client);
        EXPECT_TRUE(edit.insert_text("t", crdt::Index{index}, words).has_value());
        return edit.finish();
    }
    Bytes remove(std::uint64_t index, std::uint64_t length) {
        crdt::Edit edit(doc, client);
        EXPECT_TRUE(edit.remove("t", crdt::Index{index}, length).has_value());
        return edit.finish();
    }
};

Bytes update_frame(const Bytes& update) {
    return crdt::encode_message(crdt::SyncUpdate{update});
}

class RoomTest : public testing::Test {
protected:
    RoomTest() : room_(opening(), randomness_) {
        (void)join(anna, anna_client, true);
        (void)join(bert, bert_client, true);
    }

    Opening opening(Epoch epoch = 1) {
        Opening made;
        prose::Prose prose;
        prose.blocks.push_back(prose::block_of(prose::Kind::Paragraph, "Text"));
        prose.blocks[0].uid = "u000000000000000000000";
        const auto seeded = text::seed(made.doc, 9, prose);
        EXPECT_TRUE(seeded.has_value());
        made.seq = 1;
        made.epoch = epoch;
        made.repair_actor = actor(9);
        made.repair_client = 8;
        made.bindings = {
            {9, actor(9)},
            {8, actor(9)},
            {anna_client, actor(1)},
            {bert_client, actor(2)},
            {rita_client, actor(3)},
        };
        return made;
    }

    Outputs join(GuestId id, crdt::ClientId client, bool may_write, Epoch known_epoch = 1) {
        Guest guest{
            .actor = actor(static_cast<std::uint8_t>(id)),
            .client = client,
            .may_write = may_write,
            .name = "Name " + std::to_string(id),
            .authority = "Behörde"
        };
        Outputs out = room_.join(id, std::move(guest));
        const auto hello = crdt::Hello{1, static_cast<std::uint64_t>(known_epoch)};
        for (Output& output : room_.frame(id, crdt::encode_message(hello), now_)) {
            out.push_back(std::move(output));
        }
        return out;
    }

    Outputs send(GuestId id, const Bytes& update) {
        return room_.frame(id, update_frame(update), now_);
    }

    Outputs say(GuestId id, crdt::ClientId client, std::uint64_t clock, int cursor) {
        const std::string state = R"({"user":null,"cursor":)" + std::to_string(cursor) + "}";
        const crdt::AwarenessEntry entry{client, clock, state};
        const Bytes entries = crdt::encode_awareness({&entry, 1});
        return room_.frame(id, crdt::encode_message(crdt::AwarenessUpdate{entries}), now_);
    }

    /// What told() says of a message with the presence of these.
    static std::string shown(std::initializer_list<std::pair<GuestId, int>> people) {
        std::string line = "to all but 0: presence";
        for (const auto& [id, cursor] : people) {
            line += R"( {"user":{"name":"Name )" + std::to_string(id)
                    + R"(","authority":"Behörde"},"cursor":)" + std::to_string(cursor) + "}";
        }
        return line + "\n";
    }

    Replica replica(crdt::ClientId client) {
        Replica made{client};
        EXPECT_TRUE(made.doc.apply(room_.doc().encode_state()).has_value());
        return made;
    }

    /// What outputs say, one a line, for comparing.
    static std::string told(const Outputs& outputs) {
        std::string lines;
        for (const Output& output : outputs) {
            lines += std::visit([](const auto& what) { return line(what); }, output) + "\n";
        }
        return lines;
    }
    static std::string line(const Append& append) {
        return "append " + std::to_string(append.seq) + " kind "
               + std::to_string(static_cast<int>(append.kind));
    }
    static std::string line(const Send& send) {
        return "to " + std::to_string(send.to) + ": " + message(send.message);
    }
    static std::string line(const Broadcast& broadcast) {
        return "to all but " + std::to_string(broadcast.except) + ": " + message(broadcast.message);
    }
    static std::string line(const Close& close) {
        return "close " + std::to_string(close.who) + " " + std::to_string(close.code);
    }
    static std::string line(const KeepWords& keep) {
        std::string all = "keep";
        for (const Kept& kept : keep.words)
            all += " '" + kept.words + "'";
        if (keep.before > 0) all += " before " + std::to_string(keep.before);
        return all;
    }
    static std::string message(const Bytes& bytes) {
        const auto decoded = crdt::decode_message(bytes);
        if (!decoded) return "rubbish";
        if (std::holds_alternative<crdt::SyncStep1>(*decoded)) return "step 1";
        if (std::holds_alternative<crdt::SyncStep2>(*decoded)) return "step 2";
        if (std::holds_alternative<crdt::SyncUpdate>(*decoded)) return "update";
        if (const auto* ack = std::get_if<crdt::Ack>(&*decoded)) {
            return "ack " + std::to_string(ack->frames);
        }
        if (const auto* no = std::get_if<crdt::Refused>(&*decoded)) {
            return "refused " + std::to_string(no->frame) + " " + std::string(no->reason_code);
        }
        if (const auto* notice = std::get_if<crdt::Notice>(&*decoded)) {
            return "notice " + std::string(notice->kind);
        }
        if (const auto* awareness = std::get_if<crdt::AwarenessUpdate>(&*decoded)) {
            std::string all = "presence";
            const auto entries = crdt::decode_awareness(awareness->entries);
            for (const auto& entry : *entries)
                all += " " + entry.json;
            return all;
        }
        if (const auto* welcome = std::get_if<crdt::Welcome>(&*decoded)) {
            return "welcome " + std::to_string(welcome->client);
        }
        return "other";
    }
    [[nodiscard]] std::string text() const { return room_.doc().text("t"); }

    SteadyRandomness randomness_;
    Instant now_{1'700'000'000'000'000};
    Room room_;
};

TEST_F(RoomTest, an_update_is_shown_and_acknowledged_only_when_it_is_durable) {
    Replica annas = replica(anna_client);
    EXPECT_EQ(told(send(anna, annas.type(5, "!"))), "append 2 kind 1\n");
    EXPECT_EQ(told(room_.durable(1)), "");
    EXPECT_EQ(told(room_.durable(2)), "to all but 1: update\nto 1: ack 1\n");
    EXPECT_EQ(text(), "Text!");
}

TEST_F(RoomTest, a_change_of_the_server_goes_to_everybody_once_it_is_durable) {
    const Room::Change
        change{.actor = actor(5), .client = 55, .make = [](crdt::Doc& doc, crdt::ClientId client) {
                   crdt::Edit edit(doc, client);
                   EXPECT_TRUE(edit.insert_text("t", crdt::Index{5}, " von damals").has_value());
                   return Result<Bytes>(edit.finish());
               }};
    const auto made = room_.change(change, now_);
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(told(*made), "append 2 kind 5\n");
    EXPECT_EQ(told(room_.durable(2)), "to all but 0: update\n");
    EXPECT_EQ(text(), "Text von damals");
    (void)room_.stopped("disk_full");
    EXPECT_EQ(room_.change(change, now_).error().code, ErrorCode::Unavailable);
    EXPECT_EQ(text(), "Text von damals");
}

TEST_F(RoomTest, acknowledgements_count_frames_and_come_once_per_commit) {
    Replica annas = replica(anna_client);
    (void)send(anna, annas.type(5, "a"));
    (void)send(anna, annas.type(6, "b"));
    (void)send(anna, annas.remove(5, 1));
    EXPECT_EQ(
        told(room_.durable(4)),
        "to all but 1: update\nto all but 1: update\nto all but 1: update\nto 1: ack 3\n"
    );
}

TEST_F(RoomTest, an_acknowledgement_says_how_far_its_sender_came_and_nothing_of_others) {
    Replica annas = replica(anna_client);
    Replica berts = replica(bert_client);
    (void)send(bert, berts.type(5, "lang"));
    (void)send(anna, annas.type(5, "ab"));
    (void)room_.durable(2);
    (void)send(anna, annas.type(5, "c"));
    const auto acknowledged = room_.durable(3);
    const Bytes& message = std::get<Send>(acknowledged.back()).message;
    const auto decoded = crdt::decode_message(message);
    ASSERT_TRUE(decoded.has_value());
    const auto clocks = crdt::decode_state_vector(std::get<crdt::Ack>(*decoded).state_vector);
    EXPECT_EQ(*clocks, (std::vector<crdt::ClientClock>{{anna_client, 2}}));
}

TEST_F(RoomTest, whoever_read_too_slowly_gets_what_they_missed_who_is_there_and_their_count) {
    Replica annas = replica(anna_client);
    Replica berts = replica(bert_client);
    (void)send(bert, berts.type(5, "?"));
    (void)room_.durable(2);
    const crdt::AwarenessEntry entry{.client = anna_client, .clock = 1, .json = "{}"};
    const Bytes entries = crdt::encode_awareness({&entry, 1});
    (void)room_.frame(anna, crdt::encode_message(crdt::AwarenessUpdate{entries}), now_);
    const Bytes missed = annas.type(5, "!");
    EXPECT_EQ(
        told(room_.caught_up(bert, missed)),
        "to 2: update\nto 2: presence {\"user\":{\"name\":\"Name 1\",\"authority\":\"Behörde\"}}\n"
        "to 2: ack 1\n"
    );
    EXPECT_EQ(told(room_.caught_up(99, missed)), "") << "they have left meanwhile";
}

TEST_F(RoomTest, an_update_says_which_record_it_shows_so_that_it_can_be_brought_again) {
    Replica annas = replica(anna_client);
    (void)send(anna, annas.type(5, "a"));
    (void)send(anna, annas.type(6, "b"));
    std::vector<Seq> shown;
    for (const Output& output : room_.durable(3)) {
        if (const auto* update = std::get_if<Broadcast>(&output)) shown.push_back(update->seq);
    }
    EXPECT_EQ(shown, (std::vector<Seq>{2, 3}));
}

TEST_F(RoomTest, whoever_comes_sees_nothing_that_is_not_durable) {
    Replica annas = replica(anna_client);
    (void)send(anna, annas.type(5, "!"));
    const Bytes asks = crdt::encode_message(crdt::SyncStep1{crdt::encode_state_vector({})});
    EXPECT_EQ(told(room_.frame(bert, asks, now_)), "");
    EXPECT_EQ(told(room_.durable(2)), "to all but 1: update\nto 2: step 2\nto 1: ack 1\n");
    EXPECT_EQ(told(room_.frame(bert, asks, now_)), "to 2: step 2\n");
}

TEST_F(RoomTest, however_often_somebody_asks_while_the_disk_works_one_answer_waits) {
    Replica annas = replica(anna_client);
    const Bytes asks = crdt::encode_message(crdt::SyncStep1{crdt::encode_state_vector({})});
    const auto ask_a_thousand_times = [&] {
        for (int times = 0; times < 1000; ++times)
            EXPECT_EQ(told(room_.frame(bert, asks, now_)), "");
    };
    (void)send(anna, annas.type(5, "a"));
    ask_a_thousand_times();
    (void)send(anna, annas.type(6, "b"));
    EXPECT_EQ(told(room_.durable(2)), "to all but 1: update\nto 1: ack 1\n");
    ask_a_thousand_times();
    // The answer that waited, and one to what was asked since.
    EXPECT_EQ(
        told(room_.durable(3)), "to all but 1: update\nto 2: step 2\nto 2: step 2\nto 1: ack 2\n"
    );
    EXPECT_EQ(told(room_.durable(3)), "");
}

TEST_F(RoomTest, answers_that_wait_for_the_disk_are_bounded_together) {
    Replica annas = replica(anna_client);
    const std::string much(state_bytes_max - (std::size_t{1} << 20U), 'x');
    (void)send(anna, annas.type(5, much));
    const Bytes asks = crdt::encode_message(crdt::SyncStep1{crdt::encode_state_vector({})});
    constexpr GuestId people = 30;
    for (GuestId id = 100; id < 100 + people; ++id) {
        (void)join(id, rita_client, false);
        EXPECT_EQ(told(room_.frame(id, asks, now_)), "");
    }
    // Somebody types on and on: never is everything on the disk.
    std::size_t answered = 0;
    Seq seq = 2;
    for (; answered < people && seq < 20; ++seq) {
        (void)send(anna, annas.type(5, "!"));
        std::size_t bytes = 0;
        for (const Output& output : room_.durable(seq)) {
            const auto* one = std::get_if<Send>(&output);
            if (one == nullptr || one->to < 100) continue;
            bytes += one->message.size();
            ++answered;
        }
        EXPECT_LE(bytes, answers_held_bytes_max + state_bytes_max);
    }
    EXPECT_EQ(answered, people);
    EXPECT_GT(seq, 5) << "all at once would be too much";
}

TEST_F(RoomTest, what_is_known_already_is_acknowledged_without_a_record) {
    Replica annas = replica(anna_client);
    const Bytes update = annas.type(5, "!");
    (void)send(anna, update);
    // Twice the same before it is durable: the second is settled with the first.
    EXPECT_EQ(told(send(anna, update)), "");
    EXPECT_EQ(told(room_.durable(2)), "to all but 1: update\nto 1: ack 2\n");
    // Somebody else sends everything they know, foreign units included.
    EXPECT_EQ(told(send(bert, annas.doc.encode_state())), "to 2: ack 1\n");
}

TEST_F(RoomTest, a_record_holds_only_what_was_not_known) {
    Replica annas = replica(anna_client);
    (void)send(anna, annas.type(5, "geheim!"));
    (void)send(anna, annas.remove(11, 1));
    (void)room_.durable(3);
    Replica berts = replica(bert_client);
    (void)berts.type(5, "neu ");
    // Bert sends everything he knows, as some clients do after a break.
    const Outputs out = send(bert, berts.doc.encode_state());
    ASSERT_EQ(told(out), "append 4 kind 1\n");
    const Bytes& written = std::get<Append>(out.front()).update;
    const auto contains = [](const Bytes& bytes, std::string_view words) {
        return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size())
            .contains(words);
    };
    EXPECT_TRUE(contains(written, "neu "));
    EXPECT_FALSE(contains(written, "geheim"));
    EXPECT_TRUE(crdt::inspect(written, crdt::Doc())->deletes.empty());
    for (const Output& output : room_.durable(4)) {
        if (const auto* shown = std::get_if<Broadcast>(&output)) {
            EXPECT_FALSE(contains(shown->message, "geheim"));
        }
    }
    EXPECT_EQ(text(), "Textneu geheim");
    (void)berts.remove(1, 2);
    const Outputs more = send(bert, berts.doc.encode_state());
    ASSERT_EQ(told(more), "append 5 kind 1\n");
    const auto brought = crdt::inspect(std::get<Append>(more.front()).update, crdt::Doc());
    EXPECT_TRUE(brought->structs.empty());
    ASSERT_EQ(brought->deletes.size(), 1U);
    EXPECT_EQ(brought->deletes.front().length, 2U);
    EXPECT_EQ(text(), "xtneu geheim");
}

TEST_F(RoomTest, who_asks_who_is_there_hears_nothing_while_nobody_is) {
    const Bytes asks = crdt::encode_message(crdt::QueryAwareness{});
    EXPECT_EQ(told(room_.frame(bert, asks, now_)), "");
    const crdt::AwarenessEntry here{.client = anna_client, .clock = 1, .json = "{}"};
    const Bytes entries = crdt::encode_awareness({&here, 1});
    (void)room_.frame(anna, crdt::encode_message(crdt::AwarenessUpdate{entries}), now_);
    EXPECT_EQ(
        told(room_.frame(bert, asks, now_)),
        "to 2: presence {\"user\":{\"name\":\"Name 1\",\"authority\":\"Behörde\"}}\n"
    );
}

TEST_F(RoomTest, text_under_a_foreign_client_id_is_refused_and_kept) {
    Replica forged = replica(anna_client);
    EXPECT_EQ(told(send(bert, forged.type(5, "gefälscht"))), "keep 'gefälscht'\n");
    EXPECT_EQ(text(), "Text");
    // What builds on it is kept too; nobody else notices anything.
    EXPECT_EQ(told(send(bert, forged.type(14, "!"))), "keep '!'\n");
    EXPECT_EQ(told(room_.kept(bert, 1)), "to 2: refused 1 foreign\n");
    EXPECT_EQ(told(room_.kept(bert, 2)), "to 2: refused 2 foreign\n");
    Replica annas = replica(anna_client);
    EXPECT_EQ(told(send(anna, annas.type(5, "?"))), "append 2 kind 1\n");
}

TEST_F(RoomTest, an_unbound_client_id_is_foreign_too) {
    Replica stranger = replica(777);
    EXPECT_EQ(told(send(bert, stranger.type(5, "x"))), "keep 'x'\n");
    EXPECT_EQ(told(room_.kept(bert, 1)), "to 2: refused 1 foreign\n");
}

TEST_F(RoomTest, whoever_comes_back_may_bring_what_waits_here_too) {
    Replica annas = replica(anna_client);
    const Bytes first = annas.type(5, "a");
    const Bytes second = annas.type(6, "n");
    (void)send(anna, second);
    Replica berts = replica(bert_client);
    ASSERT_TRUE(berts.doc.apply(second));
    const Bytes own = berts.type(5, "b");
    const std::vector<ByteView> both{second, own};
    (void)send(bert, *crdt::merge_updates(both));
    EXPECT_EQ(text(), "Textb") << "nothing is refused";
    const std::vector<ByteView> all{first, second};
    EXPECT_EQ(told(send(bert, *crdt::merge_updates(all))), "keep 'an'\n") << "a waits nowhere";
    (void)send(anna, first);
    EXPECT_TRUE(text() == "Textban" || text() == "Textanb") << text();
}

TEST_F(RoomTest, deletions_of_foreign_words_are_everybodys_right) {
    Replica berts = replica(bert_client);
    EXPECT_EQ(told(send(bert, berts.remove(1, 4))), "append 2 kind 1\n");
    EXPECT_EQ(text(), "");
}

TEST_F(RoomTest, readers_words_are_kept_and_their_tidying_is_passed_over) {
    (void)join(rita, rita_client, false);
    Replica ritas = replica(rita_client);
    Replica tidy = replica(rita_client);
    EXPECT_EQ(told(send(rita, tidy.remove(1, 1))), "to 3: ack 1\n");
    EXPECT_EQ(told(send(rita, ritas.type(5, "x"))), "keep 'x'\n");
    EXPECT_EQ(told(room_.kept(rita, 2)), "to 3: refused 2 no_writer\n");
    EXPECT_EQ(text(), "Text");
}

TEST_F(RoomTest, of_two_writers_under_one_client_id_the_second_ones_words_are_kept) {
    Replica one = replica(anna_client);
    Replica other = replica(anna_client);
    (void)send(anna, one.type(5, "eins"));
    EXPECT_EQ(told(send(anna, other.type(5, "zwei und drei"))), "keep 'zwei und drei'\n");
    EXPECT_EQ(told(room_.kept(anna, 2)), "") << "not before what they sent earlier is safe";
    EXPECT_EQ(
        told(room_.durable(2)), "to all but 1: update\nto 1: refused 2 contradicting\nto 1: ack 1\n"
    );
    EXPECT_EQ(text(), "Texteins");
}

TEST_F(RoomTest, after_a_refusal_nothing_is_acknowledged_any_more) {
    Replica annas = replica(anna_client);
    Replica forged = replica(bert_client);
    const Bytes known = annas.type(5, "a");
    (void)send(anna, known);
    EXPECT_EQ(told(send(anna, forged.type(5, "b"))), "keep 'b'\n");
    EXPECT_EQ(told(send(anna, known)), "") << "brings nothing, and waits for what was refused";
    EXPECT_EQ(told(room_.durable(2)), "to all but 1: update\nto 1: ack 1\n");
    EXPECT_EQ(told(room_.kept(anna, 2)), "to 1: refused 2 foreign\nto 1: refused 3 foreign\n");
    EXPECT_EQ(told(send(anna, known)), "to 1: refused 4 foreign\n");
}

TEST_F(RoomTest, refused_words_are_kept_whole_however_many_they_are) {
    Replica forged = replica(bert_client);
    std::string words;
    while (words.size() <= 2 * kept_words_bytes_max)
        words += "größer ";
    const Outputs out = send(anna, forged.type(5, words));
    ASSERT_EQ(out.size(), 1U);
    const auto& parts = std::get<KeepWords>(out.front()).words;
    ASSERT_EQ(parts.size(), 3U);
    std::string all;
    for (const Kept& part : parts) {
        EXPECT_LE(part.words.size(), kept_words_bytes_max);
        EXPECT_TRUE(utf8::is_valid(part.words));
        all += part.words;
    }
    EXPECT_TRUE(all == words);
    EXPECT_NE(parts[0].id, parts[1].id);
    // What follows goes where there is room yet.
    const Outputs next = send(anna, forged.type(5, "!"));
    EXPECT_EQ(std::get<KeepWords>(next.front()).words.front().id, parts[2].id);
}

TEST_F(RoomTest, rubbish_closes_only_the_connection_it_came_from) {
    for (const Bytes& rubbish :
         {Bytes{}, Bytes{0}, Bytes{0, 2, 5, 1}, Bytes{77}, Bytes{100, 1, 0, 0}, Bytes{0, 2, 2, 1, 1}
         }) {
        Room fresh(opening(), randomness_);
        (void)fresh.join(anna, {.actor = actor(1), .client = anna_client, .may_write = true});
        EXPECT_EQ(told(fresh.frame(anna, rubbish, now_)), "close 1 4009\n");
    }
    const Bytes huge(std::size_t{9} << 20U, 0);
    EXPECT_EQ(told(room_.frame(anna, huge, now_)), "close 1 4013\n");
}

TEST_F(RoomTest, words_typed_into_a_deleted_block_are_kept_for_their_author) {
    Replica annas = replica(anna_client);
    Replica berts = replica(bert_client);
    (void)send(anna, annas.remove(0, 5));
    (void)room_.durable(2);
    const std::string lines = told(send(bert, berts.type(3, "neu")));
    EXPECT_EQ(lines, "keep 'neu' before 3\nappend 3 kind 1\n");
    EXPECT_EQ(text(), "neu");
    EXPECT_EQ(told(room_.durable(3)), "to all but 2: update\n") << "not saved before it is kept";
    EXPECT_EQ(told(room_.kept(bert, 1)), "to 2: notice orphaned\nto 2: ack 1\n");
}

TEST_F(RoomTest, the_server_repairs_under_its_own_name_after_a_while) {
    Replica annas = replica(anna_client);
    (void)room_.tick(now_);
    EXPECT_FALSE(room_.wants_tick());
    (void)send(anna, annas.remove(0, 1));
    (void)room_.durable(2);
    ASSERT_TRUE(room_.wants_tick());
    EXPECT_EQ(told(room_.tick(now_)), "append 3 kind 3\n");
    EXPECT_EQ(told(room_.durable(3)), "to all but 0: update\n");
    EXPECT_FALSE(text::project(room_.doc()).has_virtual_first);
}

TEST_F(RoomTest, plain_typing_makes_nobody_look_through_the_whole_document) {
    Replica annas = replica(anna_client);
    (void)room_.tick(now_);
    (void)send(anna, annas.type(3, "neu"));
    (void)send(anna, annas.type(6, "er"));
    (void)send(anna, annas.remove(3, 2));
    EXPECT_FALSE(room_.wants_tick());
    (void)send(anna, annas.type(0, "davor"));
    EXPECT_TRUE(room_.wants_tick()) << "words before the first marker";
}

TEST_F(RoomTest, presence_carries_the_name_that_the_server_knows) {
    const crdt::AwarenessEntry mine{anna_client, 1, R"({"user":{"name":"Ministerin"},"cursor":3})"};
    const crdt::AwarenessEntry others{bert_client, 5, R"({"user":{"name":"Bert"}})"};
    const std::vector<crdt::AwarenessEntry> entries{mine, others};
    const Bytes encoded = crdt::encode_awareness(entries);
    const Bytes frame = crdt::encode_message(crdt::AwarenessUpdate{encoded});
    EXPECT_EQ(
        told(room_.frame(anna, frame, now_)),
        "to all but 0: presence {\"user\":{\"name\":\"Name 1\",\"authority\":\"Behörde\"},"
        "\"cursor\":3}\n"
    );
    EXPECT_EQ(told(room_.presence_tick()), "");
    EXPECT_EQ(told(room_.left(anna)), "to all but 0: presence null\n");
}

TEST_F(RoomTest, of_many_states_everybody_gets_the_newest_of_each_as_one_message) {
    EXPECT_FALSE(room_.wants_presence_tick());
    EXPECT_EQ(told(say(anna, anna_client, 1, 1)), shown({{anna, 1}}));
    ASSERT_TRUE(room_.wants_presence_tick());
    for (int cursor = 2; cursor <= 1000; ++cursor) {
        const auto clock = static_cast<std::uint64_t>(cursor);
        EXPECT_EQ(told(say(anna, anna_client, clock, cursor)), "");
    }
    EXPECT_EQ(told(say(bert, bert_client, 1, 7)), "");
    EXPECT_EQ(told(room_.presence_tick()), shown({{anna, 1000}, {bert, 7}}));
    // The next ones wait again, until for a while there were none.
    EXPECT_EQ(told(say(bert, bert_client, 2, 8)), "");
    EXPECT_EQ(told(room_.presence_tick()), shown({{bert, 8}}));
    EXPECT_EQ(told(room_.presence_tick()), "");
    EXPECT_FALSE(room_.wants_presence_tick());
    EXPECT_EQ(told(say(bert, bert_client, 3, 9)), shown({{bert, 9}}));
}

TEST_F(RoomTest, whoever_leaves_while_presence_gathers_is_gone_with_the_next_message) {
    (void)say(anna, anna_client, 1, 1);
    (void)say(bert, bert_client, 4, 7);
    EXPECT_EQ(told(room_.left(bert)), "");
    EXPECT_EQ(told(room_.presence_tick()), "to all but 0: presence null\n");
    // Somebody who comes back under their client id counts on from where they were.
    (void)join(bert, bert_client, true);
    (void)say(bert, bert_client, 5, 8);
    EXPECT_EQ(told(room_.left(bert)), "");
    (void)join(bert, bert_client, true);
    (void)say(bert, bert_client, 7, 9);
    EXPECT_EQ(told(room_.presence_tick()), shown({{bert, 9}}));
}

TEST_F(RoomTest, while_the_log_is_stopped_nothing_is_taken_in_and_afterwards_all_is_asked_for) {
    Replica annas = replica(anna_client);
    (void)send(anna, annas.type(5, "a"));
    EXPECT_EQ(
        told(room_.stopped("disk_full")),
        "to 1: notice writing_stopped\nto 2: notice writing_stopped\n"
    );
    EXPECT_EQ(told(send(anna, annas.type(6, "b"))), "");
    EXPECT_EQ(
        told(room_.resume(opening())),
        "to 1: notice writing_resumed\nto 2: notice writing_resumed\nto 1: step 1\n"
        "to 2: step 1\n"
    );
    EXPECT_EQ(text(), "Text");
    const Bytes all = crdt::encode_message(crdt::SyncStep2{annas.doc.encode_state()});
    EXPECT_EQ(told(room_.frame(anna, all, now_)), "append 2 kind 1\n");
    EXPECT_EQ(told(room_.durable(2)), "to all but 1: update\nto 1: ack 3\n");
    EXPECT_EQ(text(), "Textab");
}

TEST_F(RoomTest, what_became_durable_after_the_log_stopped_is_shown_and_acknowledged) {
    Replica annas = replica(anna_client);
    (void)send(anna, annas.type(5, "a"));
    (void)send(anna, annas.type(6, "b"));
    (void)room_.stopped("unavailable");
    EXPECT_EQ(told(room_.durable(2)), "to all but 1: update\nto 1: ack 1\n");
}

TEST_F(RoomTest, whoever_asked_before_the_log_stopped_is_answered_when_it_works_again) {
    Replica annas = replica(anna_client);
    (void)send(anna, annas.type(5, "a"));
    const Bytes asks = crdt::encode_message(crdt::SyncStep1{crdt::encode_state_vector({})});
    for (int times = 0; times < 3; ++times)
        EXPECT_EQ(told(room_.frame(bert, asks, now_)), "");
    (void)room_.stopped("disk_full");
    EXPECT_EQ(
        told(room_.resume(opening())),
        "to 1: notice writing_resumed\nto 2: notice writing_resumed\n"
        "to 1: step 1\nto 2: step 1\nto 2: step 2\n"
    );
}

TEST_F(RoomTest, a_full_document_takes_deletions_only) {
    Replica annas = replica(anna_client);
    const std::string page(state_bytes_max / 8, 'x');
    for (Seq seq = 2; seq <= 8; ++seq)
        EXPECT_EQ(
            told(send(anna, annas.type(5, page))), "append " + std::to_string(seq) + " kind 1\n"
        );
    (void)room_.durable(8);
    EXPECT_EQ(told(send(anna, annas.type(5, page))), "keep '" + page + "'\n");
    EXPECT_EQ(told(room_.kept(anna, 8)), "to 1: refused 8 full\n");
    Replica berts = replica(bert_client);
    EXPECT_EQ(told(send(bert, berts.remove(1, 4))), "append 9 kind 1\n");
}

TEST_F(RoomTest, of_what_comes_to_a_full_document_the_deletions_are_taken) {
    Replica annas = replica(anna_client);
    (void)send(anna, annas.type(5, std::string(state_bytes_max - 1'000, 'x')));
    (void)room_.durable(2);
    Replica berts = replica(bert_client);
    crdt::Edit edit(berts.doc, bert_client);
    ASSERT_TRUE(edit.remove("t", crdt::Index{1}, 4).has_value());
    ASSERT_TRUE(edit.insert_text("t", crdt::Index{1}, std::string(2'000, 'b')).has_value());
    ASSERT_TRUE(edit.remove("t", crdt::Index{1}, 1'999).has_value());
    const std::string lines = told(send(bert, edit.finish()));
    EXPECT_TRUE(lines.starts_with("append 3 kind 1\nkeep 'b")) << lines.substr(0, 100);
    EXPECT_EQ(text().substr(0, 3), "xxx");
    EXPECT_FALSE(room_.doc().has_pending());
    EXPECT_EQ(told(room_.kept(bert, 1)), "");
    EXPECT_EQ(told(room_.durable(3)), "to all but 2: update\nto 2: refused 1 full\n");
}

TEST_F(RoomTest, deletions_of_refused_words_do_not_take_what_is_typed_under_their_ids_later) {
    Replica annas = replica(anna_client);
    (void)send(anna, annas.type(5, std::string(state_bytes_max - 1'000, 'x')));
    (void)room_.durable(2);
    Replica berts = replica(bert_client);
    EXPECT_TRUE(told(send(bert, berts.type(1, std::string(2'000, 'b')))).starts_with("keep 'b"));
    EXPECT_EQ(told(send(bert, berts.remove(1, 2'000))), "") << "undone before it was refused";
    EXPECT_FALSE(room_.doc().has_pending());
    (void)room_.left(bert);
    (void)join(bert, bert_client, true);
    Replica anew = replica(bert_client);
    EXPECT_EQ(told(send(bert, anew.type(1, "neu"))), "append 3 kind 1\n");
    EXPECT_EQ(text().substr(0, 7), "neuText");
}

TEST_F(RoomTest, what_is_known_does_not_count_against_a_full_document) {
    Replica annas = replica(anna_client);
    (void)send(anna, annas.type(5, std::string(state_bytes_max / 8 * 5, 'x')));
    Replica berts = replica(bert_client);
    (void)berts.type(5, "!");
    EXPECT_EQ(told(send(bert, berts.doc.encode_state())), "append 3 kind 1\n");
}

TEST_F(RoomTest, whoever_says_nothing_after_a_refusal_is_told_once) {
    Replica annas = replica(anna_client);
    (void)send(anna, annas.type(5, "!"));
    Replica forged = replica(anna_client);
    (void)send(bert, forged.type(5, "b"));
    (void)room_.kept(bert, 1);
    const Bytes nothing{0, 0};
    for (int i = 0; i < 1'000; ++i)
        EXPECT_EQ(told(send(bert, nothing)), "");
    EXPECT_EQ(
        told(room_.durable(2)), "to all but 1: update\nto 1: ack 1\nto 2: refused 1001 foreign\n"
    );
}

TEST_F(RoomTest, nothing_is_taken_from_a_connection_that_is_being_closed) {
    Replica annas = replica(anna_client);
    EXPECT_EQ(told(room_.frame(anna, Bytes{77}, now_)), "close 1 4009\n");
    EXPECT_EQ(told(send(anna, annas.type(5, "!"))), "");
    EXPECT_EQ(text(), "Text");
}

TEST_F(RoomTest, after_a_restore_clients_of_the_old_epoch_bring_back_what_was_lost) {
    Replica berts = replica(bert_client);
    const Bytes lost = berts.type(5, " verloren");
    Room restored(opening(2), randomness_);
    (void)restored.join(anna, {.actor = actor(1), .client = anna_client, .may_write = true});
    const Bytes old_hello = crdt::encode_message(crdt::Hello{1, 1});
    (void)restored.frame(anna, old_hello, now_);
    EXPECT_EQ(told(restored.frame(anna, update_frame(lost), now_)), "append 2 kind 4\n");
    // Who knows the new epoch already has no such right.
    (void)restored.join(bert, {.actor = actor(5), .client = 8, .may_write = true});
    (void)restored.frame(bert, crdt::encode_message(crdt::Hello{1, 2}), now_);
    Replica forged = Replica{anna_client};
    (void)forged.doc.apply(restored.doc().encode_state());
    EXPECT_EQ(told(restored.frame(bert, update_frame(forged.type(5, "x")), now_)), "keep 'x'\n");
}

TEST_F(RoomTest, clients_that_did_not_say_hello_never_hear_our_own_messages) {
    Room plain(opening(), randomness_);
    EXPECT_EQ(
        told(plain.join(anna, {.actor = actor(1), .client = anna_client, .may_write = true})),
        "to 1: step 1\n"
    );
    Replica annas = replica(anna_client);
    EXPECT_EQ(told(plain.frame(anna, update_frame(annas.type(5, "!")), now_)), "append 2 kind 1\n");
    EXPECT_EQ(told(plain.durable(2)), "to all but 1: update\n");
    EXPECT_EQ(told(plain.stopped("disk_full")), "");
}

} // namespace
} // namespace denkraum::document::room
