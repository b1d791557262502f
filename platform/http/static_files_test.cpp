// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "platform/http/static_files.hpp"

namespace denkraum::http {
namespace {

namespace fs = std::filesystem;

class StaticFilesTest : public testing::Test {
protected:
    StaticFilesTest()
        : folder_(fs::temp_directory_path() / ("denkraum-static-" + std::to_string(::getpid()))) {
        fs::create_directories(folder_ / "fonts");
        write("app.js", "console.log('" + std::string(2000, 'x') + "')");
        write("fonts/fira.woff2", std::string(1000, 'w'));
        write(".secret", "hidden");
    }
    ~StaticFilesTest() override { fs::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name) << text;
    }
    fs::path folder_;
};

std::string version_in(const std::string& address) {
    return address.substr(address.find("?v=") + 3);
}

TEST_F(StaticFilesTest, are_cached_for_ever_under_their_hash_only) {
    const auto files = StaticFiles::load(folder_, "/static").value();
    EXPECT_EQ(files.size(), 2U);
    const auto address = files.address("app.js");
    EXPECT_TRUE(address.starts_with("/static/app.js?v=")) << address;
    const auto kept = files.answer("app.js", version_in(address));
    const auto& content = std::get<std::shared_ptr<const Content>>(kept.body);
    EXPECT_NE(content->head().find("immutable"), std::string::npos);
    EXPECT_NE(content->head().find("Content-Type: text/javascript"), std::string::npos);
    EXPECT_FALSE(content->gzip().empty());
    const auto old = files.answer("app.js", "old");
    const auto& asked = std::get<std::shared_ptr<const Content>>(old.body);
    EXPECT_NE(asked->head().find("no-cache"), std::string::npos);
}

TEST_F(StaticFilesTest, change_their_address_with_their_bytes) {
    const auto before = StaticFiles::load(folder_, "/static")->address("app.js");
    write("app.js", "other");
    EXPECT_NE(StaticFiles::load(folder_, "/static")->address("app.js"), before);
}

TEST_F(StaticFilesTest, do_not_lead_out_of_their_folder) {
    const auto files = StaticFiles::load(folder_, "/static").value();
    Router router;
    files.add_to(router);
    for (const auto* path :
         {"/static/../../etc/passwd",
          "/static/%2e%2e/%2e%2e/etc/passwd",
          "/static/.secret",
          "/static//etc/passwd",
          "/static/fonts",
          "/static/"}) {
        const auto found = router.find(Method::Get, path);
        ASSERT_TRUE(found) << path;
        auto request = Request::make({.target = path}).value();
        request.set_parameters(found->parameters);
        EXPECT_EQ(std::get<Handler>(found->endpoint->target)(request)->status, 404) << path;
    }
    EXPECT_EQ(files.answer("fonts/fira.woff2", "").status, 200);
    EXPECT_EQ(files.address("missing.css"), "/static/missing.css");
}

TEST_F(StaticFilesTest, need_their_folder) {
    EXPECT_EQ(StaticFiles::load(folder_ / "nowhere", "/static").error().code, ErrorCode::NotFound);
}

} // namespace
} // namespace denkraum::http
