// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/prose/atoms.hpp"
#include "base/utf8.hpp"
#include "domain/guideline/edition/imprint.hpp"
#include "domain/guideline/export/testing/rich_sample.hpp"
#include "domain/guideline/export/testing/words/exported_words.hpp"
#include "platform/run/child.hpp"

/// What testing/words/exported_words.hpp says, for the programs that answer at once.
namespace denkraum::guideline {
namespace {

using testing::dated;
using testing::expected;
using testing::Expected;
using testing::ExportedWords;
using testing::lines;
using testing::NamedFile;
using testing::printed_by;
using testing::RenderedWords;
using testing::take_out;
using testing::text_of_epub;
using testing::text_of_markup;
using testing::text_of_structure;
using testing::WordList;
using testing::words_in;

TEST_F(ExportedWords, of_the_text) {
    expect_same(
        file("leitlinie.txt"),
        {.more =
             {dated,
              "Bild",
              "Anmerkungen",
              "https example org amtsblatt",
              "https example org anhang",
              "tel 4930123456"}}
    );
}

TEST_F(ExportedWords, of_akoma_ntoso) {
    const std::string markup = file("leitlinie.akn.xml");
    const std::string body = markup.substr(markup.find("<preface>"));
    expect_same(
        text_of_markup(body, std::regex("alt=\"([^\"]*)\"")), {.labels = false, .more = {dated}}
    );
}

TEST_F(ExportedWords, of_epub) {
    expect_same(text_of_epub(file("leitlinie.epub")), {.more = {dated}});
}

TEST_F(ExportedWords, of_html) {
    const std::string read = text_of_markup(file("leitlinie.html"), std::regex("alt=\"([^\"]*)\""));
    WordList all = words_in(read);
    for (const auto& [key, value] : imprint_of(testing::rich_edition(), "https://netz.example"))
        EXPECT_TRUE(take_out(all, words_in(key + " " + value))) << key;
    const auto sources = list_of_sources(testing::rich_paragraphs(), "de");
    for (const Paragraph& one : sources)
        EXPECT_TRUE(take_out(all, words_in(prose::plain_text(one.block))));
    EXPECT_TRUE(take_out(
        all,
        words_in("Begriffe KI Künstliche Intelligenz im Sinne der Verordnung "
                 "Hochrisikosysteme Systeme nach Anhang III")
    ));
    EXPECT_TRUE(take_out(all, words_in("Anmerkungen")));
    EXPECT_TRUE(take_out(all, words_in(testing::rich_edition().title)));
    const Expected wanted = expected(true);
    for (const std::string& part : wanted.elsewhere)
        EXPECT_TRUE(take_out(all, words_in(part))) << part;
    EXPECT_EQ(lines(all), lines(wanted.body));
}

TEST_F(ExportedWords, of_markdown_read_by_pandoc) {
    if (!run::has_program("pandoc")) GTEST_SKIP() << "skipped: no pandoc";
    const NamedFile text{"leitlinie.md", file("leitlinie.md")};
    const std::string page =
        printed_by({"pandoc", "--from", "gfm", "--to", "html", "--wrap", "none", text.name}, text);
    ASSERT_TRUE(page.contains("<h1")) << page;
    WordList all = words_in(text_of_markup(page, std::regex("(?:alt|title)=\"([^\"]*)\"")));
    EXPECT_TRUE(take_out(all, words_in(testing::rich_edition().title)));
    for (const auto& [key, value] : imprint_of(testing::rich_edition(), "https://netz.example"))
        EXPECT_TRUE(take_out(all, words_in(key + " " + value))) << key;
    for (const Paragraph& one : list_of_sources(testing::rich_paragraphs(), "de"))
        EXPECT_TRUE(take_out(all, words_in(prose::plain_text(one.block))));
    for (const auto& [words, meaning] : terms_of(testing::rich_paragraphs()))
        EXPECT_TRUE(take_out(all, words_in(meaning))) << words;
    const Expected wanted = expected(true);
    for (const std::string& part : wanted.elsewhere)
        EXPECT_TRUE(take_out(all, words_in(part))) << part;
    EXPECT_EQ(lines(all), lines(wanted.body));
}

/// As a PDF writes text: UTF-16 in hexadecimal digits.
std::string in_pdf(std::string_view words) {
    std::string hex = "<FEFF";
    while (!words.empty()) {
        const auto [sign, bytes] = utf8::decode_first(words);
        hex += fmt::format("{:04X}", static_cast<std::uint32_t>(sign));
        words.remove_prefix(bytes);
    }
    return hex + ">";
}

TEST_F(ExportedWords, of_the_alternative_texts_in_the_pdf) {
    const std::string pdf = file("leitlinie.pdf");
    int images = 0;
    for (const Paragraph& paragraph : testing::rich_paragraphs()) {
        prose::each_run(paragraph.block, [&](const prose::Inline& run) {
            const auto image = prose::image_of(run);
            if (!image) return;
            ++images;
            EXPECT_TRUE(pdf.contains("/Alt " + in_pdf(image->alternative)));
        });
    }
    EXPECT_EQ(images, 1);
}

/// The words of a PDF as its structure tree says them.
TEST_F(ExportedWords, of_the_pdf_read_along_its_structure) {
    if (!run::has_program("pdfinfo")) GTEST_SKIP() << "skipped: no pdfinfo (poppler-utils)";
    const std::string read = text_of_structure({"leitlinie.pdf", file("leitlinie.pdf")});
    expect_same(read, {.image = false, .more = {"Leitlinie", dated, "Inhalt"}});
}

TEST_F(RenderedWords, stand_in_files_of_their_own_that_say_their_language) {
    EXPECT_TRUE(made().missing.empty());
    EXPECT_TRUE(file("leitlinie-fr.pdf").contains("/Lang (fr)"));
    EXPECT_TRUE(file("leitlinie-de-simple.pdf").contains("/Lang (de)"));
    EXPECT_TRUE(file("leitlinie-ar.pdf").contains("/Lang (ar)"));
    const std::string package = entry("leitlinie-de-simple.epub", "EPUB/package.opf");
    EXPECT_TRUE(package.contains("<dc:language>de-simple</dc:language>"));
    const std::string page = entry("leitlinie-ar.epub", "EPUB/text.xhtml");
    EXPECT_TRUE(page.contains("xml:lang=\"ar\" dir=\"rtl\""));
    EXPECT_TRUE(page.contains("<h1 lang=\"de\" xml:lang=\"de\">"));
    const std::string word = entry("leitlinie-fr.docx", "word/styles.xml");
    EXPECT_TRUE(word.contains("<w:rPrDefault>"));
    EXPECT_TRUE(word.contains("w:val=\"fr-FR\""));
    EXPECT_TRUE(word.contains("w:val=\"de-DE\"")) << "title and imprint are German";
    const std::string styles = entry("leitlinie-fr.odt", "styles.xml");
    EXPECT_TRUE(styles.contains("fo:language=\"fr\""));
    EXPECT_TRUE(styles.contains("fo:language=\"de\""));
}

} // namespace
} // namespace denkraum::guideline
