// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/testing/words/round_trip.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/json/json.hpp"
#include "base/prose/prose_json.hpp"
#include "domain/guideline/export/exports.hpp"
#include "domain/guideline/export/testing/rich_sample.hpp"
#include "platform/convert/pandoc.hpp"
#include "platform/secret/hash.hpp"

namespace denkraum::guideline::testing {
namespace {

const MadeFiles& made() {
    static const MadeFiles files = make_all_files(
        rich_edition(),
        rich_paragraphs(),
        earlier_editions(),
        {.pandoc = true, .base_url = "https://netz.example", .images = rich_images()}
    );
    return files;
}

/// One line a block, so that a difference shows.
std::vector<std::string> lines_of(const prose::Prose& prose) {
    std::vector<std::string> lines;
    for (const prose::Block& block : prose.blocks)
        lines.push_back(json::write(prose::to_json(block)));
    return lines;
}

} // namespace

ByteView round_trip_file(std::string_view name) {
    for (const File& one : made().files) {
        if (one.name == name) return as_bytes(one.bytes);
    }
    ADD_FAILURE() << name << " was not made";
    return {};
}

void expect_same_blocks(const prose::Prose& read, const prose::Prose& wanted) {
    const auto got = lines_of(read);
    const auto expected = lines_of(wanted);
    EXPECT_EQ(got.size(), expected.size());
    for (std::size_t i = 0; i < std::min(got.size(), expected.size()); ++i)
        EXPECT_EQ(got[i], expected[i]) << "block " << i;
}

Result<intake::Imported> read_again(std::string_view name, ByteView bytes) {
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

} // namespace denkraum::guideline::testing
