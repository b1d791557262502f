// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>

#include "domain/guideline/export/exports.hpp"
#include "domain/guideline/export/testing/rich_sample.hpp"
#include "platform/run/child.hpp"

/// PDF, ODT and DOCX as pictures of their pages: what can be told from ink alone. Whether they read
/// well is for eyes; EXPORTS_FOLDER of exports_test keeps the files for them.
namespace denkraum::guideline {
namespace {

constexpr int dots_per_inch = 40;
constexpr double mm_per_inch = 25.4;
/// Ink nearer to the edge than this is cut by a printer, or runs out of the page.
constexpr int edge_mm = 8;
constexpr unsigned char ink_below = 200;

struct Picture {
    int width = 0;
    int height = 0;
    std::string dots = {};
};

/// One number of a PGM head, and the white space behind it.
int number_from(std::string_view& bytes) {
    int number = 0;
    const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), number);
    EXPECT_EQ(error, std::errc());
    bytes.remove_prefix(static_cast<std::size_t>(end - bytes.data()) + 1);
    return number;
}

/// "P5\n331 468\n255\n" and as many bytes, page after page.
std::vector<Picture> pictures_in(std::string_view bytes) {
    std::vector<Picture> all;
    while (bytes.starts_with("P5\n")) {
        bytes.remove_prefix(3);
        Picture one{.width = number_from(bytes), .height = number_from(bytes)};
        EXPECT_EQ(number_from(bytes), 255);
        const std::size_t size =
            static_cast<std::size_t>(one.width) * static_cast<std::size_t>(one.height);
        if (size == 0 || size > bytes.size()) break;
        one.dots = bytes.substr(0, size);
        bytes.remove_prefix(size);
        all.push_back(std::move(one));
    }
    EXPECT_TRUE(bytes.empty());
    return all;
}

std::string run_on(std::vector<std::string> argv, const File& file, const std::string& wanted) {
    run::ChildOrder order{.argv = std::move(argv)};
    order.limits.memory_bytes_max = 0;
    const ByteView bytes = as_bytes(file.bytes);
    order.files = {{.name = file.name, .bytes = Bytes(bytes.begin(), bytes.end())}};
    if (!wanted.empty()) order.wanted = {wanted};
    const auto output = run::run_child(order);
    if (!output) {
        ADD_FAILURE() << output.error().detail;
        return {};
    }
    if (wanted.empty()) return std::string(as_text(output->out));
    if (output->files.empty()) {
        ADD_FAILURE() << output->err;
        return {};
    }
    return std::string(as_text(output->files.front().bytes));
}

std::vector<Picture> pages_of(const File& pdf) {
    const std::string resolution = std::to_string(dots_per_inch);
    return pictures_in(run_on({"pdftoppm", "-gray", "-r", resolution, pdf.name}, pdf, ""));
}

/// Where ink is, from the edges of the page, in mm.
struct Ink {
    std::size_t dots = 0;
    double left = 0;
    double right = 0;
    double top = 0;
    double bottom = 0;
};

Ink ink_on(const Picture& page) {
    int left = page.width;
    int right = -1;
    int top = page.height;
    int bottom = -1;
    Ink ink;
    for (int y = 0; y < page.height; ++y) {
        for (int x = 0; x < page.width; ++x) {
            const auto at = static_cast<std::size_t>(y * page.width + x);
            if (static_cast<unsigned char>(page.dots[at]) >= ink_below) continue;
            ++ink.dots;
            left = std::min(left, x);
            right = std::max(right, x);
            top = std::min(top, y);
            bottom = y;
        }
    }
    const auto mm = [](int dots) { return dots * mm_per_inch / dots_per_inch; };
    ink.left = mm(left);
    ink.right = mm(page.width - 1 - right);
    ink.top = mm(top);
    ink.bottom = mm(page.height - 1 - bottom);
    return ink;
}

class Pages : public ::testing::Test {
protected:
    void SetUp() override {
        if (!run::has_program("pdftoppm")) GTEST_SKIP() << "skipped: no pdftoppm (poppler-utils)";
        if (!missing_tools(tools()).empty()) GTEST_SKIP() << "skipped: no typst or no pandoc";
    }
    static ExportTools tools() {
        return {
            .typst = DENKRAUM_TYPST,
            .pandoc = true,
            .base_url = "https://netz.example",
            .images = testing::rich_images()
        };
    }
    static File made(const std::vector<Paragraph>& paragraphs, std::string_view name) {
        const auto all = make_all_files(
            testing::rich_edition(), paragraphs, testing::earlier_editions(), tools()
        );
        for (const File& file : all.files) {
            if (file.name == name) return file;
        }
        ADD_FAILURE() << name << " was not made";
        return {};
    }
    static File printed_by_libreoffice(const File& file) {
        const std::string pdf = file.name.substr(0, file.name.rfind('.')) + ".pdf";
        return {
            pdf,
            "application/pdf",
            run_on({"soffice", "--headless", "--convert-to", "pdf", file.name}, file, pdf)
        };
    }
    /// A4, upright; no page empty, and everything within the page.
    static void expect_whole(const std::vector<Picture>& pages) {
        for (std::size_t i = 0; i < pages.size(); ++i) {
            SCOPED_TRACE("page " + std::to_string(i + 1));
            EXPECT_NEAR(pages[i].width * mm_per_inch / dots_per_inch, 210, 2);
            EXPECT_NEAR(pages[i].height * mm_per_inch / dots_per_inch, 297, 2);
            const Ink ink = ink_on(pages[i]);
            EXPECT_GT(ink.dots, pages[i].dots.size() / 500) << "hardly anything on it";
            for (const double margin : {ink.left, ink.right, ink.top, ink.bottom})
                EXPECT_GE(margin, edge_mm);
        }
    }
};

/// A row of cells with words that do not break, and a very long address.
std::vector<Paragraph> wide_paragraphs() {
    prose::Prose prose = testing::rich_prose();
    prose::Block table = prose::block_of(prose::Kind::Table, "Breite Tabelle");
    table.uid = "AZrHl0uAcACAAAAAAAAAzw";
    for (int row = 0; row < 3; ++row) {
        prose::Row& cells = table.table.rows.emplace_back();
        for (int column = 0; column < 6; ++column)
            cells.push_back({{.text = "Datenschutzfolgenabschätzung"}});
    }
    prose.blocks.push_back(table);
    prose::Block line = prose::block_of(
        prose::Kind::Paragraph, "Siehe https://netz.example/" + std::string(120, 'a') + "/ende."
    );
    line.uid = "AZrHl0uAcACAAAAAAAAA0A";
    prose.blocks.push_back(line);
    return paragraphs_of(prose).value();
}

TEST_F(Pages, of_the_pdf_are_full_and_nothing_runs_out_of_them) {
    const auto pages = pages_of(made(testing::rich_paragraphs(), "leitlinie.pdf"));
    EXPECT_GE(pages.size(), 2U);
    EXPECT_LE(pages.size(), 8U);
    expect_whole(pages);
    expect_whole(pages_of(made(wide_paragraphs(), "leitlinie.pdf")));
}

TEST_F(Pages, of_a_long_text_are_as_many_as_its_words_need) {
    const auto paragraphs = paragraphs_of(testing::long_prose(300)).value();
    const auto pages = pages_of(made(paragraphs, "leitlinie.pdf"));
    const auto words = static_cast<double>(prose::word_count(prose_of(paragraphs)));
    const double words_a_page = words / static_cast<double>(pages.size());
    EXPECT_GT(words_a_page, 150) << pages.size();
    EXPECT_LT(words_a_page, 800) << pages.size();
    expect_whole(pages);
}

TEST_F(Pages, of_odt_and_docx_printed_by_libreoffice_are_full_and_whole) {
    if (!run::has_program("soffice")) GTEST_SKIP() << "skipped: no LibreOffice";
    for (const char* name : {"leitlinie.odt", "leitlinie.docx"}) {
        SCOPED_TRACE(name);
        const auto pages = pages_of(printed_by_libreoffice(made(wide_paragraphs(), name)));
        EXPECT_GE(pages.size(), 2U);
        EXPECT_LE(pages.size(), 10U);
        expect_whole(pages);
    }
}

TEST(Ink, is_found_at_the_edge_and_not_on_an_empty_page) {
    Picture page{.width = 40, .height = 40, .dots = std::string(1600, '\xff')};
    EXPECT_EQ(ink_on(page).dots, 0U);
    page.dots[39] = 0;
    const Ink ink = ink_on(page);
    EXPECT_EQ(ink.dots, 1U);
    EXPECT_EQ(ink.right, 0);
    EXPECT_EQ(ink.top, 0);
    EXPECT_NEAR(ink.left, 39 * mm_per_inch / dots_per_inch, 0.1);
}

} // namespace
} // namespace denkraum::guideline
