// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/prose/atoms.hpp"
#include "domain/guideline/export/testing/rich_sample.hpp"
#include "domain/guideline/export/testing/words/round_trip.hpp"
#include "platform/run/child.hpp"

/// Somebody opens a file in LibreOffice and saves it, before it is taken in again.
namespace denkraum::guideline {
namespace {

/// The file as LibreOffice writes it when somebody opens and saves it.
Result<Bytes> saved_by_libreoffice(const std::string& name) {
    run::ChildOrder order;
    const std::string format = name.substr(name.rfind('.') + 1);
    const std::string convert = "soffice --headless --convert-to " + format + " --outdir saved "
                                + name + " && mv saved/" + name + " saved." + format;
    order.argv = {"sh", "-c", convert};
    order.limits.memory_bytes_max = 0;
    const ByteView bytes = testing::round_trip_file(name);
    order.files = {{.name = name, .bytes = Bytes(bytes.begin(), bytes.end())}};
    order.wanted = {"saved." + format};
    DK_TRY(auto output, run::run_child(order));
    if (output.files.empty()) return fail(ErrorCode::Unavailable, output.err);
    return std::move(output.files.front().bytes);
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
        const auto read = testing::read_again(name, *saved);
        ASSERT_TRUE(read) << read.error().detail;
        prose::Prose wanted = testing::rich_prose();
        if (name.ends_with(".odt")) wanted = as_libreoffice_saves_odt(std::move(wanted));
        testing::expect_same_blocks(without_hashes(read->prose), without_hashes(std::move(wanted)));
    }
}

} // namespace
} // namespace denkraum::guideline
