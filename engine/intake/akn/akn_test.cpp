// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <string>

#include "engine/intake/akn/akn.hpp"

namespace denkraum::intake {
namespace {

AknText read(std::string_view body, std::string_view meta = {}) {
    Report report;
    const std::string xml = "<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'>"
                            "<doc name='x'><meta>"
                            + std::string(meta) + "</meta>" + std::string(body)
                            + "</doc></akomaNtoso>";
    auto text = read_akn(xml, {}, report);
    EXPECT_TRUE(text) << (text ? "" : text.error().detail);
    return text ? *std::move(text) : AknText();
}

std::string shown(const prose::Prose& prose) {
    std::string text;
    for (const prose::Block& block : prose.blocks) {
        text += prose::id_of(block.kind);
        if (block.level > 0) text += std::to_string(block.level);
        text += " " + prose::plain_text(block) + "|";
    }
    return text;
}

TEST(Akn, containers_become_headings_and_numbered_paragraphs) {
    const AknText text =
        read("<body><chapter><num>I</num><heading>Zweck</heading>"
             "<article><num>§ 1</num><heading>Ziel</heading>"
             "<paragraph><num>(1)</num><intro><p>Es gilt:</p></intro>"
             "<point><num>a)</num><content><p>erstens,</p></content></point></paragraph>"
             "</article></chapter></body>");
    EXPECT_EQ(shown(text.prose), "h1 I Zweck|h2 § 1 Ziel|p (1) Es gilt:|p a) erstens,|");
}

TEST(Akn, no_word_outside_the_meta_is_lost) {
    const AknText text = read(
        "<preface><p>Vorspann <b>fett</b></p></preface><mainBody>lose"
        "<unknown><num>7</num></unknown><p>Satz<authorialNote><p>Fuß</p></authorialNote>.</p>"
        "<table><caption>Titel</caption><tr><th><p>Kopf</p></th></tr><tr><td><p>a</p><p>b</p></td>"
        "</tr></table></mainBody>",
        "<x>nicht</x>"
    );
    EXPECT_EQ(shown(text.prose), "p Vorspann fett|p lose|p 7 |p Satz.|table Titel\nKopf\na\nb|");
    EXPECT_TRUE(text.prose.blocks.back().table.header_row);
}

std::string long_row(std::size_t cells) {
    std::string row = "<tr>";
    for (std::size_t i = 0; i < cells; ++i)
        row += "<td/>";
    return row + "</tr>";
}

TEST(Akn, many_short_rows_beside_a_long_one_are_not_filled_up) {
    Report report;
    std::string rows = long_row(20'000);
    for (int i = 0; i < 999; ++i)
        rows += "<tr/>";
    const std::string xml = "<akomaNtoso><doc name='x'><mainBody><table>" + rows
                            + "</table></mainBody></doc></akomaNtoso>";
    EXPECT_EQ(read_akn(xml, {}, report).error().code, ErrorCode::TooLarge);
    std::string tables;
    for (int table = 0; table < 30; ++table) {
        tables += "<table>" + long_row(100);
        for (int i = 0; i < 99; ++i)
            tables += "<tr/>";
        tables += "</table>";
    }
    const std::string many =
        "<akomaNtoso><doc name='x'><mainBody>" + tables + "</mainBody></doc></akomaNtoso>";
    EXPECT_EQ(read_akn(many, {}, report).error().code, ErrorCode::TooLarge);
}

TEST(Akn, a_document_type_is_refused) {
    Report report;
    EXPECT_FALSE(read_akn("<!DOCTYPE x [<!ENTITY e 'e'>]><akomaNtoso/>", {}, report));
}

} // namespace
} // namespace denkraum::intake
