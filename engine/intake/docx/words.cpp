// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/docx/words.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/intake/docx/numbering.hpp"
#include "engine/intake/docx/story.hpp"
#include "engine/intake/file/upload.hpp"
#include "engine/intake/file/xml.hpp"

namespace denkraum::intake {
namespace {

/// The notes of one kind, by id.
using Notes = std::map<std::string, std::vector<SourceParagraph>, std::less<>>;

struct Reader {
    const Package& package;
    std::string folder;
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
        StoryReader story(numbering, styles);
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
            StoryReader story(numbering, styles);
            DK_DO(story.read(part.bytes));
            words.margin_words += count_words(story.paragraphs);
        }
        return {};
    }

    Done count_comments() {
        const auto part = package.find(folder + "comments.xml");
        if (!part) return {};
        return walk_xml(
            *part,
            {.open =
                 [this](const XmlElement& element) {
                     if (element.is_word() && element.name() == "comment") ++words.comments;
                 },
             .close = [](const XmlElement&) {},
             .text = [](std::string_view) {}}
        );
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

Result<FileWords> docx_words(const Package& package) {
    const std::string main_part = main_part_of(package);
    const auto document = package.find(main_part);
    if (!document) return fail(ErrorCode::Corrupt, "no main part");
    Reader reader{.package = package, .folder = main_part.substr(0, main_part.rfind('/') + 1)};
    DK_DO(reader.read_lists());

    StoryReader body(reader.numbering, reader.styles);
    DK_DO(body.read(*document));
    DK_TRY(Notes foot, reader.read_notes("footnotes.xml"));
    DK_TRY(Notes end, reader.read_notes("endnotes.xml"));
    DK_DO(reader.read_margins());
    DK_DO(reader.count_comments());

    FileWords words = std::move(reader.words);
    words.body = std::move(body.paragraphs);
    words.images = body.images;
    words.tracked_changes = body.tracked_changes;
    take_notes(body.note_refs, foot, end, words);
    return words;
}

} // namespace denkraum::intake
