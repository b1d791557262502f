// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/document/queries.hpp"
#include "domain/document/templates/commands.hpp"
#include "domain/document/templates/routes.hpp"
#include "domain/document/templates/store.hpp"
#include "domain/network/queries.hpp"
#include "domain/network/testing/world.hpp"
#include "domain/trail/queries.hpp"
#include "platform/sql/migrate.hpp"
#include "platform/sql/sqlite/sqlite.hpp"

namespace denkraum::document::templates {
namespace {

using prose::Kind;

TEST(Patterns, every_one_has_headings_and_is_legal_prose) {
    for (const Pattern pattern : all_patterns) {
        const prose::Prose words = words_of(pattern);
        const auto headings = std::count_if(words.blocks.begin(), words.blocks.end(), [](auto& b) {
            return b.kind == Kind::Heading;
        });
        EXPECT_GE(headings, 5);
        EXPECT_EQ(pattern_from_id(id_of(pattern)), pattern);
        EXPECT_EQ(prose::plain_text(prose::normalised(words)), prose::plain_text(words));
    }
}

TEST(Patterns, a_guideline_begins_with_the_seven_value_pairs) {
    const prose::Prose words = words_of(Pattern::Guideline);
    EXPECT_EQ(
        std::count_if(
            words.blocks.begin(),
            words.blocks.end(),
            [](auto& block) { return block.kind == Kind::ValuePair; }
        ),
        7
    );
}

TEST(Outline, keeps_headings_kinds_and_heads_of_tables_but_no_paragraph) {
    prose::Prose text;
    text.blocks.push_back(prose::block_of(Kind::Heading, "Werte"));
    text.blocks.push_back(prose::block_of(Kind::Principle, "Menschen entscheiden."));
    text.blocks.push_back(prose::block_of(Kind::Principle, "Und haften."));
    text.blocks.push_back(prose::block_of(Kind::CheckQuestion, "Wer?"));
    prose::Block table = prose::block_of(Kind::Table, "Fristen");
    table.table.rows = {
        {{{.text = "Was"}}, {{.text = "Wann"}}}, {{{.text = "Antrag"}}, {{.text = "heute"}}}
    };
    text.blocks.push_back(table);
    for (prose::Block& block : text.blocks)
        block.uid = "AZGJ8c3kcUqXr0iVYVn7Jg";

    const prose::Prose outline = outline_of(text);

    EXPECT_EQ(prose::plain_text(outline), "Werte\n\n\nFristen\nWas\tWann\n\t\n");
    ASSERT_EQ(outline.blocks.size(), 4U);
    EXPECT_EQ(outline.blocks[1].kind, Kind::Principle);
    EXPECT_EQ(outline.blocks[2].kind, Kind::CheckQuestion);
    for (const prose::Block& block : outline.blocks)
        EXPECT_EQ(block.uid, "");
}

TEST(Beginning, is_read_as_it_is_written_and_is_blank_otherwise) {
    secret::SystemRandomness randomness;
    const auto id = DocumentId::make(*instant_from_iso("2026-11-22T09:00:00.000000Z"), randomness);
    for (const Beginning& one :
         {Beginning(Blank{}),
          Beginning(Pattern::Minutes),
          Beginning(FromTemplate{id}),
          Beginning(FromOutline{id})})
        EXPECT_EQ(id_of(beginning_from(id_of(one))), id_of(one));
    for (const char* odd : {"", "vorlage-x", "muster-", "gliederung"})
        EXPECT_TRUE(std::holds_alternative<Blank>(beginning_from(odd))) << odd;
}

class Beginnings : public network::World {
protected:
    void SetUp() override {
        network::World::SetUp();
        if (testing::Test::IsSkipped()) return;
        auto opened = sql::sqlite::open(log_folder_.path() / "log.db");
        ASSERT_TRUE(opened.has_value());
        log_database_ = *std::move(opened);
        const auto migrations = sql::read_migrations("migrations/log");
        ASSERT_TRUE(migrations.has_value());
        ASSERT_TRUE(sql::migrate(*log_database_, *migrations, clock).has_value());
        add_routes(router, {*door, with()});
        prose::Prose prose;
        prose.blocks.push_back(prose::block_of(Kind::Heading, "Werte"));
        prose.blocks[0].level = 1;
        prose.blocks.push_back(prose::block_of(Kind::Principle, "Menschen entscheiden."));
        const auto made = document::commands::create(
            with(), administrator.actor, {.title = "Muster im Haus", .prose = std::move(prose)}
        );
        ASSERT_TRUE(made.has_value()) << made.error().detail;
        source_ = *made;
    }
    document::commands::Services with() { return {database(), *log_database_, clock, randomness}; }

    DocumentId document_at(const std::string& address) {
        constexpr std::string_view lead = "/dokumente/";
        return DocumentId::from_text(address.substr(lead.size())).value_or(DocumentId());
    }
    std::string words_at(const std::string& address) {
        const auto reading = queries::current(*log_database_, document_at(address));
        return reading ? prose::plain_text(reading->prose) : "";
    }
    std::vector<std::string> entries_of(DocumentId id) {
        auto main = database().begin(sql::Access::Read);
        std::vector<std::string> found;
        const auto entries = trail::entries_of(*main, {"document", trail::any(id)});
        for (const auto& entry : *entries)
            found.push_back(entry.action + " " + entry.payload.value_or(""));
        return found;
    }

    sql::TemporaryFolder log_folder_;
    std::unique_ptr<sql::Database> log_database_;
    DocumentId source_;
};
DK_ON_BOTH_DATABASES(Beginnings);

TEST_P(Beginnings, a_draft_begins_with_a_pattern_and_its_trail_entry_says_so) {
    auto browser = signed_in_as(expert_email);
    browser.get("/entwuerfe/neu");
    const auto made =
        browser.post("/entwuerfe/neu", {{"title", "Sitzung"}, {"beginn", "muster-protokoll"}});
    const std::string address = network::location_of(made);
    EXPECT_NE(words_at(address).find("Was wir vereinbart haben"), std::string::npos);
    const auto entries = entries_of(document_at(address));
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_NE(entries[0].find("muster-protokoll"), std::string::npos) << entries[0];
}

TEST_P(Beginnings, only_the_coordination_offers_a_template) {
    auto expert_browser = signed_in_as(expert_email);
    expert_browser.get("/entwuerfe/neu");
    const std::string address = "/dokumente/" + source_.text() + "/vorlage";
    EXPECT_EQ(expert_browser.post(address, {{"an", "1"}}).status, 403);

    auto coordination_browser = signed_in_as(coordinator_email);
    coordination_browser.get("/entwuerfe/neu");
    EXPECT_EQ(coordination_browser.post(address, {{"an", "1"}}).status, 303);
    EXPECT_EQ(coordination_browser.post(address, {{"an", "1"}}).status, 409);
    EXPECT_EQ(entries_of(source_).front().find("document.template_marked"), 0U);

    const std::string page = network::body_of(expert_browser.get("/entwuerfe/neu"));
    EXPECT_NE(page.find("Vorlage: Muster im Haus"), std::string::npos);
    EXPECT_EQ(coordination_browser.post(address, {{"an", "0"}}).status, 303);
    const std::string later = network::body_of(expert_browser.get("/entwuerfe/neu"));
    EXPECT_EQ(later.find("Vorlage: Muster im Haus"), std::string::npos);
    EXPECT_NE(later.find("Gliederung von: Muster im Haus"), std::string::npos);
}

TEST_P(Beginnings, a_template_gives_its_words_and_any_other_document_its_outline) {
    auto browser = signed_in_as(coordinator_email);
    browser.get("/entwuerfe/neu");
    const std::string as_template = "vorlage-" + source_.text();
    const auto refused =
        browser.post("/entwuerfe/neu", {{"title", "Neu"}, {"beginn", as_template}});
    EXPECT_EQ(refused.status, 404) << "it is no template yet";
    const auto outline = browser.post(
        "/entwuerfe/neu", {{"title", "Neu"}, {"beginn", "gliederung-" + source_.text()}}
    );
    EXPECT_EQ(words_at(network::location_of(outline)), "Werte\n\n");

    browser.get("/entwuerfe/neu");
    browser.post("/dokumente/" + source_.text() + "/vorlage", {{"an", "1"}});
    const auto copy = browser.post("/entwuerfe/neu", {{"title", "Neu"}, {"beginn", as_template}});
    const std::string address = network::location_of(copy);
    EXPECT_EQ(words_at(address), "Werte\nMenschen entscheiden.\n");
    const auto before = queries::current(*log_database_, source_);
    const auto after = queries::current(*log_database_, document_at(address));
    EXPECT_NE(before->prose.blocks[0].uid, after->prose.blocks[0].uid);
}

TEST_P(Beginnings, a_title_that_is_missing_is_asked_for_and_the_choice_kept) {
    auto browser = signed_in_as(expert_email);
    browser.get("/entwuerfe/neu");
    const auto again =
        browser.post("/entwuerfe/neu", {{"title", " "}, {"beginn", "muster-leitlinie"}});
    EXPECT_EQ(again.status, 422);
    const std::string page = network::body_of(again);
    EXPECT_NE(page.find("<option value=\"muster-leitlinie\" selected"), std::string::npos)
        << network::between(page, "<select", "</select>");
}

} // namespace
} // namespace denkraum::document::templates
