// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <future>
#include <random>

#include "domain/document/room/lines.hpp"
#include "engine/crdt/lib0/reader.hpp"

namespace denkraum::document::room {
namespace {

using namespace std::chrono_literals;

class SteadyRandomness final : public Randomness {
public:
    void fill(std::span<std::uint8_t> out) override {
        for (auto& byte : out)
            byte = static_cast<std::uint8_t>(engine_());
    }

private:
    std::mt19937 engine_{1};
};

/// What somebody waiting got.
struct Answer {
    int status = 0;
    std::uint64_t first = 0;
    std::vector<std::string> messages = {};
    std::string text = {};
};

Answer read(const http::Response& response) {
    Answer answer{.status = response.status};
    answer.text = as_text(response.body_bytes());
    if (response.status != 200) return answer;
    crdt::Reader in(response.body_bytes());
    answer.first = in.var_uint();
    while (!in.done() && !in.failed())
        answer.messages.emplace_back(as_text(in.var_bytes()));
    EXPECT_FALSE(in.failed());
    return answer;
}

Bytes message(std::string_view text) {
    return {text.begin(), text.end()};
}

/// The owner of the socket: a room that notes what it hears.
class LineTest : public testing::Test {
protected:
    void start(LineOptions options = {}) {
        lines_.emplace(randomness_, options);
        http::SocketEvents events;
        events.strand = loops_.strand(0);
        events.on_open = [this](http::Socket socket) { socket_.emplace(std::move(socket)); };
        events.on_message = [this](ByteView payload, http::MessageKind) {
            heard_.emplace_back(as_text(payload));
        };
        events.on_close = [this](http::CloseCode code) { closed_.push_back(code); };
        events.on_caught_up = [this](http::StreamMark mark) { caught_up_.push_back(mark); };
        name_ = lines_->open(owner_, std::move(events)).value();
        line_ = lines_->find(name_, owner_);
        settle();
    }
    /// Until everything posted so far has run.
    void settle() {
        for (int turn = 0; turn < 3; ++turn) {
            std::promise<void> done;
            loops_.strand(0).post([&] { done.set_value(); });
            done.get_future().wait();
        }
    }
    void say(std::string_view text) {
        socket_->send(http::Message::binary(as_bytes(text)));
        settle();
    }
    std::future<Answer> wait(std::uint64_t received) {
        auto told = std::make_shared<std::promise<Answer>>();
        auto answer = told->get_future();
        line_->wait(received, [told](const http::Response& given) {
            told->set_value(read(given));
        });
        return answer;
    }

    SteadyRandomness randomness_;
    const Lines::Owner owner_{
        DocumentId::make({1}, randomness_),
        network::MemberId::make({1}, randomness_),
        network::SessionId::make({1}, randomness_)
    };
    std::vector<std::string> heard_;
    std::vector<http::CloseCode> closed_;
    std::vector<http::StreamMark> caught_up_;
    std::optional<http::Socket> socket_;
    run::Loops loops_ =
        run::Loops::start(1, [](std::string_view what) { ADD_FAILURE() << what; }).value();
    std::optional<Lines> lines_;
    std::string name_;
    std::shared_ptr<Line> line_;
};

TEST_F(LineTest, whoever_waits_gets_what_comes_and_then_what_comes_next) {
    start();
    auto first = wait(0);
    EXPECT_EQ(first.wait_for(20ms), std::future_status::timeout);
    say("eins");
    EXPECT_EQ(first.get().messages, std::vector<std::string>{"eins"});
    say("zwei");
    say("drei");
    const Answer second = wait(1).get();
    EXPECT_EQ(second.first, 1U);
    EXPECT_EQ(second.messages, (std::vector<std::string>{"zwei", "drei"}));
}

TEST_F(LineTest, an_answer_that_got_lost_is_given_again) {
    start();
    say("eins");
    EXPECT_EQ(wait(0).get().messages.size(), 1U);
    const Answer again = wait(0).get();
    EXPECT_EQ(again.first, 0U);
    EXPECT_EQ(again.messages, std::vector<std::string>{"eins"});
    auto confirmed = wait(1);
    EXPECT_EQ(confirmed.wait_for(20ms), std::future_status::timeout) << "it has arrived";
    say("zwei");
    EXPECT_EQ(confirmed.get().messages, std::vector<std::string>{"zwei"});
}

TEST_F(LineTest, a_request_that_comes_twice_brings_nothing_new_and_none_overtakes) {
    start();
    EXPECT_EQ(line_->take(0, {message("a"), message("b")}), Line::Taken::Yes);
    EXPECT_EQ(line_->take(0, {message("a"), message("b")}), Line::Taken::Yes);
    EXPECT_EQ(line_->take(1, {message("b"), message("c")}), Line::Taken::Yes);
    EXPECT_EQ(line_->take(4, {message("e")}), Line::Taken::OutOfOrder);
    settle();
    EXPECT_EQ(heard_, (std::vector<std::string>{"a", "b", "c"}));
}

TEST_F(LineTest, what_comes_faster_than_the_room_looks_at_it_is_not_taken) {
    start({.coming_bytes_max = 200});
    std::promise<void> looks;
    loops_.strand(0).post([&] { looks.get_future().wait(); });
    const std::string much(150, 'x');
    ASSERT_EQ(line_->take(0, {message(much)}), Line::Taken::Yes);
    EXPECT_EQ(line_->take(1, {message(much)}), Line::Taken::TooFast);
    EXPECT_EQ(line_->take(0, {message(much)}), Line::Taken::Yes) << "that one is known";
    looks.set_value();
    settle();
    const std::string one_that_is_large(500, 'y');
    EXPECT_EQ(line_->take(1, {message(one_that_is_large)}), Line::Taken::Yes);
    settle();
    EXPECT_EQ(heard_, (std::vector<std::string>{much, one_that_is_large}));
}

TEST_F(LineTest, only_one_request_waits) {
    start();
    auto first = wait(0);
    auto second = wait(0);
    EXPECT_EQ(first.get().status, 204);
    say("eins");
    EXPECT_EQ(second.get().messages, std::vector<std::string>{"eins"});
}

TEST_F(LineTest, what_was_said_before_the_end_arrives_and_then_the_code) {
    start();
    socket_->send(http::Message::binary(as_bytes("eins")));
    socket_->close(4001, "session ended");
    socket_->send(http::Message::binary(as_bytes("zu spät")));
    settle();
    EXPECT_EQ(closed_, std::vector<http::CloseCode>{4001});
    EXPECT_EQ(wait(0).get().messages, std::vector<std::string>{"eins"});
    const Answer end = wait(1).get();
    EXPECT_EQ(end.status, 410);
    EXPECT_EQ(end.text, "4001");
    EXPECT_EQ(line_->take(0, {message("a")}), Line::Taken::Ended);
}

TEST_F(LineTest, a_goodbye_is_told_once) {
    start();
    line_->end();
    line_->end();
    settle();
    EXPECT_EQ(closed_, std::vector<http::CloseCode>{http::close_code::normal});
}

TEST_F(LineTest, a_reader_too_slow_costs_a_bounded_queue_and_is_ended) {
    start({.queue_bytes_max = 100});
    for (int i = 0; i < 11; ++i)
        say("zehn bytes");
    EXPECT_EQ(closed_, std::vector<http::CloseCode>{http::close_code::try_later});
    EXPECT_EQ(wait(0).get().text, "1013");
}

TEST_F(LineTest, a_reader_too_slow_for_the_others_misses_some_and_is_brought_the_rest_later) {
    start({.stream_bytes_max = 40});
    const auto show = [&](std::string_view text, http::StreamMark mark) {
        socket_->stream(http::Message::binary(as_bytes(text)), mark);
        settle();
    };
    show("eins", 1);
    show("zwei", 2);
    EXPECT_EQ(wait(0).get().messages, (std::vector<std::string>{"eins", "zwei"}));
    for (http::StreamMark mark = 3; mark < 20; ++mark)
        show("zu viel", mark);
    say("wichtig");
    EXPECT_TRUE(caught_up_.empty()) << "nobody has fetched what was left";
    const auto again = wait(1).get();
    EXPECT_EQ(again.first, 1U) << "what was given once keeps its number";
    EXPECT_EQ(again.messages, (std::vector<std::string>{"zwei", "wichtig"}));
    auto waits = wait(3);
    settle();
    EXPECT_EQ(caught_up_, std::vector<http::StreamMark>{2});
    say("alles von 3 bis 19");
    show("zwanzig", 20);
    EXPECT_EQ(waits.get().messages.front(), "alles von 3 bis 19");
    EXPECT_EQ(wait(4).get().messages, std::vector<std::string>{"zwanzig"});
    EXPECT_TRUE(closed_.empty());
}

TEST_F(LineTest, an_answer_is_bounded_and_the_rest_comes_with_the_next) {
    start({.answer_bytes_max = 15});
    say("zehn bytes");
    say("noch zehn!");
    EXPECT_EQ(wait(0).get().messages, std::vector<std::string>{"zehn bytes"});
    EXPECT_EQ(wait(1).get().messages, std::vector<std::string>{"noch zehn!"});
}

TEST_F(LineTest, nothing_to_say_is_said_after_a_while_and_a_browser_that_left_is_forgotten) {
    start({.look_every = 10ms, .looks_until_empty_answer = 3, .looks_until_dead = 6});
    EXPECT_EQ(wait(0).get().status, 204);
    for (int i = 0; i < 500 && lines_->count() > 0; ++i)
        std::this_thread::sleep_for(10ms);
    EXPECT_EQ(lines_->count(), 0U);
    settle();
    EXPECT_EQ(closed_, std::vector<http::CloseCode>{http::close_code::abnormal});
}

TEST_F(LineTest, nobody_else_finds_a_line_and_no_member_opens_too_many) {
    start();
    Lines::Owner other = owner_;
    other.session = network::SessionId::make({2}, randomness_);
    EXPECT_EQ(lines_->find(name_, other), nullptr);
    EXPECT_EQ(lines_->find("erfunden", owner_), nullptr);
    for (std::size_t i = 1; i < lines_of_member_max; ++i) {
        http::SocketEvents events;
        events.strand = loops_.strand(0);
        events.on_open = [](const http::Socket&) {};
        ASSERT_TRUE(lines_->open(owner_, std::move(events)).has_value());
    }
    EXPECT_FALSE(lines_->is_room_for(owner_.member));
    http::SocketEvents one_more;
    one_more.strand = loops_.strand(0);
    EXPECT_FALSE(lines_->open(owner_, std::move(one_more)).has_value());
    EXPECT_TRUE(lines_->is_room_for(network::MemberId::make({3}, randomness_)));
}

} // namespace
} // namespace denkraum::document::room
