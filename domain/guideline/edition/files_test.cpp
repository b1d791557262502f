// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/json/json.hpp"
#include "base/prose/atoms.hpp"
#include "base/prose/prose_json.hpp"
#include "domain/guideline/edition/files.hpp"
#include "domain/guideline/edition/verification.hpp"

namespace denkraum::guideline {
namespace {

using prose::Block;
using prose::block_of;
using prose::Kind;

std::string uid(std::uint8_t last) {
    ParagraphId::Raw raw{};
    raw[15] = last;
    return ParagraphId(raw).text();
}

Block block(std::uint8_t last, Kind kind, std::string words) {
    Block made = block_of(kind, std::move(words));
    made.uid = uid(last);
    return made;
}

prose::Prose sample() {
    prose::Prose prose{
        {block(1, Kind::Heading, "Werte"), block(2, Kind::Principle, "Menschen *entscheiden*.")}
    };
    Block item = block(3, Kind::Paragraph, "auch hier");
    item.list = prose::ListStyle::Bullet;
    prose.blocks.push_back(item);
    return prose;
}

Edition edition_of(const prose::Prose& prose) {
    return {
        .key = "ki-einsatz",
        .number = 2,
        .title = "Leitlinie KI-Einsatz",
        .date = *instant_from_iso("2026-11-22"),
        .based_on = 1,
        .legal_state = "Stand November 2026",
        .hash = hash_of(prose),
        .released_by = {"Haus A", "Haus B"},
    };
}

TEST(EditionFiles, the_hash_printed_in_the_json_is_that_of_its_words) {
    const auto paragraphs = *paragraphs_of(sample());
    const auto files = make_files(edition_of(sample()), paragraphs);
    ASSERT_EQ(files[1].name, "leitlinie.json");
    const auto json = json::parse(files[1].bytes);
    ASSERT_TRUE(json.has_value());
    const auto read = prose::from_json(*json);
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(json::text_or(json->get_object(), "hash"), "sha256:" + to_hex(hash_of(*read)));
    const auto& item = json->get_object().at("blocks").at(2).as_object();
    EXPECT_EQ(json::text_or(item, "address"), "/l/ki-einsatz/2/1.1.a");
    EXPECT_EQ(json::text_or(item, "eid"), "chp_1__para_1__point_a");
}

TEST(EditionFiles, whoever_holds_the_json_can_tell_whether_a_word_was_changed) {
    const Edition edition = edition_of(sample());
    const std::string file = make_files(edition, *paragraphs_of(sample()))[1].bytes;
    const auto genuine = verify(file);
    ASSERT_TRUE(genuine);
    EXPECT_TRUE(genuine->holds());
    EXPECT_EQ(genuine->computed, edition.hash);
    EXPECT_EQ(genuine->number, 2);
    std::string forged = file;
    forged.replace(forged.find("auch hier"), 9, "nie hier!");
    const auto found = verify(forged);
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->holds());
    EXPECT_EQ(found->named, "sha256:" + to_hex(edition.hash));
    Edition redacted = edition;
    redacted.is_redacted = true;
    EXPECT_TRUE(verify(make_files(redacted, *paragraphs_of(sample()))[1].bytes)->is_redacted);
    EXPECT_FALSE(verify("{\"blocks\": []}"));
    EXPECT_FALSE(verify("[]"));
}

TEST(EditionFiles, the_markdown_tells_the_imprint_numbers_and_kinds) {
    const auto files = make_files(edition_of(sample()), *paragraphs_of(sample()));
    EXPECT_EQ(
        files[0].bytes,
        "# Leitlinie KI-Einsatz\n"
        "\n"
        "- Ausgabe: 2\n"
        "- Datum: 2026-11-22\n"
        "- Beruht auf Ausgabe: 1\n"
        "- Rechtsstand: Stand November 2026\n"
        "- Freigegeben von: Haus A; Haus B\n"
        "- Prüfsumme des Textes (SHA-256): "
            + to_hex(hash_of(sample()))
            + "\n"
              "- Adresse: /leitlinien/ki-einsatz/ausgaben/2\n"
              "\n"
              "## 1 Werte\n"
              "\n"
              "**1.1** *Grundsatz:* Menschen \\*entscheiden\\*.\n"
              "\n"
              "- **1.1 a** auch hier\n"
    );
}

TEST(EditionFiles, every_address_in_them_has_its_host_and_can_be_followed) {
    prose::Prose linked = sample();
    prose::append_run(linked.blocks[1].content, " Siehe dort", {.link = "/leitlinien/andere"});
    auto paragraphs = *paragraphs_of(linked);
    paragraphs[1].renderings["fr"] = "Les humains décident.";
    const auto files =
        make_files(edition_of(linked), paragraphs, {.base_url = "https://netz.example"});
    ASSERT_EQ(files.size(), 4U);
    const std::string address = "https://netz.example/leitlinien/ki-einsatz/ausgaben/2";
    for (const File& file : files) {
        EXPECT_TRUE(file.bytes.contains(address) || file.name.ends_with(".md")) << file.name;
        const bool is_hashed = file.name.ends_with(".json");
        for (const std::string bare : {" /leitlinien/", ">/leitlinien/", "\"/l/", "\"/leitlinien/"})
            EXPECT_TRUE(is_hashed || !file.bytes.contains(bare)) << file.name << bare;
    }
    EXPECT_TRUE(files[0].bytes.contains("(<https://netz.example/leitlinien/andere>)"));
    EXPECT_TRUE(files[1].bytes.contains("\"/leitlinien/andere\"")) << "it is what the hash is of";
    EXPECT_TRUE(files[2].bytes.contains("\"https://netz.example/leitlinien/andere\""));
    EXPECT_TRUE(files[0].bytes.contains("netz.example/leitlinien/ki-einsatz/ausgaben/2"));
    EXPECT_TRUE(files[1].bytes.contains("\"https://netz.example/l/ki-einsatz/2/1.1.a\""));
}

TEST(EditionFiles, the_archive_page_stands_alone) {
    const auto files = make_files(edition_of(sample()), *paragraphs_of(sample()));
    EXPECT_NE(files[2].bytes.find("id=\"chp_1__para_1\""), std::string::npos);
    EXPECT_EQ(files[2].bytes.find("<script"), std::string::npos);
    EXPECT_EQ(files[2].bytes.find("src="), std::string::npos);
}

/// Two notes and an image that nobody has rendered, between two paragraphs that somebody has.
std::vector<Paragraph> half_rendered() {
    Block first = block(2, Kind::CommitmentClause, "Wir prüfen");
    first.content.push_back(prose::inline_of(prose::Note{"Vor jedem Einsatz."}));
    Block second = block(3, Kind::CheckQuestion, "Wer prüft");
    second.content.push_back(prose::inline_of(prose::Note{"Namen genügen nicht."}));
    second.content.push_back(prose::inline_of(prose::Image{
        .hash = std::string(64, 'a'),
        .type = "image/png",
        .width = 2,
        .height = 1,
        .alternative = "Ein Balken"
    }));
    const prose::Prose prose{
        {block(1, Kind::Heading, "Werte"),
         first,
         second,
         block(4, Kind::CommitmentClause, "Wir hören zu.")}
    };
    auto paragraphs = *paragraphs_of(prose);
    paragraphs[0].renderings["fr"] = "Valeurs";
    paragraphs[3].renderings["fr"] = "Nous écoutons.";
    return paragraphs;
}

std::string french_page() {
    const auto paragraphs = half_rendered();
    const auto pixels = [](const prose::Image&) { return std::optional<std::string>("png"); };
    const auto files = make_files(edition_of(prose_of(paragraphs)), paragraphs, {.images = pixels});
    EXPECT_EQ(files.back().name, "leitlinie-fr.html");
    return files.back().bytes;
}

TEST(EditionFiles, a_note_that_is_not_rendered_is_reached_from_its_own_paragraph) {
    const std::string page = french_page();
    const std::size_t first = page.find("href=\"#anmerkung-1\"");
    const std::size_t second = page.find("href=\"#anmerkung-2\"");
    ASSERT_NE(second, std::string::npos);
    EXPECT_LT(page.find("Wir prüfen"), first);
    EXPECT_LT(page.find("Wer prüft"), second);
    EXPECT_TRUE(page.contains("<li id=\"anmerkung-1\">Vor jedem Einsatz."));
    EXPECT_TRUE(page.contains("<li id=\"anmerkung-2\">Namen genügen nicht."));
    EXPECT_EQ(page.find(">Anmerkungen<"), page.rfind(">Anmerkungen<"));
    EXPECT_LT(page.find("Nous écoutons."), page.find(">Anmerkungen<"));
}

TEST(EditionFiles, a_page_in_another_language_names_kinds_and_shows_images) {
    const std::string page = french_page();
    EXPECT_TRUE(page.contains("1.1 · <span lang=\"de\">Selbstverpflichtung</span>"));
    EXPECT_TRUE(page.contains("1.2 · <span lang=\"de\">Prüffrage</span>"));
    EXPECT_TRUE(page.contains("1.3 · <span lang=\"de\">Selbstverpflichtung</span>"));
    EXPECT_TRUE(page.contains("src=\"data:image/png;base64,"));
}

TEST(EditionFiles, two_paragraphs_with_one_uid_are_no_edition) {
    prose::Prose prose = sample();
    prose.blocks[1].uid = prose.blocks[0].uid;
    EXPECT_FALSE(paragraphs_of(prose).has_value());
    prose.blocks[1].uid.clear();
    EXPECT_FALSE(paragraphs_of(prose).has_value());
}

TEST(EditionFiles, a_citation_names_guideline_edition_and_number) {
    const Edition edition = edition_of(sample());
    EXPECT_EQ(citation_of(edition, "3.4.a"), "Leitlinie KI-Einsatz, 2. Ausgabe, Nr. 3.4 a");
    EXPECT_EQ(citation_of(edition, ""), "Leitlinie KI-Einsatz, 2. Ausgabe");
}

} // namespace
} // namespace denkraum::guideline
