// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/i18n/words.hpp"

namespace denkraum::i18n {
namespace {

Catalogues catalogues() {
    auto loaded = Catalogues::load(DENKRAUM_LOCALES);
    EXPECT_TRUE(loaded.has_value());
    return *loaded;
}

TEST(Words, german_is_the_source_and_english_comes_from_the_catalogue) {
    const Catalogues all = catalogues();
    EXPECT_EQ(all.of(Language::German)("Anmelden"), "Anmelden");
    EXPECT_EQ(all.of(Language::English)("Anmelden"), "Sign in");
}

TEST(Words, dates_are_written_out_in_german_legal_time) {
    const Catalogues all = catalogues();
    const Instant late = *instant_from_iso("2026-11-22T23:30:00.000000Z");
    EXPECT_EQ(all.of(Language::German).date(late), "23. November 2026");
    EXPECT_EQ(all.of(Language::English).date(late), "23 November 2026");
    EXPECT_EQ(all.of(Language::German).date_and_time(late), "23. November 2026, 00:30 Uhr");
}

TEST(Words, summer_time_begins_and_ends_at_one_o_clock_utc) {
    const Catalogues all = catalogues();
    const auto shown = [&](const char* at) {
        return all.of(Language::English).date_and_time(*instant_from_iso(at));
    };
    EXPECT_EQ(shown("2026-03-29T00:59:59.999999Z"), "29 March 2026, 01:59");
    EXPECT_EQ(shown("2026-03-29T01:00:00.000000Z"), "29 March 2026, 03:00");
    EXPECT_EQ(shown("2026-10-25T00:59:59.999999Z"), "25 October 2026, 02:59");
    EXPECT_EQ(shown("2026-10-25T01:00:00.000000Z"), "25 October 2026, 02:00");
    EXPECT_EQ(shown("1969-12-31T22:59:59.999999Z"), "31 December 1969, 23:59");
}

TEST(Words, numbers_are_grouped_as_the_language_does) {
    const Catalogues all = catalogues();
    EXPECT_EQ(all.of(Language::German).number(0), "0");
    EXPECT_EQ(all.of(Language::German).number(-123), "-123");
    EXPECT_EQ(all.of(Language::German).number(-123456), "-123.456");
    EXPECT_EQ(all.of(Language::German).number(1000), "1.000");
    EXPECT_EQ(all.of(Language::German).number(1234567), "1.234.567");
    EXPECT_EQ(all.of(Language::English).number(1234567), "1,234,567");
}

TEST(Words, plurals_and_placeholders_are_filled) {
    const Catalogues all = catalogues();
    EXPECT_EQ(all.of(Language::German).plural("{} Absatz", "{} Absätze", 1), "1 Absatz");
    EXPECT_EQ(all.of(Language::German).plural("{} Absatz", "{} Absätze", 3), "3 Absätze");
    EXPECT_EQ(all.of(Language::English).plural("{} Absatz", "{} Absätze", 3), "3 paragraphs");
}

TEST(Words, the_browsers_first_language_that_we_speak_wins) {
    EXPECT_EQ(language_from_accept("fr, en;q=0.8, de;q=0.7"), Language::English);
    EXPECT_EQ(language_from_accept("de-DE,de;q=0.9,en;q=0.8"), Language::German);
    EXPECT_EQ(language_from_accept(""), Language::German);
}

} // namespace
} // namespace denkraum::i18n
