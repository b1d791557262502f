// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "platform/mail/folder/folder_mailer.hpp"
#include "platform/secret/random.hpp"

namespace denkraum::mail {
namespace {

class FolderMail : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = std::filesystem::temp_directory_path() / "denkraum-test-XXXXXX";
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        root_ = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(root_); }

    Result<std::unique_ptr<Mailer>> open(const std::filesystem::path& folder) {
        return open_folder_mailer(
            folder, {.address = "denkraum@example.org"}, clock_, randomness_, log_
        );
    }

    std::filesystem::path root_;
    ManualClock clock_{Instant{1'795'365'256'000'000}};
    secret::SystemRandomness randomness_;
    std::vector<std::string> lines_;
    log::Log log_{clock_, log::Level::Info, log::Format::Text, [this](std::string_view line) {
                      lines_.emplace_back(line);
                  }};
};

TEST_F(FolderMail, each_mail_is_a_whole_file_for_its_owner_and_the_log_says_where) {
    const auto mailer = open(root_ / "data" / "mail");
    ASSERT_TRUE(mailer) << mailer.error().detail;
    for (const auto* to : {"anna@example.org", "bert@example.org"}) {
        ASSERT_TRUE((*mailer)->send({.to = to, .subject = "Grüße", .text = "Hallo"}));
    }
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(root_ / "data" / "mail")) {
        ++files;
        EXPECT_EQ(entry.path().extension(), ".eml");
        EXPECT_EQ(
            entry.status().permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write
        );
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(in)), {});
        EXPECT_TRUE(text.ends_with("\r\n\r\nHallo\r\n")) << text;
    }
    EXPECT_EQ(files, 2);
    ASSERT_EQ(lines_.size(), 2U);
    EXPECT_NE(lines_[0].find(".eml"), std::string::npos);
    EXPECT_EQ(lines_[0].find("anna"), std::string::npos) << "logs name no addresses";
}

TEST_F(FolderMail, a_message_that_cannot_be_sent_leaves_no_file) {
    const auto mailer = open(root_ / "mail");
    ASSERT_TRUE(mailer);
    const Done sent = (*mailer)->send({.to = "nobody", .subject = "x", .text = "y"});
    EXPECT_EQ(sent.error().code, ErrorCode::Invalid);
    EXPECT_TRUE(std::filesystem::is_empty(root_ / "mail"));
}

TEST_F(FolderMail, a_folder_that_cannot_be_made_is_unavailable) {
    std::ofstream(root_ / "file") << "x";
    EXPECT_EQ(open(root_ / "file" / "mail").error().code, ErrorCode::Unavailable);
}

} // namespace
} // namespace denkraum::mail
