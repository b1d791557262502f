// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/prose/atoms.hpp"
#include "domain/document/importing/store.hpp"
#include "domain/document/importing/testing/world.hpp"
#include "domain/document/media/media.hpp"
#include "engine/intake/file/zip_sample.hpp"
#include "platform/image/testing/sample_png.hpp"

namespace denkraum::document::importing {
namespace {

using intake::sample::paragraph;

/// A DOCX with a picture, a comment and tracked changes.
Bytes sample_docx() {
    const std::string drawing =
        R"(<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/)"
        R"(2006/wordprocessingDrawing"><wp:extent cx="100" cy="100"/><wp:docPr id="1" name="B"/>)"
        R"(<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">)"
        R"(<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">)"
        R"(<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">)"
        R"(<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/)"
        R"(relationships" r:embed="rId7"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>)"
        R"(</wp:inline></w:drawing></w:r></w:p>)";
    auto entries = intake::sample::docx_entries(
        R"(<w:p><w:r><w:t xml:space="preserve">Wir </w:t></w:r><w:del w:id="1" w:author="A">)"
        R"(<w:r><w:delText>alten</w:delText></w:r></w:del><w:ins w:id="2" w:author="A">)"
        R"(<w:r><w:t>neuen</w:t></w:r></w:ins></w:p>)"
        + drawing + paragraph("Ende")
    );
    entries.emplace_back(
        "word/_rels/document.xml.rels",
        R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
        R"(<Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/)"
        R"(relationships/image" Target="media/bild.png"/></Relationships>)"
    );
    entries.emplace_back(
        "word/comments.xml",
        intake::sample::part_of(
            "comments",
            R"(<w:comment w:id="0" w:author="Anna">)" + paragraph("Stimmt das?") + "</w:comment>"
        )
    );
    const Bytes png = image::sample_png(6, 4);
    entries.emplace_back("word/media/bild.png", std::string(as_text(png)));
    return intake::sample::zip_of(entries);
}

class Importing : public World {};
DK_ON_BOTH_DATABASES(Importing);

TEST_P(Importing, a_docx_brings_its_pictures_and_comments) {
    auto browser = signed_in_as(expert_email);
    const std::string address = imported(browser, "a.docx", sample_docx());
    const std::string page = network::body_of(browser.get(address));
    EXPECT_TRUE(has(page, "Bild ohne Beschreibung aus a.docx, bitte beschreiben")) << page;
    EXPECT_TRUE(has(page, "Stimmt das?"));
    const std::string source = network::between(page, "src=\"" + address, "\"");
    ASSERT_FALSE(source.empty()) << page;
    EXPECT_EQ(browser.get(address + source).status, 200);
    EXPECT_EQ(count("SELECT COUNT(*) FROM image"), 0) << "a preview stores nothing";

    const Reading reading = taken_over(browser, address);
    const auto hashes = media::hashes_in(reading.prose);
    ASSERT_EQ(hashes.size(), 1U);
    EXPECT_EQ(source, "/bilder/" + hashes[0]);
    EXPECT_EQ(count("SELECT COUNT(*) FROM image"), 1);
    EXPECT_EQ(count("SELECT COUNT(*) FROM document_image"), 1);
    const auto comments = browser.get(document_ + "/kommentare-der-datei");
    EXPECT_TRUE(has(network::body_of(comments), "Stimmt das?"));
    EXPECT_TRUE(has(network::body_of(comments), "Anna"));
    EXPECT_EQ(count("SELECT COUNT(*) FROM trail_entry WHERE action = 'document.comments_kept'"), 1);
}

TEST_P(Importing, an_akoma_ntoso_text_becomes_a_draft_with_uids_of_its_own) {
    const std::string_view akn =
        R"(<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc name="x">)"
        R"(<meta><proprietary xmlns:dk="urn:x-denkraum:edition:1"><dk:paragraph href="#para_1")"
        R"( kind="principle"/></proprietary></meta><mainBody><paragraph eId="para_1")"
        R"( GUID="AAAAAAAAAAAAAAAAAAAAAQ"><num>0.1</num><content><p>Menschen entscheiden.</p>)"
        R"(</content></paragraph></mainBody></doc></akomaNtoso>)";
    auto browser = signed_in_as(expert_email);
    const std::string address = imported(browser, "leitlinie.akn.xml", as_bytes(akn));
    const Reading reading = taken_over(browser, address);
    ASSERT_EQ(reading.prose.blocks.size(), 1U);
    EXPECT_EQ(reading.prose.blocks[0].kind, prose::Kind::Principle);
    EXPECT_EQ(prose::plain_text(reading.prose.blocks[0]), "Menschen entscheiden.");
    EXPECT_NE(reading.prose.blocks[0].uid, "AAAAAAAAAAAAAAAAAAAAAQ");
}

TEST_P(Importing, tracked_changes_are_accepted_or_rejected_as_people_choose) {
    auto browser = signed_in_as(expert_email);
    const std::string address = imported(browser, "a.docx", sample_docx());
    const std::string accepted = network::body_of(browser.get(address));
    EXPECT_TRUE(has(accepted, "Wir neuen"));
    EXPECT_TRUE(has(accepted, "Alle Änderungen ablehnen"));
    EXPECT_EQ(browser.post(address + "/aenderungen", {{"changes", "reject"}}).status, 303);
    wait(browser, address);
    const std::string rejected = network::body_of(browser.get(address));
    EXPECT_TRUE(has(rejected, "Wir alten"));
    EXPECT_FALSE(has(rejected, "Wir neuen"));
    EXPECT_TRUE(has(rejected, "Alle Änderungen annehmen"));
    EXPECT_TRUE(has(prose::plain_text(taken_over(browser, address).prose), "Wir alten"));
}

TEST_P(Importing, those_of_an_odt_too) {
    const Bytes odt = intake::sample::zip_of(intake::sample::odt_entries(
        R"(<text:tracked-changes><text:changed-region text:id="a"><text:deletion>)"
        R"(<text:p>alten</text:p></text:deletion></text:changed-region>)"
        R"(<text:changed-region text:id="b"><text:insertion/></text:changed-region>)"
        R"(</text:tracked-changes><text:p>Wir <text:change text:change-id="a"/>)"
        R"(<text:change-start text:change-id="b"/>neuen<text:change-end text:change-id="b"/>)"
        R"(</text:p>)"
    ));
    auto browser = signed_in_as(expert_email);
    const std::string address = imported(browser, "a.odt", odt);
    const std::string accepted = network::body_of(browser.get(address));
    EXPECT_TRUE(has(accepted, "Wir neuen")) << accepted;
    EXPECT_FALSE(has(accepted, "alten"));
    EXPECT_TRUE(has(accepted, "Alle Änderungen ablehnen"));
    EXPECT_EQ(browser.post(address + "/aenderungen", {{"changes", "reject"}}).status, 303);
    wait(browser, address);
    EXPECT_TRUE(has(network::body_of(browser.get(address)), "Alle Änderungen annehmen"));
    const std::string words = prose::plain_text(taken_over(browser, address).prose);
    EXPECT_EQ(words, "Wir alten\n");
}

TEST_P(Importing, taking_over_twice_makes_one_draft) {
    auto browser = signed_in_as(expert_email);
    const std::string address = imported(browser, "a.txt", as_bytes("Guten Tag"));
    const auto id = JobId::from_text(address.substr(address.rfind('/') + 1));
    ASSERT_TRUE(id.has_value());
    {
        const auto claim = jobs_->claim(*id, expert);
        ASSERT_TRUE(claim.has_value());
        // Somebody is taking it over: nobody else does, and nobody drops it.
        EXPECT_EQ(network::location_of(browser.post(address + "/uebernehmen", {})), address);
        EXPECT_EQ(network::location_of(browser.post(address + "/verwerfen", {})), address);
        const std::string page = network::body_of(browser.get(address));
        EXPECT_TRUE(has(page, "Der Entwurf wird angelegt …")) << page;
        EXPECT_FALSE(has(page, "Abbrechen"));
    }
    EXPECT_EQ(count("SELECT COUNT(*) FROM document"), 0);
    (void)taken_over(browser, address);
    EXPECT_EQ(network::location_of(browser.post(address + "/uebernehmen", {})), address);
    EXPECT_EQ(network::location_of(browser.get(address)), document_);
    EXPECT_EQ(network::location_of(browser.post(address + "/verwerfen", {})), address);
    EXPECT_EQ(count("SELECT COUNT(*) FROM document"), 1);
}

TEST_P(Importing, a_title_that_is_missing_leaves_the_preview_waiting) {
    auto browser = signed_in_as(expert_email);
    const std::string address = imported(browser, "a.docx", sample_docx());
    EXPECT_EQ(browser.post(address + "/uebernehmen", {{"title", " "}}).status, 422);
    EXPECT_EQ(count("SELECT COUNT(*) FROM image"), 0);
    (void)taken_over(browser, address);
    EXPECT_EQ(count("SELECT COUNT(*) FROM document"), 1);
}

TEST_P(Importing, a_draft_comes_with_what_belongs_to_it_or_not_at_all) {
    const std::int64_t entries = count("SELECT COUNT(*) FROM trail_entry");
    commands::NewDocument wanted{.title = "Entwurf", .origin = "a.docx"};
    wanted.beside = [](sql::Transaction& main, DocumentId id) -> Done {
        DK_DO(store::insert_comments(main, id, {{.author = "Anna", .words = "Stimmt das?"}}));
        return fail(ErrorCode::Unavailable, "the disk is full");
    };
    EXPECT_FALSE(commands::create(with(), administrator.actor, std::move(wanted)).has_value());
    EXPECT_EQ(count("SELECT COUNT(*) FROM document"), 0);
    EXPECT_EQ(count("SELECT COUNT(*) FROM import_comment"), 0);
    EXPECT_EQ(count("SELECT COUNT(*) FROM trail_entry"), entries);
}

TEST_P(Importing, what_others_read_in_is_not_shown) {
    auto browser = signed_in_as(expert_email);
    const std::string address = imported(browser, "a.docx", sample_docx());
    const std::string page = network::body_of(browser.get(address));
    const std::string picture = address + network::between(page, "src=\"" + address, "\"");
    ASSERT_EQ(browser.get(picture).status, 200);
    auto other = signed_in_as(coordinator_email);
    EXPECT_EQ(other.get(address).status, 404);
    EXPECT_EQ(other.get(picture).status, 404);
}

} // namespace
} // namespace denkraum::document::importing
