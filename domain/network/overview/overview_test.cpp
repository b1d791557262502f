// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/overview/overview.hpp"
#include "domain/network/testing/world.hpp"

namespace denkraum::network {
namespace {

class OverviewTest : public World {
protected:
    void SetUp() override {
        slots.needs_you.emplace_back([this](const Visit&) {
            return Result<std::vector<OverviewRow>>(waiting);
        });
        slots.meanwhile.emplace_back([](const Visit&) {
            std::vector<OverviewRow> rows(1);
            rows[0].what = html::text("Andere schreiben an Kapitel 3.");
            return Result<std::vector<OverviewRow>>(std::move(rows));
        });
        World::SetUp();
    }
    std::vector<OverviewRow> waiting;
};
DK_ON_BOTH_DATABASES(OverviewTest);

TEST_P(OverviewTest, nothing_to_do_is_said_kindly_with_what_others_do) {
    Browser browser = signed_in_as(expert_email);
    const std::string page = body_of(browser.get("/uebersicht"));
    EXPECT_NE(page.find("Gerade wartet nichts auf Sie."), std::string::npos);
    EXPECT_NE(page.find("Andere schreiben an Kapitel 3."), std::string::npos);
    const std::size_t first = page.find("Das braucht Sie");
    const std::size_t second = page.find("Neu seit Ihrem letzten Besuch");
    const std::size_t third = page.find("Ihr Haus");
    EXPECT_LT(first, second);
    EXPECT_LT(second, third);
}

TEST_P(OverviewTest, what_is_due_first_stands_first) {
    const auto row = [](const char* what, std::optional<Instant> due) {
        OverviewRow made;
        made.what = html::text(what);
        made.due = due;
        return made;
    };
    waiting = {
        row("ohne Frist", std::nullopt),
        row("bald", clock.now() + std::chrono::days(1)),
        row("überfällig", clock.now() - std::chrono::days(1)),
    };
    Browser browser = signed_in_as(expert_email);
    const std::string page = body_of(browser.get("/uebersicht"));
    EXPECT_LT(page.find("überfällig"), page.find("bald"));
    EXPECT_LT(page.find("bald"), page.find("ohne Frist"));
    EXPECT_NE(page.find("War fällig am 21. November 2026"), std::string::npos);
    EXPECT_EQ(page.find("Andere schreiben"), std::string::npos);
}

} // namespace
} // namespace denkraum::network
