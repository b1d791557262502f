// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "apps/server/config.hpp"

namespace denkraum::server {
namespace {

std::optional<std::string> nothing(const std::string&) {
    return std::nullopt;
}

class ConfigFile : public testing::Test {
protected:
    void SetUp() override {
        path_ = std::filesystem::temp_directory_path() / "denkraum_config_test.toml";
    }
    void TearDown() override { std::filesystem::remove(path_); }
    Result<Config> load(std::string_view text, const Environment& environment = nothing) {
        std::ofstream(path_) << text;
        return load_config(path_, environment);
    }

    std::filesystem::path path_;
};

TEST_F(ConfigFile, the_documented_defaults_are_the_defaults) {
    const auto written = load(documented_defaults());
    ASSERT_TRUE(written.has_value()) << written.error().detail;
    const Config plain;
    EXPECT_EQ(written->port, plain.port);
    EXPECT_EQ(written->address, plain.address);
    EXPECT_EQ(written->data, plain.data);
    EXPECT_EQ(written->mail_from, plain.mail_from);
    EXPECT_EQ(written->log_level, plain.log_level);
    EXPECT_EQ(written->workers, plain.workers);
    EXPECT_EQ(written->site_name, plain.site_name);
}

TEST_F(ConfigFile, an_unknown_key_is_named_with_file_line_and_the_likely_one) {
    const auto config = load("[server]\naddress = \"::1\"\nprot = 80\n");
    ASSERT_FALSE(config.has_value());
    EXPECT_NE(config.error().detail.find(path_.string() + ":3:"), std::string::npos);
    EXPECT_NE(config.error().detail.find("»server.port«"), std::string::npos);
}

TEST_F(ConfigFile, a_wrong_value_is_named_with_what_would_be_right) {
    const auto config = load("[server]\nport = 99999\n");
    ASSERT_FALSE(config.has_value());
    EXPECT_NE(config.error().detail.find(":2:"), std::string::npos);
    EXPECT_NE(config.error().detail.find("von 0 bis 65535"), std::string::npos);
    EXPECT_FALSE(load("[log]\nlevel = true\n").has_value());
    EXPECT_FALSE(load("[server\n").has_value());
}

TEST_F(ConfigFile, the_environment_wins_over_the_file) {
    const auto config = load("[server]\nport = 1\n", [](const std::string& name) {
        return name == "DENKRAUM_SERVER_PORT" ? std::optional<std::string>("81") : std::nullopt;
    });
    ASSERT_TRUE(config.has_value());
    EXPECT_EQ(config->port, 81);
}

TEST(Config, a_missing_file_says_how_to_make_one) {
    const auto config = load_config("/nowhere/denkraum.toml", nothing);
    ASSERT_FALSE(config.has_value());
    EXPECT_NE(config.error().detail.find("denkraum config"), std::string::npos);
}

} // namespace
} // namespace denkraum::server
