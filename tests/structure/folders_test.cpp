// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "tests/structure/tree.hpp"

/// The targets of CMake are the graph of the house: what a folder includes it declares, itself or
/// through what it declares, and the folders form an order. A subfolder may know the values of the
/// folders above it: headers that have no .cpp, such as limits.hpp.
namespace denkraum::structure {
namespace {

using Folders = std::map<std::string, std::set<std::string>>;

/// What each denkraum_library(folder DEPENDS …) declares.
Folders declared() {
    static const std::regex call(R"(denkraum_library\(\s*([^)]*)\))");
    Folders graph;
    for (const File& file : files_ending({"CMakeLists.txt"})) {
        std::string all;
        for (const std::string& line : file.lines)
            all += line + "\n";
        for (std::sregex_iterator it(all.begin(), all.end(), call), end; it != end; ++it) {
            std::istringstream words((*it)[1]);
            std::string folder;
            words >> folder;
            auto& depends = graph[folder];
            bool is_depends = false;
            for (std::string word; words >> word;) {
                const bool is_keyword = word == "DEPENDS" || word == "LIBRARIES"
                                        || word == "TEST_DEPENDS" || word == "EXCEPT";
                if (is_keyword)
                    is_depends = word == "DEPENDS";
                else if (is_depends)
                    depends.insert(word);
            }
        }
    }
    return graph;
}

std::string owner_of(const std::string& target, const Folders& graph) {
    std::string folder = target;
    while (!folder.empty() && !graph.contains(folder)) {
        const std::size_t slash = folder.rfind('/');
        folder = slash == std::string::npos ? "" : folder.substr(0, slash);
    }
    return folder;
}

bool is_value_of_a_parent(
    const std::string& target, const std::string& owner, const std::string& folder
) {
    if (!folder.starts_with(owner + "/")) return false;
    return !std::filesystem::exists(std::filesystem::path(target).replace_extension(".cpp"));
}

/// Built into a program of its own, not into the folder's library.
bool is_beside(const File& file) {
    return file.path.ends_with("_test.cpp") || file.path.ends_with("_fuzz.cpp")
           || file.path.ends_with("_bench.cpp");
}

/// Which folders the sources of each folder include, and one line that shows it.
using Shown = std::map<std::string, std::map<std::string, std::string>>;

enum class Values { Counted, Free };

Shown included(const Folders& graph, Values of_parents) {
    static const std::regex line_of(R"re(#include "([^"]+)".*)re");
    Shown shown;
    for (const File& file : files_ending({".cpp", ".hpp"})) {
        const std::string folder = file.folder();
        if (is_beside(file) || !graph.contains(folder)) continue;
        for (const std::string& line : file.lines) {
            std::smatch match;
            if (!std::regex_match(line, match, line_of)) continue;
            const std::string target = match[1];
            const std::string owner = owner_of(target, graph);
            if (owner.empty() || owner == folder) continue;
            const bool is_free = of_parents == Values::Free;
            if (is_free && is_value_of_a_parent(target, owner, folder)) continue;
            shown[folder].emplace(owner, file.path + " includes " + target);
        }
    }
    return shown;
}

std::set<std::string> reached(const std::string& from, const Folders& graph) {
    std::set<std::string> seen;
    std::vector<std::string> waiting{from};
    while (!waiting.empty()) {
        const std::string folder = waiting.back();
        waiting.pop_back();
        const auto found = graph.find(folder);
        if (found == graph.end()) continue;
        for (const std::string& next : found->second) {
            if (seen.insert(next).second) waiting.push_back(next);
        }
    }
    return seen;
}

TEST(Folders, declare_what_they_include) {
    const Folders graph = declared();
    ASSERT_GT(graph.size(), 50U);
    for (const auto& [folder, targets] : included(graph, Values::Free)) {
        const auto allowed = reached(folder, graph);
        for (const auto& [target, line] : targets) {
            EXPECT_TRUE(allowed.contains(target))
                << line << ": name " << target << " under DEPENDS of " << folder
                << ", or move what is needed down";
        }
    }
}

TEST(Folders, declare_nothing_that_they_do_not_include) {
    const Folders graph = declared();
    const Shown shown = included(graph, Values::Counted);
    for (const auto& [folder, targets] : graph) {
        for (const std::string& target : targets) {
            const auto found = shown.find(folder);
            const bool is_used = found != shown.end() && found->second.contains(target);
            EXPECT_TRUE(is_used) << folder << " declares " << target << " and includes none of it";
        }
    }
}

TEST(Folders, form_an_order) {
    const Folders graph = declared();
    Folders includes;
    for (const auto& [folder, targets] : included(graph, Values::Free)) {
        for (const auto& [target, line] : targets)
            includes[folder].insert(target);
    }
    for (const auto& [folder, targets] : includes) {
        EXPECT_FALSE(reached(folder, includes).contains(folder))
            << folder << " is included by what it includes";
    }
}

} // namespace
} // namespace denkraum::structure
