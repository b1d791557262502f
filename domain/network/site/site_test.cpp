// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/site/commands.hpp"
#include "domain/network/site/routes.hpp"
#include "domain/network/testing/world.hpp"

namespace denkraum::network::site {
namespace {

class SiteTest : public World {
protected:
    void SetUp() override {
        World::SetUp();
        if (IsSkipped()) return;
        subscription = std::move(bus->subscribe(changed_topic, [this](ByteView) {
                           EXPECT_TRUE(texts.reload(database()).has_value());
                       })).value();
        pages.emplace(*services, *door, texts);
        pages->add_routes(router);
    }

    http::Response save_imprint(Browser& browser, std::string title, std::string based_on) {
        return browser.send(
            "/koordination/seiten/imprint/de",
            {{"csrf", token_of(browser)},
             {"title", std::move(title)},
             {"markdown", "# Wer\n\nDas **Musternetz**."},
             {"based_on", std::move(based_on)},
             {"step", "save"}}
        );
    }
    static std::string token_of(Browser& browser) {
        const std::string page = body_of(browser.get("/koordination/seiten/imprint/de"));
        return between(page, "name=\"csrf\" value=\"", "\"");
    }

    Piece first{"Erste Worte", {{prose::block_of(prose::Kind::Paragraph, "Von Anfang an.")}}, {}};
    Texts texts{[this](std::string_view page, i18n::Language language) {
        const bool is_it = page == "privacy" && language == i18n::Language::German;
        return is_it ? &first : nullptr;
    }};
    std::unique_ptr<bus::Subscription> subscription;
    std::optional<Pages> pages;
};
DK_ON_BOTH_DATABASES(SiteTest);

TEST_P(SiteTest, what_the_coordination_saves_is_public_at_once_and_earlier_versions_stay) {
    Browser visitor(router);
    EXPECT_EQ(visitor.get("/impressum").status, 404);
    Browser browser = signed_in_as(coordinator_email);
    EXPECT_EQ(save_imprint(browser, "Impressum", "0").status, 303);
    EXPECT_EQ(save_imprint(browser, "Wer wir sind", "1").status, 303);
    const std::string page = body_of(visitor.get("/impressum"));
    EXPECT_NE(page.find("Wer wir sind"), std::string::npos);
    EXPECT_NE(page.find("<strong>Musternetz</strong>"), std::string::npos) << page;
    EXPECT_EQ(page.find("<h1", page.find("<h1") + 1), std::string::npos) << "one h1";
    EXPECT_EQ(
        count("SELECT count(*) FROM trail_entry WHERE action = 'network.site_text_saved'"), 2
    );
    const std::string earlier = body_of(browser.get("/koordination/seiten/imprint/de/fassungen/1"));
    EXPECT_NE(earlier.find("<p class=\"kern-title\" lang=\"de\">Impressum"), std::string::npos);
    const std::string again = body_of(browser.get("/koordination/seiten/imprint/de?fassung=1"));
    EXPECT_NE(again.find("value=\"Impressum\""), std::string::npos);
}

TEST_P(SiteTest, german_words_on_an_english_page_say_that_they_are_german) {
    Browser visitor(router);
    visitor.accepted_language = "en";
    const std::string page = body_of(visitor.get("/datenschutz"));
    EXPECT_NE(page.find("<html lang=\"en\""), std::string::npos) << page;
    EXPECT_NE(page.find("lang=\"de\">Erste Worte"), std::string::npos) << page;
    EXPECT_NE(page.find("<div class=\"dk-reading\"><div lang=\"de\">"), std::string::npos) << page;
}

TEST_P(SiteTest, two_who_edit_at_once_overwrite_nothing_unseen) {
    Browser browser = signed_in_as(coordinator_email);
    EXPECT_EQ(save_imprint(browser, "Erste", "0").status, 303);
    const auto refused = save_imprint(browser, "Zweite", "0");
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(body_of(refused).find("value=\"Zweite\""), std::string::npos) << "typed words stay";
    EXPECT_NE(body_of(refused).find("name=\"based_on\" value=\"1\""), std::string::npos);
}

TEST_P(SiteTest, a_preview_saves_nothing) {
    Browser browser = signed_in_as(coordinator_email);
    (void)browser.get("/koordination/seiten/imprint/de");
    const auto seen = browser.post(
        "/koordination/seiten/imprint/de",
        {{"title", "Probe"}, {"markdown", "- Punkt"}, {"based_on", "0"}, {"step", "preview"}}
    );
    EXPECT_EQ(seen.status, 200);
    EXPECT_NE(body_of(seen).find(">Punkt"), std::string::npos);
    EXPECT_EQ(count("SELECT count(*) FROM site_text"), 0);
}

TEST_P(SiteTest, pages_begin_with_what_the_installation_was_set_up_with_and_can_be_emptied) {
    Browser visitor(router);
    EXPECT_NE(body_of(visitor.get("/datenschutz")).find("Von Anfang an."), std::string::npos);
    EXPECT_EQ(texts.links().size(), 1U);
    Browser browser = signed_in_as(coordinator_email);
    const std::string form = body_of(browser.get("/koordination/seiten/privacy/de"));
    EXPECT_NE(form.find("Von Anfang an."), std::string::npos);
    const auto saved = browser.post(
        "/koordination/seiten/privacy/de",
        {{"title", "Leer"}, {"markdown", ""}, {"based_on", "0"}, {"step", "save"}}
    );
    EXPECT_EQ(saved.status, 303);
    EXPECT_EQ(visitor.get("/datenschutz").status, 404);
    EXPECT_TRUE(texts.links().empty());
}

TEST_P(SiteTest, only_the_coordination_writes_and_only_to_pages_there_are) {
    Browser browser = signed_in_as(expert_email);
    EXPECT_EQ(browser.get("/koordination/seiten/imprint/de").status, 403);
    Viewer someone{.role = Role::Delegate};
    EXPECT_EQ(save(*services, someone, {"imprint"}).error().code, ErrorCode::Forbidden);
    Browser coordination_browser = signed_in_as(coordinator_email);
    EXPECT_EQ(coordination_browser.get("/koordination/seiten/gibt-es-nicht/de").status, 404);
    EXPECT_EQ(coordination_browser.get("/koordination/seiten/imprint/fr").status, 404);
}

TEST(SitePages, an_address_is_taken_only_where_it_is_for_something) {
    const SiteText film{"Titel", "", "https://filme.example/1"};
    EXPECT_EQ(fault_of(*find_page("gebaerdensprache"), film), "");
    EXPECT_EQ(fault_of(*find_page("imprint"), film), "address");
    const SiteText script{"Titel", "", "javascript:alert(1)"};
    EXPECT_EQ(fault_of(*find_page("gebaerdensprache"), script), "address");
    const SiteText mail{"Titel", "", "barriere@netz.example"};
    EXPECT_EQ(fault_of(*find_page("accessibility"), mail), "");
    EXPECT_EQ(fault_of(*find_page("accessibility"), {}), "title");
}

} // namespace
} // namespace denkraum::network::site
