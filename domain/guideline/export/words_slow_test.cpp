// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/guideline/export/testing/rich_sample.hpp"
#include "domain/guideline/export/testing/words/exported_words.hpp"
#include "platform/export/zip.hpp"
#include "platform/run/child.hpp"

/// What testing/words/exported_words.hpp says, as LibreOffice shows it, which takes seconds a file.
namespace denkraum::guideline {
namespace {

using testing::dated;
using testing::ExportedWords;
using testing::NamedFile;
using testing::RenderedWords;
using testing::shown_by_libreoffice;
using testing::text_of_epub;
using testing::text_of_structure;

TEST_F(ExportedWords, of_odt_and_docx_rendered_by_libreoffice) {
    if (!run::has_program("soffice")) GTEST_SKIP() << "skipped: no LibreOffice";
    for (const std::string format : {"odt", "docx"}) {
        SCOPED_TRACE(format);
        const std::string read = shown_by_libreoffice(
            {"leitlinie." + format, file("leitlinie." + format)}, "leitlinie.html"
        );
        const std::string edges = "https://netz.example/leitlinien/ki-einsatz/ausgaben/2 SHA-256 "
                                  + to_hex(testing::rich_edition().hash);
        expect_same(read, {.image = false, .more = {dated, edges}});
        const auto entries = exports::read_zip(file("leitlinie." + format));
        ASSERT_TRUE(entries);
        const bool says_image = std::any_of(entries->begin(), entries->end(), [](const auto& one) {
            return one.name.ends_with(".xml") && one.bytes.contains("zweimal so viele Rückfragen");
        });
        EXPECT_TRUE(says_image);
    }
}

TEST_F(RenderedWords, are_the_same_in_every_format) {
    if (!run::has_program("pdfinfo")) GTEST_SKIP() << "skipped: no pdfinfo (poppler-utils)";
    if (!run::has_program("soffice")) GTEST_SKIP() << "skipped: no LibreOffice";
    const auto all = renditions_of(testing::rich_edition(), paragraphs());
    ASSERT_EQ(all.size(), 3U);
    for (const Rendition& one : all) {
        const std::string name = one.stem() + ".pdf";
        SCOPED_TRACE(one.stem());
        expect_rendered(text_of_epub(file(one.stem() + ".epub")), one);
        for (const std::string format : {"odt", "docx"}) {
            const NamedFile office{one.stem() + "." + format, file(one.stem() + "." + format)};
            expect_rendered(shown_by_libreoffice(office, one.stem() + ".html"), one);
        }
        // Letters from right to left come out of the tree as they are drawn.
        if (one.into.language.is_right_to_left) continue;
        expect_rendered(text_of_structure({name, file(name)}), one);
    }
}

} // namespace
} // namespace denkraum::guideline
