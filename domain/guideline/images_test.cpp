// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <array>

#include "base/prose/atoms.hpp"
#include "domain/document/media/commands.hpp"
#include "domain/document/media/media.hpp"
#include "domain/guideline/testing/small_network.hpp"
#include "platform/image/testing/sample_png.hpp"

namespace denkraum::guideline {
namespace {

class ImagesOfEditions : public SmallNetwork {};
DK_ON_BOTH_DATABASES(ImagesOfEditions);

TEST_P(ImagesOfEditions, are_public_from_the_moment_of_publishing) {
    const auto picture = image::renewed(image::sample_png(4, 4));
    ASSERT_TRUE(picture.has_value());
    ASSERT_TRUE(document::media::keep(services(), *picture));
    prose::Image shown = document::media::image_of(*picture);
    shown.alternative = "ein Muster";
    prose::Prose draft = sample();
    draft.blocks.back().content.push_back(prose::inline_of(shown));
    const Guideline guideline = begin_guideline(draft);
    const auto public_images = [&] {
        auto transaction = begin(sql::Access::Read);
        return *transaction.query_value<std::int64_t>(
            "SELECT COUNT(*) FROM image WHERE is_public = 1"
        );
    };
    const auto request = ask(anna_, guideline);
    ASSERT_TRUE(request) << request.error().detail;
    EXPECT_EQ(public_images(), 0) << "asking is not publishing";
    const auto edition = commands::release(services(), berta_, *request);
    ASSERT_TRUE(edition) << edition.error().detail;
    EXPECT_EQ(public_images(), 1);
}

} // namespace
} // namespace denkraum::guideline
