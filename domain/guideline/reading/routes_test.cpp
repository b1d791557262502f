// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/json/json.hpp"
#include "base/prose/atoms.hpp"
#include "domain/guideline/edition/files.hpp"
#include "domain/guideline/limits.hpp"
#include "domain/guideline/reading/routes.hpp"
#include "domain/guideline/store.hpp"
#include "domain/guideline/testing/small_site.hpp"

namespace denkraum::guideline {
namespace {

using network::body_of;
using network::Browser;

class GuidelinePages : public SmallSite {
protected:
    http::Response get(std::string_view path) { return visitor().get(path); }

    /// The second edition: paragraph 2 changed, 3 gone, 4 moved before 2, 5 new.
    void publish_second(const Guideline& guideline) {
        publish_next(
            guideline,
            {{block(1, prose::Kind::Heading, "Werte"),
              block(4, prose::Kind::CheckQuestion, "Wer wurde gehört?"),
              block(2, prose::Kind::Principle, "Menschen entscheiden immer."),
              block(5, prose::Kind::Paragraph, "Ganz neu.")}}
        );
    }
};
DK_ON_BOTH_DATABASES(GuidelinePages);

TEST_P(GuidelinePages, a_visitor_reads_the_edition_with_numbers_kinds_and_imprint) {
    const Guideline guideline = published();
    const auto page = get("/leitlinien/ki-einsatz");
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "<h1 class=\"kern-heading-large\">Leitlinie KI-Einsatz</h1>"));
    EXPECT_TRUE(has(page, "1. Ausgabe vom 22. November 2026"));
    EXPECT_TRUE(has(page, "Stand November 2026"));
    EXPECT_TRUE(has(page, "<li>Haus A</li><li>Haus B</li>"));
    EXPECT_TRUE(has(page, to_hex(hash_of(sample()))));
    EXPECT_TRUE(has(page, "<p class=\"dk-para__kind\">Grundsatz</p>"));
    EXPECT_TRUE(has(page, "href=\"#chp_1__para_1\" aria-label=\"Nr. 1.1\">1.1</a>"));
    EXPECT_TRUE(has(page, "href=\"/l/ki-einsatz/1/1.1\">Zitieren"));
    EXPECT_TRUE(has(page, "data-cite=\"Leitlinie KI-Einsatz, 1. Ausgabe, Nr. 1.1\""));
    EXPECT_TRUE(has(page, "href=\"/p/" + uid(2) + "/entstehung\">Warum steht das hier?"));
    EXPECT_TRUE(has(page, "href=\"#chp_1\">1 Werte</a>"));
    EXPECT_TRUE(has(page, "1. Ausgabe freigegeben, Haus B"));
    const std::string shown = body_of(page);
    EXPECT_EQ(shown.find(">Start</a>"), shown.rfind(">Start</a>")) << "home stands there once";
    EXPECT_TRUE(has(page, ">Start</a>"));
    EXPECT_FALSE(has(page, "Was ist neu"));
    EXPECT_FALSE(has(page, "veroeffentlichen"));
    EXPECT_FALSE(has(page, "Anna"));
    EXPECT_FALSE(has(page, "Berta"));
}

TEST_P(GuidelinePages, a_superseded_edition_says_so_and_shows_each_paragraph_its_successor) {
    publish_second(published());
    const auto old = get("/leitlinien/ki-einsatz/ausgaben/1");
    EXPECT_EQ(old.status, 200);
    EXPECT_TRUE(has(old, "Diese Ausgabe ist ersetzt. Es gilt die 2. Ausgabe."));
    EXPECT_TRUE(
        has(old, "href=\"/leitlinien/ki-einsatz#chp_1__para_2\">2. Ausgabe: Nr. 1.2, geändert")
    );
    EXPECT_TRUE(has(old, "href=\"/leitlinien/ki-einsatz#chp_1__para_1\">2. Ausgabe: Nr. 1.1</a>"));
    EXPECT_TRUE(has(old, "In der 2. Ausgabe entfallen"));
    EXPECT_TRUE(has(old, "Menschen entscheiden."));
    const auto now = get("/leitlinien/ki-einsatz");
    EXPECT_FALSE(has(now, "Diese Ausgabe ist ersetzt"));
    EXPECT_TRUE(has(now, "Was ist neu in dieser Ausgabe? 3 Absätze"));
    EXPECT_TRUE(has(now, "Frühere Ausgaben"));
    EXPECT_TRUE(has(now, "Neu</strong>, <a class=\"kern-link\" href=\"/p/" + uid(5)));
    EXPECT_TRUE(has(now, "Entfallen</strong>, bisher Nr. 1.2: "));
}

TEST_P(GuidelinePages, a_joined_paragraph_leads_to_the_one_that_has_its_words) {
    const Guideline guideline = published();
    prose::Prose joined = sample();
    joined.blocks[1].content = {{.text = "Menschen entscheiden. Wir prüfen vorher."}};
    joined.blocks.erase(joined.blocks.begin() + 2);
    publish_next(guideline, joined);
    const auto old = visitor().get("/leitlinien/ki-einsatz/ausgaben/1");
    EXPECT_TRUE(has(old, "2. Ausgabe: zusammengefasst in Nr. 1.1"));
    EXPECT_FALSE(has(old, "entfallen"));
    const auto lasting = visitor().get("/p/" + uid(3));
    EXPECT_TRUE(has(lasting, "steht dieser Absatz nicht mehr"));
    EXPECT_TRUE(has(lasting, "Was daraus wurde: Nr. 1.1"));
    EXPECT_TRUE(has(lasting, "href=\"/p/" + uid(2) + "\""));
    EXPECT_TRUE(has(visitor().get("/l/ki-einsatz/1/1.2"), "Was daraus wurde: Nr. 1.1"));
    const auto now = visitor().get("/leitlinien/ki-einsatz");
    EXPECT_TRUE(has(now, "Zusammengefasst"));
    const auto table = visitor().get("/leitlinien/ki-einsatz/ausgaben/2/aenderungen.json");
    const auto changes = json::parse(as_text(table.body_bytes()))->at("changes").as_array().size();
    EXPECT_TRUE(has(now, "Was ist neu in dieser Ausgabe? " + std::to_string(changes) + " Ab"));
}

TEST_P(GuidelinePages, a_cited_paragraph_keeps_its_words_after_the_next_edition) {
    const Guideline guideline = published();
    const auto before = get("/l/ki-einsatz/1/1.1");
    EXPECT_TRUE(has(before, "Leitlinie KI-Einsatz, 1. Ausgabe, Nr. 1.1"));
    EXPECT_TRUE(has(before, "https://netz.example/l/ki-einsatz/1/1.1"));
    EXPECT_TRUE(has(before, "https://netz.example/p/" + uid(2)));
    EXPECT_FALSE(has(before, "ersetzt"));
    publish_second(guideline);
    const auto after = get("/l/ki-einsatz/1/1.1");
    EXPECT_TRUE(has(after, "Menschen entscheiden."));
    EXPECT_TRUE(
        has(after, "Diese Ausgabe ist ersetzt. In der 2. Ausgabe lautet dieser Absatz anders.")
    );
    EXPECT_TRUE(has(get("/l/ki-einsatz/1/1.3"), "Der Wortlaut ist in der 2. Ausgabe derselbe."));
    const auto gone = get("/l/ki-einsatz/1/1.2");
    EXPECT_TRUE(has(gone, "In der 2. Ausgabe steht dieser Absatz nicht mehr."));
    EXPECT_TRUE(has(gone, "Wir prüfen vorher."));
}

TEST_P(GuidelinePages, the_lasting_address_shows_the_newest_wording_there_is) {
    const Guideline guideline = published();
    publish_second(guideline);
    const auto changed = get("/p/" + uid(2));
    EXPECT_EQ(changed.status, 200);
    EXPECT_TRUE(has(changed, "Menschen entscheiden immer."));
    EXPECT_TRUE(has(changed, "2. Ausgabe vom 22. November 2026, Nr. 1.2"));
    EXPECT_TRUE(has(changed, "1. Ausgabe vom 22. November 2026, Nr. 1.1"));
    const auto moved = get("/p/" + uid(4));
    EXPECT_TRUE(has(moved, "Nr. 1.1"));
    EXPECT_FALSE(has(moved, "ersetzt."));
    const auto gone = get("/p/" + uid(3));
    EXPECT_EQ(gone.status, 200);
    EXPECT_TRUE(has(gone, "In der 2. Ausgabe steht dieser Absatz nicht mehr."));
    EXPECT_TRUE(has(gone, "Wir prüfen vorher."));
    EXPECT_EQ(get("/p/" + uid(99)).status, 404);
    EXPECT_EQ(get("/p/unfug").status, 404);
}

TEST_P(GuidelinePages, an_item_of_a_list_is_shown_with_what_leads_it_in) {
    const Guideline guideline = published();
    prose::Prose next = sample();
    for (const std::uint8_t number : std::initializer_list<std::uint8_t>{6, 7}) {
        prose::Block item =
            block(number, prose::Kind::Paragraph, "Punkt " + std::to_string(number));
        item.list = prose::ListStyle::Bullet;
        next.blocks.push_back(item);
    }
    publish_next(guideline, next);
    const auto item = get("/l/ki-einsatz/2/1.3.b");
    EXPECT_EQ(item.status, 200);
    EXPECT_TRUE(has(item, "Nr. 1.3 b"));
    EXPECT_TRUE(has(item, "Punkt 7"));
    EXPECT_FALSE(has(item, "Punkt 6"));
    EXPECT_TRUE(has(item, "Wer wurde gehört?"));
    const auto lead = get("/l/ki-einsatz/2/1.3");
    EXPECT_TRUE(has(lead, "Punkt 6"));
    EXPECT_TRUE(has(lead, "Punkt 7"));
    EXPECT_TRUE(has(lead, "Davor: Nr. 1.2"));
}

TEST_P(GuidelinePages, a_note_of_an_item_is_not_taken_for_that_of_its_lead) {
    prose::Prose prose = sample();
    const auto annotate = [](prose::Block& block, const char* words) {
        block.content.push_back(prose::inline_of(prose::Note{words}));
    };
    annotate(prose.blocks.back(), "Zum Ganzen.");
    prose.blocks.push_back(block(6, prose::Kind::Paragraph, "Punkt"));
    prose.blocks.back().list = prose::ListStyle::Bullet;
    annotate(prose.blocks.back(), "Zum Punkt.");
    publish_next(published(), prose);
    const auto page = get("/l/ki-einsatz/2/1.3.a");
    EXPECT_TRUE(has(page, "<li id=\"anmerkung-1\">Zum Ganzen."));
    EXPECT_TRUE(has(page, "<li id=\"anmerkung-2\">Zum Punkt."));
    const std::string shown = body_of(page);
    EXPECT_EQ(shown.find("id=\"anmerkung-1-"), shown.rfind("id=\"anmerkung-1-"));
}

TEST_P(GuidelinePages, addresses_that_name_nothing_are_not_found) {
    const Guideline guideline = published();
    for (const auto* path :
         {"/leitlinien/anders",
          "/leitlinien/ki-einsatz/ausgaben/2",
          "/leitlinien/ki-einsatz/ausgaben/0",
          "/leitlinien/ki-einsatz/ausgaben/01",
          "/leitlinien/ki-einsatz/ausgaben/1x",
          "/leitlinien/ki-einsatz/ausgaben/99999999999999999999",
          "/leitlinien/ki-einsatz/ausgaben/1/leitlinie.pdf",
          "/l/ki-einsatz/1/9.9",
          "/l/ki-einsatz/2/1.1",
          "/l/anders/1/1.1"})
        EXPECT_EQ(get(path).status, 404) << path;
    EXPECT_EQ(shelf_->pages(), 0U);
}

TEST_P(GuidelinePages, downloads_are_the_stored_bytes_offered_for_saving) {
    const Guideline guideline = published();
    auto transaction = begin(sql::Access::Read);
    const auto editions = *queries::editions(transaction, "ki-einsatz");
    const auto files = make_files(editions.editions.front(), *paragraphs_of(sample()));
    for (const File& file : files) {
        const auto got = get("/leitlinien/ki-einsatz/ausgaben/1/" + file.name);
        EXPECT_EQ(as_text(got.body_bytes()), file.bytes);
        EXPECT_EQ(got.headers.find("Content-Type"), file.type);
        EXPECT_TRUE(got.headers.find("Content-Disposition")->starts_with("attachment"));
    }
}

TEST_P(GuidelinePages, what_is_only_a_draft_is_shown_to_members_alone) {
    const Guideline guideline = begin_guideline(sample());
    EXPECT_EQ(get("/leitlinien/ki-einsatz").status, 404);
    EXPECT_FALSE(has(get("/leitlinien"), "Leitlinie KI-Einsatz"));
    EXPECT_FALSE(has(get("/"), "Leitlinie KI-Einsatz"));
    Browser berta = browser_of(berta_);
    EXPECT_TRUE(has(berta.get("/leitlinien"), "Leitlinie KI-Einsatz"));
    const auto page = berta.get("/leitlinien/ki-einsatz");
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "Diese Leitlinie hat noch keine Ausgabe."));
    EXPECT_TRUE(has(page, "/leitlinien/ki-einsatz/veroeffentlichen"));
    Browser gesa = browser_of(gesa_);
    EXPECT_FALSE(has(gesa.get("/leitlinien/ki-einsatz"), "/veroeffentlichen"));
}

TEST_P(GuidelinePages, the_start_page_names_guidelines_and_houses) {
    EXPECT_TRUE(has(get("/"), "Noch ist keine Leitlinie veröffentlicht."));
    const Guideline guideline = published();
    shelf_->forget();
    const auto page = get("/");
    EXPECT_TRUE(has(page, "Gemeinsam denken."));
    EXPECT_TRUE(has(page, "href=\"/leitlinien/ki-einsatz\">Leitlinie KI-Einsatz"));
    EXPECT_TRUE(has(page, "3 Behörden nehmen teil"));
    EXPECT_TRUE(has(page, "Haus B"));
    EXPECT_TRUE(has(get("/leitlinien/ki-einsatz/ausgaben"), "/leitlinien/ki-einsatz/ausgaben/1"));
}

TEST_P(GuidelinePages, english_pages_keep_the_german_text_and_mark_it) {
    const Guideline guideline = published();
    Browser reader = visitor();
    reader.accepted_language = "en";
    const auto page = reader.get("/leitlinien/ki-einsatz");
    EXPECT_TRUE(has(page, "<html lang=\"en\">"));
    EXPECT_TRUE(has(page, "<div class=\"dk-reading__text\" lang=\"de\""));
    EXPECT_TRUE(has(page, "Edition 1 of 22 November 2026"));
    EXPECT_FALSE(has(page, "Freigegeben von"));
}

TEST_P(GuidelinePages, a_page_takes_the_same_number_of_statements_however_long_it_is) {
    const Guideline guideline = published();
    publish_second(guideline);
    const auto statements = [&](std::string_view path) {
        shelf_->forget();
        const auto before = database().statements();
        EXPECT_EQ(get(path).status, 200);
        return database().statements() - before;
    };
    const auto small = statements("/leitlinien/ki-einsatz/ausgaben/1");
    prose::Prose large = sample();
    for (std::uint8_t i = 10; i < 250; ++i)
        large.blocks.push_back(block(i, prose::Kind::Principle, "Satz " + std::to_string(i)));
    publish_next(guideline, large);
    EXPECT_EQ(statements("/leitlinien/ki-einsatz/ausgaben/1"), small);
    EXPECT_LE(small, 8U);
}

TEST_P(GuidelinePages, visitors_share_a_page_and_members_get_their_own) {
    const Guideline guideline = published();
    const auto request = [&](Browser& browser, std::string_view path) {
        http::Request made = browser.request(path);
        return shelf_->ready(made);
    };
    Browser stranger = visitor();
    EXPECT_FALSE(request(stranger, "/leitlinien/ki-einsatz"));
    const auto first = stranger.get("/leitlinien/ki-einsatz");
    const auto ready = request(stranger, "/leitlinien/ki-einsatz");
    ASSERT_TRUE(ready);
    EXPECT_EQ(as_text(ready->body_bytes()), as_text(first.body_bytes()));
    EXPECT_FALSE(request(stranger, "/leitlinien/ki-einsatz?seite=2"));
    Browser english = visitor();
    english.accepted_language = "en";
    EXPECT_FALSE(request(english, "/leitlinien/ki-einsatz"));
    Browser anna = browser_of(anna_);
    EXPECT_FALSE(request(anna, "/leitlinien/ki-einsatz"));
    EXPECT_TRUE(has(anna.get("/leitlinien/ki-einsatz"), "Anna"));
    EXPECT_FALSE(has(stranger.get("/leitlinien/ki-einsatz"), "Anna"));
    EXPECT_EQ(shelf_->pages(), 1U);
}

TEST_P(GuidelinePages, an_old_page_is_made_anew_by_one_request_while_others_get_it) {
    const Guideline guideline = published();
    Browser stranger = visitor();
    (void)stranger.get("/leitlinien/ki-einsatz");
    const http::Request request = stranger.request("/leitlinien/ki-einsatz");
    clock_.advance(shelf_page_age_max);
    EXPECT_FALSE(shelf_->ready(request));
    EXPECT_TRUE(shelf_->ready(request));
    (void)stranger.get("/leitlinien/ki-einsatz");
    clock_.advance(shelf_patience);
    EXPECT_TRUE(shelf_->ready(request));
    shelf_->forget();
    EXPECT_FALSE(shelf_->ready(request));
}

TEST_P(GuidelinePages, programs_read_feeds_a_site_map_and_metadata) {
    publish_second(published());
    const auto feed = get("/leitlinien/ki-einsatz/atom.xml");
    EXPECT_EQ(feed.status, 200);
    EXPECT_EQ(feed.headers.find("Content-Type"), "application/atom+xml; charset=utf-8");
    EXPECT_TRUE(has(feed, "<id>https://netz.example/leitlinien/ki-einsatz/ausgaben/2</id>"));
    EXPECT_LT(body_of(feed).find("ausgaben/2"), body_of(feed).find("ausgaben/1"));
    EXPECT_TRUE(has(get("/leitlinien/atom.xml"), "<title xml:lang=\"de\">Leitlinie KI-Einsatz"));
    EXPECT_EQ(get("/leitlinien/anders/atom.xml").status, 404);
    const auto map = get("/sitemap.xml");
    EXPECT_TRUE(has(
        map, "<loc>https://netz.example/leitlinien/ki-einsatz</loc><lastmod>2026-11-22</lastmod>"
    ));
    EXPECT_TRUE(has(get("/robots.txt"), "Sitemap: https://netz.example/sitemap.xml"));
    const auto page = get("/leitlinien/ki-einsatz");
    EXPECT_TRUE(has(page, "<meta name=\"DC.identifier\" content=\"https://netz.example/leit"));
    EXPECT_TRUE(has(page, "\"@type\":\"DigitalDocument\""));
    EXPECT_TRUE(has(page, "<meta property=\"og:title\""));
    EXPECT_TRUE(has(page, "type=\"application/atom+xml\""));
}

TEST_P(GuidelinePages, only_the_box_may_stand_in_frames_of_other_websites) {
    publish_second(published());
    const auto box = get("/leitlinien/ki-einsatz/kasten");
    EXPECT_EQ(box.status, 200);
    const auto policy = box.headers.find("Content-Security-Policy").value_or("");
    EXPECT_NE(policy.find("frame-ancestors *"), std::string_view::npos);
    EXPECT_NE(policy.find("default-src 'none'"), std::string_view::npos);
    EXPECT_FALSE(has(box, "<script"));
    EXPECT_FALSE(has(box, "<form"));
    EXPECT_TRUE(has(box, "2. Ausgabe"));
    EXPECT_FALSE(box.headers.find("Set-Cookie").has_value());
    EXPECT_FALSE(get("/leitlinien/ki-einsatz").headers.find("Content-Security-Policy"));
    EXPECT_TRUE(
        has(get("/leitlinien/ki-einsatz/einbetten"),
            "&lt;iframe src=\"https://netz.example/leitlinien/ki-einsatz/kasten")
        || has(
            get("/leitlinien/ki-einsatz/einbetten"),
            "&lt;iframe src=&quot;https://netz.example/leitlinien/ki-einsatz/kasten"
        )
    );
    EXPECT_EQ(get("/leitlinien/anders/kasten").status, 404);
}

} // namespace
} // namespace denkraum::guideline
