// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// The words of an office file as they stand in it, read without the converter: what an import
/// must not lose.
namespace denkraum::intake {

struct SourceParagraph {
    std::string text = {};  ///< words; tabs as spaces, breaks as '\n'
    std::string label = {}; ///< '(a)', '1.1.'; empty for bullets and without a list
    std::string style = {}; ///< the style's name, 'heading 1'
    std::string uid = {};   ///< of our own editions, else empty
    int own_level = 0;      ///< of a heading of our own editions that the file shows less deep
    bool is_bullet = false;
    bool is_text_box = false; ///< stands after the paragraph it is anchored in
    int level = 0;            ///< of the list
    int heading = 0;          ///< level of a heading, 0 is none
};

/// What somebody said about a place of the file, beside its text.
struct FileComment {
    std::string author = {};
    std::string made_at = {}; ///< as the file says it, '2026-05-03T10:00:00Z'; may be empty
    std::string quote = {};   ///< the words it is about, shortened
    std::string words = {};

    friend bool operator==(const FileComment&, const FileComment&) = default;
};

/// A picture that the file shows.
struct FilePicture {
    std::string name = {}; ///< as the converter would call it, 'media/image1.png'
    std::string description = {};
    std::size_t paragraph = 0; ///< of the body: the one it stands in, or before which it stands
};

/// Which state of a file with tracked changes is read.
enum class Changes { Accepted, Rejected };

struct WordsOptions {
    Changes changes = Changes::Accepted;
    /// Set from another thread to give up.
    const std::atomic<bool>* cancelled = nullptr;
};

struct FileWords {
    /// Of the body: in the order of the file, tables cell by cell, text boxes after the paragraph
    /// that holds them. Paragraphs without words are left out.
    std::vector<SourceParagraph> body = {};
    /// Of the notes, in the order in which the body refers to them; notes nobody refers to last.
    std::vector<SourceParagraph> notes = {};
    /// The labels of lists are known; otherwise those of the converter count.
    bool has_labels = true;
    std::int64_t images = 0;
    /// Those of a DOCX, in the order of the file: the converter does not show what is in drawings.
    std::vector<FilePicture> pictures = {};
    std::int64_t tracked_changes = 0;
    std::vector<FileComment> comments = {};
    std::int64_t fields = 0;
    std::int64_t shapes = 0;
    /// Descriptions of pictures by their name in the package, where the converter loses them.
    std::map<std::string, std::string, std::less<>> descriptions = {};
    std::int64_t margin_words = 0; ///< in headers and footers

    [[nodiscard]] std::int64_t word_count() const;
};

/// Runs of characters between white space.
[[nodiscard]] std::int64_t count_words(std::string_view text);
[[nodiscard]] std::int64_t count_words(const std::vector<SourceParagraph>& paragraphs);

/// False for white space only.
[[nodiscard]] bool has_words(std::string_view text);

} // namespace denkraum::intake
