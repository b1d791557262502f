// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <cstdlib>
#include <vector>

#include "platform/convert/pandoc.hpp"

namespace denkraum::convert {
namespace {

Order markdown(std::string_view text) {
    return {.source = Source::Markdown, .bytes = as_bytes(text)};
}

TEST(Pandoc, markdown_becomes_its_json) {
    const auto json = to_pandoc_json(markdown("# Zweck\n\nEin *Satz*.\n"));
    ASSERT_TRUE(json.has_value()) << json.error().detail;
    EXPECT_NE(json->find(R"("t":"Header")"), std::string::npos);
    EXPECT_NE(json->find(R"("t":"Emph")"), std::string::npos);
}

TEST(Pandoc, tells_when_it_begins_and_when_it_is_done) {
    std::vector<Stage> stages;
    Order order = markdown("Text");
    order.progress = [&](Stage stage) { stages.push_back(stage); };
    ASSERT_TRUE(to_pandoc_json(order).has_value());
    EXPECT_EQ(stages, (std::vector{Stage::Started, Stage::Finished}));
}

TEST(Pandoc, a_file_it_cannot_read_is_invalid) {
    const auto json =
        to_pandoc_json({.source = Source::Docx, .bytes = as_bytes("this is no package")});
    ASSERT_FALSE(json.has_value());
    EXPECT_EQ(json.error().code, ErrorCode::Invalid);
}

TEST(Pandoc, html_cannot_bring_in_other_files) {
    const auto json = to_pandoc_json(
        {.source = Source::Html,
         .bytes = as_bytes("<p>hier <iframe src=\"/etc/passwd\"></iframe></p>")}
    );
    ASSERT_TRUE(json.has_value()) << json.error().detail;
    EXPECT_EQ(json->find("root:"), std::string::npos);
}

TEST(Pandoc, a_cancelled_conversion_is_a_conflict) {
    const run::CancelFlag cancelled{true};
    Order order = markdown("Text");
    order.cancelled = &cancelled;
    const auto json = to_pandoc_json(order);
    ASSERT_FALSE(json.has_value());
    EXPECT_EQ(json.error().code, ErrorCode::Conflict);
}

TEST(Pandoc, its_absence_names_the_package) {
    const char* before = std::getenv("PATH");
    const std::string path = before == nullptr ? "" : before;
    setenv("PATH", "/nowhere", 1);
    const auto json = to_pandoc_json(markdown("Text"));
    setenv("PATH", path.c_str(), 1);
    ASSERT_FALSE(json.has_value());
    EXPECT_EQ(json.error().code, ErrorCode::Unavailable);
    EXPECT_NE(json.error().detail.find("'pandoc'"), std::string::npos);
}

} // namespace
} // namespace denkraum::convert
