// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "apps/server/tools.hpp"
#include "base/bytes.hpp"
#include "base/json/json.hpp"
#include "base/prose/prose_json.hpp"
#include "domain/guideline/edition/edition.hpp"

namespace denkraum::server {
namespace {

class EditionVerify : public testing::Test {
protected:
    void SetUp() override {
        const std::string name = "denkraum_edition_" + std::to_string(::getpid()) + ".json";
        path_ = std::filesystem::temp_directory_path() / name;
    }
    void TearDown() override { std::filesystem::remove(path_); }

    /// A file that says `words`, with the hash of `hashed`.
    Done verify(std::string_view words, std::string_view hashed, bool is_redacted) {
        const auto prose_with = [](std::string_view text) {
            prose::Prose prose;
            prose.blocks.push_back(prose::block_of(prose::Kind::Paragraph, std::string(text)));
            return prose;
        };
        json::object file = prose::to_json(prose_with(words)).as_object();
        file["format"] = "denkraum-edition 1";
        file["title"] = "Muster";
        file["edition"] = 1;
        file["hash"] = "sha256:" + to_hex(guideline::hash_of(prose_with(hashed)));
        if (is_redacted) file["redacted"] = true;
        std::ofstream(path_) << json::write(file);
        const Config config;
        const Environment environment = [](const std::string&) -> std::optional<std::string> {
            return std::nullopt;
        };
        const Arguments arguments{.places = {"verify", path_.string()}, .options = {}};
        return tools::edition({config, environment, arguments});
    }

    std::filesystem::path path_;
};

TEST_F(EditionVerify, only_words_with_their_hash_pass_whatever_the_file_says_of_itself) {
    EXPECT_TRUE(verify("Menschen entscheiden.", "Menschen entscheiden.", false));
    EXPECT_TRUE(verify("Menschen entscheiden.", "Menschen entscheiden.", true));
    EXPECT_FALSE(verify("Maschinen entscheiden.", "Menschen entscheiden.", false));
    const Done redacted = verify("Maschinen entscheiden.", "Menschen entscheiden.", true);
    ASSERT_FALSE(redacted.has_value());
    EXPECT_TRUE(redacted.error().detail.contains("etwas entfernt")) << redacted.error().detail;
}

} // namespace
} // namespace denkraum::server
