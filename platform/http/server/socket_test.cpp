// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <map>
#include <mutex>
#include <random>
#include <stdexcept>
#include <thread>

#include "platform/http/server/server.hpp"
#include "platform/http/server/test_client.hpp"
#include "platform/http/socket.hpp"

namespace denkraum::http {
namespace {

using namespace std::chrono_literals;

/// A server whose sockets tell what happened to them.
class SocketTest : public testing::Test {
protected:
    void SetUp() override {
        const auto on_failure = [](std::string_view what) { ADD_FAILURE() << what; };
        loops_.emplace(run::Loops::start(2, on_failure).value());
        workers_.emplace(run::Workers::start({.threads = 2}, on_failure).value());
        ServerConfig config{.limits = {.header_timeout = 400ms}};
        config.on_failure = [this](const Failure& failure) {
            failures_.fetch_add(1);
            EXPECT_EQ(failure.what, "the owner's bug");
        };
        server_.emplace(Server::start(std::move(config), router(), *loops_, *workers_).value());
    }

    Router router() {
        Router router;
        const SocketOptions options{
            .message_bytes_max = 100'000,
            .queue_bytes_max = 1'000'000,
            .stream_bytes_max = 500'000,
            .stalled_after = 1500ms,
            .ping_after = 150ms,
            .dead_after = 400ms
        };
        router.websocket("/echo", [this](const Request&) { return events({}); }, options);
        router.websocket(
            "/on-second-loop", [this](const Request&) { return events(loops_->strand(1)); }, options
        );
        router.websocket(
            "/private",
            [](const Request& request) -> std::expected<SocketEvents, Response> {
                if (same_origin(request, "https://ki.example")) return std::unexpected(Response());
                return std::unexpected(Response::text("not from there", 403));
            }
        );
        return router;
    }

    /// Echoes messages; "flood", "stream", "throw" and "bye" are orders.
    std::expected<SocketEvents, Response> events(std::optional<run::Strand> strand) {
        struct Owner {
            std::optional<Socket> socket;
        };
        const auto owner = std::make_shared<Owner>();
        return SocketEvents{
            .on_open =
                [this, owner, strand](Socket socket) {
                    owner->socket = socket;
                    if (strand && strand->runs_here()) on_wanted_loop_.fetch_add(1);
                    const std::lock_guard lock(mutex_);
                    sockets_.push_back(socket);
                },
            .on_message =
                [this, owner](ByteView payload, MessageKind kind) {
                    const std::string_view text = as_text(payload);
                    if (text == "throw") throw std::runtime_error("the owner's bug");
                    if (text == "bye") return owner->socket->close(4001, "as you wish");
                    if (text == "flood") return flood(*owner->socket);
                    if (text == "stream") return stream(*owner->socket);
                    owner->socket->send(
                        kind == MessageKind::Text ? Message::text(text) : Message::binary(payload)
                    );
                },
            .on_close =
                [this](CloseCode code) {
                    const std::lock_guard lock(mutex_);
                    closes_.push_back(code);
                },
            .on_caught_up =
                [owner](StreamMark mark) {
                    owner->socket->send(Message::text("after " + std::to_string(mark)));
                    owner->socket->stream(numbered(streamed + 1), streamed + 1);
                },
            .strand = strand
        };
    }

    static void flood(const Socket& socket) {
        const Message message = Message::binary(Bytes(50'000, 'f'));
        for (int i = 0; i < 500; ++i)
            socket.send(message);
    }

    /// A message that says how far the stream has come.
    static Message numbered(StreamMark mark) {
        Bytes bytes(50'000, 's');
        bytes[0] = static_cast<std::uint8_t>(mark / 100);
        bytes[1] = static_cast<std::uint8_t>(mark % 100);
        return Message::binary(bytes);
    }
    static constexpr StreamMark streamed = 1000;
    /// On a thread of its own, so that the loop gives the kernel what it has room for meanwhile.
    void stream(const Socket& socket) {
        streaming_ = std::jthread([this, socket] {
            for (StreamMark mark = 1; mark <= streamed; ++mark) {
                socket.stream(numbered(mark), mark);
                if (mark % 5 == 0) std::this_thread::sleep_for(1ms);
            }
            has_streamed_ = true;
        });
    }

    [[nodiscard]] TestClient open(std::string_view target = "/echo") const {
        TestClient client(server_->port());
        EXPECT_EQ(client.upgrade(target).status, 101);
        return client;
    }

    /// Waits for that many ends and gives all.
    std::vector<CloseCode> closes(std::size_t count) {
        for (int i = 0; i < 1000; ++i) {
            {
                const std::lock_guard lock(mutex_);
                if (closes_.size() >= count) return closes_;
            }
            std::this_thread::sleep_for(5ms);
        }
        return {};
    }

    std::mutex mutex_;
    std::vector<Socket> sockets_;
    std::vector<CloseCode> closes_;
    std::atomic<int> failures_ = 0;
    std::atomic<int> on_wanted_loop_ = 0;
    std::atomic<bool> has_streamed_ = false;
    std::optional<run::Loops> loops_;
    std::optional<run::Workers> workers_;
    std::optional<Server> server_;
    std::jthread streaming_;
};

using Codes = std::vector<CloseCode>;

TEST_F(SocketTest, echoes_text_and_bytes_of_all_sizes) {
    auto peer = open();
    for (const std::size_t size : {0U, 1U, 125U, 126U, 65535U, 65536U, 100'000U}) {
        const std::string payload(size, 'x');
        ASSERT_TRUE(peer.send_frame(0x82, payload));
        const auto frame = peer.receive_frame();
        EXPECT_EQ(frame.opcode, 2);
        EXPECT_EQ(frame.payload, payload);
    }
    peer.send_frame(0x81, "Grüße");
    const auto frame = peer.receive_frame();
    EXPECT_EQ(frame.opcode, 1);
    EXPECT_EQ(frame.payload, "Grüße");
}

TEST_F(SocketTest, hears_what_was_sent_together_with_the_handshake) {
    TestClient peer(server_->port());
    peer.send("GET /echo HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    peer.send_frame(0x82, "impatient");
    const auto received = peer.receive();
    EXPECT_TRUE(received.has("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
    EXPECT_EQ(peer.receive_frame().payload, "impatient");
}

TEST_F(SocketTest, answers_pings_with_their_words) {
    auto peer = open();
    peer.send_frame(0x89, "still there?");
    const auto frame = peer.receive_frame();
    EXPECT_EQ(frame.opcode, 10);
    EXPECT_EQ(frame.payload, "still there?");
}

TEST_F(SocketTest, is_refused_by_the_owners_answer) {
    TestClient client(server_->port());
    const auto received = client.upgrade("/private", "Origin: https://evil.example\r\n");
    EXPECT_EQ(received.status, 403);
    EXPECT_EQ(received.body, "not from there");
    EXPECT_EQ(client.get("/nowhere").status, 404) << "the connection still speaks HTTP";
}

TEST_F(SocketTest, needs_a_proper_handshake) {
    TestClient client(server_->port());
    const auto received = client.get("/echo");
    EXPECT_EQ(received.status, 426);
    EXPECT_TRUE(received.has("Sec-WebSocket-Version: 13\r\n"));
    EXPECT_EQ(client.get("/echo", "Upgrade: websocket\r\nConnection: Upgrade\r\n").status, 426);
}

TEST_F(SocketTest, ends_in_good_order_when_the_peer_closes) {
    auto peer = open();
    peer.send_frame(
        0x88,
        "\x03\xe8"
        "bye"
    );
    const auto frame = peer.receive_frame();
    EXPECT_EQ(frame.opcode, 8);
    EXPECT_EQ(frame.close_code(), 1000);
    EXPECT_TRUE(peer.is_at_end());
    EXPECT_EQ(closes(1), Codes{1000});
}

TEST_F(SocketTest, ends_in_good_order_when_the_owner_closes) {
    auto peer = open();
    peer.send_frame(0x81, "one");
    peer.send_frame(0x81, "bye");
    EXPECT_EQ(peer.receive_frame().payload, "one") << "what was queued before leaves before";
    const auto frame = peer.receive_frame();
    EXPECT_EQ(frame.close_code(), 4001);
    EXPECT_EQ(frame.payload.substr(2), "as you wish");
    peer.send_frame(0x88, frame.payload);
    EXPECT_TRUE(peer.is_at_end());
    EXPECT_EQ(closes(1), Codes{4001});
}

TEST_F(SocketTest, tells_its_owner_that_the_connection_was_lost) {
    {
        auto peer = open();
    }
    EXPECT_EQ(closes(1), Codes{1006});
    EXPECT_EQ(server_->connections(), 0U);
}

TEST_F(SocketTest, closes_peers_that_break_the_protocol) {
    auto unmasked = open();
    unmasked.send("\x82\x01x");
    EXPECT_EQ(unmasked.receive_frame().close_code(), 1002);
    auto big = open();
    big.send_frame(0x82, std::string(100'001, 'x'));
    EXPECT_EQ(big.receive_frame().close_code(), 1009);
    auto bad_text = open();
    bad_text.send_frame(0x81, "\xff\xfe");
    EXPECT_EQ(bad_text.receive_frame().close_code(), 1007);
    EXPECT_EQ(closes(3), (Codes{1002, 1009, 1007}));
}

TEST_F(SocketTest, closes_a_peer_that_reads_too_slowly) {
    auto slow = open();
    auto other = open();
    slow.send_frame(0x81, "flood");
    EXPECT_EQ(closes(1), Codes{1013});
    other.send_frame(0x81, "hello");
    EXPECT_EQ(other.receive_frame().payload, "hello") << "the others notice nothing";
    TestClient::Frame frame;
    std::size_t floods = 0;
    for (frame = slow.receive_frame(); frame.opcode == 2; frame = slow.receive_frame()) {
        ASSERT_EQ(frame.payload, std::string(50'000, 'f')) << "only whole messages";
        ++floods;
    }
    EXPECT_LT(floods, 500U);
    EXPECT_EQ(frame.close_code(), 1013);
}

TEST_F(SocketTest, tells_its_owner_what_a_slow_peer_has_got_of_a_stream_and_goes_on) {
    auto slow = open();
    slow.send_frame(0x81, "stream");
    for (int i = 0; i < 100 && !has_streamed_; ++i) {
        std::this_thread::sleep_for(50ms);
        slow.send_frame(0x8a, ""); // it is slow, not dead
    }
    ASSERT_TRUE(has_streamed_);
    const auto receive = [&] {
        auto frame = slow.receive_frame();
        while (frame.opcode == 9)
            frame = slow.receive_frame();
        return frame;
    };
    std::uint64_t newest = 0;
    auto frame = receive();
    for (; frame.opcode == 2; frame = receive()) {
        const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(frame.payload[i]); };
        ASSERT_EQ(std::uint64_t{at(0)} * 100 + at(1), newest + 1) << "without a gap";
        ++newest;
    }
    EXPECT_GT(newest, 0U);
    EXPECT_LT(newest, streamed) << "it was too much";
    EXPECT_EQ(frame.payload, "after " + std::to_string(newest));
    frame = receive();
    EXPECT_EQ(frame.payload.substr(0, 2), std::string({10, 1})) << "the stream goes on";
}

TEST_F(SocketTest, closes_a_peer_that_takes_nothing_at_all) {
    auto dead = open();
    dead.send_frame(0x81, "stream");
    for (int i = 0; i < 40 && closes(0).empty(); ++i) {
        std::this_thread::sleep_for(100ms);
        dead.send_frame(0x8a, ""); // it still says something
    }
    EXPECT_EQ(closes(1), Codes{1013});
}

TEST_F(SocketTest, pings_quiet_peers_and_gives_up_dead_ones) {
    auto peer = open();
    for (int i = 0; i < 5; ++i) {
        ASSERT_EQ(peer.receive_frame().opcode, 9);
        peer.send_frame(0x8a, "");
    }
    EXPECT_EQ(peer.receive_frame().opcode, 9);
    EXPECT_TRUE(peer.is_at_end()) << "it stopped answering";
    EXPECT_EQ(closes(1), Codes{1006});
}

TEST_F(SocketTest, lives_on_the_loop_its_owner_wishes) {
    std::vector<TestClient> peers;
    for (int i = 0; i < 20; ++i) {
        peers.push_back(open("/on-second-loop"));
        peers.back().send_frame(0x82, "moved");
        ASSERT_EQ(peers.back().receive_frame().payload, "moved");
    }
    EXPECT_EQ(on_wanted_loop_, 20);
}

TEST_F(SocketTest, shares_messages_between_many_peers_and_threads) {
    constexpr int peer_count = 60;
    constexpr int message_count = 200;
    std::vector<TestClient> peers;
    for (int i = 0; i < peer_count; ++i)
        peers.push_back(open(i % 2 == 0 ? "/echo" : "/on-second-loop"));
    std::vector<Socket> sockets;
    for (int i = 0; i < 1000 && sockets.size() < peers.size(); ++i) {
        std::this_thread::sleep_for(2ms);
        const std::lock_guard lock(mutex_);
        sockets = sockets_;
    }
    ASSERT_EQ(sockets.size(), peers.size());
    std::vector<std::thread> senders;
    for (int t = 0; t < 3; ++t) {
        senders.emplace_back([&, t] {
            for (int i = 0; i < message_count; ++i) {
                const Message message = Message::text(std::to_string(t) + ":" + std::to_string(i));
                for (const Socket& socket : sockets)
                    socket.send(message);
            }
        });
    }
    for (auto& peer : peers) {
        std::map<std::string, int> next;
        for (int i = 0; i < 3 * message_count; ++i) {
            const std::string text = peer.receive_frame().payload;
            ASSERT_GT(text.size(), 2U);
            ASSERT_EQ(std::to_string(next[text.substr(0, 1)]++), text.substr(2)) << "in order";
        }
    }
    for (auto& sender : senders)
        sender.join();
}

TEST_F(SocketTest, of_an_owner_that_throws_ends_alone) {
    auto broken = open();
    auto other = open();
    broken.send_frame(0x81, "throw");
    EXPECT_EQ(broken.receive_frame().close_code(), 1011);
    other.send_frame(0x81, "hello");
    EXPECT_EQ(other.receive_frame().payload, "hello");
    EXPECT_EQ(failures_, 1);
    EXPECT_EQ(closes(1), Codes{1011});
}

TEST_F(SocketTest, is_told_to_come_back_when_the_server_stops) {
    auto polite = open();
    auto rude = open();
    std::thread stopping([&] { server_->stop(300ms); });
    const auto frame = polite.receive_frame();
    EXPECT_EQ(frame.close_code(), 1012);
    polite.send_frame(0x88, frame.payload);
    EXPECT_TRUE(polite.is_at_end());
    stopping.join();
    EXPECT_EQ(server_->connections(), 0U);
    EXPECT_EQ(closes(2), (Codes{1012, 1012}));
    sockets_.front().send(Message::text("to nobody"));
}

TEST_F(SocketTest, survives_rubbish_after_the_handshake) {
    std::mt19937 random(9);
    for (int round = 0; round < 60; ++round) {
        auto peer = open();
        std::string bytes;
        for (int i = 0; i < 300; ++i)
            bytes.push_back(static_cast<char>(random()));
        peer.send(bytes);
    }
    EXPECT_EQ(closes(60).size(), 60U);
    auto peer = open();
    peer.send_frame(0x81, "hello");
    EXPECT_EQ(peer.receive_frame().payload, "hello");
}

} // namespace
} // namespace denkraum::http
