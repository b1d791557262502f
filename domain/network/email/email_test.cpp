// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/email/email.hpp"
#include "domain/network/email/routes.hpp"
#include "domain/network/testing/world.hpp"

namespace denkraum::network {
namespace {

constexpr const char* new_email = "fachfrau@neu.example";

class EmailChangeTest : public World {
protected:
    void SetUp() override {
        World::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        change.emplace(*services, *door);
        change->add_routes(router);
    }
    static http::Response
    ask(Browser& browser, const std::string& email, const std::string& password = good_password) {
        (void)browser.get("/konto/email");
        return browser.post("/konto/email", {{"email", email}, {"current_password", password}});
    }
    bool may_sign_in(const std::string& email) {
        const secret::SecretText password(good_password);
        return commands::sign_in(*services, {email, password, ""}).has_value();
    }

    std::optional<EmailChange> change;
};
DK_ON_BOTH_DATABASES(EmailChangeTest);

TEST_P(EmailChangeTest, the_new_address_signs_in_once_its_link_was_confirmed_and_the_old_one_not) {
    Browser browser = signed_in_as(expert_email);
    EXPECT_EQ(ask(browser, new_email).status, 200);
    ASSERT_FALSE(post.letters.empty());
    EXPECT_EQ(post.letters.back().to, new_email);
    const std::string link = last_link();
    Browser elsewhere(router);
    EXPECT_NE(body_of(elsewhere.get(link)).find(new_email), std::string::npos);
    EXPECT_TRUE(may_sign_in(expert_email)) << "looking at the link changes nothing";
    EXPECT_EQ(elsewhere.post(link, {}).status, 303);
    EXPECT_TRUE(may_sign_in(new_email));
    EXPECT_FALSE(may_sign_in(expert_email));
    EXPECT_EQ(post.letters.back().to, expert_email);
    EXPECT_EQ(post.letters.back().subject, "Ihre Adresse wurde geändert");
    EXPECT_EQ(elsewhere.get(link).status, 404) << "a link works once";
    EXPECT_EQ(count("SELECT count(*) FROM email_change"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM trail_entry WHERE action = 'network.email_changed'"), 1);
}

TEST_P(EmailChangeTest, nothing_is_asked_for_with_a_wrong_password_or_half_an_address) {
    Browser browser = signed_in_as(expert_email);
    const auto guessed = ask(browser, new_email, "falsch");
    EXPECT_EQ(guessed.status, 422);
    EXPECT_NE(body_of(guessed).find(new_email), std::string::npos) << "what was typed is kept";
    EXPECT_EQ(ask(browser, "fachfrau").status, 422);
    EXPECT_TRUE(post.letters.empty());
    EXPECT_EQ(count("SELECT count(*) FROM email_change"), 0);
}

TEST_P(EmailChangeTest, an_address_of_another_member_gets_no_mail_and_nobody_learns_of_it) {
    Browser browser = signed_in_as(expert_email);
    const auto answer = ask(browser, coordinator_email);
    EXPECT_EQ(answer.status, 200);
    EXPECT_NE(body_of(answer).find("Sehen Sie in Ihr Postfach"), std::string::npos);
    EXPECT_TRUE(post.letters.empty());
}

TEST_P(EmailChangeTest, a_link_ends_after_an_hour_with_the_next_one_and_with_the_member) {
    Browser browser = signed_in_as(expert_email);
    Browser elsewhere(router);
    EXPECT_EQ(ask(browser, new_email).status, 200);
    const std::string first = last_link();
    EXPECT_EQ(ask(browser, "noch@neuer.example").status, 200);
    const std::string second = last_link();
    EXPECT_EQ(elsewhere.get(first).status, 404);
    EXPECT_EQ(elsewhere.get(second).status, 200);
    clock.advance(std::chrono::minutes(61));
    EXPECT_EQ(elsewhere.get(second).status, 404);
    EXPECT_EQ(ask(browser, new_email).status, 200);
    const std::string third = last_link();
    ASSERT_TRUE(commands::remove_member(*services, administrator, expert).has_value());
    EXPECT_EQ(elsewhere.get(third).status, 404);
    EXPECT_EQ(count("SELECT count(*) FROM email_change"), 0) << "the address is not kept";
}

TEST_P(EmailChangeTest, an_address_taken_meanwhile_is_not_given_twice) {
    Browser browser = signed_in_as(expert_email);
    EXPECT_EQ(ask(browser, new_email).status, 200);
    const std::string link = last_link();
    (void)add(Role::Delegate, new_email);
    Browser elsewhere(router);
    (void)elsewhere.get(link);
    EXPECT_EQ(elsewhere.post(link, {}).status, 404);
    EXPECT_TRUE(may_sign_in(expert_email));
}

TEST_P(EmailChangeTest, many_attempts_are_slowed_down) {
    Browser browser = signed_in_as(expert_email);
    int last = 0;
    for (int i = 0; i < 8 && last != 429; ++i)
        last = ask(browser, new_email, "falsch").status;
    EXPECT_EQ(last, 429);
}

} // namespace
} // namespace denkraum::network
