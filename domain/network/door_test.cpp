// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/door.hpp"
#include "domain/network/limits.hpp"
#include "domain/network/queries.hpp"
#include "domain/network/testing/world.hpp"

namespace denkraum::network {
namespace {

class DoorTest : public World {
protected:
    void SetUp() override {
        World::SetUp();
        if (IsSkipped()) return;
        door->get(router, "/geschrieben", writes, [](const Visit& visit) {
            return Result<http::Response>(visit.page({.title = "T", .body = html::text("drin")}));
        });
        door->post(router, "/geschrieben", writes, [this](const Visit& visit) {
            written = visit.typed("text");
            return Result<http::Response>(visit.go("/geschrieben", "Gespeichert & gut."));
        });
        door->post(router, "/kaputt", writes, [](const Visit&) -> Result<http::Response> {
            return fail(ErrorCode::Unavailable, "secret detail");
        });
    }
    std::string written;
    /// What an open page asks by itself.
    void add_poll() {
        const auto answer = [](const Visit&) {
            return Result<http::Response>(http::Response::no_content());
        };
        door->get(router, "/gefragt", signed_in, answer, {.is_use = false});
    }
};
DK_ON_BOTH_DATABASES(DoorTest);

TEST_P(DoorTest, whoever_is_not_signed_in_is_sent_to_the_door_and_back) {
    Browser browser(router);
    const auto response = browser.get("/geschrieben?x=1&y=2");
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(location_of(response), "/anmelden?zurueck=%2Fgeschrieben%3Fx%3D1%26y%3D2");
    (void)browser.get(location_of(response));
    const auto entered = browser.post(
        "/anmelden",
        {{"email", expert_email}, {"password", good_password}, {"zurueck", "/geschrieben?x=1&y=2"}}
    );
    EXPECT_EQ(location_of(entered), "/geschrieben?x=1&y=2");
    EXPECT_EQ(browser.get("/geschrieben?x=1&y=2").status, 200);
}

TEST_P(DoorTest, the_way_back_never_leads_to_another_site) {
    for (const char* bad : {"//evil.example", "https://evil.example", "/\\evil.example", ""}) {
        Browser browser(router);
        (void)browser.get("/anmelden");
        const auto entered = browser.post(
            "/anmelden", {{"email", expert_email}, {"password", good_password}, {"zurueck", bad}}
        );
        EXPECT_EQ(location_of(entered), "/uebersicht") << bad;
    }
}

TEST_P(DoorTest, a_role_that_may_not_enter_gets_a_page_that_says_so) {
    add(Role::Guest, "gast@agentur.example");
    Browser browser = signed_in_as("gast@agentur.example");
    const auto response = browser.get("/geschrieben");
    EXPECT_EQ(response.status, 403);
    EXPECT_NE(body_of(response).find("Ihre Rolle im Netzwerk"), std::string::npos);
    EXPECT_EQ(browser.get("/koordination").status, 403);
}

TEST_P(DoorTest, a_public_page_sets_no_cookie_for_visitors) {
    Browser browser(router);
    const auto response = browser.get("/ueber-das-netzwerk");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.headers.count("Set-Cookie"), 0U);
}

TEST_P(DoorTest, a_form_with_its_token_is_carried_out_and_the_notice_shown_once) {
    Browser browser = signed_in_as(expert_email);
    (void)browser.get("/konto");
    const auto response = browser.post("/geschrieben", {{"text", "Hallo"}});
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(written, "Hallo");
    EXPECT_NE(
        body_of(browser.get("/geschrieben")).find("Gespeichert &amp; gut."), std::string::npos
    );
    EXPECT_EQ(body_of(browser.get("/geschrieben")).find("Gespeichert"), std::string::npos);
}

TEST_P(DoorTest, a_forged_notice_is_not_shown) {
    Browser browser = signed_in_as(expert_email);
    browser.set_cookie("dk_hinweis", "AAAAAAAAAABHZWxlc2Vu.AAAA");
    EXPECT_EQ(body_of(browser.get("/geschrieben")).find("dk-notice"), std::string::npos);
}

TEST_P(DoorTest, a_form_without_the_right_token_changes_nothing_and_gives_the_words_back) {
    Browser browser = signed_in_as(expert_email);
    const std::string words = "Ein langer Text, den niemand noch einmal schreiben möchte.";
    const auto response = browser.send("/geschrieben", {{"text", words}, {"csrf", "falsch"}});
    EXPECT_EQ(response.status, 403);
    EXPECT_EQ(written, "");
    EXPECT_NE(body_of(response).find(words), std::string::npos);
    // One press on that page sends it again, now with the right token.
    EXPECT_EQ(browser.post("/geschrieben", {{"text", words}}).status, 303);
    EXPECT_EQ(written, words);
}

TEST_P(DoorTest, a_form_of_another_site_is_refused_and_its_words_are_not_offered_again) {
    Browser browser = signed_in_as(expert_email);
    (void)browser.get("/konto");
    browser.site = "cross-site";
    const auto response = browser.post("/geschrieben", {{"text", "von woanders"}});
    EXPECT_EQ(response.status, 403);
    EXPECT_EQ(written, "");
    EXPECT_EQ(body_of(response).find("von woanders"), std::string::npos);
}

TEST_P(DoorTest, an_old_browser_that_says_nothing_of_itself_gets_in_with_the_token_alone) {
    Browser browser = signed_in_as(expert_email);
    (void)browser.get("/konto");
    browser.site = "";
    EXPECT_EQ(browser.post("/geschrieben", {{"text", "alt"}}).status, 303);
    const auto forged = browser.send("/geschrieben", {{"text", "untergeschoben"}});
    EXPECT_EQ(forged.status, 403);
    EXPECT_EQ(body_of(forged).find("untergeschoben"), std::string::npos);
    EXPECT_EQ(written, "alt");
}

TEST_P(DoorTest, what_was_typed_when_the_session_ended_can_be_sent_after_signing_in_again) {
    Browser browser = signed_in_as(expert_email);
    (void)browser.get("/konto");
    clock.advance(session_idle_max + std::chrono::minutes(1));
    const std::string words = "Geschrieben, während die Anmeldung ablief, zwölf Stunden lang.";
    const auto refused = browser.post("/geschrieben", {{"text", words}});
    EXPECT_EQ(refused.status, 403);
    EXPECT_NE(body_of(refused).find(words), std::string::npos);
    EXPECT_NE(body_of(refused).find("nicht mehr angemeldet"), std::string::npos);
    (void)browser.get("/anmelden");
    (void)browser.post("/anmelden", {{"email", expert_email}, {"password", good_password}});
    const auto stale = browser.send("/geschrieben", {{"text", words}, {"csrf", ""}});
    EXPECT_NE(body_of(stale).find(words), std::string::npos);
    EXPECT_EQ(browser.post("/geschrieben", {{"text", words}}).status, 303);
    EXPECT_EQ(written, words);
}

TEST_P(DoorTest, a_password_is_never_written_back_into_a_page) {
    Browser browser = signed_in_as(expert_email);
    const auto response = browser.send(
        "/konto/passwort",
        {{"current_password", "altes Geheimnis"}, {"password", "neues Geheimnis"}}
    );
    EXPECT_EQ(response.status, 403);
    EXPECT_EQ(body_of(response).find("Geheimnis"), std::string::npos);
}

TEST_P(DoorTest, a_failure_is_explained_with_a_number_that_the_log_knows_and_no_detail) {
    Browser browser = signed_in_as(expert_email);
    (void)browser.get("/konto");
    const std::string words = "Ein langer Text, den niemand noch einmal schreiben möchte.";
    const auto response = browser.post("/kaputt", {{"text", words}});
    EXPECT_EQ(response.status, 503);
    const std::string page = body_of(response);
    EXPECT_EQ(page.find("secret detail"), std::string::npos);
    EXPECT_NE(page.find(words), std::string::npos);
    const std::string number = between(page, "Nummer für die Administration: ", "<");
    ASSERT_EQ(number.size(), 9U);
    ASSERT_FALSE(log_lines.empty());
    EXPECT_NE(log_lines.back().find(number), std::string::npos);
    EXPECT_NE(log_lines.back().find("secret detail"), std::string::npos);
}

TEST_P(DoorTest, a_page_that_is_not_there_says_so_in_the_readers_language) {
    Browser browser(router);
    EXPECT_EQ(browser.get("/gibt-es-nicht").status, 404);
    EXPECT_NE(
        body_of(browser.get("/gibt-es-nicht")).find("Diese Seite gibt es nicht"), std::string::npos
    );
    browser.accepted_language = "en-GB,en;q=0.8";
    EXPECT_NE(
        body_of(browser.get("/gibt-es-nicht")).find("There is no such page"), std::string::npos
    );
}

TEST_P(DoorTest, the_top_bar_shows_only_places_that_the_reader_may_enter) {
    Browser visitor(router);
    const std::string for_visitor = body_of(visitor.get("/ueber-das-netzwerk"));
    EXPECT_NE(for_visitor.find("href=\"/ueber-das-netzwerk\""), std::string::npos);
    EXPECT_EQ(for_visitor.find("href=\"/uebersicht\""), std::string::npos);
    Browser member = signed_in_as(expert_email);
    const std::string for_member = body_of(member.get("/uebersicht"));
    EXPECT_NE(for_member.find("href=\"/uebersicht\""), std::string::npos);
    EXPECT_EQ(for_member.find("href=\"/koordination\""), std::string::npos);
    Browser coordinating = signed_in_as(coordinator_email);
    EXPECT_NE(
        body_of(coordinating.get("/uebersicht")).find("href=\"/koordination\""), std::string::npos
    );
}

TEST_P(DoorTest, the_language_of_a_visitor_stays_in_the_browser) {
    Browser browser(router);
    const auto response = browser.get("/sprache/en?zurueck=%2Fueber-das-netzwerk");
    EXPECT_EQ(location_of(response), "/ueber-das-netzwerk");
    EXPECT_NE(body_of(browser.get("/ueber-das-netzwerk")).find("lang=\"en\""), std::string::npos);
    EXPECT_EQ(location_of(browser.get("/sprache/en?zurueck=%2F%2Fevil.example")), "/");
}

TEST_P(DoorTest, the_language_of_a_member_follows_them_to_another_browser) {
    Browser here = signed_in_as(expert_email);
    (void)here.get("/sprache/en?zurueck=%2Fkonto");
    EXPECT_NE(body_of(here.get("/konto")).find("lang=\"en\""), std::string::npos);
    Browser there = signed_in_as(expert_email);
    EXPECT_NE(body_of(there.get("/konto")).find("lang=\"en\""), std::string::npos);
}

TEST_P(DoorTest, a_link_of_another_site_does_not_change_a_members_language) {
    Browser browser = signed_in_as(expert_email);
    browser.site = "cross-site";
    (void)browser.get("/sprache/en");
    Browser there = signed_in_as(expert_email);
    EXPECT_NE(body_of(there.get("/konto")).find("lang=\"de\""), std::string::npos);
}

TEST_P(DoorTest, a_handshake_is_authenticated_by_its_cookie_until_the_session_ends) {
    Browser browser = signed_in_as(expert_email);
    const auto viewer = door->authenticate(browser.request("/ws/document/x"));
    ASSERT_TRUE(viewer.has_value());
    EXPECT_EQ(viewer->member, expert);
    EXPECT_EQ(viewer->authority_name, "Musteragentur");
    EXPECT_TRUE(*door->is_open(viewer->session));
    (void)browser.get("/konto");
    (void)browser.post("/abmelden", {});
    EXPECT_FALSE(*door->is_open(viewer->session));
    EXPECT_FALSE(door->authenticate(browser.request("/ws/document/x")).has_value());
    EXPECT_FALSE(door->authenticate(Browser(router).request("/")).has_value());
}

TEST_P(DoorTest, a_ticket_opens_once_and_for_a_minute) {
    Browser browser = signed_in_as(expert_email);
    const Viewer viewer = *door->authenticate(browser.request("/"));
    const std::string once = *door->issue_ticket(viewer);
    EXPECT_EQ(door->redeem_ticket(once)->member, expert);
    EXPECT_EQ(door->redeem_ticket(once).error().code, ErrorCode::Forbidden);
    const std::string late = *door->issue_ticket(viewer);
    clock.advance(ticket_lifetime);
    EXPECT_FALSE(door->redeem_ticket(late).has_value());
    EXPECT_FALSE(door->redeem_ticket("nonsense").has_value());
}

TEST_P(DoorTest, a_ticket_of_an_ended_session_opens_nothing) {
    Browser browser = signed_in_as(expert_email);
    const Viewer viewer = *door->authenticate(browser.request("/"));
    const std::string ticket = *door->issue_ticket(viewer);
    ASSERT_TRUE(commands::sign_out(*services, viewer).has_value());
    EXPECT_FALSE(door->redeem_ticket(ticket).has_value());
}

TEST_P(DoorTest, a_session_in_use_lives_on_and_an_idle_one_ends) {
    Browser browser = signed_in_as(expert_email);
    for (int hours = 0; hours < 24; hours += 8) {
        clock.advance(std::chrono::hours(8));
        EXPECT_EQ(browser.get("/konto").status, 200);
    }
    const SessionId session = door->authenticate(browser.request("/"))->session;
    clock.advance(std::chrono::hours(8));
    ASSERT_TRUE(door->keep_alive(session).has_value());
    clock.advance(std::chrono::hours(8));
    EXPECT_EQ(browser.get("/konto").status, 200);
    clock.advance(session_idle_max);
    EXPECT_EQ(browser.get("/konto").status, 303);
}

TEST_P(DoorTest, no_session_gets_older_than_thirty_days) {
    Browser browser = signed_in_as(expert_email);
    for (int step = 0; step < 72; ++step) {
        clock.advance(std::chrono::hours(10));
        ASSERT_EQ(browser.get("/konto").status, step < 71 ? 200 : 303) << step;
    }
}

TEST_P(DoorTest, what_an_open_page_asks_by_itself_keeps_nobody_signed_in) {
    add_poll();
    Browser browser = signed_in_as(expert_email);
    const auto idle_hours = std::chrono::duration_cast<std::chrono::hours>(session_idle_max);
    for (auto hour = std::chrono::hours(1); hour < idle_hours; ++hour) {
        clock.advance(std::chrono::hours(1));
        ASSERT_EQ(browser.get("/gefragt").status, 204) << hour.count();
    }
    clock.advance(std::chrono::hours(1));
    EXPECT_EQ(browser.get("/gefragt").status, 303);
    EXPECT_EQ(browser.get("/konto").status, 303);
}

TEST_P(DoorTest, a_request_of_a_member_costs_one_query_of_the_door) {
    Browser browser = signed_in_as(expert_email);
    const std::uint64_t before = database().statements();
    (void)browser.get("/geschrieben");
    EXPECT_EQ(database().statements() - before, 1U);
}

TEST_P(DoorTest, after_a_pause_the_visit_before_is_remembered) {
    Browser browser = signed_in_as(expert_email);
    EXPECT_EQ(door->authenticate(browser.request("/"))->visited_before, Instant());
    const Instant first = clock.now();
    clock.advance(std::chrono::hours(3));
    EXPECT_EQ(door->authenticate(browser.request("/"))->visited_before, first);
    clock.advance(std::chrono::minutes(2));
    EXPECT_EQ(door->authenticate(browser.request("/"))->visited_before, first);
}

} // namespace
} // namespace denkraum::network
