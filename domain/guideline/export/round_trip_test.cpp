// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>

#include "base/json/json.hpp"
#include "base/prose/atoms.hpp"
#include "base/prose/prose_json.hpp"
#include "domain/guideline/export/exports.hpp"
#include "domain/guideline/export/testing/rich_sample.hpp"
#include "engine/intake/intake.hpp"
#include "platform/convert/pandoc.hpp"
#include "platform/run/child.hpp"
#include "platform/secret/hash.hpp"

/// What an edition's files say when they are taken in again, block by block: uid where the format
/// carries one, kind, level, list, marks, links, tables, notes, images, sources. What differs is
/// written down here, difference by difference; docs/internals/editions.md repeats it.
namespace denkraum::guideline {
namespace {

const MadeFiles& made() {
    static const MadeFiles files = make_all_files(
        testing::rich_edition(),
        testing::rich_paragraphs(),
        {.pandoc = true, .base_url = "https://netz.example", .images = testing::rich_images()}
    );
    return files;
}

ByteView file(std::string_view name) {
    for (const File& one : made().files) {
        if (one.name == name) return as_bytes(one.bytes);
    }
    ADD_FAILURE() << name << " was not made";
    return {};
}

/// One line a block, so that a difference shows.
std::vector<std::string> lines_of(const prose::Prose& prose) {
    std::vector<std::string> lines;
    for (const prose::Block& block : prose.blocks)
        lines.push_back(json::write(prose::to_json(block)));
    return lines;
}

void expect_same(const prose::Prose& read, const prose::Prose& wanted) {
    const auto got = lines_of(read);
    const auto expected = lines_of(wanted);
    EXPECT_EQ(got.size(), expected.size());
    for (std::size_t i = 0; i < std::min(got.size(), expected.size()); ++i)
        EXPECT_EQ(got[i], expected[i]) << "block " << i;
}

/// As an import reads a file (domain/document/importing/jobs.cpp), with uids kept.
Result<intake::Imported> read_back(std::string_view name, ByteView bytes) {
    const auto upload = intake::read_upload(bytes, name);
    if (!upload) return fail(ErrorCode::Invalid, "refused");
    intake::Options options{.keeps_uids = true};
    if (upload->format == intake::Format::Json) return intake::from_our_json(*upload, options);
    if (upload->format == intake::Format::Akn) return intake::from_akn(*upload, options);
    options.pictures.find = [&](std::string_view picture) -> std::optional<prose::Image> {
        const auto stored = upload->picture(picture);
        if (!stored) return std::nullopt;
        const std::string hash = to_hex(secret::sha256(*stored));
        return prose::Image{.hash = hash, .type = "image/png", .width = 240, .height = 120};
    };
    DK_TRY(const auto words, intake::read_words(*upload));
    DK_TRY(const Bytes converted, intake::for_converter(bytes, *upload));
    const auto source =
        upload->format == intake::Format::Docx ? convert::Source::Docx : convert::Source::Odt;
    DK_TRY(const std::string ast, convert::to_pandoc_json({.source = source, .bytes = converted}));
    return intake::from_pandoc(ast, *upload, words, options);
}

Result<intake::Imported> read_back(std::string_view name) {
    return read_back(name, file(name));
}

/// The file as LibreOffice writes it when somebody opens and saves it.
Result<Bytes> saved_by_libreoffice(const std::string& name) {
    run::ChildOrder order;
    const std::string format = name.substr(name.rfind('.') + 1);
    const std::string convert = "soffice --headless --convert-to " + format + " --outdir saved "
                                + name + " && mv saved/" + name + " saved." + format;
    order.argv = {"sh", "-c", convert};
    order.limits.memory_bytes_max = 0;
    const ByteView bytes = file(name);
    order.files = {{.name = name, .bytes = Bytes(bytes.begin(), bytes.end())}};
    order.wanted = {"saved." + format};
    DK_TRY(auto output, run::run_child(order));
    if (output.files.empty()) return fail(ErrorCode::Unavailable, output.err);
    return std::move(output.files.front().bytes);
}

TEST(RoundTrip, our_json_gives_the_same_document_with_the_same_hash) {
    const auto read = read_back("leitlinie.json");
    ASSERT_TRUE(read) << read.error().detail;
    expect_same(read->prose, testing::rich_prose());
    EXPECT_EQ(hash_of(read->prose), testing::rich_edition().hash);
    EXPECT_EQ(read->title, testing::rich_edition().title);
}

TEST(RoundTrip, our_akoma_ntoso_gives_the_same_document_with_the_same_hash) {
    const auto read = read_back("leitlinie.akn.xml");
    ASSERT_TRUE(read) << read.error().detail;
    expect_same(read->prose, testing::rich_prose());
    EXPECT_EQ(hash_of(read->prose), testing::rich_edition().hash);
    EXPECT_EQ(read->title, testing::rich_edition().title);
}

TEST(RoundTrip, our_docx_gives_the_same_document_with_its_gaps_in_headings) {
    const auto read = read_back("leitlinie.docx");
    ASSERT_TRUE(read) << read.error().detail;
    expect_same(read->prose, testing::rich_prose());
    EXPECT_EQ(read->title, testing::rich_edition().title);
}

TEST(RoundTrip, our_odt_gives_the_same_document_with_its_gaps_in_headings) {
    const auto read = read_back("leitlinie.odt");
    ASSERT_TRUE(read) << read.error().detail;
    expect_same(read->prose, testing::rich_prose());
    EXPECT_EQ(read->title, testing::rich_edition().title);
}

/// Where all words of a cell stand out, LibreOffice says so of the paragraph, in a style without a
/// name, which nobody reads.
prose::Prose as_libreoffice_saves_odt(prose::Prose prose) {
    for (prose::Block& block : prose.blocks) {
        for (prose::Row& row : block.table.rows) {
            for (prose::Cell& cell : row) {
                if (cell.size() == 1) cell.front().marks.em = false;
            }
        }
    }
    return prose;
}

/// LibreOffice may write images anew.
prose::Prose without_hashes(prose::Prose prose) {
    for (prose::Block& block : prose.blocks) {
        for (prose::Inline& run : block.content) {
            if (auto image = prose::image_of(run)) {
                image->hash = std::string(64, '0');
                run = prose::inline_of(*image);
            }
        }
    }
    return prose;
}

TEST(RoundTrip, somebody_saves_them_in_libreoffice_and_they_still_say_the_same) {
    if (!run::has_program("soffice")) GTEST_SKIP() << "skipped: no LibreOffice";
    for (const std::string name : {"leitlinie.odt", "leitlinie.docx"}) {
        SCOPED_TRACE(name);
        const auto saved = saved_by_libreoffice(name);
        ASSERT_TRUE(saved) << saved.error().detail;
        const auto read = read_back(name, *saved);
        ASSERT_TRUE(read) << read.error().detail;
        prose::Prose wanted = testing::rich_prose();
        if (name.ends_with(".odt")) wanted = as_libreoffice_saves_odt(std::move(wanted));
        expect_same(without_hashes(read->prose), without_hashes(std::move(wanted)));
    }
}

} // namespace
} // namespace denkraum::guideline
