// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <random>

#include "engine/intake/file/upload.hpp"
#include "engine/intake/file/xml.hpp"
#include "engine/intake/file/zip_sample.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

using sample::docx_entries;
using sample::Entries;
using sample::Lock;
using sample::paragraph;
using sample::zip_of;

Refusal refusal(ByteView bytes, std::string_view name = "text.docx") {
    const auto upload = read_upload(bytes, name);
    EXPECT_FALSE(upload.has_value());
    return upload ? Refusal::Damaged : upload.error();
}

Refusal refusal(std::string_view text, std::string_view name = "text.docx") {
    return refusal(as_bytes(text), name);
}

Format format(ByteView bytes, std::string_view name) {
    const auto upload = read_upload(bytes, name);
    EXPECT_TRUE(upload.has_value());
    return upload ? upload->format : Format::Text;
}

Format format(std::string_view text, std::string_view name) {
    return format(as_bytes(text), name);
}

TEST(Upload, a_docx_is_one_by_its_parts_and_not_by_its_name) {
    const Bytes docx = zip_of(docx_entries(paragraph("Guten Tag")));
    EXPECT_EQ(format(docx, "bericht.txt"), Format::Docx);
    EXPECT_EQ(format("Guten Tag", "bericht.docx"), Format::Text);
}

TEST(Upload, an_odt_is_one_by_its_media_type) {
    const Bytes odt = zip_of({
        {"mimetype", "application/vnd.oasis.opendocument.text"},
        {"content.xml", "<office/>"},
    });
    EXPECT_EQ(format(odt, "a"), Format::Odt);
}

TEST(Upload, text_formats_are_told_apart) {
    EXPECT_EQ(format("<!DOCTYPE html><p>Hallo", "x"), Format::Html);
    EXPECT_EQ(format("\n <HTML><body>Hallo", "x"), Format::Html);
    EXPECT_EQ(format("<p>Hallo</p>", "x.htm"), Format::Html);
    EXPECT_EQ(format("# Hallo", "x.MD"), Format::Markdown);
    EXPECT_EQ(format("# Hallo", "x.txt"), Format::Text);
}

TEST(Upload, files_that_are_no_texts_are_refused_with_their_reason) {
    EXPECT_EQ(refusal(""), Refusal::Empty);
    EXPECT_EQ(refusal(" \n\t \n"), Refusal::Empty);
    EXPECT_EQ(refusal("%PDF-1.7\n"), Refusal::Pdf);
    EXPECT_EQ(refusal("{\\rtf1\\ansi"), Refusal::Rtf);
    EXPECT_EQ(refusal("\x89PNG\r\n\x1A\n"), Refusal::Image);
    EXPECT_EQ(refusal("\xFF\xD8\xFF\xE0"), Refusal::Image);
    EXPECT_EQ(refusal(std::string_view("BM\0\0\0\1", 6)), Refusal::Image);
    EXPECT_EQ(
        refusal(std::string_view(
            "\x7F"
            "ELF\0\1",
            6
        )),
        Refusal::Binary
    );
    EXPECT_EQ(refusal(zip_of({{"photo.jpg", "x"}})), Refusal::OtherZip);
    EXPECT_EQ(refusal(zip_of({{"xl/workbook.xml", "<x/>"}})), Refusal::Spreadsheet);
    EXPECT_EQ(refusal(zip_of({{"ppt/presentation.xml", "<x/>"}})), Refusal::Spreadsheet);
    EXPECT_EQ(
        refusal(zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})),
        Refusal::Spreadsheet
    );
}

TEST(Upload, a_german_text_that_begins_with_bm_is_no_picture) {
    EXPECT_EQ(format("BMAS, Referat KI", "x.txt"), Format::Text);
}

TEST(Upload, old_word_files_and_protected_ones_are_told_apart) {
    const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    EXPECT_EQ(refusal(ole + std::string(512, '\0')), Refusal::OldWord);
    std::string stream;
    for (const char c : std::string_view("EncryptedPackage"))
        stream += {c, '\0'};
    EXPECT_EQ(refusal(ole + std::string(512, '\0') + stream), Refusal::Encrypted);
}

TEST(Upload, protected_packages_are_refused) {
    EXPECT_EQ(
        refusal(zip_of(docx_entries(paragraph("geheim")), Lock::Password)), Refusal::Encrypted
    );
    const Bytes odt = zip_of({
        {"mimetype", "application/vnd.oasis.opendocument.text"},
        {"content.xml", "?"},
        {"META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"},
    });
    EXPECT_EQ(refusal(odt), Refusal::Encrypted);
}

TEST(Upload, a_bomb_is_not_unpacked) {
    Entries entries = docx_entries(paragraph("klein"));
    entries.emplace_back("word/media/image1.png", std::string(20U << 20U, '\0'));
    const Bytes bomb = zip_of(entries);
    ASSERT_LT(bomb.size(), 100'000U);
    EXPECT_EQ(refusal(bomb), Refusal::Bomb);
}

TEST(Upload, more_entries_than_allowed_are_a_bomb) {
    Entries entries = docx_entries(paragraph("klein"));
    for (std::size_t i = 0; i <= zip_entries_max; ++i) {
        entries.emplace_back("word/x" + std::to_string(i) + ".png", "");
    }
    EXPECT_EQ(refusal(zip_of(entries)), Refusal::Bomb);
}

TEST(Upload, archives_inside_archives_are_not_opened) {
    const Bytes inner = zip_of({{"inner.bin", std::string(9U << 20U, '\0')}});
    Bytes outer = inner;
    for (int i = 0; i < 5; ++i)
        outer = zip_of({{"next.zip", std::string(as_text(outer))}});
    EXPECT_EQ(refusal(outer), Refusal::OtherZip);
    Bytes large(file_bytes_max + 1, 0);
    std::copy(outer.begin(), outer.end(), large.begin());
    EXPECT_EQ(refusal(large), Refusal::TooLarge);
}

TEST(Upload, a_docx_with_entities_never_reaches_the_converter) {
    Entries entries = docx_entries(paragraph("x"));
    entries.back().second =
        R"(<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>)";
    EXPECT_EQ(refusal(zip_of(entries)), Refusal::Bomb);
    entries = docx_entries(paragraph("x"));
    entries.emplace_back("word/styles.xml", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>");
    EXPECT_EQ(refusal(zip_of(entries)), Refusal::Bomb);
}

TEST(Upload, names_with_dots_lead_nowhere) {
    Entries entries = docx_entries(paragraph("x"));
    entries.emplace_back("../../../../tmp/evil.xml", "<x/>");
    EXPECT_EQ(format(zip_of(entries), "x"), Format::Docx);
}

TEST(Upload, every_truncation_of_a_docx_is_refused) {
    const Bytes docx = zip_of(docx_entries(paragraph("Guten Tag")));
    const std::size_t signature_bytes = 4;
    for (std::size_t length = signature_bytes; length < docx.size(); ++length) {
        EXPECT_FALSE(read_upload(ByteView(docx).first(length), "x.docx")) << length;
    }
}

TEST(Upload, changed_bytes_never_crash_it) {
    const Bytes docx = zip_of(docx_entries(paragraph("Guten Tag")));
    std::mt19937 random(42);
    int read = 0;
    for (int round = 0; round < 500; ++round) {
        Bytes changed = docx;
        for (int i = 0; i < 3; ++i) {
            changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
        }
        if (read_upload(changed, "x.docx")) ++read;
    }
    EXPECT_LT(read, 500);
}

TEST(Upload, encodings_become_utf8) {
    const auto text = [](std::string_view bytes) {
        const auto upload = read_upload(as_bytes(bytes), "x.txt");
        return upload ? upload->text : "refused";
    };
    EXPECT_EQ(text("\xEF\xBB\xBFPrüfung"), "Prüfung");
    EXPECT_EQ(
        text("Pr\xFC"
             "fung \x84so\x93 \x80 5"),
        "Prüfung „so“ € 5"
    );
    EXPECT_EQ(
        text(std::string_view(
            "\xFF\xFE"
            "a\0\xFC\0=\xD8\0\xDE",
            10
        )),
        "aü😀"
    );
    EXPECT_EQ(text(std::string_view("\xFE\xFF\0a\0\xFC", 6)), "aü");
    EXPECT_EQ(text("eins\r\nzwei\rdrei"), "eins\nzwei\ndrei");
}

TEST(Upload, says_when_the_encoding_was_guessed) {
    EXPECT_TRUE(read_upload(
                    as_bytes("Pr\xFC"
                             "fung"),
                    "x.txt"
    )
                    ->is_encoding_guessed);
    EXPECT_FALSE(read_upload(as_bytes("Prüfung"), "x.txt")->is_encoding_guessed);
}

TEST(Xml, deep_nesting_and_document_types_are_refused) {
    const XmlVisitor blind{
        .open = [](const XmlElement&) {},
        .close = [](const XmlElement&) {},
        .text = [](std::string_view) {},
    };
    std::string deep;
    for (int i = 0; i < 100'000; ++i)
        deep += "<a>";
    EXPECT_FALSE(walk_xml(as_bytes(deep), blind).has_value());
    std::string nested;
    for (int i = 0; i < 220; ++i)
        nested = "<a>" + nested + "</a>";
    EXPECT_EQ(walk_xml(as_bytes(nested), blind).error().code, ErrorCode::TooLarge);
    EXPECT_EQ(walk_xml(as_bytes("<a><b></a>"), blind).error().code, ErrorCode::Corrupt);
    EXPECT_EQ(walk_xml(as_bytes("<!DOCTYPE a><a/>"), blind).error().code, ErrorCode::Corrupt);
    EXPECT_TRUE(walk_xml(as_bytes("<a><b/></a>"), blind).has_value());
}

TEST(Xml, a_document_type_hidden_in_utf16_is_seen) {
    std::string wide = "\xFF\xFE";
    for (const char c : std::string_view("<!DOCTYPE a><a/>"))
        wide += {c, '\0'};
    EXPECT_TRUE(has_doctype(as_bytes(wide)));
}

} // namespace
} // namespace denkraum::intake
