// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "domain/guideline/edition/rendition.hpp"
#include "domain/guideline/export/exports.hpp"

/// Every format is read back by a program of its own, and must say the same words in the same
/// order. A word is a run of letters and digits of two or more characters that is not all digits
/// of one or two: numbers of paragraphs, list markers and marks of notes are no words. Notes,
/// alternative texts, and what is listed behind the text may stand where the format wants them,
/// but whole and once; labels of kinds are words where a format prints them.
namespace denkraum::guideline::testing {

using WordList = std::vector<std::string>;

[[nodiscard]] WordList words_in(std::string_view text);
/// One word a line, so that a difference shows.
[[nodiscard]] std::string lines(const WordList& words);
/// Takes one whole occurrence of `part` out of `all`; says whether it was there.
[[nodiscard]] bool take_out(WordList& all, const WordList& part);

/// The words of the rich sample that stand in the text, in order, and those that may stand
/// elsewhere.
struct Expected {
    WordList body;
    std::vector<std::string> elsewhere;
};
[[nodiscard]] Expected expected(bool has_labels);
/// What stands before and behind its text.
[[nodiscard]] std::string imprint();
[[nodiscard]] std::string back();

struct NamedFile {
    std::string name;
    std::string bytes;
};
/// Runs a program on one file and gives what it prints.
[[nodiscard]] std::string printed_by(std::vector<std::string> argv, const NamedFile& file);
/// Text of XML or HTML: what stands outside the tags, and the attributes that people read.
[[nodiscard]] std::string text_of_markup(const std::string& markup, const std::regex& attributes);
/// The words of a PDF as its structure tree says them.
[[nodiscard]] std::string text_of_structure(const NamedFile& pdf);
[[nodiscard]] std::string text_of_epub(const std::string& epub);
/// An office file as LibreOffice shows it.
[[nodiscard]] std::string
shown_by_libreoffice(const NamedFile& office, const std::string& html_name);

/// "2. Ausgabe vom 22. November 2026".
inline constexpr const char* dated = "2. Ausgabe vom 22. November 2026";

/// The files of the rich sample, made once for all tests of a program.
class ExportedWords : public ::testing::Test {
protected:
    static const MadeFiles& made();
    static std::string file(std::string_view name);

    struct Says {
        bool labels = true;
        bool image = true;                  ///< the alternative text
        bool front = true;                  ///< title and imprint
        bool back = true;                   ///< terms and sources
        std::vector<std::string> more = {}; ///< what only this format says
    };
    /// Compares what was read back with what the edition says.
    static void expect_same(std::string_view read, const Says& says);
};

/// The sample in three languages: one simple, one with other labels, one from right to left.
class RenderedWords : public ::testing::Test {
protected:
    static const std::vector<Paragraph>& paragraphs();
    static const MadeFiles& made();
    static std::string file(const std::string& name);
    /// What a packed file holds under this name.
    static std::string entry(const std::string& name, std::string_view wanted);
    /// Every rendered word, in order and without gaps, and no word of the original text.
    static void expect_rendered(std::string_view read, const Rendition& rendition);
};

} // namespace denkraum::guideline::testing
