// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/json/json.hpp"
#include "base/prose/prose_json.hpp"
#include "domain/guideline/redaction/editions.hpp"
#include "domain/guideline/rendering/routes.hpp"
#include "domain/guideline/rendering_store.hpp"
#include "domain/guideline/shown_words.hpp"
#include "domain/guideline/testing/small_site.hpp"

namespace denkraum::guideline {
namespace {

using network::between;
using network::Browser;

constexpr const char* form_path = "/leitlinien/ki-einsatz/uebertragungen/de-simple";
constexpr const char* simple_path = "/leitlinien/ki-einsatz/ausgaben/1/sprache/de-simple";

class Renderings : public SmallSite {
protected:
    void SetUp() override {
        SmallSite::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        pages_.emplace(*door_, services(), *shelf_);
        pages_->add_routes(router_);
    }

    /// The form as the browser sees it, with these words for the second paragraph.
    http::Response write(Browser& browser, const std::string& words, bool is_confirmed = false) {
        const auto page = browser.get(form_path);
        const std::string name = "name=\"s-" + uid(2) + "\" value=\"";
        const auto source = between(as_text(page.body_bytes()), name, "\"");
        return browser.post(
            form_path,
            {{"w-" + uid(2), words},
             {"s-" + uid(2), std::string(source)},
             {"ok-" + uid(2), is_confirmed ? "ja" : ""}}
        );
    }

    /// What an opened form will send back beside the words.
    static std::string hidden(const http::Response& page, std::string_view field) {
        const std::string name = "name=\"" + std::string(field) + "\" value=\"";
        return std::string(between(as_text(page.body_bytes()), name, "\""));
    }
    /// Types into the second paragraph's field of a form opened before.
    http::Response type(Browser& browser, const http::Response& opened, const std::string& words) {
        const std::string source = "s-" + uid(2);
        const std::string mark = "m-" + uid(2);
        return browser.post(
            form_path,
            {{"w-" + uid(2), words}, {source, hidden(opened, source)}, {mark, hidden(opened, mark)}}
        );
    }

    std::optional<RenderingPages> pages_;
};
DK_ON_BOTH_DATABASES(Renderings);

TEST_P(Renderings, a_delegate_writes_and_everybody_reads) {
    const Guideline guideline = published();
    EXPECT_EQ(visitor().get(simple_path).status, 404);
    Browser arne = browser_of(arne_);
    ASSERT_EQ(write(arne, "Ein Mensch entscheidet.\r\nNicht der Computer.").status, 303);
    const auto page = visitor().get(simple_path);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "lang=\"de-simple\""));
    EXPECT_TRUE(has(page, "Ein Mensch entscheidet."));
    EXPECT_TRUE(has(page, "Noch nicht übertragen"));
    EXPECT_TRUE(has(visitor().get("/leitlinien/ki-einsatz"), "Leichte Sprache"));
    EXPECT_EQ(count("trail_entry WHERE action = 'guideline.rendered'"), 1);
    EXPECT_EQ(write(arne, "Ein Mensch entscheidet.\r\nNicht der Computer.").status, 303);
    EXPECT_EQ(count("trail_entry WHERE action = 'guideline.rendered'"), 1) << "nothing was new";
}

TEST_P(Renderings, only_delegates_and_the_coordination_write) {
    const Guideline guideline = published();
    EXPECT_EQ(browser_of(anna_).get(form_path).status, 403);
    EXPECT_EQ(browser_of(gesa_).get(form_path).status, 403);
    EXPECT_EQ(browser_of(carla_).get(form_path).status, 200);
    EXPECT_EQ(browser_of(bodo_).get(form_path).status, 200);
    EXPECT_EQ(visitor().get(form_path).status, 303);
    const commands::WantedRenderings wanted{
        .guideline = guideline.id, .language = "fr", .all = {{.uid = uid(2), .words = "Oui."}}
    };
    const Done done = commands::keep_renderings(services(), anna_, wanted);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::Forbidden);
}

TEST_P(Renderings, another_wording_puts_it_out_of_date_until_somebody_confirms) {
    const Guideline guideline = published();
    Browser arne = browser_of(arne_);
    ASSERT_EQ(write(arne, "Ein Mensch entscheidet.").status, 303);
    prose::Prose changed = sample();
    changed.blocks[1].content = {{.text = "Nur Menschen entscheiden."}};
    publish_next(guideline, changed);
    EXPECT_TRUE(has(visitor().get(simple_path), "Ein Mensch entscheidet."));
    const std::string next = "/leitlinien/ki-einsatz/ausgaben/2/sprache/de-simple";
    EXPECT_EQ(visitor().get(next).status, 404);
    const auto form = arne.get(form_path);
    EXPECT_TRUE(has(form, "Überholt"));
    EXPECT_TRUE(has(form, "Ein Mensch entscheidet."));
    ASSERT_EQ(write(arne, "Ein Mensch entscheidet.").status, 303);
    EXPECT_EQ(visitor().get(next).status, 404) << "saved again without a word about it";
    ASSERT_EQ(write(arne, "Ein Mensch entscheidet.", true).status, 303);
    EXPECT_TRUE(has(visitor().get(next), "Ein Mensch entscheidet."));
}

TEST_P(Renderings, a_field_that_nobody_touched_leaves_what_somebody_else_wrote) {
    const Guideline guideline = published();
    Browser arne = browser_of(arne_);
    Browser bodo = browser_of(bodo_);
    const auto opened = arne.get(form_path);
    ASSERT_EQ(write(bodo, "Ein Mensch entscheidet.").status, 303);
    ASSERT_EQ(type(arne, opened, "").status, 303);
    EXPECT_TRUE(has(visitor().get(simple_path), "Ein Mensch entscheidet."));
    ASSERT_EQ(type(arne, arne.get(form_path), "").status, 303);
    EXPECT_EQ(visitor().get(simple_path).status, 404) << "who saw the words can take them away";
}

TEST_P(Renderings, two_who_write_the_same_field_are_told_of_each_other) {
    const Guideline guideline = published();
    Browser arne = browser_of(arne_);
    Browser bodo = browser_of(bodo_);
    const auto opened = arne.get(form_path);
    ASSERT_EQ(write(bodo, "Von Bodo.").status, 303);
    const auto again = type(arne, opened, "Von Arne.");
    EXPECT_EQ(again.status, 422);
    EXPECT_TRUE(has(again, "Von Arne."));
    EXPECT_TRUE(has(again, "Von Bodo."));
    EXPECT_TRUE(has(visitor().get(simple_path), "Von Bodo."));
    ASSERT_EQ(type(arne, again, "Von Bodo und Arne.").status, 303);
    EXPECT_TRUE(has(visitor().get(simple_path), "Von Bodo und Arne."));
}

TEST_P(Renderings, words_for_a_paragraph_that_is_gone_are_shown_to_be_copied) {
    (void)published();
    Browser arne = browser_of(arne_);
    (void)arne.get(form_path);
    const std::string gone = "w-" + uid(77);
    const auto again = arne.post(form_path, {{gone, "Ein Mensch entscheidet."}});
    EXPECT_EQ(again.status, 422);
    EXPECT_TRUE(has(again, "gibt es nicht mehr"));
    EXPECT_TRUE(has(again, "Ein Mensch entscheidet."));
    const std::string mark = mark_of("Ein Mensch entscheidet.");
    const auto untouched =
        arne.post(form_path, {{gone, "Ein Mensch entscheidet."}, {"m-" + uid(77), mark}});
    EXPECT_EQ(untouched.status, 303) << "nobody typed it now";
}

TEST_P(Renderings, the_files_of_an_edition_carry_what_was_there_at_its_release) {
    const Guideline guideline = published();
    Browser arne = browser_of(arne_);
    ASSERT_EQ(write(arne, "Ein Mensch entscheidet.").status, 303);
    prose::Prose changed = sample();
    changed.blocks[3].content = {{.text = "Wer wurde gefragt?"}};
    publish_next(guideline, changed);
    const std::string folder = "/leitlinien/ki-einsatz/ausgaben/";
    const auto json = visitor().get(folder + "2/leitlinie.json");
    EXPECT_TRUE(has(json, R"("renderings":{"de-simple":"Ein Mensch entscheidet."})"));
    EXPECT_TRUE(has(visitor().get(folder + "2/leitlinie.akn.xml"), "Ein Mensch entscheidet."));
    const auto page = visitor().get(folder + "2/leitlinie-de-simple.html");
    EXPECT_TRUE(has(page, "lang=\"de-simple\""));
    EXPECT_FALSE(has(visitor().get(folder + "1/leitlinie.json"), "Ein Mensch entscheidet."));
    const auto parsed = json::parse(as_text(json.body_bytes()));
    ASSERT_TRUE(parsed);
    EXPECT_EQ(hash_of(*prose::from_json(*parsed)), hash_of(changed)) << "the words are the same";
}

TEST_P(Renderings, a_filled_sheet_is_read_in) {
    const Guideline guideline = published();
    Browser arne = browser_of(arne_);
    const auto sheet = arne.get(std::string(form_path) + "/vorlage.json");
    std::string filled(as_text(sheet.body_bytes()));
    const std::string empty = R"("words":"")";
    const std::size_t at = filled.find(empty, filled.find(uid(2)));
    ASSERT_NE(at, std::string::npos);
    filled.replace(at, empty.size(), R"("words":"Vom Büro.")");
    (void)arne.get(form_path);
    const std::string read_in = std::string(form_path) + "/einlesen";
    EXPECT_EQ(arne.upload(read_in, "a.json", as_bytes("{}")).status, 422);
    ASSERT_EQ(arne.upload(read_in, "a.json", as_bytes(filled)).status, 303);
    EXPECT_TRUE(has(visitor().get(simple_path), "Vom Büro."));
}

TEST_P(Renderings, a_sheet_leaves_what_somebody_else_wrote_since_it_was_downloaded) {
    const Guideline guideline = published();
    Browser arne = browser_of(arne_);
    ASSERT_EQ(write(arne, "Von Arne.").status, 303);
    const std::string sheet_path = std::string(form_path) + "/vorlage.json";
    std::string sheet(as_text(arne.get(sheet_path).body_bytes()));
    const std::string empty = R"("words":"")";
    const std::size_t at = sheet.find(empty, sheet.find(uid(3)));
    ASSERT_NE(at, std::string::npos);
    sheet.replace(at, empty.size(), R"("words":"Vom Büro.")");
    Browser bodo = browser_of(bodo_);
    ASSERT_EQ(write(bodo, "Von Bodo.").status, 303);

    const std::string read_in = std::string(form_path) + "/einlesen";
    (void)arne.get(form_path);
    ASSERT_EQ(arne.upload(read_in, "a.json", as_bytes(sheet)).status, 303);
    const auto page = arne.get(form_path);
    EXPECT_TRUE(has(page, "1 Absatz eingelesen. 1 ist unverändert."));
    EXPECT_TRUE(has(visitor().get(simple_path), "Von Bodo."));
    EXPECT_TRUE(has(visitor().get(simple_path), "Vom Büro."));

    const std::size_t theirs = sheet.find("Von Arne.");
    ASSERT_NE(theirs, std::string::npos);
    sheet.replace(theirs, 9, "Geglättet.");
    ASSERT_EQ(arne.upload(read_in, "a.json", as_bytes(sheet)).status, 303);
    const auto told = arne.get(form_path);
    EXPECT_TRUE(has(told, "Bei 1 Absatz hat inzwischen jemand anderes geschrieben."));
    EXPECT_TRUE(has(told, "Das bleibt stehen: Nr. 1.1"));
    EXPECT_TRUE(has(visitor().get(simple_path), "Von Bodo."));
    EXPECT_EQ(count("trail_entry WHERE action = 'guideline.rendered'"), 3);
}

TEST_P(Renderings, a_sheet_says_what_was_taken_what_is_outdated_and_what_it_does_not_know) {
    const Guideline guideline = published();
    Browser arne = browser_of(arne_);
    const auto source = [&](int at) {
        return to_hex(source_of(sample().blocks[static_cast<std::size_t>(at) - 1]));
    };
    const auto sheet = [&](const std::string& key) {
        const auto line = [](const std::string& uid, const std::string& from) {
            return R"({"uid":")" + uid + R"(","source":")" + from + R"(","words":"Vom Büro."})";
        };
        return R"({"format":"denkraum-renderings 1","language":"de-simple","guideline":")" + key
               + R"(","paragraphs":[)" + line(uid(2), source(2)) + "," + line(uid(3), source(2))
               + "," + line(uid(77), source(2)) + "]}";
    };
    const std::string read_in = std::string(form_path) + "/einlesen";
    (void)arne.get(form_path);
    const auto foreign = arne.upload(read_in, "a.json", as_bytes(sheet("anderes")));
    EXPECT_EQ(foreign.status, 422);
    EXPECT_TRUE(has(foreign, "gehört zu einer anderen Leitlinie"));
    ASSERT_EQ(arne.upload(read_in, "a.json", as_bytes(sheet("ki-einsatz"))).status, 303);
    const auto after = arne.get(form_path);
    EXPECT_TRUE(has(after, "2 Absätze eingelesen."));
    EXPECT_TRUE(has(after, "1 davon gilt einem früheren Wortlaut und ist überholt."));
    EXPECT_TRUE(has(after, "1 steht nicht mehr in dieser Leitlinie und wurde übergangen."));
    EXPECT_EQ(count("rendering"), 2);
}

TEST_P(Renderings, a_redacted_paragraph_loses_them) {
    const Guideline guideline = published();
    Browser arne = browser_of(arne_);
    ASSERT_EQ(write(arne, "Ein Mensch entscheidet.").status, 303);
    const auto prepared = redaction::prepare(database(), {uid(2)}, "[Entfernt.]", {});
    ASSERT_TRUE(prepared);
    std::set<std::string> images;
    auto main = begin(sql::Access::Write);
    ASSERT_TRUE(redaction::take_away(main, *prepared, images));
    ASSERT_TRUE(std::move(main).commit());
    EXPECT_EQ(count("rendering"), 0);
}

TEST(Rendering, lines_become_paragraphs_and_items) {
    prose::Block heading{.kind = prose::Kind::Heading, .level = 2};
    const prose::Prose title = prose_of_rendering(heading, "Titel");
    ASSERT_EQ(title.blocks.size(), 1U);
    EXPECT_EQ(title.blocks[0].level, 2);
    const prose::Prose prose = prose_of_rendering({}, "Eins.\nZwei.\n\nDrei:\n- a\n• b\nVier.");
    ASSERT_EQ(prose.blocks.size(), 5U);
    EXPECT_EQ(prose::plain_text(prose.blocks[0]), "Eins.\nZwei.");
    EXPECT_EQ(prose.blocks[2].list, prose::ListStyle::Bullet);
    EXPECT_EQ(prose.blocks[4].list, prose::ListStyle::None);
}

} // namespace
} // namespace denkraum::guideline
