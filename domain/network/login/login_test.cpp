// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/events.hpp"
#include "domain/network/limits.hpp"
#include "domain/network/login/account_page.hpp"
#include "domain/network/testing/world.hpp"

namespace denkraum::network {
namespace {

class LoginTest : public World {};
DK_ON_BOTH_DATABASES(LoginTest);

/// What an observer sees of an answer, without what differs in every page.
std::string seen_in(const http::Response& response, const std::string& email) {
    std::string page = body_of(response);
    for (const std::string& changing : {between(page, "name=\"csrf\" value=\"", "\""), email}) {
        if (changing.empty()) continue;
        for (std::size_t at = page.find(changing); at != std::string::npos;
             at = page.find(changing))
            page.erase(at, changing.size());
    }
    return std::to_string(response.status) + page;
}

TEST_P(LoginTest, agreeing_to_be_named_is_recorded_once_and_goes_with_the_person) {
    Browser browser = signed_in_as(expert_email);
    EXPECT_EQ(body_of(browser.get("/konto")).find(" checked"), std::string::npos);
    EXPECT_EQ(browser.post("/konto/name", {{"named", "1"}}).status, 303);
    (void)browser.get("/konto");
    EXPECT_EQ(browser.post("/konto/name", {{"named", "1"}}).status, 303);
    EXPECT_NE(body_of(browser.get("/konto")).find(" checked"), std::string::npos);
    EXPECT_EQ(count("SELECT count(*) FROM trail_entry WHERE action = 'member.naming_agreed'"), 1);
    ASSERT_TRUE(commands::remove_member(*services, administrator, expert).has_value());
    ASSERT_TRUE(commands::erase_person(*services, administrator, expert).has_value());
    EXPECT_EQ(count("SELECT count(*) FROM member_named"), 0);
}

TEST_P(LoginTest, the_right_password_opens_and_leaves_a_session_and_a_trail_entry) {
    const auto entries = count("SELECT count(*) FROM trail_entry");
    Browser browser = signed_in_as(expert_email);
    EXPECT_EQ(browser.get("/uebersicht").status, 200);
    EXPECT_EQ(count("SELECT count(*) FROM session"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM trail_entry"), entries + 1);
    EXPECT_FALSE(browser.has_cookie("dk_besuch"));
}

TEST_P(LoginTest, the_address_is_found_however_it_is_typed) {
    Browser browser(router);
    (void)browser.get("/anmelden");
    const auto response = browser.post(
        "/anmelden", {{"email", " FACHFRAU@Agentur.Example "}, {"password", good_password}}
    );
    EXPECT_EQ(response.status, 303);
}

TEST_P(LoginTest, a_wrong_password_and_an_unknown_address_look_the_same) {
    Browser browser(router);
    (void)browser.get("/anmelden");
    const auto wrong =
        browser.post("/anmelden", {{"email", "fachfrau@agentur.example"}, {"password", "falsch"}});
    const auto unknown =
        browser.post("/anmelden", {{"email", "niemand@agentur.example"}, {"password", "falsch"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(
        seen_in(wrong, "fachfrau@agentur.example"), seen_in(unknown, "niemand@agentur.example")
    );
    EXPECT_NE(body_of(wrong).find("value=\"fachfrau@agentur.example\""), std::string::npos);
    EXPECT_EQ(body_of(wrong).find("falsch"), std::string::npos);
}

TEST_P(LoginTest, an_unknown_address_takes_as_long_as_a_wrong_password) {
    // Real hashing cost makes the difference between "hashed" and "not hashed" plain to see.
    secret::Passwords slow(secret::PasswordCost{.memory_bytes = std::size_t{16} << 20, .passes = 2}
    );
    const Services& with = *services;
    const Services measured{
        .database = with.database,
        .clock = with.clock,
        .randomness = with.randomness,
        .bus = with.bus,
        .mailer = with.mailer,
        .passwords = slow,
        .log = with.log,
        .catalogues = with.catalogues,
        .later = with.later,
        .base_url = with.base_url,
        .site_name = with.site_name
    };
    const std::string hash = *slow.hash(secret::SecretText(good_password));
    {
        auto transaction = database().begin(sql::Access::Write);
        ASSERT_TRUE(transaction->execute("UPDATE credential SET password_hash = ?", hash));
        ASSERT_TRUE(std::move(*transaction).commit());
    }
    const auto fastest_of_three = [&](const std::string& email) {
        auto fastest = std::chrono::steady_clock::duration::max();
        for (int i = 0; i < 3; ++i) {
            const auto start = std::chrono::steady_clock::now();
            EXPECT_FALSE(
                commands::sign_in(measured, {email, secret::SecretText("falsches Passwort"), ""})
                    .has_value()
            );
            fastest = std::min(fastest, std::chrono::steady_clock::now() - start);
        }
        return fastest;
    };
    const auto wrong = fastest_of_three(expert_email);
    const auto unknown = fastest_of_three("niemand@agentur.example");
    EXPECT_GT(unknown * 3, wrong);
    EXPECT_LT(unknown, wrong * 3);
}

TEST_P(LoginTest, a_removed_member_gets_the_same_answer_as_a_wrong_password) {
    ASSERT_TRUE(commands::remove_member(*services, administrator, expert).has_value());
    const auto refused =
        commands::sign_in(*services, {expert_email, secret::SecretText(good_password), "Firefox"});
    EXPECT_EQ(refused.error().code, ErrorCode::Forbidden);
}

TEST_P(LoginTest, empty_fields_are_named_one_by_one) {
    Browser browser(router);
    (void)browser.get("/anmelden");
    const std::string page = body_of(browser.post("/anmelden", {}));
    EXPECT_NE(page.find("Geben Sie Ihre E-Mail-Adresse an."), std::string::npos);
    EXPECT_NE(page.find("Geben Sie Ihr Passwort ein."), std::string::npos);
    EXPECT_NE(page.find("href=\"#f-email\""), std::string::npos);
}

TEST_P(LoginTest, guessing_at_one_address_is_slowed_down_from_wherever_it_comes) {
    int refused = 0;
    for (int i = 0; i < 12; ++i) {
        Browser browser(router, "192.0.2." + std::to_string(i));
        (void)browser.get("/anmelden");
        const auto response =
            browser.post("/anmelden", {{"email", expert_email}, {"password", "falsch"}});
        refused += response.status == 429 ? 1 : 0;
    }
    EXPECT_EQ(refused, 2);
    clock.advance(std::chrono::minutes(10));
    EXPECT_TRUE(signed_in_as(expert_email).has_cookie("dk_sitzung"));
}

TEST_P(LoginTest, guessing_from_one_place_is_slowed_down_whatever_the_address) {
    Browser browser(router);
    (void)browser.get("/anmelden");
    int refused = 0;
    for (int i = 0; i < 65; ++i) {
        const std::string email = "person" + std::to_string(i) + "@agentur.example";
        const auto response = browser.post("/anmelden", {{"email", email}, {"password", "falsch"}});
        refused += response.status == 429 ? 1 : 0;
    }
    EXPECT_EQ(refused, 5);
}

TEST_P(LoginTest, signing_out_ends_the_session_and_tells_open_sockets) {
    std::vector<std::string> ended;
    const auto listening =
        bus->subscribe(topic::session, [&](ByteView id) { ended.emplace_back(as_text(id)); });
    Browser browser = signed_in_as(expert_email);
    const SessionId session = door->authenticate(browser.request("/"))->session;
    (void)browser.get("/konto");
    const auto response = browser.post("/abmelden", {});
    EXPECT_EQ(response.status, 303);
    EXPECT_FALSE(browser.has_cookie("dk_sitzung"));
    EXPECT_EQ(ended, std::vector<std::string>{session.text()});
    EXPECT_NE(body_of(browser.get("/anmelden")).find("Sie sind abgemeldet."), std::string::npos);
}

TEST_P(LoginTest, sessions_are_listed_and_each_can_be_ended) {
    Browser here = signed_in_as(expert_email);
    Browser there = signed_in_as(expert_email);
    const SessionId other = door->authenticate(there.request("/"))->session;
    const std::string page = body_of(here.get("/konto"));
    EXPECT_NE(page.find("2 offene Anmeldungen"), std::string::npos);
    EXPECT_NE(page.find("Firefox unter Linux"), std::string::npos);
    EXPECT_EQ(here.post("/konto/sitzungen/" + other.text() + "/beenden", {}).status, 303);
    EXPECT_EQ(here.get("/konto").status, 200);
    EXPECT_EQ(there.get("/konto").status, 303);
}

TEST_P(LoginTest, all_other_sessions_end_at_one_press) {
    Browser here = signed_in_as(expert_email);
    Browser there = signed_in_as(expert_email);
    (void)here.get("/konto");
    (void)here.post("/konto/sitzungen/beenden", {});
    EXPECT_EQ(here.get("/konto").status, 200);
    EXPECT_EQ(there.get("/konto").status, 303);
}

TEST_P(LoginTest, nobody_ends_the_session_of_somebody_else) {
    Browser victim = signed_in_as(coordinator_email);
    const SessionId session = door->authenticate(victim.request("/"))->session;
    Browser attacker = signed_in_as(expert_email);
    (void)attacker.get("/konto");
    (void)attacker.post("/konto/sitzungen/" + session.text() + "/beenden", {});
    EXPECT_EQ(victim.get("/konto").status, 200);
}

TEST_P(LoginTest, two_people_in_one_browser_follow_each_other) {
    Browser browser = signed_in_as(expert_email);
    (void)browser.get("/konto");
    (void)browser.post("/abmelden", {});
    (void)browser.get("/anmelden");
    (void)browser.post("/anmelden", {{"email", coordinator_email}, {"password", good_password}});
    EXPECT_EQ(door->authenticate(browser.request("/"))->member, coordinator);
}

TEST_P(LoginTest, signing_in_over_somebody_else_ends_their_session) {
    Browser browser = signed_in_as(expert_email);
    const SessionId before = door->authenticate(browser.request("/"))->session;
    (void)browser.get("/konto");
    (void)browser.post("/anmelden", {{"email", coordinator_email}, {"password", good_password}});
    EXPECT_EQ(door->authenticate(browser.request("/"))->member, coordinator);
    EXPECT_FALSE(*door->is_open(before));
}

TEST_P(LoginTest, a_changed_password_ends_all_other_sessions_and_is_told_by_mail) {
    Browser here = signed_in_as(expert_email);
    Browser there = signed_in_as(expert_email);
    (void)here.get("/konto");
    const auto response = here.post(
        "/konto/passwort",
        {{"current_password", good_password}, {"password", "fünf große Gänse fliegen"}}
    );
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(here.get("/konto").status, 200);
    EXPECT_EQ(there.get("/konto").status, 303);
    ASSERT_EQ(post.letters.size(), 1U);
    EXPECT_EQ(post.letters[0].to, "Fachfrau@agentur.example");
    const auto old =
        commands::sign_in(*services, {expert_email, secret::SecretText(good_password), ""});
    EXPECT_FALSE(old.has_value());
}

TEST_P(LoginTest, a_password_is_not_changed_without_the_old_one_or_to_a_common_one) {
    Browser browser = signed_in_as(expert_email);
    (void)browser.get("/konto");
    const auto wrong = browser.post(
        "/konto/passwort",
        {{"current_password", "falsch"}, {"password", "fünf große Gänse fliegen"}}
    );
    EXPECT_EQ(wrong.status, 422);
    EXPECT_NE(body_of(wrong).find("Das bisherige Passwort stimmt nicht."), std::string::npos);
    const auto common = browser.post(
        "/konto/passwort", {{"current_password", good_password}, {"password", "Passwort12345"}}
    );
    EXPECT_EQ(common.status, 422);
    EXPECT_NE(body_of(common).find("wird oft zuerst probiert"), std::string::npos);
    EXPECT_TRUE(post.letters.empty());
}

TEST_P(LoginTest, a_forgotten_password_is_reset_once_by_the_link_in_the_mail) {
    Browser elsewhere = signed_in_as(expert_email);
    Browser browser(router);
    (void)browser.get("/passwort-vergessen");
    EXPECT_EQ(browser.post("/passwort-vergessen", {{"email", expert_email}}).status, 200);
    const std::string link = last_link();
    ASSERT_EQ(browser.get(link).status, 200) << link;
    EXPECT_EQ(browser.post(link, {{"password", "kurz"}}).status, 422);
    const auto done = browser.post(link, {{"password", "fünf große Gänse fliegen"}});
    EXPECT_EQ(location_of(done), "/anmelden");
    EXPECT_EQ(elsewhere.get("/konto").status, 303);
    EXPECT_EQ(browser.get(link).status, 404);
    EXPECT_EQ(browser.post(link, {{"password", "sechs kleine Gänse"}}).status, 404);
    EXPECT_TRUE(commands::sign_in(
                    *services, {expert_email, secret::SecretText("fünf große Gänse fliegen"), ""}
    )
                    .has_value());
}

TEST_P(LoginTest, asking_for_a_reset_tells_nobody_who_is_a_member) {
    Browser browser(router);
    (void)browser.get("/passwort-vergessen");
    const auto known = browser.post("/passwort-vergessen", {{"email", expert_email}});
    (void)browser.get("/passwort-vergessen");
    const auto unknown =
        browser.post("/passwort-vergessen", {{"email", "niemand@agentur.example"}});
    EXPECT_EQ(seen_in(known, ""), seen_in(unknown, ""));
    EXPECT_EQ(post.letters.size(), 1U);
}

TEST_P(LoginTest, a_reset_link_is_good_for_an_hour_and_only_the_newest_one) {
    const std::string first = commands::make_reset(*services, Viewer(), expert_email)->reveal();
    const std::string second = commands::make_reset(*services, Viewer(), expert_email)->reveal();
    EXPECT_FALSE(*commands::is_reset_open(*services, first));
    EXPECT_TRUE(*commands::is_reset_open(*services, second));
    clock.advance(reset_lifetime);
    EXPECT_FALSE(*commands::is_reset_open(*services, second));
    EXPECT_EQ(
        commands::reset_password(*services, second, secret::SecretText(good_password)).error().code,
        ErrorCode::NotFound
    );
}

TEST_P(LoginTest, only_hashes_of_tokens_and_passwords_are_stored) {
    Browser browser = signed_in_as(expert_email);
    const std::string token = browser.cookie("dk_sitzung");
    auto transaction = database().begin(sql::Access::Read);
    const auto stored = transaction->query_value<Bytes>("SELECT token_hash FROM session");
    ASSERT_TRUE(stored.has_value());
    EXPECT_NE(to_base64url(*stored), token);
    EXPECT_EQ(stored->size(), 32U);
    const auto hash = transaction->query_value<std::string>(
        "SELECT password_hash FROM credential WHERE member = ?", expert
    );
    EXPECT_TRUE(hash->starts_with("$argon2id$"));
}

TEST_P(LoginTest, a_profile_without_a_name_keeps_what_was_typed) {
    Browser browser = signed_in_as(expert_email);
    (void)browser.get("/konto");
    const auto refused = browser.post("/konto/profil", {{"name", "  "}, {"job", "Leiterin <neu>"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(body_of(refused).find("Leiterin &lt;neu&gt;"), std::string::npos);
    EXPECT_EQ(browser.post("/konto/profil", {{"name", "Frieda Neu"}, {"job", "x"}}).status, 303);
    EXPECT_NE(body_of(browser.get("/konto")).find("Frieda Neu"), std::string::npos);
}

TEST_P(LoginTest, the_language_is_set_in_the_account) {
    Browser browser = signed_in_as(expert_email);
    (void)browser.get("/konto");
    (void)browser.post("/konto/sprache", {{"language", "en"}});
    EXPECT_NE(
        body_of(browser.get("/konto")).find("Your language has been saved."), std::string::npos
    );
}

TEST_P(LoginTest, browsers_are_named_as_people_call_them) {
    const auto& say = catalogues->of(i18n::Language::German);
    EXPECT_EQ(
        pages::describe_browser(
            say,
            "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 "
            "Edg/126.0"
        ),
        "Edge unter Windows"
    );
    EXPECT_EQ(pages::describe_browser(say, "curl/8"), "Unbekanntes Gerät");
}

} // namespace
} // namespace denkraum::network
