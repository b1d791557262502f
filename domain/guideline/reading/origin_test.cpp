// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/prose/atoms.hpp"
#include "domain/guideline/credit_store.hpp"
#include "domain/guideline/redaction/editions.hpp"
#include "domain/guideline/testing/small_site.hpp"

namespace denkraum::guideline {
namespace {

/// An edition whose last paragraph two houses wrote.
class OriginPages : public SmallSite {
protected:
    Guideline written_by_two() {
        const Guideline guideline = begin_guideline(sample());
        clock_.advance(std::chrono::hours(48));
        write_at_end(guideline, " Und wer nicht?");
        const auto request = ask(anna_, guideline);
        EXPECT_TRUE(request) << request.error().detail;
        EXPECT_TRUE(commands::release(services(), berta_, *request));
        return guideline;
    }
};
DK_ON_BOTH_DATABASES(OriginPages);

TEST_P(OriginPages, every_paragraph_with_words_has_one_row_and_its_runs_are_its_words) {
    const Guideline guideline = written_by_two();
    EXPECT_EQ(count("edition_credit"), 4);
    auto main = begin(sql::Access::Read);
    const auto credits =
        store::credits_of(main, guideline.id, ParagraphId::from_text(uid(4)).value());
    ASSERT_TRUE(credits.has_value());
    ASSERT_EQ(credits->size(), 1U);
    const auto& runs = credits->at(1);
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_EQ(runs[0].words, "Wer wurde gehört?");
    EXPECT_EQ(runs[0].kind, document::RecordKind::Import);
    EXPECT_EQ(runs[0].authority, "A");
    EXPECT_EQ(runs[1].words, " Und wer nicht?");
    EXPECT_EQ(runs[1].kind, document::RecordKind::Edit);
    EXPECT_EQ(runs[1].authority, "B");
    EXPECT_LT(runs[0].to, runs[1].from);
}

TEST_P(OriginPages, name_houses_and_days_and_no_person_even_one_who_agreed) {
    written_by_two();
    auto main = begin(sql::Access::Write);
    ASSERT_TRUE(main.execute(
        "INSERT INTO member_named (member, since) VALUES (?, ?)", berta_.member, clock_.now()
    ));
    ASSERT_TRUE(std::move(main).commit());
    const auto page = visitor().get("/p/" + uid(4) + "/entstehung");
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "übernommen durch A"));
    EXPECT_TRUE(has(page, "2: B"));
    EXPECT_TRUE(has(page, "24. November 2026"));
    EXPECT_FALSE(has(page, "Berta"));
    EXPECT_FALSE(has(page, "Anna"));
}

TEST_P(OriginPages, show_the_wording_in_all_editions_and_the_way_from_the_paragraph) {
    const Guideline guideline = written_by_two();
    prose::Prose next = sample();
    next.blocks[3] = block(4, prose::Kind::CheckQuestion, "Wer wurde nicht gehört?");
    publish_next(guideline, next);
    EXPECT_TRUE(has(visitor().get("/p/" + uid(4)), "/p/" + uid(4) + "/entstehung"));
    const auto page = visitor().get("/p/" + uid(4) + "/entstehung");
    EXPECT_TRUE(has(page, "1. Ausgabe"));
    EXPECT_TRUE(has(page, "2. Ausgabe"));
    EXPECT_TRUE(has(page, "<ins"));
    const auto same = visitor().get("/p/" + uid(3) + "/entstehung");
    EXPECT_TRUE(has(same, "Derselbe Wortlaut wie in der Ausgabe davor."));
    EXPECT_EQ(visitor().get("/p/" + uid(99) + "/entstehung").status, 404);
}

TEST_P(OriginPages, show_changed_cells_of_a_table_and_a_change_of_kind_or_of_sources) {
    const auto cell = [](std::string words) { return prose::Cell{{.text = std::move(words)}}; };
    prose::Block table = block(5, prose::Kind::Table, "Wer was tut");
    table.table.rows = {{cell("Wer"), cell("Was")}, {cell("Ein Amt"), cell("prüft jedes Jahr")}};
    prose::Prose first = sample();
    first.blocks.push_back(table);
    const Guideline guideline = begin_guideline(first);
    publish_next(guideline, first);
    prose::Prose next = first;
    next.blocks[4].table.rows[1][1] = cell("prüft alle zwei Jahre");
    next.blocks[2].kind = prose::Kind::Recommendation;
    next.blocks[3].sources = {{.title = "Umfrage"}};
    publish_next(guideline, next);
    const auto cells = visitor().get("/p/" + uid(5) + "/entstehung");
    EXPECT_TRUE(has(cells, "jedes Jahr</del>")) << "as it was";
    EXPECT_TRUE(has(cells, "alle zwei Jahre</ins>"));
    EXPECT_TRUE(has(cells, "Ein Amt"));
    const auto kind = visitor().get("/p/" + uid(3) + "/entstehung");
    EXPECT_TRUE(has(kind, "Empfehlung statt Selbstverpflichtung"));
    EXPECT_FALSE(has(kind, "<ins"));
    EXPECT_TRUE(has(visitor().get("/p/" + uid(4) + "/entstehung"), "andere Quellen"));
}

TEST_P(OriginPages, name_notes_and_images_where_they_stand) {
    prose::Prose first = sample();
    first.blocks[1].content.push_back(prose::inline_of(prose::Note{"Seit <2024>."}));
    prose::append_run(first.blocks[1].content, " Immer.", {});
    publish_next(begin_guideline(first), first);
    const auto page = visitor().get("/p/" + uid(2) + "/entstehung");
    EXPECT_TRUE(has(page, "[Anmerkung: Seit &lt;2024&gt;.] Immer.")) << network::body_of(page);
    EXPECT_FALSE(has(page, "\uFFFC"));
}

TEST_P(OriginPages, say_why_nobody_is_named) {
    const Guideline guideline = written_by_two();
    const auto prepared = redaction::prepare(database(), {uid(4)}, "[Entfernt.]", {});
    ASSERT_TRUE(prepared);
    std::set<std::string> images;
    auto main = begin(sql::Access::Write);
    ASSERT_TRUE(redaction::take_away(main, *prepared, images));
    ASSERT_TRUE(std::move(main).commit());
    const auto redacted = visitor().get("/p/" + uid(4) + "/entstehung");
    EXPECT_TRUE(has(redacted, "Aus diesem Absatz wurde etwas entfernt."));
    EXPECT_FALSE(has(redacted, "Worte der Reihe nach"));
    prose::Prose next = sample();
    next.blocks.push_back(block(5, prose::Kind::Paragraph, ""));
    publish_next(guideline, next);
    const auto empty = visitor().get("/p/" + uid(5) + "/entstehung");
    EXPECT_TRUE(has(empty, "Dieser Absatz hat keine Worte."));
    EXPECT_FALSE(has(empty, "als Ganzes"));
}

TEST_P(OriginPages, a_draft_leads_to_the_wording_in_the_editions_where_there_is_one) {
    ASSERT_EQ(published().key, "ki-einsatz");
    const http::Request request = visitor().request("/dokumente/x/absatz/y");
    const network::Visit visit{
        .door = *door_,
        .request = request,
        .say = catalogues_->of(i18n::Language::German),
        .viewer = anna_,
        .csrf_token = {},
        .now = clock_.now()
    };
    const auto way = reading_->in_editions(visit, uid(4));
    ASSERT_TRUE(way);
    EXPECT_TRUE(way->markup().contains("In 1 Ausgabe veröffentlicht."));
    EXPECT_TRUE(way->markup().contains("href=\"/p/" + uid(4) + "/entstehung\""));
    EXPECT_TRUE(reading_->in_editions(visit, uid(99))->empty());
    EXPECT_TRUE(reading_->in_editions(visit, "kein uid")->empty());
}

} // namespace
} // namespace denkraum::guideline
