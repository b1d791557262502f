// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "domain/guideline/export/akn.hpp"
#include "domain/guideline/export/bundle.hpp"
#include "domain/guideline/export/epub.hpp"
#include "domain/guideline/export/exports.hpp"
#include "domain/guideline/export/testing/rich_sample.hpp"
#include "domain/guideline/export/typst.hpp"
#include "platform/export/pdf_check.hpp"
#include "platform/export/xml.hpp"
#include "platform/export/zip.hpp"
#include "platform/run/child.hpp"

namespace denkraum::guideline {
namespace {

ExportTools tools() {
    return {
        .typst = DENKRAUM_TYPST,
        .pandoc = true,
        .base_url = "https://netz.example",
        .images = testing::rich_images()
    };
}

const File* find(const MadeFiles& made, std::string_view name) {
    const auto found = std::find_if(made.files.begin(), made.files.end(), [&](const File& file) {
        return file.name == name;
    });
    return found == made.files.end() ? nullptr : &*found;
}

/// EXPORTS_FOLDER=… keeps the files to be looked at.
void keep(const MadeFiles& made) {
    const char* folder = std::getenv("EXPORTS_FOLDER");
    if (folder == nullptr) return;
    for (const File& file : made.files)
        std::ofstream(std::string(folder) + "/" + file.name, std::ios::binary) << file.bytes;
}

TEST(Exports, every_file_of_a_rich_edition_can_be_made) {
    auto paragraphs = testing::rich_paragraphs();
    for (Paragraph& one : paragraphs) {
        if (one.number.empty()) continue;
        one.renderings["de-simple"] =
            "Das steht in Nummer " + one.number + ".\nEs ist kurz.\n- Ein Punkt.\n- Noch einer.";
        one.renderings["ar"] = "هذه هي الفقرة رقم " + one.number + " من الدليل.";
    }
    const auto made =
        make_all_files(testing::rich_edition(), paragraphs, testing::earlier_editions(), tools());
    keep(made);
    for (const MissingFile& missing : made.missing)
        ADD_FAILURE() << missing.name << ": " << missing.why;
    for (const char* name :
         {"leitlinie.pdf",
          "leitlinie.odt",
          "leitlinie.docx",
          "leitlinie.json",
          "leitlinie-de-simple.pdf",
          "leitlinie-ar.odt",
          "leitlinie-ar.docx",
          "leitlinie-ar.epub"})
        EXPECT_NE(find(made, name), nullptr) << name;
    for (const File& file : made.files) {
        if (!file.name.ends_with(".pdf")) continue;
        EXPECT_TRUE(exports::pdf_faults(file.bytes).empty()) << file.name;
    }
}

TEST(Exports, without_node_and_pandoc_the_other_files_are_made_and_the_missing_ones_named) {
    const auto made = make_all_files(
        testing::rich_edition(), testing::rich_paragraphs(), testing::earlier_editions(), {}
    );
    EXPECT_NE(find(made, "leitlinie.json"), nullptr);
    EXPECT_EQ(find(made, "leitlinie.pdf"), nullptr);
    EXPECT_EQ(made.missing.size(), 3U);
    EXPECT_EQ(missing_tools({}).size(), 3U);
    EXPECT_TRUE(missing_tools(tools()).empty());
}

/// The programs of this machine out of sight, as long as it lives.
class EmptyPath {
public:
    EmptyPath() { setenv("PATH", "/nowhere", 1); }
    ~EmptyPath() { setenv("PATH", path_.c_str(), 1); }

private:
    std::string path_ = std::getenv("PATH") == nullptr ? "" : std::getenv("PATH");
};

TEST(Exports, a_machine_without_programs_says_which_to_install_and_goes_on) {
    const EmptyPath none;
    const auto made = make_all_files(
        testing::rich_edition(), testing::rich_paragraphs(), testing::earlier_editions(), tools()
    );
    for (const char* name : {"leitlinie.json", "leitlinie.epub", "leitlinie.akn.xml"})
        EXPECT_NE(find(made, name), nullptr) << name;
    const auto why = [](const std::vector<MissingFile>& missing, std::string_view name) {
        const auto one = std::find_if(missing.begin(), missing.end(), [&](const MissingFile& file) {
            return file.name == name;
        });
        return one == missing.end() ? std::string() : one->why;
    };
    for (const auto& missing : {made.missing, missing_tools(tools())}) {
        EXPECT_EQ(missing.size(), 3U);
        EXPECT_TRUE(why(missing, "leitlinie.pdf").contains("'nodejs'"));
        EXPECT_TRUE(why(missing, "leitlinie.odt").contains("'pandoc'"));
        EXPECT_TRUE(why(missing, "leitlinie.docx").contains("'pandoc'"));
    }
}

TEST(Exports, a_sign_without_a_font_does_not_cost_the_pdf_and_is_told) {
    prose::Prose prose = testing::rich_prose();
    prose.blocks.front().content = {{.text = "Ein seltenes Zeichen: \U00013000."}};
    Edition edition = testing::rich_edition();
    edition.title += " \U00013001";
    const auto made =
        make_all_files(edition, *paragraphs_of(prose), testing::earlier_editions(), tools());
    EXPECT_NE(find(made, "leitlinie.pdf"), nullptr);
    ASSERT_EQ(made.missing.size(), 1U);
    EXPECT_EQ(made.missing.front().name, "leitlinie.pdf");
    EXPECT_TRUE(made.missing.front().why.contains("U+13000"));
    EXPECT_TRUE(made.missing.front().why.contains("U+13001"));
}

TEST(Exports, the_bundle_for_a_file_verifies_offline) {
    const Edition edition = testing::rich_edition();
    const auto files = make_files(edition, testing::rich_paragraphs());
    const File bundle = bundle_file(edition, files, "{}\n", "https://netz.example");
    const auto entries = exports::read_zip(bundle.bytes);
    ASSERT_TRUE(entries);
    const auto about = std::ranges::find(*entries, "LIESMICH.txt", &exports::Entry::name);
    ASSERT_NE(about, entries->end());
    EXPECT_TRUE(about->bytes.contains("Adresse: https://netz.example/leitlinien/"));
    EXPECT_TRUE(about->bytes.contains("denkraum edition verify leitlinie.json"));
    run::ChildOrder order;
    order.argv = {"sha256sum", "--strict", "-c", "SHA256SUMS"};
    for (const exports::Entry& entry : *entries) {
        const ByteView bytes = as_bytes(entry.bytes);
        order.files.push_back({.name = entry.name, .bytes = Bytes(bytes.begin(), bytes.end())});
    }
    ASSERT_EQ(entries->size(), 4U); // JSON, trail, read me, sums; PDF and XML were not made
    auto verified = run::run_child(order);
    ASSERT_TRUE(verified);
    EXPECT_EQ(verified->exit_code, 0) << verified->err;
    order.files.front().bytes.back() ^= 1U;
    verified = run::run_child(order);
    ASSERT_TRUE(verified);
    EXPECT_EQ(verified->exit_code, 1);
}

TEST(Exports, the_epub_names_every_file_it_has_and_its_type_comes_first) {
    const std::string epub = epub_file(
        testing::rich_edition(), testing::rich_paragraphs(), "https://netz.example", tools().images
    );
    EXPECT_EQ(epub.substr(30, 28), "mimetypeapplication/epub+zip");
    const auto entries = exports::read_zip(epub);
    ASSERT_TRUE(entries);
    const auto package = std::find_if(entries->begin(), entries->end(), [](const auto& entry) {
        return entry.name == "EPUB/package.opf";
    });
    ASSERT_NE(package, entries->end());
    EXPECT_TRUE(package->bytes.contains("schema:accessibilityFeature"));
    std::size_t listed = 0;
    for (const exports::Entry& entry : *entries) {
        const bool is_markup = entry.name.ends_with("html") || entry.name.ends_with(".opf");
        if (is_markup) {
            const Done done = exports::check_well_formed(entry.bytes);
            EXPECT_TRUE(done) << entry.name << ": " << done.error().detail;
        }
        if (!entry.name.starts_with("EPUB/") || entry.name == "EPUB/package.opf") continue;
        ++listed;
        EXPECT_TRUE(package->bytes.contains("href=\"" + entry.name.substr(5) + "\"")) << entry.name;
    }
    EXPECT_EQ(listed, 4U); // page, contents, style sheet, image
}

TEST(Exports, a_pdf_without_language_or_marks_is_refused) {
    EXPECT_FALSE(exports::pdf_faults("no PDF").empty());
    const auto made = make_all_files(
        testing::rich_edition(), testing::rich_paragraphs(), testing::earlier_editions(), tools()
    );
    const File* pdf = find(made, "leitlinie.pdf");
    ASSERT_NE(pdf, nullptr);
    EXPECT_TRUE(exports::pdf_faults(pdf->bytes).empty());
    for (const std::string what :
         {"/Lang (",
          "/Marked true",
          "<pdfuaid:part>1<",
          "/Alt ",
          "<dc:title>",
          "/DisplayDocTitle true",
          "/Outlines ",
          "/StructTreeRoot "}) {
        std::string worse = pdf->bytes;
        for (std::size_t at; (at = worse.find(what)) != std::string::npos;)
            worse[at + 1] = '?';
        EXPECT_EQ(exports::pdf_faults(worse).size(), 1U) << what;
    }
}

TEST(Exports, a_pdf_whose_tables_have_no_head_cells_is_refused) {
    const auto made = make_all_files(
        testing::rich_edition(), testing::rich_paragraphs(), testing::earlier_editions(), tools()
    );
    const File* pdf = find(made, "leitlinie.pdf");
    ASSERT_NE(pdf, nullptr);
    const auto heads =
        typst_input(testing::rich_edition(), testing::rich_paragraphs(), "", {}).heads;
    ASSERT_EQ(std::ranges::count(heads, true), 1);
    EXPECT_TRUE(exports::pdf_faults(pdf->bytes, {.tables = heads}).empty());
    for (const std::string what : {"/S /TH\n", "/Scope /"}) {
        std::string worse = pdf->bytes;
        for (std::size_t at; (at = worse.find(what)) != std::string::npos;)
            worse[at + what.size() - 2] = '?';
        const auto faults = exports::pdf_faults(worse, {.tables = heads});
        ASSERT_EQ(faults.size(), 1U) << what;
        EXPECT_TRUE(faults.front().contains("head cells"));
    }
}

TEST(Exports, the_akoma_ntoso_says_which_work_expression_and_manifestation_it_is) {
    const Edition edition = testing::rich_edition();
    const std::string xml = akn_file(
        edition, testing::rich_paragraphs(), testing::earlier_editions(), "https://netz.example"
    );
    const auto part = [&](std::string_view element) {
        const std::string open = "<" + std::string(element);
        const std::size_t begin = xml.find(open);
        const std::size_t end = xml.find("</" + std::string(element) + ">", begin);
        EXPECT_NE(end, std::string::npos) << element;
        return xml.substr(begin, end - begin);
    };
    const std::string work = part("FRBRWork");
    const std::string expression = part("FRBRExpression");
    const std::string manifestation = part("FRBRManifestation");
    const auto uri_in = [](const std::string& text) {
        const std::size_t at = text.find("<FRBRthis value=\"") + 17;
        return text.substr(at, text.find('"', at) - at);
    };
    EXPECT_TRUE(uri_in(work).starts_with("/akn/de/")) << uri_in(work);
    EXPECT_TRUE(uri_in(work).ends_with("/ki-einsatz")) << uri_in(work);
    EXPECT_EQ(uri_in(expression), uri_in(work) + "/deu@2026-11-22;ver2");
    EXPECT_EQ(uri_in(manifestation), uri_in(expression) + ".akn.xml");
    EXPECT_TRUE(work.contains("<FRBRdate date=\"2025-03-01\"")) << "that of the first edition";
    EXPECT_TRUE(expression.contains("<FRBRdate date=\"2026-11-22\""));
    EXPECT_TRUE(manifestation.contains("<FRBRdate date=\"2026-11-22\""));
    for (const std::string& level : {work, expression, manifestation}) {
        EXPECT_TRUE(level.contains("<FRBRuri value=\"" + uri_in(level) + "\""));
        EXPECT_TRUE(level.contains("<FRBRauthor href=\"#org_1\""));
        EXPECT_TRUE(level.contains("<FRBRauthor href=\"#org_2\""));
    }
    EXPECT_TRUE(work.contains("<FRBRnumber value=\"I-4711/26 &amp; Co\""));
    EXPECT_TRUE(expression.contains("<FRBRlanguage language=\"deu\""));
    EXPECT_TRUE(expression.contains("<FRBRversionNumber value=\"2\""));
    EXPECT_TRUE(manifestation.contains("<FRBRformat value=\"application/akn+xml\""));

    const std::string references = part("references");
    EXPECT_TRUE(references.contains("<activeRef eId=\"based_on\""));
    EXPECT_TRUE(references.contains("https://netz.example/leitlinien/ki-einsatz/ausgaben/1"));
    EXPECT_TRUE(references.contains("<TLCOrganization eId=\"org_1\""));
    EXPECT_TRUE(references.contains("showAs=\"Landesamt für Beispiele\""));
    EXPECT_TRUE(references.contains("showAs=\"Jobcenter Musterstadt\""));
}

TEST(Exports, the_akoma_ntoso_tells_the_life_of_the_guideline_up_to_this_edition) {
    const Edition second = testing::rich_edition();
    std::vector<Edition> all = testing::earlier_editions();
    const Edition first = all.front();
    Edition third = second;
    third.number = 3; // on the same day
    all.insert(all.begin(), third);
    const auto file_of = [&](const Edition& edition) {
        return akn_file(edition, testing::rich_paragraphs(), all, "");
    };
    const std::string xml = file_of(second);
    EXPECT_TRUE(xml.contains("contains=\"singleVersion\""));
    EXPECT_TRUE(xml.contains(
        "<eventRef eId=\"event_1\" date=\"2025-03-01\" source=\"#original\" type=\"generation\"/>"
    ));
    EXPECT_TRUE(xml.contains(
        "<eventRef eId=\"event_2\" date=\"2026-11-22\" source=\"#edition_2\" type=\"amendment\"/>"
    ));
    EXPECT_FALSE(xml.contains("event_3")) << "what came later is not in it";
    const std::string work = "/akn/de/doc/leitlinie/ki-einsatz/deu@";
    EXPECT_TRUE(xml.contains("<original eId=\"original\" href=\"" + work + "2025-03-01;ver1\""));
    EXPECT_TRUE(xml.contains("<passiveRef eId=\"edition_2\" href=\"" + work + "2026-11-22;ver2\""));
    EXPECT_TRUE(file_of(third).contains("<FRBRthis value=\"" + work + "2026-11-22;ver3\""));

    Edition english = first;
    english.language = "en";
    const std::string alone = file_of(english);
    EXPECT_TRUE(alone.contains("contains=\"originalVersion\""));
    EXPECT_FALSE(alone.contains("<activeRef"));
    EXPECT_FALSE(alone.contains("amendment"));
    EXPECT_TRUE(alone.contains("/eng@2025-03-01;ver1\""));
}

TEST(Exports, rows_of_a_table_begin_with_head_cells_in_the_pdf) {
    if (!run::has_program("pdfinfo")) GTEST_SKIP() << "skipped: no pdfinfo (poppler-utils)";
    const auto made = make_all_files(
        testing::rich_edition(), testing::rich_paragraphs(), testing::earlier_editions(), tools()
    );
    const File* pdf = find(made, "leitlinie.pdf");
    ASSERT_NE(pdf, nullptr);
    run::ChildOrder order;
    order.argv = {"pdfinfo", "-struct-text", pdf->name};
    const ByteView bytes = as_bytes(pdf->bytes);
    order.files = {{.name = pdf->name, .bytes = Bytes(bytes.begin(), bytes.end())}};
    order.limits.memory_bytes_max = 0;
    const auto read = run::run_child(order);
    ASSERT_TRUE(read);
    EXPECT_FALSE(read->err.contains("xref")) << read->err;
    const std::string tree(as_text(read->out));
    // Three heads of columns, and "Kindergeld" and "Wohnen" of rows.
    std::size_t heads = 0;
    for (std::size_t at = tree.find("TH"); at != std::string::npos; at = tree.find("TH", at + 2))
        heads += tree.compare(at, 5, "THead") == 0 ? 0U : 1U;
    EXPECT_EQ(heads, 5U) << tree;
    EXPECT_TRUE(pdf->bytes.contains("/Scope /Row"));
}

TEST(Exports, a_gap_in_the_headings_does_not_cost_the_pdf) {
    prose::Prose prose = testing::rich_prose();
    for (prose::Block& block : prose.blocks) {
        if (block.kind == prose::Kind::Heading) block.level = 4;
    }
    const auto made = make_all_files(
        testing::rich_edition(), *paragraphs_of(prose), testing::earlier_editions(), tools()
    );
    EXPECT_NE(find(made, "leitlinie.pdf"), nullptr);
}

TEST(Exports, a_text_without_headings_has_a_pdf_without_bookmarks) {
    Edition edition = testing::rich_edition();
    const prose::Prose all = testing::rich_prose();
    const prose::Prose short_text{{all.blocks.front()}};
    ASSERT_NE(short_text.blocks.front().kind, prose::Kind::Heading);
    edition.hash = hash_of(short_text);
    auto paragraphs = *paragraphs_of(short_text);
    paragraphs.front().renderings["de-simple"] = "Das ist kurz.";
    const auto made = make_all_files(edition, paragraphs, testing::earlier_editions(), tools());
    for (const MissingFile& missing : made.missing)
        ADD_FAILURE() << missing.name << ": " << missing.why;
    EXPECT_NE(find(made, "leitlinie.pdf"), nullptr);
    EXPECT_NE(find(made, "leitlinie-de-simple.pdf"), nullptr);
}

TEST(Exports, the_akoma_ntoso_keeps_its_schema) {
    const std::string schema = "../shared/data/akomantoso/akomantoso30.xsd";
    if (!std::filesystem::exists(schema)) GTEST_SKIP() << "skipped: no ../shared/data";
    auto paragraphs = testing::rich_paragraphs();
    paragraphs[1].renderings["de-simple"] = "Unsere Werte.\nSie gelten für alle.";
    const std::string xml = akn_file(
        testing::rich_edition(), paragraphs, testing::earlier_editions(), "https://netz.example"
    );
    EXPECT_TRUE(xml.contains("xml:lang=\"de-simple\""));
    const Done done = exports::check_against_schema(xml, schema);
    EXPECT_TRUE(done) << done.error().detail;
    EXPECT_FALSE(exports::check_against_schema("<akomaNtoso/>", schema));
}

} // namespace
} // namespace denkraum::guideline
