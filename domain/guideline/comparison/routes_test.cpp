// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <optional>

#include "domain/guideline/comparison/routes.hpp"
#include "domain/guideline/testing/small_site.hpp"

namespace denkraum::guideline {
namespace {

class ComparisonPages : public SmallSite {
protected:
    void SetUp() override {
        SmallSite::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        comparison_.emplace(*door_, database(), *shelf_);
        comparison_->add_routes(router_);
    }
    http::Response get(std::string_view path) { return visitor().get(path); }

    void publish_second(const Guideline& guideline) {
        publish_next(
            guideline,
            {{block(1, prose::Kind::Heading, "Werte"),
              block(5, prose::Kind::Paragraph, "Etwas vollkommen Neues steht jetzt hier."),
              block(2, prose::Kind::Principle, "Menschen entscheiden immer.")}}
        );
    }

    std::optional<Comparison> comparison_;
};
DK_ON_BOTH_DATABASES(ComparisonPages);

TEST_P(ComparisonPages, show_old_and_new_words_with_hidden_words_for_those_who_listen) {
    publish_second(published());
    const auto page = get("/leitlinien/ki-einsatz/vergleich/1/2");
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "1. und 2. Ausgabe im Vergleich"));
    EXPECT_TRUE(has(page, "<ins><span class=\"kern-sr-only\">eingefügt: </span>"));
    EXPECT_TRUE(has(page, "<del><span class=\"kern-sr-only\">gestrichen: </span>"));
    EXPECT_TRUE(has(page, "Nr. 1.2, bisher 1.1"));
    EXPECT_TRUE(has(page, "1 Absatz neu"));
}

TEST_P(ComparisonPages, side_by_side_has_both_texts_for_each_change) {
    publish_second(published());
    const auto page = get("/leitlinien/ki-einsatz/vergleich/1/2?ansicht=spalten");
    EXPECT_TRUE(has(page, "dk-diff__columns"));
    EXPECT_TRUE(has(page, "Bisher:"));
    EXPECT_FALSE(has(get("/leitlinien/ki-einsatz/vergleich/1/2"), "dk-diff__columns"));
}

TEST_P(ComparisonPages, as_text_there_is_one_sentence_for_each_change_with_its_place) {
    publish_second(published());
    const std::string address = "/leitlinien/ki-einsatz/vergleich/1/2";
    EXPECT_TRUE(has(get(address), "?ansicht=text"));
    const auto page = get(address + "?ansicht=text");
    EXPECT_FALSE(has(page, "<ins")) << "no signs, only words";
    EXPECT_TRUE(has(page, "<li>Nr. 1.1, "));
}

TEST_P(ComparisonPages, say_why_something_was_changed_and_in_which_edition) {
    const Guideline guideline = published();
    publish_second(guideline);
    {
        auto transaction = begin(sql::Access::Write);
        const Edition second{.guideline = guideline.id, .number = 2};
        const Reasons reasons{{uid(5), "Weil es <bisher> fehlte."}};
        ASSERT_TRUE(store::insert_edition_reasons(transaction, second, reasons));
        ASSERT_TRUE(std::move(transaction).commit());
    }
    const auto page = get("/leitlinien/ki-einsatz/vergleich/1/2");
    EXPECT_TRUE(has(page, "Begründung: Weil es &lt;bisher&gt; fehlte."));
    publish_next(guideline, {{block(5, prose::Kind::Paragraph, "Nun steht es anders hier.")}});
    EXPECT_FALSE(has(get("/leitlinien/ki-einsatz/vergleich/2/3"), "Begründung"));
    EXPECT_TRUE(
        has(get("/leitlinien/ki-einsatz/vergleich/1/3"),
            "Begründung zur 2. Ausgabe: Weil es &lt;bisher&gt; fehlte.")
    );
}

TEST_P(ComparisonPages, the_choice_leads_to_a_lasting_address_with_the_earlier_one_first) {
    publish_second(published());
    const auto chosen = get("/leitlinien/ki-einsatz/vergleich?von=2&bis=1");
    EXPECT_EQ(chosen.status, 303);
    EXPECT_EQ(chosen.headers.find("Location"), "/leitlinien/ki-einsatz/vergleich/1/2");
    const auto same = get("/leitlinien/ki-einsatz/vergleich?von=1&bis=1");
    EXPECT_EQ(same.status, 200);
    EXPECT_TRUE(has(same, "Ausgaben vergleichen"));
}

TEST_P(ComparisonPages, one_edition_alone_says_what_will_be_here) {
    (void)published();
    EXPECT_TRUE(has(get("/leitlinien/ki-einsatz/vergleich"), "Es gibt erst eine Ausgabe."));
}

TEST_P(ComparisonPages, addresses_that_name_no_two_editions_are_not_found) {
    publish_second(published());
    for (const char* rest : {"2/1", "1/1", "1/3", "0/1", "01/2", "1/x", "-1/2"}) {
        const auto page = get(std::string("/leitlinien/ki-einsatz/vergleich/") + rest);
        EXPECT_EQ(page.status, 404) << rest;
    }
    EXPECT_EQ(get("/leitlinien/gibt-es-nicht/vergleich").status, 404);
}

} // namespace
} // namespace denkraum::guideline
