// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <future>

#include "domain/document/importing/overview.hpp"
#include "domain/document/importing/testing/world.hpp"

namespace denkraum::document::importing {
namespace {

using network::body_of;
using network::location_of;

constexpr const char* upload_address = "/entwuerfe/importieren";

/// Imports that people left and come back to.
class Underway : public World {
protected:
    void SetUp() override {
        World::SetUp();
        if (testing::Test::IsSkipped() || testing::Test::HasFatalFailure()) return;
        network::OverviewSlots rows;
        rows.needs_you = {[this](const network::Visit& visit) {
            return Result<std::vector<network::OverviewRow>>(underway_rows(*jobs_, visit));
        }};
        // The world's own overview knows nobody; this one has another router.
        filled_.emplace(*door, std::move(rows));
        filled_->add_routes(overview_router_);
    }
    /// The overview of somebody who is signed in with this browser.
    std::string overview_of(const network::Browser& browser) {
        const http::Request request = browser.request("/uebersicht");
        const auto found = overview_router_.find(http::Method::Get, "/uebersicht");
        EXPECT_TRUE(found.has_value());
        const auto answer = std::get<http::Handler>(found->endpoint->target)(request);
        return answer ? body_of(*answer) : std::string();
    }

    std::optional<network::Overview> filled_;
    http::Router overview_router_;
};
DK_ON_BOTH_DATABASES(Underway);

TEST_P(Underway, an_import_is_found_again_from_its_beginning_to_its_end) {
    auto browser = signed_in_as(expert_email);
    EXPECT_FALSE(has(body_of(browser.get(upload_address)), "Ihre Übernahmen"));
    std::promise<void> gate;
    ASSERT_TRUE(workers_->try_post([opened = gate.get_future().share()] { opened.wait(); }));
    const auto answer = browser.upload(upload_address, "bericht.txt", as_bytes("Guten Tag"));
    const std::string address = location_of(answer);
    EXPECT_TRUE(has(body_of(browser.get(address)), "Sie können diese Seite verlassen."));
    const std::string running = body_of(browser.get(upload_address));
    EXPECT_TRUE(has(running, "Die Datei wartet darauf, gelesen zu werden")) << running;
    EXPECT_TRUE(has(running, "href=\"" + address + "\""));
    EXPECT_TRUE(has(overview_of(browser), "Ihre Übernahme von „bericht.txt“ läuft noch."));
    gate.set_value();
    wait(browser, address);
    const std::string done = overview_of(browser);
    EXPECT_TRUE(has(done, "Ihre Übernahme von „bericht.txt“ ist fertig.")) << done;
    EXPECT_TRUE(has(done, "href=\"" + address + "\""));
    browser.get(address);
    EXPECT_TRUE(has(overview_of(browser), "ist fertig")) << "until it is taken over or dropped";
    (void)taken_over(browser, address);
    EXPECT_FALSE(has(overview_of(browser), "bericht.txt"));
    EXPECT_FALSE(has(body_of(browser.get(upload_address)), "bericht.txt"));
}

TEST_P(Underway, a_refused_file_is_told_until_somebody_has_looked) {
    auto browser = signed_in_as(expert_email);
    const std::string address = imported(browser, "a.pdf", as_bytes("%PDF-1.7\n"));
    EXPECT_TRUE(has(overview_of(browser), "Ihre Übernahme von „a.pdf“ ist nicht gelungen."));
    EXPECT_TRUE(has(body_of(browser.get(address)), "PDF-Dateien können nicht"));
    EXPECT_FALSE(has(overview_of(browser), "a.pdf"));
    EXPECT_FALSE(has(body_of(browser.get(upload_address)), "a.pdf"));
}

TEST_P(Underway, others_do_not_see_what_somebody_reads_in) {
    auto browser = signed_in_as(expert_email);
    (void)imported(browser, "geheim.txt", as_bytes("Guten Tag"));
    auto other = signed_in_as(coordinator_email);
    EXPECT_FALSE(has(overview_of(other), "geheim.txt"));
    EXPECT_FALSE(has(body_of(other.get(upload_address)), "geheim.txt"));
}

TEST_P(Underway, what_nobody_came_back_for_is_forgotten_after_an_hour) {
    auto browser = signed_in_as(expert_email);
    const std::string address = imported(browser, "alt.txt", as_bytes("Guten Tag"));
    clock.advance(std::chrono::minutes(59));
    EXPECT_TRUE(has(body_of(browser.get(upload_address)), "alt.txt"));
    clock.advance(std::chrono::minutes(2));
    EXPECT_FALSE(has(body_of(browser.get(upload_address)), "alt.txt"));
    EXPECT_EQ(browser.get(address).status, 404);
}

} // namespace
} // namespace denkraum::document::importing
