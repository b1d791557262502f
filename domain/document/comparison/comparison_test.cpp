// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/prose/atoms.hpp"
#include "domain/document/comparison/diff_text.hpp"

namespace denkraum::document::comparison {
namespace {

const i18n::Words& german() {
    static const i18n::Catalogues all = *i18n::Catalogues::load(DENKRAUM_LOCALES);
    return all.of(i18n::Language::German);
}

prose::Block block_of(char name, std::string_view words, prose::Marks marks = {}) {
    prose::Block block{.uid = std::string(21, name) + "A"};
    prose::append_run(block.content, words, marks);
    return block;
}

/// How the page shows one text that became another; numbers are "1", "2" ….
std::string
shown(const prose::Prose& before, const prose::Prose& after, Layout layout = Layout::Inline) {
    const auto numbers_of = [](const prose::Prose& prose) {
        std::vector<std::string> numbers;
        for (std::size_t i = 1; i <= prose.blocks.size(); ++i)
            numbers.push_back(std::to_string(i));
        return numbers;
    };
    const auto was = numbers_of(before);
    const auto is = numbers_of(after);
    const DiffView view{.layout = layout, .numbers_before = was, .numbers = is};
    return diff_html(german(), diff::compare(before, after), view).markup();
}

std::string said(const prose::Prose& before, const prose::Prose& after) {
    return shown(before, after, Layout::Text);
}

constexpr std::string_view first = "Wer ein System einführt, prüft vorher seine Wirkung.";
constexpr std::string_view second = "Wer betroffen ist, wird vor der Einführung gehört.";

TEST(Comparison, a_split_paragraph_names_both_parts_and_loses_no_word) {
    const prose::Prose whole{{block_of('a', std::string(first) + " " + std::string(second))}};
    const prose::Prose parts{{block_of('a', first), block_of('b', second)}};
    const std::string page = shown(whole, parts);
    EXPECT_TRUE(page.contains("<strong>Geteilt</strong> Nr. 1, 2, bisher 1"));
    EXPECT_TRUE(page.contains(first) && page.contains(second)) << page;
    EXPECT_TRUE(said(whole, parts).contains("<li>Nr. 1, geteilt in Nr. 1; Nr. 2: "));
}

TEST(Comparison, joined_paragraphs_name_both_and_lose_no_word) {
    const prose::Prose parts{{block_of('a', first), block_of('b', second)}};
    const prose::Prose whole{{block_of('a', std::string(first) + " " + std::string(second))}};
    const std::string page = shown(parts, whole);
    EXPECT_TRUE(page.contains("<strong>Zusammengefasst</strong> Nr. 1, bisher 1, 2"));
    EXPECT_TRUE(page.contains(first) && page.contains(second)) << page;
    EXPECT_TRUE(said(parts, whole).contains("<li>Nr. 1; Nr. 2, zusammengefasst zu Nr. 1: "));
}

TEST(Comparison, formatted_words_are_marked_and_told) {
    const prose::Prose plain{{block_of('a', "Wir hören zu.")}};
    const prose::Prose strong{{block_of('a', "Wir hören zu.", {.strong = true})}};
    EXPECT_TRUE(shown(plain, strong).contains("dk-diff__marked")) << shown(plain, strong);
    EXPECT_TRUE(shown(plain, strong).contains(" · andere Auszeichnung")) << shown(plain, strong);
    EXPECT_TRUE(said(plain, strong).contains("andere Auszeichnung bei „Wir hören zu.“"))
        << said(plain, strong);
    const prose::Prose explained{{block_of('a', "Wir hören zu.", {.term = "in Runden"})}};
    EXPECT_TRUE(shown(plain, explained).contains(" · andere Begriffserklärung"))
        << shown(plain, explained);
    EXPECT_FALSE(shown(plain, explained).contains(" · andere Auszeichnung"));
    EXPECT_TRUE(said(plain, explained).contains("bisher „nichts“, nun „in Runden“"))
        << said(plain, explained);
}

TEST(Comparison, a_change_of_kind_names_both_kinds) {
    prose::Prose before{{block_of('a', "Wir hören zu.")}};
    prose::Prose after = before;
    before.blocks[0].kind = prose::Kind::Recommendation;
    after.blocks[0].kind = prose::Kind::CommitmentClause;
    EXPECT_TRUE(shown(before, after).contains(" · Selbstverpflichtung statt Empfehlung"))
        << shown(before, after);
    EXPECT_TRUE(
        said(before, after).contains("Nr. 1, geändert: Selbstverpflichtung statt Empfehlung.")
    );
    after.blocks[0].kind = prose::Kind::Heading;
    after.blocks[0].level = 1;
    EXPECT_TRUE(shown(before, after).contains(" · Überschrift statt Empfehlung"))
        << shown(before, after);
}

TEST(Comparison, what_moved_says_from_where_to_where) {
    const auto one = block_of('a', first);
    const auto two = block_of('b', second);
    const auto three = block_of('c', "Und am Ende steht ein Bericht, den alle lesen können.");
    const std::string list = said({{one, two, three}}, {{three, one, two}});
    EXPECT_TRUE(list.contains("<li>Nr. 1, verschoben: stand bisher als Nr. 3.</li>")) << list;
    EXPECT_EQ(list.find("<li>"), list.rfind("<li>")) << "one entry for one change";
}

TEST(Comparison, a_replaced_word_and_a_note_are_said_with_their_place) {
    const prose::Prose before{{block_of('b', second), block_of('a', "Die Behörde darf prüfen.")}};
    prose::Prose after{{block_of('b', second), block_of('a', "Die Behörde muss prüfen.")}};
    EXPECT_TRUE(said(before, after).contains("<li>Nr. 2, geändert: aus „darf“ wird „muss“.</li>"))
        << said(before, after);
    after.blocks[1].content.push_back(prose::inline_of(prose::Note{.words = "seit 2026"}));
    EXPECT_TRUE(said(before, after).contains("[Anmerkung: seit 2026]")) << said(before, after);
}

TEST(Comparison, tables_tell_their_cells_and_heads) {
    prose::Block table = block_of('t', "Fristen");
    table.kind = prose::Kind::Table;
    table.table.rows = {
        {{{.text = "Was"}}, {{.text = "Wann"}}}, {{{.text = "Bericht"}}, {{.text = "jedes Jahr"}}}
    };
    prose::Block after = table;
    after.table.rows[1][1] = {{.text = "jeden Monat"}};
    after.table.header_column = true;
    const std::string list = said({{table}}, {{after}});
    EXPECT_TRUE(list.contains("Zeile 2, Spalte 2: ")) << list;
    EXPECT_TRUE(list.contains("andere Kopfzellen"));
    EXPECT_TRUE(shown({{table}}, {{after}}).contains(" · andere Kopfzellen"))
        << shown({{table}}, {{after}});
}

TEST(Comparison, on_a_page_in_another_language_only_the_words_of_the_text_are_marked) {
    static const i18n::Catalogues all = *i18n::Catalogues::load(DENKRAUM_LOCALES);
    const i18n::Words& english = all.of(i18n::Language::English);
    const prose::Prose before{{block_of('a', "Die Behörde darf prüfen.")}};
    const prose::Prose after{{block_of('a', "Die Behörde muss prüfen.", {.term = "Amt"})}};
    const auto diff = diff::compare(before, after);
    const std::string page = diff_html(english, diff, {.text_language = "de"}).markup();
    EXPECT_TRUE(page.contains("inserted: </span><span lang=\"de\">muss</span></ins>")) << page;
    EXPECT_FALSE(page.contains("<div lang"));
    const DiffView told{.layout = Layout::Text, .text_language = "de"};
    const std::string list = diff_html(english, diff, told).markup();
    EXPECT_TRUE(list.contains("<span lang=\"de\">muss</span>")) << list;
    EXPECT_FALSE(list.contains("<span lang=\"de\"></span>")) << list;
    EXPECT_FALSE(list.contains('\x02') || list.contains('\x03'));
    EXPECT_FALSE(list.contains("\"de\">nothing")) << list;
    EXPECT_FALSE(diff_html(english, diff, {.text_language = "en"}).markup().contains("lang="));
}

TEST(Comparison, the_same_text_has_no_list) {
    const prose::Prose text{{block_of('a', first)}};
    EXPECT_EQ(said(text, text), "");
}

TEST(Comparison, the_three_ways_to_show_it_lead_to_each_other) {
    const std::string links = layout_links(german(), Layout::Text, [](std::string_view id) {
                                  return "/v?ansicht=" + std::string(id);
                              }).markup();
    EXPECT_TRUE(links.contains("Im Text") && links.contains("Nebeneinander"));
    const std::size_t here = links.find("aria-current");
    ASSERT_NE(here, std::string::npos);
    EXPECT_NE(links.find("Als Text", here), std::string::npos) << "this one is shown";
    for (const Layout layout : {Layout::Inline, Layout::SideBySide, Layout::Text}) {
        const std::string id = layout == Layout::Text ? "text" : "spalten";
        EXPECT_EQ(layout_from(layout == Layout::Inline ? "" : id), layout);
    }
}

} // namespace
} // namespace denkraum::document::comparison
