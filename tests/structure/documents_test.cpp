// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

#include "tests/structure/tree.hpp"

/// Documents say what is there: links lead somewhere, paths named in tables exist, a document has
/// one title.
namespace denkraum::structure {
namespace {

std::vector<File> documents() {
    std::vector<File> found;
    for (const auto& entry : std::filesystem::directory_iterator(".")) {
        if (entry.path().extension() == ".md") found.push_back(read(entry.path().filename()));
    }
    for (const char* root :
         {"docs",
          "base",
          "engine",
          "platform",
          "domain",
          "apps",
          "web/README.md",
          "web/islands",
          "web/styles",
          "packaging",
          "migrations",
          "tests",
          "bench",
          "examples"}) {
        if (std::filesystem::is_regular_file(root)) found.push_back(read(root));
        if (!std::filesystem::is_directory(root)) continue;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            const std::string path = entry.path().generic_string();
            if (path.ends_with(".md") && path.find("node_modules") == std::string::npos) {
                found.push_back(read(entry.path()));
            }
        }
    }
    return found;
}

std::string without_code(const std::string& line) {
    static const std::regex code("`[^`]*`");
    return std::regex_replace(line, code, "");
}

TEST(Documents, relative_links_lead_to_files) {
    const std::regex link(R"(\]\(([^)#\s]+)[^)]*\))");
    for (const File& file : documents()) {
        const auto folder = std::filesystem::path(file.path).parent_path();
        for (const std::string& raw : file.lines) {
            const std::string line = without_code(raw);
            for (std::sregex_iterator it(line.begin(), line.end(), link), end; it != end; ++it) {
                const std::string target = (*it)[1];
                if (target.find(':') != std::string::npos || target.starts_with("/")) continue;
                EXPECT_TRUE(std::filesystem::exists(folder / target))
                    << file.path << ": the link to " << target << " leads nowhere";
            }
        }
    }
}

TEST(Documents, paths_in_the_tables_of_the_architecture_exist) {
    const std::regex path(R"(`([a-z_]+/[a-zA-Z0-9_/.]+)`)");
    std::size_t checked = 0;
    for (const std::string& line : read("ARCHITECTURE.md").lines) {
        if (!line.starts_with("|")) continue;
        for (std::sregex_iterator it(line.begin(), line.end(), path), end; it != end; ++it) {
            const std::string target = (*it)[1];
            const bool exists = std::filesystem::exists(target)
                                || std::filesystem::exists(target + ".cpp")
                                || std::filesystem::exists(target + ".hpp");
            EXPECT_TRUE(exists) << "ARCHITECTURE.md names " << target;
            ++checked;
        }
    }
    EXPECT_GT(checked, 10U) << "the journeys name their files in backticks";
}

TEST(Documents, each_has_one_title) {
    for (const File& file : documents()) {
        std::size_t titles = 0;
        bool in_code = false;
        for (const std::string& line : file.lines) {
            if (line.starts_with("```")) in_code = !in_code;
            if (!in_code && line.starts_with("# ")) ++titles;
        }
        EXPECT_EQ(titles, 1U) << file.path;
    }
}

TEST(Documents, folder_readmes_are_short) {
    for (const File& file : documents()) {
        if (!file.path.ends_with("/README.md")) continue;
        const bool is_bench_or_test =
            file.path.starts_with("tests/") || file.path.starts_with("bench/");
        EXPECT_LE(file.lines.size(), is_bench_or_test ? 45U : 20U)
            << file.path << ": why, where to start, invariants; no more";
    }
}

} // namespace
} // namespace denkraum::structure
