// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/factor/factor.hpp"
#include "domain/network/testing/world.hpp"
#include "platform/secret/totp.hpp"

namespace denkraum::network {
namespace {

class FactorTest : public World {
protected:
    /// The secret that the page shows, as bytes.
    static Bytes secret_on(const std::string& page) {
        const std::string shown = between(page, "<code class=\"dk-hash\">", "</code>");
        Bytes bytes;
        std::uint32_t bits = 0;
        unsigned count = 0;
        for (const char c : shown) {
            if (c == ' ') continue;
            const auto at = std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").find(c);
            EXPECT_NE(at, std::string_view::npos);
            bits = (bits << 5U) | static_cast<std::uint32_t>(at);
            count += 5;
            if (count < 8) continue;
            count -= 8;
            bytes.push_back(static_cast<std::uint8_t>(bits >> count));
        }
        return bytes;
    }
    std::string code_now() { return secret::totp_code(secret, secret::totp_step_of(clock.now())); }

    /// Sets the factor up in that browser; the page with the recovery codes.
    std::string set_up(Browser& browser) {
        (void)browser.get("/konto/zweiter-faktor");
        EXPECT_EQ(browser.post("/konto/zweiter-faktor/beginnen", {}).status, 303);
        const std::string page = body_of(browser.get("/konto/zweiter-faktor"));
        EXPECT_NE(page.find("<svg"), std::string::npos);
        secret = secret_on(page);
        const auto confirmed =
            browser.post("/konto/zweiter-faktor/bestaetigen", {{"code", code_now()}});
        EXPECT_EQ(confirmed.status, 200);
        return body_of(confirmed);
    }

    /// A browser that gave the right password and is asked for the code; its half login.
    std::string half_login(Browser& browser, const char* email = expert_email) {
        (void)browser.get("/anmelden");
        const auto asked =
            browser.post("/anmelden", {{"email", email}, {"password", good_password}});
        EXPECT_EQ(asked.status, 200);
        EXPECT_FALSE(browser.has_cookie("dk_sitzung"));
        return between(body_of(asked), "name=\"half\" value=\"", "\"");
    }
    static http::Response give(Browser& browser, const std::string& half, const std::string& code) {
        return browser.post("/anmelden/code", {{"half", half}, {"code", code}});
    }

    Bytes secret;
};
DK_ON_BOTH_DATABASES(FactorTest);

TEST_P(FactorTest, a_password_alone_opens_nothing_once_the_factor_is_confirmed) {
    Browser first = signed_in_as(expert_email);
    EXPECT_NE(set_up(first).find("Ersatzcodes"), std::string::npos);
    clock.advance(std::chrono::minutes(1));
    Browser browser(router);
    const std::string half = half_login(browser);
    ASSERT_FALSE(half.empty());
    EXPECT_EQ(browser.get("/uebersicht").status, 303) << "still outside";
    EXPECT_EQ(give(browser, half, "000000").status, 422);
    EXPECT_EQ(give(browser, half, code_now()).status, 303);
    EXPECT_EQ(browser.get("/uebersicht").status, 200);
    EXPECT_EQ(
        count("SELECT count(*) FROM trail_entry WHERE action = 'network.factor_confirmed'"), 1
    );
    ASSERT_FALSE(post.letters.empty());
    EXPECT_EQ(post.letters.back().subject, "Zweiter Faktor eingerichtet");
    EXPECT_EQ(post.letters.back().to, expert_email);
}

TEST_P(FactorTest, a_code_and_a_half_login_work_once) {
    Browser first = signed_in_as(expert_email);
    set_up(first);
    Browser replay(router);
    const std::string early = half_login(replay);
    EXPECT_EQ(give(replay, early, code_now()).status, 422) << "it confirmed the factor";
    clock.advance(std::chrono::minutes(1));
    const std::string code = code_now();
    Browser browser(router);
    const std::string half = half_login(browser);
    EXPECT_EQ(give(browser, half, code).status, 303);
    Browser thief(router);
    EXPECT_EQ(give(thief, half_login(thief), code).status, 422) << "seen over a shoulder";
    Browser again(router);
    (void)again.get("/anmelden");
    EXPECT_EQ(location_of(give(again, half, code_now())), "/anmelden") << "the half login is over";
    clock.advance(std::chrono::minutes(6));
    EXPECT_EQ(location_of(give(replay, early, code_now())), "/anmelden") << "five minutes";
}

TEST_P(FactorTest, a_recovery_code_opens_once_and_is_not_stored_as_it_is) {
    Browser first = signed_in_as(expert_email);
    const std::string page = set_up(first);
    const std::string code = between(page, "<code class=\"dk-hash\">", "</code>");
    ASSERT_EQ(code.size(), 19U);
    Browser browser(router);
    EXPECT_EQ(give(browser, half_login(browser), code).status, 303);
    EXPECT_NE(
        body_of(browser.get("/konto/zweiter-faktor")).find("noch 9 Ersatzcodes"), std::string::npos
    );
    Browser second(router);
    EXPECT_EQ(give(second, half_login(second), code).status, 422);
    EXPECT_EQ(
        count("SELECT count(*) FROM trail_entry WHERE action = 'network.recovery_code_used'"), 1
    );
}

TEST_P(FactorTest, many_wrong_codes_are_slowed_down) {
    Browser first = signed_in_as(expert_email);
    set_up(first);
    Browser browser(router);
    const std::string half = half_login(browser);
    int last = 0;
    for (int i = 0; i < 12 && last != 429; ++i)
        last = give(browser, half, "000000").status;
    EXPECT_EQ(last, 429);
}

TEST_P(FactorTest, it_is_taken_away_with_the_password_only) {
    Browser browser = signed_in_as(expert_email);
    set_up(browser);
    (void)browser.get("/konto/zweiter-faktor");
    const auto refused = browser.post(
        "/konto/zweiter-faktor/aendern", {{"current_password", "falsch"}, {"step", "remove"}}
    );
    EXPECT_EQ(refused.status, 422);
    const auto removed = browser.post(
        "/konto/zweiter-faktor/aendern", {{"current_password", good_password}, {"step", "remove"}}
    );
    EXPECT_EQ(removed.status, 303);
    EXPECT_EQ(count("SELECT count(*) FROM second_factor"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM recovery_code"), 0);
    EXPECT_EQ(post.letters.back().subject, "Zweiter Faktor entfernt");
    (void)signed_in_as(expert_email);
}

TEST_P(FactorTest, the_coordination_resets_it_and_the_trail_says_so) {
    Browser lost = signed_in_as(expert_email);
    set_up(lost);
    Browser browser = signed_in_as(coordinator_email);
    const std::string address = "/koordination/mitglieder/" + expert.text();
    EXPECT_NE(body_of(browser.get(address)).find("zurücksetzen"), std::string::npos);
    EXPECT_EQ(browser.post(address + "/zweiter-faktor", {}).status, 303);
    EXPECT_EQ(lost.get("/uebersicht").status, 303) << "signed out";
    EXPECT_EQ(post.letters.back().subject, "Zweiter Faktor zurückgesetzt");
    EXPECT_EQ(post.letters.back().to, expert_email);
    (void)signed_in_as(expert_email);
    EXPECT_EQ(count("SELECT count(*) FROM trail_entry WHERE action = 'network.factor_reset'"), 1);
    Viewer nobody{.role = Role::Delegate};
    EXPECT_EQ(factor::reset(*services, nobody, expert).error().code, ErrorCode::Forbidden);
}

TEST_P(FactorTest, nobody_resets_their_own_without_a_password) {
    Browser browser = signed_in_as(coordinator_email);
    set_up(browser);
    const std::string address = "/koordination/mitglieder/" + coordinator.text();
    EXPECT_EQ(body_of(browser.get(address)).find("Faktor zurücksetzen"), std::string::npos);
    EXPECT_EQ(browser.post(address + "/zweiter-faktor", {}).status, 403);
    EXPECT_EQ(count("SELECT count(*) FROM second_factor"), 1);
}

TEST_P(FactorTest, it_ends_with_the_membership) {
    Browser browser = signed_in_as(expert_email);
    set_up(browser);
    Browser other(router);
    (void)half_login(other);
    ASSERT_TRUE(commands::remove_member(*services, administrator, expert));
    for (const char* table : {"second_factor", "recovery_code", "half_login"})
        EXPECT_EQ(count("SELECT count(*) FROM " + std::string(table)), 0) << table;
}

TEST_P(FactorTest, a_right_code_makes_up_for_wrong_ones) {
    Browser first = signed_in_as(expert_email);
    set_up(first);
    for (int i = 0; i < 4; ++i) {
        clock.advance(std::chrono::minutes(1));
        // Without forgiveness the fourth time would be one too many.
        Browser browser(router);
        const std::string half = half_login(browser);
        for (int wrong = 0; wrong < 5; ++wrong)
            EXPECT_EQ(give(browser, half, "000000").status, 422) << i << ' ' << wrong;
        EXPECT_EQ(give(browser, half, code_now()).status, 303) << i;
    }
}

TEST_P(FactorTest, new_codes_are_not_called_a_new_factor) {
    Browser browser = signed_in_as(expert_email);
    EXPECT_NE(set_up(browser).find("Faktor ist eingerichtet"), std::string::npos);
    const std::string page = body_of(browser.post(
        "/konto/zweiter-faktor/aendern", {{"current_password", good_password}, {"step", "codes"}}
    ));
    EXPECT_EQ(page.find("Faktor ist eingerichtet"), std::string::npos);
    EXPECT_NE(page.find("bisherigen Ersatzcodes gelten nicht mehr"), std::string::npos);
}

TEST_P(FactorTest, a_stale_form_of_the_account_leads_to_a_page_that_is_there) {
    Browser browser = signed_in_as(expert_email);
    for (const char* address : {"/konto/zweiter-faktor/aendern", "/konto/passwort"}) {
        const std::string page =
            body_of(browser.send(address, {{"current_password", good_password}, {"csrf", "alt"}}));
        const std::string before = page.substr(0, page.find("Seite noch einmal öffnen"));
        ASSERT_NE(before.size(), page.size()) << address;
        const std::size_t link = before.rfind("href=\"");
        const std::string target = between(before.substr(link), "href=\"", "\"");
        EXPECT_EQ(browser.get(target).status, 200) << target;
    }
}

TEST_P(FactorTest, whose_role_needs_one_gets_no_further_than_setting_it_up) {
    Site site = door->site();
    site.factor_needed = coordinates;
    Door strict({database(), clock, randomness, *catalogues, *log}, site);
    Login strict_login(*services, strict, Login::Rates{});
    Coordination strict_coordination(*services, strict);
    http::Router strict_router;
    strict_login.add_routes(strict_router);
    strict_coordination.add_routes(strict_router);
    Browser browser(strict_router);
    (void)browser.get("/anmelden");
    (void)browser.post("/anmelden", {{"email", coordinator_email}, {"password", good_password}});
    EXPECT_EQ(location_of(browser.get("/koordination")), "/konto/zweiter-faktor");
    EXPECT_FALSE(strict.authenticate(browser.request("/")).has_value());
    set_up(browser);
    EXPECT_EQ(browser.get("/koordination").status, 200);
    EXPECT_TRUE(strict.authenticate(browser.request("/")).has_value());
    EXPECT_EQ(
        body_of(browser.get("/konto/zweiter-faktor")).find("value=\"remove\""), std::string::npos
    );
}

} // namespace
} // namespace denkraum::network
