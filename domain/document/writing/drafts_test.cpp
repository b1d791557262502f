// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "domain/document/writing/drafts.hpp"

namespace denkraum::document::writing::pages {
namespace {

const i18n::Words& german() {
    static const i18n::Catalogues all = *i18n::Catalogues::load(DENKRAUM_LOCALES);
    return all.of(i18n::Language::German);
}

std::vector<Document> drafts_of(std::size_t count) {
    std::vector<Document> all;
    for (std::size_t i = 0; i < count; ++i) {
        Document one;
        one.title = "Entwurf " + std::to_string(i);
        one.created_at = *instant_from_iso("2026-11-22") - std::chrono::days(i);
        one.origin = i % 2 == 0 ? "" : "bericht.docx";
        all.push_back(std::move(one));
    }
    return all;
}

bool has(const std::string& page, std::string_view words) {
    return page.find(words) != std::string::npos;
}

TEST(Drafts, five_hundred_stand_on_five_pages_and_are_all_in_the_file) {
    const html::Listing listing = drafts(german(), drafts_of(500));
    const std::string page = draft_list(german(), listing, {.page = 5}, true).body.markup();
    EXPECT_TRUE(has(page, "500 Entwürfe"));
    EXPECT_TRUE(has(page, "Seite 5 von 5"));
    EXPECT_TRUE(has(page, ">Entwurf 499<"));
    EXPECT_FALSE(has(page, ">Entwurf 399<"));
    EXPECT_TRUE(has(page, "/entwuerfe/liste.csv"));
    EXPECT_TRUE(has(html::listing_csv(german(), listing, {}), "Entwurf 0;22. November 2026;"));
}

TEST(Drafts, days_are_sorted_by_time_and_not_by_their_words) {
    const html::Listing listing = drafts(german(), drafts_of(40));
    const std::string file = html::listing_csv(german(), listing, {.column = "begonnen"});
    EXPECT_LT(file.find("31. Oktober 2026"), file.find("1. November 2026"));
    EXPECT_LT(file.find("1. November 2026"), file.find("22. November 2026"));
}

TEST(Drafts, those_of_a_file_are_found_by_its_name) {
    const html::Listing listing = drafts(german(), drafts_of(8));
    const std::string page = draft_list(german(), listing, {.words = "docx"}, true).body.markup();
    EXPECT_TRUE(has(page, "4 Zeilen passen zu „docx“."));
    EXPECT_TRUE(has(page, ">Entwurf 1<"));
    EXPECT_FALSE(has(page, ">Entwurf 2<"));
}

TEST(Drafts, without_any_the_page_says_what_will_be_here) {
    const std::string page = draft_list(german(), drafts(german(), {}), {}, true).body.markup();
    EXPECT_TRUE(has(page, "Hier stehen bald die Texte"));
    EXPECT_FALSE(has(page, "<table"));
}

} // namespace
} // namespace denkraum::document::writing::pages
