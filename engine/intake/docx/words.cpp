// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/docx/words.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/utf8.hpp"
#include "engine/intake/docx/numbering.hpp"
#include "engine/intake/docx/story.hpp"
#include "engine/intake/file/upload.hpp"
#include "engine/intake/file/xml.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

/// The notes of one kind, by id.
using Notes = std::map<std::string, std::vector<SourceParagraph>, std::less<>>;

struct Reader {
    const Package& package;
    std::string folder;
    WordsOptions options = {};
    ParagraphStyles styles = {};
    Numbering numbering = {};
    FileWords words = {};

    Done read_lists() {
        if (const auto part = package.find(folder + "styles.xml")) {
            DK_TRY(styles, read_styles(*part));
        }
        if (const auto part = package.find(folder + "numbering.xml")) {
            DK_TRY(numbering, Numbering::read(*part, styles));
        }
        return {};
    }

    Result<Notes> read_notes(std::string_view name) {
        StoryReader story(numbering, styles, options);
        if (const auto part = package.find(folder + std::string(name))) {
            DK_DO(story.read(*part));
        }
        return std::move(story.by_note);
    }

    Done read_margins() {
        for (const Part& part : package.parts()) {
            const bool is_margin = part.name.starts_with(folder + "header")
                                   || part.name.starts_with(folder + "footer");
            if (!is_margin) continue;
            StoryReader story(numbering, styles, options);
            DK_DO(story.read(part.bytes));
            words.margin_words += count_words(story.paragraphs);
        }
        return {};
    }

    /// Relations become names; what is no picture of the package is left out.
    Done read_pictures(const StoryReader& body, std::string_view main_part) {
        const std::string file(main_part.substr(folder.size()));
        const auto part = package.find(folder + "_rels/" + file + ".rels");
        if (!part) return {};
        std::map<std::string, std::string, std::less<>> targets;
        DK_DO(walk_xml(
            *part,
            {.open =
                 [&](const XmlElement& element) {
                     targets.emplace(element.short_attribute("Id"), element.attribute("Target"));
                 },
             .close = [](const XmlElement&) {},
             .text = [](std::string_view) {}}
        ));
        for (const FilePicture& picture : body.pictures) {
            const auto target = targets.find(picture.name);
            if (target == targets.end()) continue;
            words.pictures.push_back({target->second, picture.description, picture.paragraph});
        }
        return {};
    }

    /// comment := attributes id, author, date; paragraphs with w:t
    Done read_comments(const StoryReader& body) {
        const auto part = package.find(folder + "comments.xml");
        if (!part) return {};
        bool is_text = false;
        return walk_xml(
            *part,
            {.open =
                 [&](const XmlElement& element) {
                     if (element.is_word()) begin_comment(element, body);
                     is_text = element.is_word() && element.name() == "t";
                 },
             .close = [&](const XmlElement&) { is_text = false; },
             .text =
                 [&](std::string_view piece) {
                     if (!is_text || words.comments.empty()) return;
                     std::string& text = words.comments.back().words;
                     const std::size_t used = std::min(text.size(), comment_bytes_max);
                     text += utf8::truncate(piece, comment_bytes_max - used);
                 }}
        );
    }

    void begin_comment(const XmlElement& element, const StoryReader& body) {
        if (element.name() == "comment" && words.comments.size() < comments_max) {
            const auto quote = body.quotes.find(element.short_attribute("id"));
            words.comments.push_back(
                {.author = element.short_attribute("author"),
                 .made_at = element.short_attribute("date"),
                 .quote = quote == body.quotes.end() ? "" : quote->second}
            );
        }
        const bool is_next = element.name() == "p" && !words.comments.empty();
        if (is_next && !words.comments.back().words.empty()) words.comments.back().words += '\n';
    }
};

void take_notes(const std::vector<NoteRef>& refs, Notes& foot, Notes& end, FileWords& words) {
    const auto take = [&](std::vector<SourceParagraph>& note) {
        std::ranges::move(note, std::back_inserter(words.notes));
        note.clear();
    };
    for (const NoteRef& ref : refs) {
        Notes& notes = ref.is_endnote ? end : foot;
        if (const auto note = notes.find(ref.id); note != notes.end()) take(note->second);
    }
    for (auto& [id, note] : foot)
        take(note);
    for (auto& [id, note] : end)
        take(note);
}

} // namespace

Result<FileWords> docx_words(const Package& package, const WordsOptions& options) {
    const std::string main_part = main_part_of(package);
    const auto document = package.find(main_part);
    if (!document) return fail(ErrorCode::Corrupt, "no main part");
    Reader reader{
        .package = package,
        .folder = main_part.substr(0, main_part.rfind('/') + 1),
        .options = options
    };
    DK_DO(reader.read_lists());

    StoryReader body(reader.numbering, reader.styles, options);
    DK_DO(body.read(*document));
    DK_TRY(Notes foot, reader.read_notes("footnotes.xml"));
    DK_TRY(Notes end, reader.read_notes("endnotes.xml"));
    DK_DO(reader.read_margins());
    DK_DO(reader.read_comments(body));
    DK_DO(reader.read_pictures(body, main_part));

    FileWords words = std::move(reader.words);
    words.body = std::move(body.paragraphs);
    words.images = body.images;
    words.tracked_changes = body.tracked_changes;
    words.fields = body.fields;
    words.shapes = body.shapes;
    take_notes(body.note_refs, foot, end, words);
    return words;
}

} // namespace denkraum::intake
