// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <optional>

#include "domain/guideline/comparison/routes.hpp"
#include "domain/guideline/testing/small_site.hpp"
#include "tests/diff/real_documents.hpp"

/// The same two drafts as two editions of one guideline: what a reader waits for.
namespace denkraum::guideline {
namespace {

class RealEditions : public SmallSite {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(diff::data_folder)) {
            GTEST_SKIP() << "skipped: no ../shared/data";
        }
        SmallSite::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        comparison_.emplace(*door_, database(), *shelf_);
        comparison_->add_routes(router_);
        const Guideline guideline = begin_guideline(sample());
        publish_next(guideline, diff::real_text("proposal-2021-en"));
        publish_next(guideline, diff::real_text("general-approach-2022-en"));
    }

    std::optional<Comparison> comparison_;
};
INSTANTIATE_TEST_SUITE_P(On, RealEditions, testing::Values(sql::Kind::Sqlite), sql::name_of);

TEST_P(RealEditions, are_compared_on_a_page_within_two_seconds) {
    for (const char* view : {"", "?ansicht=spalten"}) {
        const std::string address = "/leitlinien/ki-einsatz/vergleich/1/2" + std::string(view);
        const auto start = std::chrono::steady_clock::now();
        const auto page = visitor().get(address);
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - start;
        EXPECT_EQ(page.status, 200);
        EXPECT_TRUE(has(page, "Transparency obligations for "));
        EXPECT_TRUE(has(page, "eingefügt: "));
        EXPECT_GT(page.body_bytes().size(), std::size_t{500'000});
        EXPECT_LT(took.count(), 2000);
        std::printf("%s: %.0f ms, %zu bytes\n", view, took.count(), page.body_bytes().size());
    }
}

} // namespace
} // namespace denkraum::guideline
