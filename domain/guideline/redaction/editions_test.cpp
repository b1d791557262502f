// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/prose/atoms.hpp"
#include "domain/document/media/commands.hpp"
#include "domain/document/media/media.hpp"
#include "domain/guideline/redaction/editions.hpp"
#include "domain/guideline/testing/small_site.hpp"
#include "platform/image/testing/sample_png.hpp"

namespace denkraum::guideline {
namespace {

constexpr std::string_view notice = "[Etwas wurde entfernt.]";

class RedactedEditions : public SmallSite {
protected:
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
    auto main = begin(sql::Access::Write);
    const Done done = redaction::take_away(main, uid(2), notice);
    ASSERT_TRUE(done.has_value()) << done.error().detail;
    ASSERT_TRUE(std::move(main).commit().has_value());
    shelf_->forget();
    EXPECT_EQ(contents_with("Menschen entscheiden."), 0);
    EXPECT_EQ(count("edition_paragraph WHERE words LIKE '%Menschen entscheiden%'"), 0);
    for (const auto* path :
         {"/leitlinien/ki-einsatz",
          "/l/ki-einsatz/1/1.1",
          "/leitlinien/ki-einsatz/ausgaben/1/leitlinie.md",
          "/leitlinien/ki-einsatz/ausgaben/1/leitlinie.json"}) {
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
        auto main = begin(sql::Access::Write);
        const std::string& uid = draft.blocks[is_last ? 2 : 1].uid;
        const Done done = redaction::take_away(main, uid, notice);
        ASSERT_TRUE(done.has_value()) << done.error().detail;
        ASSERT_TRUE(std::move(main).commit().has_value());
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
    auto main = begin(sql::Access::Write);
    const Done done = redaction::take_away(main, uid(4), notice);
    ASSERT_TRUE(done.has_value()) << done.error().detail;
    ASSERT_TRUE(std::move(main).commit().has_value());
    shelf_->forget();
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
    auto main = begin(sql::Access::Write);
    ASSERT_TRUE(redaction::take_away(main, gone, notice).has_value());
    ASSERT_TRUE(std::move(main).commit().has_value());
    EXPECT_EQ(count("edition_reason"), 0);
}

TEST_P(RedactedEditions, a_paragraph_that_was_never_published_changes_nothing) {
    const Guideline guideline = published();
    auto main = begin(sql::Access::Write);
    EXPECT_TRUE(redaction::take_away(main, uid(99), notice).has_value());
    EXPECT_TRUE(redaction::take_away(main, "kein uid", notice).has_value());
    ASSERT_TRUE(std::move(main).commit().has_value());
    EXPECT_GT(contents_with("Menschen entscheiden."), 0);
}

} // namespace
} // namespace denkraum::guideline
