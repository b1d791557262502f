// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "platform/http/router.hpp"

namespace denkraum::http {
namespace {

/// A handler that tells which route it belongs to.
Handler named(std::string name) {
    return [name](const Request&) -> Result<Response> { return Response::text(name); };
}

Router example() {
    Router router;
    router.get("/", named("root"));
    router.get("/leitlinien", named("list"));
    router.get("/leitlinien/neu", named("new"));
    router.get("/leitlinien/{guideline}", named("one"));
    router.post("/leitlinien/{guideline}", named("change"));
    router.get("/leitlinien/{guideline}/ausgaben/{number}", named("edition"));
    router.get("/leitlinien/neu/hilfe", named("help"));
    router.get("/static/{name...}", named("static"));
    router.get("/werte/Fairness & Nichtdiskriminierung", named("value"));
    return router;
}

/// The name of the route found with its parameters, or the status.
std::string found(const Router& router, std::string_view path, Method method = Method::Get) {
    const auto result = router.find(method, path);
    if (!result) return std::to_string(result.error().status);
    const auto request = Request::make({}).value();
    const auto response = std::get<Handler>(result->endpoint->target)(request);
    std::string text(as_text(response->body_bytes()));
    for (const auto& [name, value] : result->parameters.all())
        text += " " + name + "=" + value;
    return text;
}

TEST(Router, prefers_literals_to_parameters) {
    const auto router = example();
    EXPECT_EQ(found(router, "/"), "root");
    EXPECT_EQ(found(router, "/leitlinien"), "list");
    EXPECT_EQ(found(router, "/leitlinien/neu"), "new");
    EXPECT_EQ(found(router, "/leitlinien/alt"), "one guideline=alt");
    EXPECT_EQ(found(router, "/leitlinien/a/ausgaben/2"), "edition guideline=a number=2");
}

TEST(Router, tries_the_next_best_where_a_literal_leads_nowhere) {
    EXPECT_EQ(found(example(), "/leitlinien/neu/ausgaben/1"), "edition guideline=neu number=1");
}

TEST(Router, decodes_segments_after_cutting_the_path) {
    const auto router = example();
    EXPECT_EQ(found(router, "/leitlinien/a%2Fb%20%C3%A4"), "one guideline=a/b ä");
    EXPECT_EQ(found(router, "/werte/Fairness%20%26%20Nichtdiskriminierung"), "value");
    EXPECT_EQ(found(router, "/leitlinien/%zz"), "400");
    EXPECT_EQ(found(router, "/leitlinien/%00"), "400");
    EXPECT_EQ(found(router, "leitlinien"), "400");
    EXPECT_EQ(found(router, ""), "400");
}

TEST(Router, gives_the_rest_of_a_path) {
    const auto router = example();
    EXPECT_EQ(found(router, "/static/fonts/fira.woff2"), "static name=fonts/fira.woff2");
    EXPECT_EQ(found(router, "/static/"), "static name=");
    EXPECT_EQ(found(router, "/static"), "404");
}

TEST(Router, tells_other_methods_what_is_allowed) {
    const auto router = example();
    EXPECT_EQ(found(router, "/leitlinien/alt", Method::Post), "change guideline=alt");
    EXPECT_EQ(found(router, "/leitlinien/alt", Method::Head), "one guideline=alt");
    EXPECT_EQ(router.find(Method::Delete, "/leitlinien/alt").error().status, 405);
    EXPECT_EQ(
        router.find(Method::Delete, "/leitlinien/alt").error().allow, "OPTIONS, HEAD, GET, POST"
    );
    EXPECT_EQ(found(router, "/leitlinien/alt", Method::Options), "204");
}

TEST(Router, leads_back_from_a_needless_slash) {
    const auto router = example();
    const auto moved = router.find(Method::Get, "/leitlinien/alt/");
    ASSERT_FALSE(moved);
    EXPECT_EQ(moved.error().status, 308);
    EXPECT_EQ(moved.error().moved, "/leitlinien/alt");
    EXPECT_EQ(found(router, "/leitlinien/alt/", Method::Post), "404");
    EXPECT_EQ(found(router, "/nirgends/"), "404");
    EXPECT_EQ(found(router, "//evil.example/"), "404") << "never a way to another host";
    // Browsers drop the tab, and "//alt" would be a host.
    EXPECT_EQ(found(router, "/leitlinien/\talt/"), "404");
}

TEST(Router, lists_its_routes_in_their_order) {
    auto router = example();
    router.websocket("/ws/document/{document}", [](const Request&) {
        return std::expected<SocketEvents, Response>(std::unexpected(Response::text("no", 403)));
    });
    EXPECT_EQ(router.routes().size(), 10U);
    EXPECT_EQ(router.routes().at(3).pattern, "/leitlinien/{guideline}");
    EXPECT_TRUE(router.routes().back().is_websocket);
}

TEST(Router, makes_plain_pages_for_errors_until_it_is_given_better_ones) {
    auto router = example();
    const auto request = Request::make({}).value();
    EXPECT_EQ(as_text(router.error_page(request, 404, nullptr).body_bytes()), "Not Found\n");
    router.set_error_page([](const Request&, int status, const Error* error) {
        return Response::html(error != nullptr ? error->detail : "Seite fehlt", status);
    });
    EXPECT_EQ(as_text(router.error_page(request, 404, nullptr).body_bytes()), "Seite fehlt");
    const Error error{ErrorCode::Conflict, "zu spät"};
    EXPECT_EQ(as_text(router.error_page(request, 409, &error).body_bytes()), "zu spät");
}

TEST(RouterDeathTest, refuses_a_route_added_twice_or_malformed) {
    EXPECT_DEATH(example().get("/leitlinien/{other}", named("x")), "added once");
    EXPECT_DEATH(example().get("ohne", named("x")), "begins with");
    EXPECT_DEATH(example().get("/a/{rest...}/b", named("x")), "last segment");
    EXPECT_DEATH(example().get("/a/b{c}", named("x")), "is a segment");
}

} // namespace
} // namespace denkraum::http
