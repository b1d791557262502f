// SPDX-License-Identifier: EUPL-1.2
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <limits>
#include <thread>
#include <type_traits>
#include <vector>

#include "base/utf8.hpp"
#include "platform/log/limits.hpp"
#include "platform/log/log.hpp"

namespace denkraum::log {
namespace {

class LogTest : public testing::Test {
protected:
    Log make(Format format, Level least = Level::Debug) {
        return {clock_, least, format, [this](std::string_view line) {
                    lines_.emplace_back(line);
                }};
    }
    ManualClock clock_{Instant{1'795'365'256'000'000}};
    std::vector<std::string> lines_;
};

TEST_F(LogTest, text_lines_can_be_read) {
    make(Format::Text)
        .info("update refused", {{"document", "abc"}, {"bytes", 120}, {"late", true}});
    ASSERT_EQ(lines_.size(), 1U);
    EXPECT_EQ(
        lines_[0], to_iso(clock_.now()) + " info update refused document=abc bytes=120 late=true"
    );
}

TEST_F(LogTest, json_lines_can_be_parsed) {
    make(Format::Json)
        .warning(
            "say \"hi\"", {{"text", "a\nb\t\"\\\x01ü"}, {"half", 0.5}, {"n", std::int64_t{-7}}}
        );
    const auto parsed = boost::json::parse(lines_.at(0)).as_object();
    EXPECT_EQ(parsed.at("at").as_string(), to_iso(clock_.now()));
    EXPECT_EQ(parsed.at("level").as_string(), "warning");
    EXPECT_EQ(parsed.at("event").as_string(), "say \"hi\"");
    EXPECT_EQ(parsed.at("text").as_string(), "a\nb\t\"\\\x01ü");
    EXPECT_EQ(parsed.at("half").as_double(), 0.5);
    EXPECT_EQ(parsed.at("n").as_int64(), -7);
}

TEST_F(LogTest, nothing_in_a_field_can_begin_a_new_line_or_command_a_terminal) {
    const std::string evil = "x\n2026 error forged\r\x1b[2J\x7f\xc2\x9b\xe2\x80\xa8 \xff";
    for (const Format format : {Format::Text, Format::Json}) {
        lines_.clear();
        make(format).error(evil, {{"value", evil}});
        for (const char c : lines_.at(0)) {
            EXPECT_FALSE((c >= 0 && c < 0x20) || c == 0x7f) << lines_[0];
        }
        EXPECT_TRUE(utf8::is_valid(lines_[0]));
        EXPECT_EQ(lines_[0].find("\xc2\x9b"), std::string::npos);
        EXPECT_EQ(lines_[0].find("\xe2\x80\xa8"), std::string::npos);
    }
}

TEST_F(LogTest, a_value_cannot_pretend_to_be_another_field) {
    make(Format::Text).info("x", {{"a", "1 b=2"}, {"c", ""}});
    EXPECT_TRUE(lines_.at(0).ends_with(" a=\"1 b=2\" c=\"\"")) << lines_[0];
}

TEST_F(LogTest, long_texts_are_cut_at_a_character) {
    std::string umlauts;
    for (std::size_t i = 0; i < text_bytes_max; ++i)
        umlauts += "ü";
    make(Format::Json).info("x" + umlauts, {{"long", umlauts}});
    EXPECT_LT(lines_.at(0).size(), 2 * text_bytes_max + 200);
    const auto parsed = boost::json::parse(lines_[0]).as_object();
    EXPECT_TRUE(std::string_view(parsed.at("long").as_string()).ends_with("ü…"));
}

TEST_F(LogTest, writes_only_from_the_least_level_on) {
    auto log = make(Format::Text, Level::Warning);
    log.debug("a");
    log.info("b");
    log.warning("c");
    log.error("d");
    EXPECT_EQ(lines_.size(), 2U);
    EXPECT_FALSE(log.writes(Level::Info));
}

TEST_F(LogTest, a_failure_names_code_detail_and_place) {
    make(Format::Text)
        .failure(
            Level::Error, "login failed", fail(ErrorCode::Corrupt, "bad hash").error(), {{"n", 1}}
        );
    EXPECT_NE(lines_.at(0).find("n=1 code=corrupt detail=\"bad hash\" where="), std::string::npos);
    EXPECT_NE(lines_[0].find("log_test.cpp:"), std::string::npos);
}

TEST_F(LogTest, endless_numbers_stay_json) {
    make(Format::Json).info("x", {{"n", std::numeric_limits<double>::infinity()}});
    EXPECT_TRUE(boost::json::parse(lines_.at(0)).as_object().at("n").is_null());
}

TEST_F(LogTest, lines_of_several_threads_stay_whole) {
    auto log = make(Format::Json);
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&log, i] {
                for (int j = 0; j < 100; ++j)
                    log.info("event", {{"thread", i}, {"line", j}});
            });
        }
    }
    ASSERT_EQ(lines_.size(), 400U);
    for (const auto& line : lines_)
        EXPECT_TRUE(boost::json::parse(line).is_object());
}

TEST(LogNames, are_read_back) {
    EXPECT_EQ(level_from("warning").value(), Level::Warning);
    EXPECT_EQ(format_from("json").value(), Format::Json);
    EXPECT_EQ(level_from("loud").error().code, ErrorCode::Invalid);
    EXPECT_EQ(format_from("xml").error().code, ErrorCode::Invalid);
}

} // namespace
} // namespace denkraum::log
