// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

#include "tests/structure/tree.hpp"

/// One concept, one word: the column "not" of GLOSSARY.md names words that appear in no identifier
/// of base/, domain/ and apps/.
namespace denkraum::structure {
namespace {

/// The forbidden words and what to say instead.
std::map<std::string, std::string> forbidden_words() {
    const std::regex word("`([a-z_]+)`");
    std::map<std::string, std::string> words;
    for (const std::string& line : read("GLOSSARY.md").lines) {
        if (!line.starts_with("| ")) continue;
        const std::size_t last = line.rfind('|', line.size() - 2);
        const std::string forbidden = line.substr(last);
        const std::string concept_words = line.substr(2, line.find('|', 2) - 3);
        for (std::sregex_iterator it(forbidden.begin(), forbidden.end(), word), end; it != end;
             ++it) {
            words[(*it)[1]] = concept_words;
        }
    }
    return words;
}

/// "MemberView" and "member_view" → {"member", "view"}, and the whole in lower case.
std::set<std::string> words_of(const std::string& identifier) {
    std::set<std::string> words;
    std::string word;
    for (const char c : identifier) {
        const bool is_capital = c >= 'A' && c <= 'Z';
        if ((c == '_' || is_capital) && !word.empty()) {
            words.insert(word);
            word.clear();
        }
        if (c != '_') word += is_capital ? static_cast<char>(c + 32) : c;
    }
    if (!word.empty()) words.insert(word);
    words.insert(identifier);
    return words;
}

std::string without_comments_and_texts(const std::string& line) {
    static const std::regex texts("\"(\\\\.|[^\"\\\\])*\"");
    std::string code = std::regex_replace(line, texts, "");
    return code.substr(0, code.find("//"));
}

TEST(Glossary, names_what_not_to_say) {
    EXPECT_GT(forbidden_words().size(), 20U);
}

TEST(Glossary, one_concept_has_one_word_in_the_code) {
    const auto forbidden = forbidden_words();
    const std::regex identifier("[A-Za-z_][A-Za-z0-9_]*");
    for (const File& file : files_ending({".cpp", ".hpp"})) {
        const bool is_ours = file.path.starts_with("base/") || file.path.starts_with("domain/")
                             || file.path.starts_with("apps/");
        if (!is_ours || file.is_test()) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            if (file.lines[i].starts_with("#include")) continue;
            const std::string code = without_comments_and_texts(file.lines[i]);
            for (std::sregex_iterator it(code.begin(), code.end(), identifier), end; it != end;
                 ++it) {
                for (const std::string& word : words_of(it->str())) {
                    const auto found = forbidden.find(word);
                    EXPECT_TRUE(found == forbidden.end())
                        << file.path << ":" << i + 1 << ": say what GLOSSARY.md says for '"
                        << (found == forbidden.end() ? "" : found->second) << "', not '" << word
                        << "'";
                }
            }
        }
    }
}

} // namespace
} // namespace denkraum::structure
