// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/structure/tree.hpp"

/// Who may include whom (ARCHITECTURE.md, layers): read from the include lines, which name the
/// layer because they begin at the root.
namespace denkraum::structure {
namespace {

struct Include {
    const File& file;
    std::size_t line;
    std::string target;
};

std::vector<Include> includes_of(const File& file) {
    std::vector<Include> includes;
    constexpr std::string_view begin = "#include \"";
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const std::string_view line = file.lines[i];
        if (!line.starts_with(begin)) continue;
        const auto rest = line.substr(begin.size());
        includes.push_back({file, i + 1, std::string(rest.substr(0, rest.find('"')))});
    }
    return includes;
}

std::string at(const Include& include) {
    return include.file.path + ":" + std::to_string(include.line) + ": ";
}

/// The order of the domain: a folder knows only folders of a smaller rank.
const std::map<std::string, int> domain_ranks{
    {"trail", 0},
    {"link", 0},
    {"network", 1},
    {"document", 2},
    {"law", 2},
    {"decision", 2},
    {"guideline", 3},
    {"proposal", 4},
    {"commitment", 4},
    {"lab", 4},
    {"exchange", 4},
    {"learning", 4},
    {"project", 5},
    {"assessment", 6},
    {"record", 7},
    {"notice", 8},
    {"search", 8},
};

/// What another domain folder may be asked for.
const std::set<std::string> domain_faces{
    "commands.hpp",
    "queries.hpp",
    "events.hpp",
    "access.hpp",
    "door.hpp",
    "services.hpp",
    "overview.hpp",
    "limits.hpp",
    "media.hpp",
    "diff_html.hpp",
    "diff_text.hpp",
    "aspect_words.hpp",
};

/// Adapters are named by the wiring alone.
const std::vector<std::string> adapters{
    "platform/sql/sqlite/",
    "platform/sql/postgres/",
    "platform/bus/memory/",
    "platform/bus/nats/",
    "platform/mail/smtp/",
    "platform/mail/folder/",
    "platform/http/server/",
};

std::string layer_fault(const Include& include) {
    const auto from = parts_of(include.file.path);
    const auto to = parts_of(include.target);
    if (to.size() < 2) return "includes begin at the root: \"layer/folder/file.hpp\"";
    const std::string& layer = from[0];
    const std::string& target = to[0];
    if (layer == "apps") return {};
    if (target == "apps") return "only apps may know apps; move what is needed down a layer";
    if (layer == "base" && target != "base") return "base knows only base";
    if (layer == "engine" && target == "engine" && from[1] != to[1]) {
        return "engines do not know each other; share through base or let the domain connect them";
    }
    if (layer == "engine" && target != "engine" && target != "base") {
        return "engines are pure: base and themselves only";
    }
    if (layer == "platform" && target != "platform" && target != "base") {
        return "the platform knows neither engine nor domain; pass a value or a function in";
    }
    return {};
}

std::string domain_fault(const Include& include) {
    const auto from = parts_of(include.file.path);
    const auto to = parts_of(include.target);
    if (from[0] != "domain") return {};
    for (const std::string& adapter : adapters) {
        if (include.target.starts_with(adapter)) {
            return "the domain uses ports; only apps/server names adapters";
        }
    }
    if (to[0] != "domain" || from[1] == to[1]) return {};
    const auto mine = domain_ranks.find(from[1]);
    const auto theirs = domain_ranks.find(to[1]);
    if (mine == domain_ranks.end() || theirs == domain_ranks.end()) {
        return "give the folder its rank in tests/structure/layers_test.cpp";
    }
    if (theirs->second >= mine->second) {
        return from[1] + " may not know " + to[1]
               + ": a process knows its parts, never the reverse; use an event or a slot";
    }
    const std::string& file = to.back();
    if (file == to[1] + ".hpp" || domain_faces.contains(file)) return {};
    return "of another folder only <thing>, commands, queries, events and the door may be used";
}

TEST(Layers, nobody_includes_upwards_or_sideways) {
    for (const File& file : files_ending({".cpp", ".hpp"})) {
        if (file.is_test()) continue;
        for (const Include& include : includes_of(file)) {
            const std::string fault = layer_fault(include);
            EXPECT_TRUE(fault.empty()) << at(include) << fault;
        }
    }
}

TEST(Layers, domain_folders_form_an_order_and_show_only_their_faces) {
    for (const File& file : files_ending({".cpp", ".hpp"})) {
        if (file.is_test()) continue;
        for (const Include& include : includes_of(file)) {
            const std::string fault = domain_fault(include);
            EXPECT_TRUE(fault.empty()) << at(include) << fault;
        }
    }
}

TEST(Layers, sql_stands_in_stores_only) {
    const std::set<std::string> allowed{
        "store", "edition_store", "update_log", "facts", "sessions", "events", "queries"
    };
    for (const File& file : files_ending({".cpp"})) {
        if (!file.path.starts_with("domain/") || file.is_test()) continue;
        const std::string stem(file.name().substr(0, file.name().find('.')));
        if (allowed.contains(stem) || stem.ends_with("store")) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            for (const std::string_view word :
                 {"\"SELECT ", "\"INSERT INTO", "\"UPDATE ", "\"DELETE FROM"}) {
                EXPECT_EQ(file.lines[i].find(word), std::string::npos)
                    << file.path << ":" << i + 1 << ": move the statement into the folder's store";
            }
        }
    }
}

TEST(Layers, coroutines_stay_in_the_platform) {
    for (const File& file : files_ending({".cpp", ".hpp"})) {
        if (file.path.starts_with("platform/run/") || file.path.starts_with("platform/http/"))
            continue;
        if (file.path.starts_with("tests/structure/")) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            EXPECT_EQ(file.lines[i].find("co_await"), std::string::npos)
                << file.path << ":" << i + 1
                << ": g++ 12 miscompiles some coroutines; they live in platform/http and "
                   "platform/run";
        }
    }
}

} // namespace
} // namespace denkraum::structure
