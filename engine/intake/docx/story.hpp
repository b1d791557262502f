// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/intake/docx/numbering.hpp"
#include "engine/intake/file/own_styles.hpp"
#include "engine/intake/file/words.hpp"
#include "engine/intake/file/xml.hpp"

/// Reads one story of a DOCX (the body, the footnotes, a footer) into paragraphs.
namespace denkraum::intake {

struct NoteRef {
    bool is_endnote = false;
    std::string id;
};

class StoryReader {
public:
    StoryReader(Numbering& numbering, const ParagraphStyles& styles, const WordsOptions& options);

    /// Fails: as walk_xml; TooLarge above `blocks_max` paragraphs and references to notes.
    [[nodiscard]] Done read(ByteView xml);

    /// Paragraphs with words, in order; in notes parts, those of one note under its id.
    std::vector<SourceParagraph> paragraphs;
    std::map<std::string, std::vector<SourceParagraph>, std::less<>> by_note;
    std::vector<NoteRef> note_refs;
    std::int64_t images = 0;
    std::int64_t tracked_changes = 0;
    std::int64_t fields = 0;
    std::int64_t shapes = 0;
    /// Pictures by their relation, not yet by their name.
    std::vector<FilePicture> pictures;
    /// The words that comments are about, by the comment's id; their beginning.
    std::map<std::string, std::string, std::less<>> quotes;

private:
    /// A paragraph that has begun; a text box inside it begins others before it ends.
    struct Open {
        std::string text;
        std::string style_id;
        OwnPlace place;
        std::optional<ListRef> list;
        std::vector<SourceParagraph> boxes;
        int run_depth = 0; ///< open w:r and w:t of this paragraph, not of one inside it
        int text_depth = 0;
    };
    struct Alternative {
        bool has_choice = false;
    };

    void open(const XmlElement& element);
    void close(const XmlElement& element);
    void open_in_paragraph(const XmlElement& element);
    void open_in_run(const XmlElement& element);
    void text(std::string_view piece);
    void count_things(const XmlElement& element);
    void note_picture(const XmlElement& element);
    void mark_quote(const XmlElement& element);
    void quote(std::string_view piece);
    void finish_paragraph();
    [[nodiscard]] bool is_left_out(const XmlElement& element);
    [[nodiscard]] std::optional<ListRef> list_of(const Open& paragraph) const;
    [[nodiscard]] std::string style_name(const std::string& style_id) const;

    Numbering& numbering_;
    const ParagraphStyles& styles_;
    WordsOptions options_;
    std::vector<Open> open_;
    std::vector<Alternative> alternatives_;
    std::string note_id_;
    std::set<std::string, std::less<>> open_quotes_; ///< those with room
    std::string description_;                        ///< of the drawing that is open
    std::size_t taken_ = 0;                          ///< paragraphs and references to notes
    int skipped_depth_ = 0; ///< elements open inside a part that is left out
};

} // namespace denkraum::intake
