// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <map>

#include "tests/structure/tree.hpp"

/// Files and folders stay small enough to be read at once (STYLE.md). A bound can be lifted only by
/// a line with a reason in tests/structure/sizes.txt: path, lines, reason.
namespace denkraum::structure {
namespace {

constexpr std::size_t source_lines_max = 500;
constexpr std::size_t header_lines_max = 250;
constexpr std::size_t test_lines_max = 800;
constexpr std::size_t script_lines_max = 300;
constexpr std::size_t columns_max = 100;
constexpr std::size_t sources_max = 20;

std::map<std::string, std::size_t> lifted() {
    std::map<std::string, std::size_t> bounds;
    for (const std::string& line : read("tests/structure/sizes.txt").lines) {
        if (line.empty() || line[0] == '#') continue;
        const std::size_t first = line.find(' ');
        const std::size_t second = line.find(' ', first + 1);
        EXPECT_NE(second, std::string::npos) << "a lifted bound has a reason: " << line;
        bounds[line.substr(0, first)] = std::stoul(line.substr(first + 1, second - first));
    }
    return bounds;
}

std::size_t bound_of(const File& file) {
    if (file.path.ends_with(".ts") || file.path.ends_with(".mjs")) {
        return file.is_test() ? test_lines_max : script_lines_max;
    }
    if (file.is_test()) return test_lines_max;
    return file.path.ends_with(".hpp") ? header_lines_max : source_lines_max;
}

/// Columns as a reader sees them: code points, not bytes.
std::size_t columns_of(const std::string& line) {
    std::size_t columns = 0;
    for (const char c : line)
        columns += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1 : 0;
    return columns;
}

TEST(Sizes, every_file_can_be_read_at_once) {
    const auto exceptions = lifted();
    for (const File& file : files_ending({".cpp", ".hpp", ".ts", ".mjs"})) {
        const auto exception = exceptions.find(file.path);
        const std::size_t bound =
            exception == exceptions.end() ? bound_of(file) : exception->second;
        EXPECT_LE(file.lines.size(), bound)
            << file.path << ": split it by what people do, or give a reason in sizes.txt";
    }
}

TEST(Sizes, no_folder_is_an_attic) {
    std::map<std::string, std::size_t> counts;
    for (const File& file : files_ending({".cpp", ".ts"})) {
        if (!file.is_test()) ++counts[file.folder()];
    }
    for (const auto& [folder, count] : counts) {
        EXPECT_LE(count, sources_max)
            << folder << " has too many sources; split it by what people do";
    }
}

TEST(Sizes, lines_fit_beside_each_other) {
    for (const File& file : files_ending({".cpp", ".hpp"})) {
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            const bool is_data = file.lines[i].find('"') != std::string::npos;
            if (is_data) continue;
            EXPECT_LE(columns_of(file.lines[i]), columns_max)
                << file.path << ":" << i + 1 << ": run make format";
        }
    }
}

TEST(Sizes, every_source_names_its_licence) {
    for (const File& file : files_ending({".cpp", ".hpp", ".ts", ".mjs"})) {
        ASSERT_FALSE(file.lines.empty()) << file.path;
        const bool first =
            file.lines[0].find("SPDX-License-Identifier: EUPL-1.2") != std::string::npos;
        const bool second =
            file.lines.size() > 1
            && file.lines[1].find("SPDX-License-Identifier: EUPL-1.2") != std::string::npos;
        EXPECT_TRUE(first || second) << file.path << ": begins with its SPDX line";
    }
}

} // namespace
} // namespace denkraum::structure
