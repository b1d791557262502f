// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <set>

#include "tests/structure/tree.hpp"

/// Every command writes its trail entry: read from the source, so that none is forgotten.
namespace denkraum::structure {
namespace {

/// What takes the services and writes no entry, and why.
const std::map<std::string, std::string> exceptions{
    {"domain/document open_editor", "binds a client id; what is then written are updates"},
    {"domain/document/media keep", "bytes without a document; adopt() writes the entry"},
    {"domain/network/email address_of", "reads"},
    {"domain/network/login check_own_password", "reads"},
    {"domain/network/login half_signed_in", "reads"},
    {"domain/network/login is_reset_open", "reads"},
    {"domain/network/member administrator", "makes the actor under whom deeds are then written"},
    {"domain/document/timeline note_read", "a private mark; nobody is watched reading"},
};

std::string text_of(const File& file) {
    std::string text;
    for (const std::string& line : file.lines)
        if (line.find("///") == std::string::npos) text += line + "\n";
    return text;
}

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// The identifier that ends before a place.
std::string word_before(std::string_view text, std::size_t end) {
    std::size_t begin = end;
    while (begin > 0 && is_word(text[begin - 1]))
        --begin;
    return std::string(text.substr(begin, end - begin));
}

/// Names of declared functions that take the services, may fail, and open their own transaction.
std::vector<std::string> commands_in(const File& header) {
    std::vector<std::string> names;
    const std::string text = text_of(header);
    for (std::size_t at = text.find("[[nodiscard]]"); at != std::string::npos;
         at = text.find("[[nodiscard]]", at + 1)) {
        const std::string declared = text.substr(at, text.find(';', at) - at);
        const std::size_t open = declared.find('(');
        const bool is_command = declared.find("Services& ") != std::string::npos
                                && declared.find("sql::Transaction&") == std::string::npos;
        if (open != std::string::npos && is_command) names.push_back(word_before(declared, open));
    }
    return names;
}

class Bodies {
public:
    Bodies() {
        for (const File& file : files_ending({".cpp"})) {
            const bool is_door = file.name().ends_with("routes.cpp");
            if (!file.path.starts_with("domain/") || file.is_test() || is_door) continue;
            texts_[file.folder()] += text_of(file) + "\n";
        }
    }

    /// From its brace to the one at the beginning of a line.
    [[nodiscard]] std::optional<std::string>
    body_of(const std::string& folder, const std::string& name) const {
        const auto found = texts_.find(folder);
        if (found == texts_.end()) return std::nullopt;
        const std::string& text = found->second;
        for (std::size_t at = text.find(name + "("); at != std::string::npos;
             at = text.find(name + "(", at + 1)) {
            const std::size_t line = text.rfind('\n', at) + 1;
            const bool is_whole = at == 0 || !is_word(text[at - 1]);
            if (!is_whole || text[line] == ' ' || text[line] == '/') continue;
            const std::size_t brace = text.find('{', at);
            if (brace == std::string::npos || text.find(';', at) < brace) continue;
            return text.substr(brace, text.find("\n}\n", brace) - brace);
        }
        return std::nullopt;
    }

    /// Whether it writes an entry, by itself or by what it calls.
    [[nodiscard]] bool writes(const std::string& folder, const std::string& name) const {
        std::set<std::string> seen;
        return writes(folder, name, seen);
    }

private:
    bool
    writes(const std::string& folder, const std::string& name, std::set<std::string>& seen) const {
        if (!seen.insert(folder + " " + name).second) return false;
        const auto body = body_of(folder, name);
        if (!body) return false;
        if (body->find("trail::append(") != std::string::npos) return true;
        for (std::size_t at = body->find('('); at != std::string::npos;
             at = body->find('(', at + 1)) {
            const std::string called = word_before(*body, at);
            if (called.empty() || called == name) continue;
            for (const std::string& place : places_of(folder))
                if (writes(place, called, seen)) return true;
        }
        return false;
    }
    /// Where a name may come from: this folder and those it stands in.
    static std::vector<std::string> places_of(std::string folder) {
        std::vector<std::string> places;
        while (folder != "domain") {
            places.push_back(folder);
            folder.resize(folder.rfind('/'));
        }
        return places;
    }

    std::map<std::string, std::string> texts_;
};

/// Files whose functions only read, or answer people.
bool is_no_command_file(const File& file) {
    const std::string_view name = file.name();
    return name.starts_with("queries") || name.starts_with("mails") || name.starts_with("routes")
           || name.starts_with("pages") || name.starts_with("command_line");
}

std::set<std::string> all_commands() {
    std::set<std::string> all;
    for (const File& file : files_ending({".hpp"})) {
        if (!file.path.starts_with("domain/") || file.is_test() || is_no_command_file(file))
            continue;
        for (const std::string& name : commands_in(file))
            all.insert(file.folder() + " " + name);
    }
    return all;
}

TEST(Commands, write_their_trail_entry) {
    const Bodies bodies;
    const auto all = all_commands();
    ASSERT_GT(all.size(), 40U) << "the declarations are no longer understood";
    for (const std::string& command : all) {
        const std::size_t space = command.find(' ');
        const std::string folder = command.substr(0, space);
        const std::string name = command.substr(space + 1);
        ASSERT_TRUE(bodies.body_of(folder, name).has_value()) << command << " is defined nowhere";
        if (exceptions.contains(command)) continue;
        EXPECT_TRUE(bodies.writes(folder, name))
            << command << ": append to the trail in its transaction, or say above why not";
    }
}

TEST(Commands, exceptions_exist_and_need_to_be_ones) {
    const Bodies bodies;
    const auto all = all_commands();
    for (const auto& [command, why] : exceptions) {
        EXPECT_TRUE(all.contains(command)) << command << " is gone";
        const std::size_t space = command.find(' ');
        EXPECT_FALSE(bodies.writes(command.substr(0, space), command.substr(space + 1)))
            << command << " writes an entry: take it from the list";
    }
}

} // namespace
} // namespace denkraum::structure
