// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <random>
#include <stdexcept>
#include <thread>

#include "platform/http/server/server.hpp"
#include "platform/http/server/test_client.hpp"

namespace denkraum::http {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

Router example_router() {
    Router router;
    router.get("/hello/{name}", [](const Request& request) -> Result<Response> {
        return Response::text("Hello " + std::string(request.parameter("name")));
    });
    router.post(
        "/echo",
        [](const Request& request) -> Result<Response> {
            return Response::bytes(
                std::string(as_text(request.body())), "application/octet-stream"
            );
        },
        {.body_bytes_max = 100'000}
    );
    router.post("/form", [](const Request& request) -> Result<Response> {
        const Upload* file = request.upload("file");
        return Response::text(
            std::string(request.field("title").value_or("-")) + "|"
            + (file != nullptr ? file->filename + ":" + std::to_string(file->bytes.size()) : "")
        );
    });
    router.get("/missing", [](const Request&) -> Result<Response> {
        return fail(ErrorCode::NotFound, "not in the database");
    });
    router.get("/throws", [](const Request&) -> Result<Response> {
        throw std::runtime_error("a library's mood");
    });
    router.get("/who", [](const Request& request) -> Result<Response> {
        return Response::text(request.remote_address() + (request.is_secure() ? " secure" : ""));
    });
    router.get(
        "/page",
        [content = Content::make({.body = Bytes(8192, 'x'), .type = "text/html; charset=utf-8"}
         )](const Request&) -> Result<Response> { return Response::shared(content); },
        {.fast = true}
    );
    router.get(
        "/perhaps/{what}",
        [](const Request& request) -> Result<Response> {
            return Response::text("made " + std::string(request.parameter("what")));
        },
        {.ready = [](const Request& request) -> std::optional<Response> {
            if (request.parameter("what") == "broken") throw std::runtime_error("not ready");
            if (request.parameter("what") != "bread") return std::nullopt;
            return Response::text("bread is ready");
        }}
    );
    router.get("/later", [](const Request&) -> Result<Response> {
        return Response::promised([](const Reply& reply) {
            std::thread([reply] {
                std::this_thread::sleep_for(20ms);
                reply(Response::text("kept"));
                reply(Response::text("twice"));
            }).detach();
        });
    });
    router.get("/never", [](const Request&) -> Result<Response> {
        return Response::promised([](const Reply&) {});
    });
    router.get("/large", [](const Request&) -> Result<Response> {
        return Response::text(std::string(5'000'000, 'y'));
    });
    router.get("/slow", [](const Request&) -> Result<Response> {
        std::this_thread::sleep_for(300ms);
        return Response::text("at last");
    });
    return router;
}

class ServerTest : public testing::Test {
protected:
    void start(ServerConfig config = {}, std::size_t queue_max = 1000) {
        const auto on_failure = [](std::string_view what) { ADD_FAILURE() << what; };
        loops_.emplace(run::Loops::start(2, on_failure).value());
        workers_.emplace(
            run::Workers::start({.threads = 3, .queue_max = queue_max}, on_failure).value()
        );
        config.on_failure = [this](const Failure& failure) {
            const std::lock_guard lock(mutex_);
            failures_.emplace_back(failure.what);
        };
        config.on_access = [this](const Access& access) {
            const std::lock_guard lock(mutex_);
            accesses_.push_back(
                std::string(access.method) + " " + std::string(access.path) + " "
                + std::to_string(access.status)
            );
        };
        auto server = Server::start(std::move(config), example_router(), *loops_, *workers_);
        ASSERT_TRUE(server) << server.error().detail;
        server_.emplace(*std::move(server));
    }
    [[nodiscard]] TestClient client() const { return TestClient(server_->port()); }
    std::vector<std::string> accesses() {
        const std::lock_guard lock(mutex_);
        return accesses_;
    }
    std::vector<std::string> failures() {
        const std::lock_guard lock(mutex_);
        return failures_;
    }

    std::mutex mutex_;
    std::vector<std::string> accesses_;
    std::vector<std::string> failures_;
    std::optional<run::Loops> loops_;
    std::optional<run::Workers> workers_;
    std::optional<Server> server_;
};

TEST_F(ServerTest, answers_many_requests_on_one_connection) {
    start();
    auto person = client();
    for (int i = 0; i < 50; ++i) {
        const auto received = person.get("/hello/J%C3%BCrgen" + std::to_string(i));
        ASSERT_EQ(received.status, 200);
        EXPECT_EQ(received.body, "Hello Jürgen" + std::to_string(i));
    }
    EXPECT_EQ(server_->connections(), 1U);
}

TEST_F(ServerTest, answers_pipelined_requests_in_their_order) {
    start();
    auto person = client();
    std::string all;
    for (int i = 0; i < 200; ++i) {
        all += "GET " + std::string(i % 3 == 0 ? "/page" : "/hello/" + std::to_string(i))
               + " HTTP/1.1\r\nHost: test\r\n\r\n";
    }
    std::thread sender([&] { person.send(all); });
    for (int i = 0; i < 200; ++i) {
        const auto received = person.receive();
        ASSERT_EQ(received.status, 200) << i;
        EXPECT_EQ(
            received.body, i % 3 == 0 ? std::string(8192, 'x') : "Hello " + std::to_string(i)
        );
    }
    sender.join();
}

TEST_F(ServerTest, sends_a_promised_answer_when_it_comes_and_only_once) {
    start();
    auto person = client();
    person.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\nGET /hello/you HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(person.receive().body, "kept");
    EXPECT_EQ(person.receive().body, "Hello you");
}

TEST_F(ServerTest, promises_hold_no_thread_and_are_broken_after_a_time) {
    start({.limits = {.promise_timeout = 100ms}});
    std::vector<TestClient> waiting;
    for (int i = 0; i < 50; ++i) {
        waiting.push_back(client());
        waiting.back().send("GET /never HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    EXPECT_EQ(client().get("/hello/you").status, 200) << "three workers, fifty promises";
    for (TestClient& one : waiting)
        EXPECT_EQ(one.receive().status, 503);
}

TEST_F(ServerTest, a_server_that_stops_breaks_its_promises_at_once) {
    start();
    auto person = client();
    person.send("GET /never HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(client().get("/slow").status, 200) << "by now the promise is given";
    const auto begun = std::chrono::steady_clock::now();
    server_->stop(5s);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 3s);
    EXPECT_EQ(person.receive().status, 503);
}

TEST_F(ServerTest, reads_a_request_that_comes_byte_by_byte) {
    start();
    auto person = client();
    for (const char c :
         std::string("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello")) {
        person.send(std::string(1, c));
        std::this_thread::sleep_for(100us);
    }
    EXPECT_EQ(person.receive().body, "hello");
}

TEST_F(ServerTest, reads_chunked_bodies) {
    start();
    auto person = client();
    person.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                "5\r\nhello\r\n6;ext=1\r\n world\r\n0\r\nX-Forwarded-For: trailer\r\n\r\n");
    EXPECT_EQ(person.receive().body, "hello world");
    EXPECT_EQ(person.get("/hello/you").body, "Hello you") << "the connection goes on after it";
}

TEST_F(ServerTest, asks_for_a_body_that_waits_for_permission) {
    start();
    auto person = client();
    person.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    );
    EXPECT_EQ(person.receive().status, 100);
    person.send("ok");
    EXPECT_EQ(person.receive().body, "ok");
    person.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\nExpect: 100-continue\r\n\r\n"
    );
    EXPECT_EQ(person.receive().status, 413) << "no permission for what would be refused";
}

TEST_F(ServerTest, reads_forms_with_files) {
    start();
    auto person = client();
    const std::string body =
        "--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nGr\xc3\xbcn\r\n"
        "--B\r\nContent-Disposition: form-data; name=\"file\"; "
        "filename=\"a.docx\"\r\n\r\n12345\r\n--B--\r\n";
    person.send(
        "POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=B\r\n"
        "Content-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + body
    );
    EXPECT_EQ(person.receive().body, "Grün|a.docx:5");
    person.send(
        "POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=B\r\n"
        "Content-Length: 3\r\n\r\n--C"
    );
    EXPECT_EQ(person.receive().status, 400);
}

TEST_F(ServerTest, refuses_a_body_beyond_the_routes_bound) {
    start();
    auto announced = client();
    announced.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100001\r\n\r\n");
    EXPECT_EQ(announced.receive().status, 413);
    EXPECT_TRUE(announced.is_at_end());

    auto chunked = client();
    chunked.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "8000\r\n" + std::string(0x8000, 'z') + "\r\n";
    for (int i = 0; i < 4; ++i)
        chunked.send(chunk);
    EXPECT_EQ(chunked.receive().status, 413);

    auto fitting = client();
    fitting.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
        + std::string(100'000, 'z')
    );
    EXPECT_EQ(fitting.receive().body.size(), 100'000U);
}

TEST_F(ServerTest, refuses_headers_beyond_the_bounds) {
    start();
    auto long_line = client();
    long_line.send("GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(long_line.receive().status, 431);
    auto many_bytes = client();
    std::string fields;
    for (int i = 0; i < 60; ++i)
        fields += "X-A: " + std::string(400, 'a') + "\r\n";
    many_bytes.send("GET /page HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
    EXPECT_EQ(many_bytes.receive().status, 431);
    auto many_fields = client();
    fields.clear();
    for (int i = 0; i < 101; ++i)
        fields += "X: 1\r\n";
    many_fields.send("GET /page HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
    EXPECT_EQ(many_fields.receive().status, 431);
    auto endless = client();
    for (int i = 0; i < 100 && endless.send("X-Endless: " + std::string(1000, 'a')); ++i) {
    }
    EXPECT_NE(endless.receive().status, 200);
}

TEST_F(ServerTest, refuses_what_is_no_request) {
    start();
    const std::pair<std::string, int> cases[]{
        {"rubbish\r\n\r\n", 400},
        {"GET /page HTTP/1.1\r\n\r\n", 400},
        {"GET /page HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        {"GET page HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /page?a=%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET /page HTTP/2.0\r\nHost: a\r\n\r\n", 505},
        {"BREW /page HTTP/1.1\r\nHost: a\r\n\r\n", 501},
        {"GET /page HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
        {"GET /page HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: "
         "chunked\r\n\r\n",
         400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 400},
        {"POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
        {"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: miracles\r\n\r\n", 417},
        {"GET /page HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"s, 400},
    };
    for (const auto& [request, status] : cases) {
        auto person = client();
        person.send(request);
        EXPECT_EQ(person.receive().status, status) << request;
        EXPECT_TRUE(status == 400 || person.is_at_end()) << request;
    }
    EXPECT_EQ(client().get("/page").status, 200) << "and goes on serving";
}

TEST_F(ServerTest, understands_a_request_line_that_names_the_host) {
    start();
    auto person = client();
    person.send("GET http://ki.example/hello/you?x=1 HTTP/1.1\r\nHost: ki.example\r\n\r\n");
    EXPECT_EQ(person.receive().body, "Hello you");
}

TEST_F(ServerTest, survives_rubbish) {
    start({.limits = {.header_timeout = 50ms, .body_timeout = 50ms}});
    const std::string whole = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                              "5\r\nhello\r\n0\r\n\r\nGET /page HTTP/1.1\r\nHost: x\r\n\r\n";
    std::mt19937 random(21);
    for (int round = 0; round < 300; ++round) {
        std::string bytes = whole;
        for (std::size_t edits = 1 + random() % 3; edits > 0; --edits) {
            const std::size_t at = random() % bytes.size();
            if (random() % 2 == 0) bytes[at] = static_cast<char>(random());
            if (random() % 4 == 0) bytes.erase(at, random() % 10);
        }
        auto person = client();
        person.send(bytes);
    }
    EXPECT_EQ(client().get("/page").status, 200);
    for (int i = 0; i < 500 && server_->connections() > 0; ++i)
        std::this_thread::sleep_for(10ms);
    EXPECT_EQ(server_->connections(), 0U) << "none is held by half a request";
}

TEST_F(ServerTest, ends_an_endless_line_between_chunks) {
    start();
    auto person = client();
    person.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;");
    for (int i = 0; i < 200 && person.send(std::string(1000, 'e')); ++i) {
    }
    const int status = person.receive().status;
    EXPECT_TRUE(status == 431 || status == 400) << status;
}

TEST_F(ServerTest, tells_what_is_missing_and_what_is_allowed) {
    start();
    auto person = client();
    EXPECT_EQ(person.get("/nowhere").status, 404);
    const auto wrong = person.get("/echo");
    EXPECT_EQ(wrong.status, 405);
    EXPECT_TRUE(wrong.has("Allow: OPTIONS, POST\r\n")) << wrong.head;
    EXPECT_EQ(person.get("/missing").status, 404);
    EXPECT_EQ(person.get("/throws").status, 500);
    const auto moved = person.get("/page/?a=b");
    EXPECT_EQ(moved.status, 308);
    EXPECT_TRUE(moved.has("Location: /page?a=b\r\n")) << moved.head;
    person.send("OPTIONS /page HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto options = person.receive();
    EXPECT_EQ(options.status, 204);
    EXPECT_TRUE(options.has("Allow: OPTIONS, HEAD, GET\r\n")) << options.head;
    EXPECT_EQ(
        failures(), (std::vector<std::string>{"not_found: not in the database", "a library's mood"})
    );
}

TEST_F(ServerTest, serves_what_is_ready_and_makes_the_rest) {
    start();
    auto person = client();
    EXPECT_EQ(person.get("/perhaps/bread").body, "bread is ready");
    EXPECT_EQ(person.get("/perhaps/cake").body, "made cake");
    EXPECT_EQ(person.get("/perhaps/broken").body, "made broken");
    EXPECT_EQ(failures(), std::vector<std::string>{"not ready"});
}

TEST_F(ServerTest, answers_head_without_a_body) {
    start();
    auto person = client();
    person.send("HEAD /hello/x HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto head = person.receive("HEAD");
    EXPECT_EQ(head.status, 200);
    EXPECT_TRUE(head.has("Content-Length: 7\r\n"));
    EXPECT_EQ(person.get("/hello/y").body, "Hello y") << "no stray body was in between";
}

TEST_F(ServerTest, answers_shared_contents_by_etag_and_encoding) {
    start();
    auto person = client();
    const auto plain = person.get("/page");
    EXPECT_EQ(plain.body.size(), 8192U);
    EXPECT_TRUE(plain.has("Vary: Accept-Encoding\r\n"));
    const auto packed = person.get("/page", "Accept-Encoding: br, gzip;q=0.5\r\n");
    EXPECT_TRUE(packed.has("Content-Encoding: gzip\r\n"));
    EXPECT_LT(packed.body.size(), 200U);
    EXPECT_FALSE(person.get("/page", "Accept-Encoding: gzip;q=0\r\n").has("gzip"));
    const std::size_t at = plain.head.find("ETag: ") + 6;
    const std::string etag = plain.head.substr(at, plain.head.find("\r\n", at) - at);
    const auto known = person.get("/page", "If-None-Match: W/\"other\", " + etag + "\r\n");
    EXPECT_EQ(known.status, 304);
    EXPECT_FALSE(known.has("Content-Length"));
    EXPECT_TRUE(known.has("ETag: " + etag));
    EXPECT_EQ(person.get("/page", "If-None-Match: \"other\"\r\n").status, 200);
}

TEST_F(ServerTest, puts_security_headers_on_every_answer) {
    start();
    auto person = client();
    for (const auto* target : {"/page", "/hello/x", "/nowhere", "/throws"}) {
        const auto received = person.get(target);
        EXPECT_TRUE(received.has("Content-Security-Policy: default-src 'none'; script-src 'self'"));
        EXPECT_TRUE(received.has("X-Content-Type-Options: nosniff\r\n"));
        EXPECT_TRUE(received.has("Referrer-Policy: "));
        EXPECT_TRUE(received.has("Permissions-Policy: "));
        EXPECT_TRUE(received.has("Cross-Origin-Opener-Policy: same-origin\r\n"));
        EXPECT_FALSE(received.has("Strict-Transport-Security")) << "this is not https";
    }
}

TEST_F(ServerTest, believes_only_trusted_proxies) {
    const auto* const told = "X-Forwarded-For: 6.6.6.6, 192.0.2.7\r\nX-Forwarded-Proto: https\r\n";
    start();
    EXPECT_EQ(client().get("/who", told).body, "127.0.0.1");
    server_.reset();
    start({.trusted_proxies = {"127.0.0.1"}});
    const auto received = client().get("/who", told);
    EXPECT_EQ(received.body, "192.0.2.7 secure") << "what the proxy did not see itself is hearsay";
    EXPECT_TRUE(received.has("Strict-Transport-Security"));
}

TEST_F(ServerTest, closes_when_asked_to_and_for_old_clients) {
    start();
    auto polite = client();
    EXPECT_TRUE(polite.get("/page", "Connection: close\r\n").has("Connection: close\r\n"));
    EXPECT_TRUE(polite.is_at_end());
    auto old = client();
    old.send("GET /hello/x HTTP/1.0\r\n\r\n");
    EXPECT_EQ(old.receive().body, "Hello x");
    EXPECT_TRUE(old.is_at_end());
    auto old_keeper = client();
    old_keeper.send("GET /hello/x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_TRUE(old_keeper.receive().has("Connection: keep-alive\r\n"));
}

TEST_F(ServerTest, gives_up_on_slow_clients) {
    start({.limits = {.header_timeout = 100ms, .body_timeout = 100ms, .idle_timeout = 100ms}});
    auto silent = client();
    EXPECT_TRUE(silent.is_at_end()) << "one that never says anything";
    auto slow_header = client();
    slow_header.send("GET /page HT");
    EXPECT_EQ(slow_header.receive().status, 408);
    EXPECT_TRUE(slow_header.is_at_end());
    auto slow_body = client();
    slow_body.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
    EXPECT_EQ(slow_body.receive().status, 408);
    auto idle = client();
    EXPECT_EQ(idle.get("/page").status, 200);
    EXPECT_TRUE(idle.is_at_end());
    auto waiting = client();
    EXPECT_EQ(waiting.get("/slow").body, "at last") << "our own slowness is not the client's";
}

TEST_F(ServerTest, gives_up_on_clients_that_do_not_read) {
    start({.limits = {.stall_timeout = 100ms}});
    auto deaf = client();
    for (int i = 0; i < 10; ++i)
        deaf.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
    for (int i = 0; i < 200 && server_->connections() > 0; ++i)
        std::this_thread::sleep_for(20ms);
    EXPECT_EQ(server_->connections(), 0U);
}

TEST_F(ServerTest, sends_large_answers_whole) {
    start();
    auto person = client();
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(person.get("/large").body.size(), 5'000'000U);
}

TEST_F(ServerTest, serves_200_connections_at_once) {
    start();
    std::vector<TestClient> people;
    for (int i = 0; i < 200; ++i)
        people.push_back(client());
    for (int round = 0; round < 3; ++round) {
        for (std::size_t i = 0; i < people.size(); ++i) {
            people[i].send("GET /hello/" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        for (std::size_t i = 0; i < people.size(); ++i) {
            ASSERT_EQ(people[i].receive().body, "Hello " + std::to_string(i));
        }
    }
    EXPECT_EQ(server_->connections(), 200U);
}

TEST_F(ServerTest, turns_away_connections_beyond_the_bound) {
    start({.limits = {.connections_max = 3}});
    std::vector<TestClient> people;
    for (int i = 0; i < 3; ++i) {
        people.push_back(client());
        EXPECT_EQ(people.back().get("/page").status, 200);
    }
    auto refused = client();
    EXPECT_EQ(refused.receive().status, 503);
    people.clear();
    for (int i = 0; i < 200 && server_->connections() > 0; ++i)
        std::this_thread::sleep_for(5ms);
    EXPECT_EQ(client().get("/page").status, 200) << "there is room again";
}

TEST_F(ServerTest, turns_away_requests_when_the_workers_are_drowning) {
    start({}, 2);
    std::vector<TestClient> people;
    for (int i = 0; i < 12; ++i) {
        people.push_back(client());
        people.back().send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    int served = 0;
    int refused = 0;
    for (auto& person : people) {
        const auto received = person.receive();
        if (received.status == 200) ++served;
        if (received.status == 503 && received.has("Retry-After")) ++refused;
    }
    EXPECT_GE(served, 2) << "at least those that found room to wait";
    EXPECT_EQ(served + refused, 12);
    EXPECT_GT(refused, 0);
    EXPECT_EQ(client().get("/page").status, 200);
}

TEST_F(ServerTest, bounds_the_bodies_of_all_connections_together) {
    start({.limits = {.bodies_bytes_max = 150'000}});
    auto first = client();
    first.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
    first.send("begin");
    std::this_thread::sleep_for(50ms);
    auto second = client();
    second.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
    EXPECT_EQ(second.receive().status, 503);
    first.send(std::string(99'995, 'z'));
    EXPECT_EQ(first.receive().status, 200);
    auto third = client();
    third.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
        + std::string(100'000, 'z')
    );
    EXPECT_EQ(third.receive().status, 200);
}

TEST_F(ServerTest, lets_a_running_request_end_before_it_stops) {
    start();
    auto busy = client();
    auto idle = client();
    EXPECT_EQ(idle.get("/page").status, 200);
    busy.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    std::this_thread::sleep_for(50ms);
    const auto begin = std::chrono::steady_clock::now();
    std::thread stopping([&] { server_->stop(5s); });
    EXPECT_TRUE(idle.is_at_end());
    const auto received = busy.receive();
    EXPECT_EQ(received.body, "at last");
    EXPECT_TRUE(received.has("Connection: close\r\n"));
    EXPECT_TRUE(busy.is_at_end());
    const std::uint16_t port = server_->port();
    EXPECT_FALSE(TestClient(port).get("/page").status == 200);
    ::shutdown(busy.fd(), SHUT_RDWR);
    stopping.join();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 4s);
    EXPECT_EQ(server_->connections(), 0U);
}

TEST_F(ServerTest, cuts_what_does_not_end_when_its_patience_is_over) {
    start();
    auto stuck = client();
    stuck.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
    std::this_thread::sleep_for(50ms);
    server_->stop(100ms);
    EXPECT_EQ(server_->connections(), 0U);
    EXPECT_TRUE(stuck.is_at_end());
}

TEST_F(ServerTest, does_not_share_a_port_with_another_server) {
    start();
    auto second = Server::start({.port = server_->port()}, example_router(), *loops_, *workers_);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::Unavailable);
    EXPECT_EQ(
        Server::start({.address = "nowhere"}, example_router(), *loops_, *workers_).error().code,
        ErrorCode::Invalid
    );
}

TEST_F(ServerTest, writes_an_access_line_per_answer_without_the_query) {
    start();
    auto person = client();
    person.get("/hello/x?token=secret");
    person.get("/nowhere");
    person.send("rubbish\r\n\r\n");
    person.receive();
    EXPECT_EQ(
        accesses(), (std::vector<std::string>{"GET /hello/x 200", "GET /nowhere 404", "  400"})
    );
}

TEST_F(ServerTest, survives_clients_that_vanish) {
    start();
    for (int i = 0; i < 100; ++i) {
        auto person = client();
        person.send(
            i % 10 == 0 ? "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"
                        : "GET /large HTTP/1.1\r\nHost: x\r\n\r\nGET"
        );
        if (i % 3 == 0) {
            const linger hard{.l_onoff = 1, .l_linger = 0};
            ::setsockopt(person.fd(), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        }
    }
    for (int i = 0; i < 1000 && server_->connections() > 0; ++i)
        std::this_thread::sleep_for(10ms);
    EXPECT_EQ(server_->connections(), 0U);
    EXPECT_EQ(client().get("/page").status, 200);
}

} // namespace
} // namespace denkraum::http
