// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <map>

#include "base/html/listing.hpp"

namespace denkraum::html {
namespace {

const i18n::Words& german() {
    static const i18n::Catalogues all = *i18n::Catalogues::load(DENKRAUM_LOCALES);
    return all.of(i18n::Language::German);
}

Listing fruit(std::size_t more = 0) {
    Listing list{
        .address = "/obst",
        .file_address = "/obst.csv",
        .caption = "Obst",
        .columns = {},
        .rows = {}
    };
    list.columns = {{"name", "Name"}, {"zahl", "Zahl"}, {"", "Aktion"}};
    const auto add = [&](const std::string& name, long long number) {
        list.rows.push_back(
            {{word_cell(name),
              word_cell(std::to_string(number), number_order(number)),
              word_cell("Knopf " + name)}}
        );
    };
    add("Zitrone", 9);
    add("Äpfel", 10);
    add("Birne", 100);
    for (std::size_t i = 0; i < more; ++i)
        add("Sorte " + std::to_string(i), 1000);
    return list;
}

ListChoice choice(std::map<std::string, std::string> fields, std::string_view name = {}) {
    const auto query = [&](std::string_view field) -> std::optional<std::string_view> {
        const auto found = fields.find(std::string(field));
        if (found == fields.end()) return std::nullopt;
        return found->second;
    };
    return choice_from(query, name, {"andere"});
}

std::string names(const Listing& list, const ListChoice& asked) {
    std::string all;
    const std::string file = listing_csv(german(), list, asked);
    for (std::size_t at = file.find("\r\n"); at + 2 < file.size(); at = file.find("\r\n", at + 1))
        all += file.substr(at + 2, file.find(';', at) - at - 2) + " ";
    return all;
}

bool has(const std::string& page, std::string_view words) {
    return page.find(words) != std::string::npos;
}

TEST(Listing, rows_are_sorted_as_germans_sort_words_and_numbers_both_ways) {
    EXPECT_EQ(names(fruit(), choice({})), "Zitrone Äpfel Birne ");
    EXPECT_EQ(names(fruit(), choice({{"nach", "name"}})), "Äpfel Birne Zitrone ");
    EXPECT_EQ(names(fruit(), choice({{"nach", "-name"}})), "Zitrone Birne Äpfel ");
    EXPECT_EQ(names(fruit(), choice({{"nach", "zahl"}})), "Zitrone Äpfel Birne ");
    EXPECT_EQ(names(fruit(), choice({{"nach", "-zahl"}})), "Birne Äpfel Zitrone ");
    EXPECT_EQ(names(fruit(), choice({{"nach", "farbe"}})), "Zitrone Äpfel Birne ");
}

TEST(Listing, all_words_must_occur_in_any_case_and_not_in_a_button) {
    EXPECT_EQ(names(fruit(), choice({{"suche", "ÄPF"}})), "Äpfel ");
    EXPECT_EQ(names(fruit(), choice({{"suche", " birne  100 "}})), "Birne ");
    EXPECT_EQ(names(fruit(), choice({{"suche", "birne 10 9"}})), "");
    EXPECT_EQ(names(fruit(), choice({{"suche", "Knopf"}})), "");
}

TEST(Listing, heads_are_links_that_sort_and_turn_round_and_say_so) {
    const std::string plain = listing_html(german(), fruit(), choice({})).markup();
    EXPECT_TRUE(has(plain, "href=\"/obst?nach=name#liste\"")) << plain;
    EXPECT_FALSE(has(plain, "aria-sort"));
    EXPECT_FALSE(has(plain, "nach=#liste")) << "buttons are not sorted";
    const std::string up = listing_html(german(), fruit(), choice({{"nach", "name"}})).markup();
    EXPECT_TRUE(has(up, "aria-sort=\"ascending\"><a")) << up;
    EXPECT_TRUE(has(up, "href=\"/obst?nach=-name#liste\""));
    const std::string down = listing_html(german(), fruit(), choice({{"nach", "-name"}})).markup();
    EXPECT_TRUE(has(down, "aria-sort=\"descending\"><a"));
}

TEST(Listing, what_is_asked_for_stays_in_links_form_and_file) {
    const auto asked = choice(
        {{"o-suche", "o & ü"}, {"o-nach", "-name"}, {"andere-suche", "x"}, {"fremd", "y"}}, "o"
    );
    Listing list = fruit(10);
    list.name = "o";
    const std::string page = listing_html(german(), list, asked).markup();
    EXPECT_TRUE(has(page, "value=\"o &amp; ü\"")) << page;
    EXPECT_TRUE(has(page, "name=\"o-nach\" value=\"-name\""));
    EXPECT_TRUE(has(page, "name=\"andere-suche\" value=\"x\""));
    EXPECT_TRUE(has(page, "Keine Zeile passt zu „o &amp; ü“."));
    EXPECT_TRUE(has(page, "href=\"/obst?andere-suche=x&amp;o-nach=-name#o\">Alle zeigen"));
    EXPECT_FALSE(has(page, "fremd"));
    const auto found = choice({{"o-suche", "sorte"}}, "o");
    const std::string some = listing_html(german(), list, found).markup();
    EXPECT_TRUE(has(some, "10 Zeilen passen zu „sorte“."));
    EXPECT_TRUE(has(some, "href=\"/obst.csv?o-suche=sorte\""));
}

TEST(Listing, more_than_a_hundred_rows_stand_on_several_pages_and_all_in_the_file) {
    const Listing list = fruit(listing_rows_per_page);
    const std::string first = listing_html(german(), list, choice({})).markup();
    EXPECT_TRUE(has(first, "Seite 1 von 2"));
    EXPECT_TRUE(has(first, "href=\"/obst?seite=2#liste\""));
    EXPECT_TRUE(has(first, "Sorte 96<"));
    EXPECT_FALSE(has(first, "Sorte 97<"));
    const std::string last = listing_html(german(), list, choice({{"seite", "99"}})).markup();
    EXPECT_TRUE(has(last, "Seite 2 von 2"));
    EXPECT_TRUE(has(last, "Sorte 97<"));
    EXPECT_FALSE(has(last, "Sorte 96<"));
    EXPECT_TRUE(has(listing_csv(german(), list, choice({{"seite", "2"}})), "Sorte 0;"));
    for (const char* odd : {"0", "-1", "zwei", "1x", "99999999999999999999"})
        EXPECT_EQ(choice({{"seite", odd}}).page, 1U) << odd;
}

TEST(Listing, a_short_table_has_no_form_and_a_longer_one_has) {
    EXPECT_FALSE(has(listing_html(german(), fruit(), choice({})).markup(), "<form"));
    EXPECT_TRUE(has(listing_html(german(), fruit(10), choice({})).markup(), "<form"));
    EXPECT_TRUE(has(listing_html(german(), fruit(), choice({{"suche", "x"}})).markup(), "<form"));
}

TEST(Listing, the_file_has_a_byte_order_mark_quotes_and_no_formulas) {
    Listing list = fruit();
    list.rows = {
        {{word_cell("=SUMME(A1)"), word_cell("a;b"), word_cell("Knopf")}},
        {{word_cell("@x"), word_cell("sagt \"ja\"\nund geht"), word_cell("Knopf")}},
        {{word_cell("-1"), word_cell("+49 30"), word_cell("Knopf")}},
        {{word_cell(""), word_cell("ohne Namen"), word_cell("Knopf")}}
    };
    EXPECT_EQ(
        listing_csv(german(), list, choice({})),
        "\xEF\xBB\xBFName;Zahl\r\n"
        "'=SUMME(A1);\"a;b\"\r\n"
        "'@x;\"sagt \"\"ja\"\"\nund geht\"\r\n"
        "'-1;'+49 30\r\n"
        ";ohne Namen\r\n"
    );
}

} // namespace
} // namespace denkraum::html
