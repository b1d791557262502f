// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <array>
#include <functional>

#include "base/json/json.hpp"
#include "base/prose/atoms.hpp"
#include "domain/document/media/commands.hpp"
#include "domain/document/media/media.hpp"
#include "domain/guideline/redaction/editions.hpp"
#include "domain/guideline/testing/small_site.hpp"
#include "platform/export/zip.hpp"
#include "platform/image/testing/sample_png.hpp"

namespace denkraum::guideline {
namespace {

constexpr std::string_view notice = "[Etwas wurde entfernt.]";

class RedactedEditions : public SmallSite {
protected:
    /// Takes the words away, with these tools at hand.
    Done redact(std::string_view uid, const ExportTools& tools = {}) {
        DK_TRY(
            const auto prepared, redaction::prepare(database(), {std::string(uid)}, notice, tools)
        );
        auto main = begin(sql::Access::Write);
        std::set<std::string> images = prepared.images;
        DK_DO(redaction::take_away(main, prepared, images));
        DK_DO(std::move(main).commit());
        shelf_->forget();
        return {};
    }
    static ExportTools all_tools() { return {.typst = DENKRAUM_TYPST, .pandoc = true}; }
    void release(const Guideline& guideline, const ExportTools& tools = {}) {
        const auto request = ask(anna_, guideline);
        ASSERT_TRUE(request) << request.error().detail;
        const auto released = commands::release(services(), berta_, *request, tools);
        ASSERT_TRUE(released) << released.error().detail;
        shelf_->forget();
    }
    /// What the files ask for while they are made.
    static prose::Prose with_image(prose::Prose prose) {
        prose.blocks.back().content.push_back(
            prose::inline_of(prose::Image{std::string(64, 'a'), "image/png", 2, 2, "ein Muster"})
        );
        return prose;
    }
    static ExportTools while_files_are_made(std::function<Done()> something) {
        ExportTools tools;
        tools.images = [something = std::move(something),
                        asked = 0](const prose::Image&) mutable -> std::optional<std::string> {
            if (asked++ > 0) return std::nullopt;
            EXPECT_TRUE(something().has_value());
            return std::nullopt;
        };
        return tools;
    }
    std::string file(int edition, const std::string& name) {
        const auto got = visitor().get(
            "/leitlinien/ki-einsatz/ausgaben/" + std::to_string(edition) + "/" + name
        );
        EXPECT_EQ(got.status, 200) << name;
        return std::string(as_text(got.body_bytes()));
    }
    /// All entries of a ZIP one after the other.
    static std::string unpacked(const std::string& zip) {
        std::string all;
        const auto entries = exports::read_zip(zip);
        EXPECT_TRUE(entries);
        if (!entries) return all;
        for (const exports::Entry& entry : *entries)
            all += entry.name + "\n" + entry.bytes + "\n";
        return all;
    }

    std::int64_t contents_with(std::string_view words) {
        auto transaction = begin(sql::Access::Read);
        const auto all = transaction.query_list(
            [](sql::Row row) { return row.get<Bytes>(0); }, "SELECT bytes FROM content"
        );
        std::int64_t found = 0;
        for (const Bytes& bytes : *all)
            found += as_text(bytes).find(words) != std::string_view::npos ? 1 : 0;
        return found;
    }
};
DK_ON_BOTH_DATABASES(RedactedEditions);

TEST_P(RedactedEditions, the_words_go_from_pages_files_and_frozen_drafts_and_addresses_stay) {
    const Guideline guideline = published();
    EXPECT_GT(contents_with("Menschen entscheiden."), 0);
    EXPECT_FALSE(has(visitor().get("/leitlinien/ki-einsatz"), "bevor etwas entfernt wurde"));
    shelf_->forget();
    const Done done = redact(uid(2));
    ASSERT_TRUE(done.has_value()) << done.error().detail;
    EXPECT_EQ(contents_with("Menschen entscheiden."), 0);
    EXPECT_EQ(count("edition_paragraph WHERE words LIKE '%Menschen entscheiden%'"), 0);
    for (const auto* path :
         {"/leitlinien/ki-einsatz",
          "/l/ki-einsatz/1/1.1",
          "/leitlinien/ki-einsatz/ausgaben/1/leitlinie.md",
          "/leitlinien/ki-einsatz/ausgaben/1/leitlinie.json",
          "/leitlinien/ki-einsatz/ausgaben/1/leitlinie.html",
          "/leitlinien/ki-einsatz/ausgaben/1/leitlinie.txt",
          "/leitlinien/ki-einsatz/ausgaben/1/leitlinie.akn.xml"}) {
        const auto got = visitor().get(path);
        EXPECT_EQ(got.status, 200) << path;
        EXPECT_FALSE(has(got, "Menschen entscheiden.")) << path;
        EXPECT_TRUE(has(got, "Etwas wurde entfernt.")) << path;
    }
    EXPECT_EQ(visitor().get("/p/" + uid(2)).status, 200);
    EXPECT_TRUE(has(visitor().get("/leitlinien/ki-einsatz"), to_hex(hash_of(sample()))))
        << "the hash that was printed is shown as before";
    EXPECT_TRUE(has(visitor().get("/leitlinien/ki-einsatz"), "bevor etwas entfernt wurde"));
    EXPECT_TRUE(has(visitor().get("/leitlinien/ki-einsatz"), "Wir prüfen vorher."));
}

TEST_P(RedactedEditions, files_are_made_again_and_say_that_the_hash_is_of_the_text_before) {
    const Guideline guideline = published();
    const std::string trail_before = unpacked(file(1, "leitlinie-vorgang.zip"));
    publish_next(guideline, {{block(1, prose::Kind::Heading, "Ganz anders")}});
    const Done done = redact(uid(2));
    ASSERT_TRUE(done.has_value()) << done.error().detail;
    for (const char* name : {"leitlinie.epub", "leitlinie-vorgang.zip"}) {
        const std::string words = unpacked(file(1, name));
        EXPECT_FALSE(words.contains("Menschen entscheiden.")) << name;
        EXPECT_TRUE(words.contains("Etwas wurde entfernt.")) << name;
        EXPECT_TRUE(words.contains("gilt für den Wortlaut davor.")) << name;
    }
    const auto data = json::parse(file(1, "leitlinie.json"));
    ASSERT_TRUE(data);
    EXPECT_TRUE(data->at("redacted").as_bool());
    EXPECT_EQ(data->at("hash").as_string(), "sha256:" + to_hex(hash_of(sample())));
    const std::string trail = network::between(
        unpacked(file(1, "leitlinie-vorgang.zip")), "protokoll.json\n", "\nLIESMICH"
    );
    EXPECT_EQ(trail, network::between(trail_before, "protokoll.json\n", "\nLIESMICH"))
        << "it still ends with the release of its own edition";
}

TEST_P(RedactedEditions, the_next_table_of_changes_and_its_bundle_are_made_again) {
    const Guideline guideline = published();
    prose::Prose next = sample();
    next.blocks.erase(next.blocks.begin() + 1);
    next.blocks[1].content = {{.text = "Wir prüfen nachher."}};
    publish_next(guideline, next);
    EXPECT_TRUE(file(2, "aenderungen.json").contains("Menschen entscheiden."));
    const std::string text = file(2, "leitlinie.txt");
    const Done done = redact(uid(2));
    ASSERT_TRUE(done.has_value()) << done.error().detail;
    for (const std::string& words :
         {file(2, "aenderungen.json"),
          file(2, "aenderungen.html"),
          unpacked(file(2, "leitlinie-vorgang.zip"))}) {
        EXPECT_FALSE(words.contains("Menschen entscheiden."));
        EXPECT_TRUE(words.contains("Etwas wurde entfernt."));
        EXPECT_TRUE(words.contains("Wir prüfen nachher.")) << "other changes stay";
    }
    EXPECT_EQ(file(2, "leitlinie.txt"), text) << "the edition itself never had the words";
    EXPECT_EQ(contents_with("Menschen entscheiden."), 0);
    EXPECT_FALSE(has(visitor().get("/leitlinien/ki-einsatz"), "nicht neu erstellt"));
}

TEST_P(RedactedEditions, a_file_whose_tool_is_missing_is_named_until_it_can_be_made) {
    if (!missing_tools(all_tools()).empty()) GTEST_SKIP() << "skipped: no typst or no pandoc";
    const Guideline guideline = begin_guideline(sample());
    release(guideline, all_tools());
    const auto sizes = [&] {
        return std::array{file(1, "leitlinie.pdf").size(), file(1, "leitlinie.docx").size()};
    };
    const std::string pdf = file(1, "leitlinie.pdf");
    ASSERT_TRUE(redact(uid(2)).has_value());
    const std::string path = "/leitlinien/ki-einsatz/ausgaben/1/";
    for (const char* name : {"leitlinie.pdf", "leitlinie.odt", "leitlinie.docx"})
        EXPECT_EQ(visitor().get(path + name).status, 404) << name;
    const auto page = visitor().get("/leitlinien/ki-einsatz");
    EXPECT_TRUE(has(page, "wegen der Entfernung nicht neu erstellt"));
    EXPECT_FALSE(has(page, "konnten nicht erstellt werden"));
    EXPECT_FALSE(unpacked(file(1, "leitlinie-vorgang.zip")).contains("%PDF"));

    ASSERT_TRUE(redact(uid(3), all_tools()).has_value());
    for (const std::size_t bytes : sizes())
        EXPECT_GT(bytes, 1000U);
    EXPECT_NE(file(1, "leitlinie.pdf"), pdf);
    EXPECT_TRUE(unpacked(file(1, "leitlinie-vorgang.zip")).contains("%PDF"));
    EXPECT_TRUE(unpacked(file(1, "leitlinie.docx")).contains("Etwas wurde entfernt."));
    EXPECT_FALSE(unpacked(file(1, "leitlinie.docx")).contains("Wir prüfen vorher."));
    EXPECT_FALSE(has(visitor().get("/leitlinien/ki-einsatz"), "nicht neu erstellt"));
}

TEST_P(RedactedEditions, an_edition_published_meanwhile_is_not_overlooked) {
    const Guideline guideline = published();
    const auto prepared = redaction::prepare(database(), {uid(2)}, notice, {});
    ASSERT_TRUE(prepared.has_value());
    prose::Prose next = sample();
    next.blocks[2].content = {{.text = "Wir prüfen nachher."}};
    publish_next(guideline, next);
    auto main = begin(sql::Access::Write);
    std::set<std::string> images;
    const Done done = redaction::take_away(main, *prepared, images);
    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(done.error().code, ErrorCode::Conflict);
    EXPECT_EQ(done.error().field, "editions");
}

TEST_P(RedactedEditions, of_two_at_the_same_time_the_second_does_not_bring_words_back) {
    const Guideline guideline = begin_guideline(with_image(sample()));
    release(guideline);
    const Done overtaken = redact(uid(3), while_files_are_made([&] { return redact(uid(2)); }));
    ASSERT_FALSE(overtaken.has_value());
    EXPECT_EQ(overtaken.error().code, ErrorCode::Conflict);
    EXPECT_EQ(overtaken.error().field, "editions");
    EXPECT_TRUE(file(1, "leitlinie.txt").contains("Wir prüfen vorher."));
    const Done again = redact(uid(3));
    ASSERT_TRUE(again.has_value()) << again.error().detail;
    EXPECT_EQ(contents_with("Menschen entscheiden."), 0);
    EXPECT_EQ(contents_with("Wir prüfen vorher."), 0);
}

TEST_P(RedactedEditions, a_release_under_way_does_not_publish_what_goes_meanwhile) {
    const Guideline guideline = begin_guideline(with_image(sample()));
    const auto request = ask(anna_, guideline);
    ASSERT_TRUE(request) << request.error().detail;
    const ExportTools tools = while_files_are_made([&] { return redact(uid(2)); });
    const auto refused = commands::release(services(), berta_, *request, tools);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
    EXPECT_EQ(count("edition"), 0);
    const auto again = commands::release(services(), berta_, *request);
    ASSERT_TRUE(again) << again.error().detail;
    shelf_->forget();
    EXPECT_TRUE(file(1, "leitlinie.txt").contains("Etwas wurde entfernt."));
    EXPECT_EQ(contents_with("Menschen entscheiden."), 0);
}

TEST_P(RedactedEditions, nor_does_it_publish_what_goes_from_the_edition_before) {
    prose::Prose shorter = with_image(sample());
    shorter.blocks.erase(shorter.blocks.begin() + 1);
    const Guideline guideline = begin_guideline(shorter);
    publish_next(guideline, sample());
    const commands::WantedReasons wanted{guideline.id, {{uid(2), "Frau Muster bat darum."}}};
    ASSERT_TRUE(commands::keep_reasons(services(), anna_, wanted));
    const auto request = ask(anna_, guideline);
    ASSERT_TRUE(request) << request.error().detail;
    const ExportTools tools = while_files_are_made([&] { return redact(uid(2)); });
    const auto refused = commands::release(services(), berta_, *request, tools);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
    EXPECT_EQ(refused.error().field, "words");
    EXPECT_EQ(count("edition"), 1);
    const auto again = commands::release(services(), berta_, *request);
    ASSERT_TRUE(again) << again.error().detail;
    shelf_->forget();
    EXPECT_TRUE(file(2, "aenderungen.json").contains("Etwas wurde entfernt."));
    EXPECT_EQ(contents_with("Menschen entscheiden."), 0);
    EXPECT_EQ(contents_with("Frau Muster"), 0);
}

TEST_P(RedactedEditions, an_image_is_withdrawn_with_the_last_paragraph_that_shows_it) {
    const auto picture = image::renewed(image::sample_png(4, 4));
    ASSERT_TRUE(picture.has_value());
    ASSERT_TRUE(document::media::keep(services(), *picture));
    prose::Image shown = document::media::image_of(*picture);
    shown.alternative = "ein Muster";
    prose::Prose draft = sample();
    ASSERT_GE(draft.blocks.size(), 3U);
    for (std::size_t i = 1; i < 3; ++i)
        draft.blocks[i].content.push_back(prose::inline_of(shown));
    const Guideline guideline = begin_guideline(draft);
    const auto request = ask(anna_, guideline);
    ASSERT_TRUE(request) << request.error().detail;
    ASSERT_TRUE(commands::release(services(), berta_, *request));
    const auto is_public = [&] { return count("image WHERE is_public = 1") == 1; };
    EXPECT_TRUE(is_public());
    for (const bool is_last : {false, true}) {
        const Done done = redact(draft.blocks[is_last ? 2 : 1].uid);
        ASSERT_TRUE(done.has_value()) << done.error().detail;
        EXPECT_EQ(is_public(), !is_last);
    }
}

TEST_P(RedactedEditions, the_reasons_for_its_changes_go_with_it) {
    const Guideline guideline = published();
    write_at_end(guideline, " Und wer nicht?");
    const auto give = [&](std::string words) {
        const commands::WantedReasons wanted{guideline.id, {{uid(4), std::move(words)}}};
        return commands::keep_reasons(services(), anna_, wanted);
    };
    ASSERT_TRUE(give("Frau Muster fehlte."));
    const auto request = ask(anna_, guideline);
    ASSERT_TRUE(request) << request.error().detail;
    ASSERT_TRUE(commands::release(services(), berta_, *request));
    ASSERT_TRUE(give("Auch Herr Muster fehlte."));
    EXPECT_TRUE(has(visitor().get("/leitlinien/ki-einsatz"), "Frau Muster fehlte."));
    const Done done = redact(uid(4));
    ASSERT_TRUE(done.has_value()) << done.error().detail;
    EXPECT_EQ(count("edition_reason"), 0);
    EXPECT_EQ(count("change_reason"), 0);
    EXPECT_FALSE(has(visitor().get("/leitlinien/ki-einsatz"), "Frau Muster"));
    EXPECT_EQ(contents_with("Frau Muster"), 0);
}

TEST_P(RedactedEditions, the_reason_for_joining_goes_with_either_paragraph) {
    prose::Prose joined = sample();
    prose::Block& block = joined.blocks[1];
    const std::string kept = block.uid;
    const std::string gone = joined.blocks[2].uid;
    block.content.push_back({.text = " " + prose::plain_text(joined.blocks[2])});
    joined.blocks.erase(joined.blocks.begin() + 2);
    const Guideline guideline = begin_guideline(joined);
    publish_next(guideline, sample());
    const commands::WantedReasons wanted{guideline.id, {{kept, "Frau Muster bat darum."}}};
    ASSERT_TRUE(commands::keep_reasons(services(), anna_, wanted));
    const auto request = ask(anna_, guideline);
    ASSERT_TRUE(request) << request.error().detail;
    ASSERT_TRUE(commands::release(services(), berta_, *request));
    EXPECT_GE(count("edition_reason"), 2);
    ASSERT_TRUE(redact(gone).has_value());
    EXPECT_EQ(count("edition_reason"), 0);
}

TEST_P(RedactedEditions, a_paragraph_that_was_never_published_changes_nothing) {
    const Guideline guideline = published();
    EXPECT_TRUE(redact(uid(99)).has_value());
    EXPECT_TRUE(redact("kein uid").has_value());
    EXPECT_GT(contents_with("Menschen entscheiden."), 0);
}

} // namespace
} // namespace denkraum::guideline
