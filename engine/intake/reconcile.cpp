// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/reconcile.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "engine/intake/align/align.hpp"

namespace denkraum::intake {
namespace {

bool is_front_matter(std::string_view style) {
    constexpr std::array<std::string_view, 5> names{
        "Title", "Subtitle", "Author", "Date", "Abstract"
    };
    return std::ranges::find(names, style) != names.end();
}

Draft recovered(const SourceParagraph& source) {
    Draft draft;
    const int heading = source.style == "Title" ? 1 : source.heading;
    draft.block.kind = heading > 0 ? prose::Kind::Heading : prose::Kind::Paragraph;
    draft.block.level = heading;
    prose::append_run(draft.block.content, source.text, {});
    draft.label = source.label;
    draft.is_bullet = source.is_bullet;
    draft.style = source.style;
    draft.uid = source.uid;
    draft.depth = source.level;
    return draft;
}

void take_label(Draft& draft, const SourceParagraph& source) {
    draft.label = source.label;
    draft.is_bullet = source.is_bullet;
    if (draft.list == 0) draft.depth = source.level;
    const bool is_item = source.is_bullet || !source.label.empty();
    if (!is_item && !draft.is_continued) draft.list = 0;
    if (is_item) draft.is_continued = false;
}

void take_style(Draft& draft, const SourceParagraph& source) {
    if (draft.style.empty()) draft.style = source.style;
    draft.uid = source.uid;
    const bool is_heading = draft.block.kind == prose::Kind::Heading;
    if (is_heading && source.own_level > 0) draft.block.level = source.own_level;
}

/// Where the converter has lost words inside a paragraph, the words of the file take its place,
/// without marks. Whether it lost some.
bool mend(Draft& draft, const SourceParagraph& source, Report& report) {
    if (holds_words(prose::plain_text(draft.block), source.text)) return false;
    report.add(RemarkKind::PassageRecovered, 1, source.text);
    std::vector<prose::Inline>& content = draft.block.content;
    // Notes and images are no words: they stay, behind them.
    std::erase_if(content, [](const prose::Inline& run) { return run.atom.empty(); });
    content.insert(content.begin(), prose::Inline{.text = source.text});
    return true;
}

/// The drafts of the body or of the notes: their places and their words.
struct Side {
    std::vector<std::size_t> places;
    std::vector<Line> lines;
};

Line line_of(std::string text) {
    std::string tight = squeezed(text);
    return {std::move(text), std::move(tight)};
}

Side side_of(const std::vector<Draft>& drafts, bool is_notes) {
    Side side;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        if ((drafts[i].note != 0) != is_notes) continue;
        Line line = line_of(prose::plain_text(drafts[i].block));
        if (line.squeezed.empty()) continue;
        side.places.push_back(i);
        side.lines.push_back(std::move(line));
    }
    return side;
}

std::vector<Line> lines_of(const std::vector<SourceParagraph>& paragraphs) {
    std::vector<Line> lines;
    for (const SourceParagraph& each : paragraphs)
        lines.push_back(line_of(each.text));
    return lines;
}

/// Drafts to be inserted, by the number of drafts that stand before them.
using Insertions = std::multimap<std::size_t, Draft>;

std::size_t after_with_notes(const std::vector<Draft>& drafts, std::size_t place) {
    std::size_t after = place + 1;
    while (after < drafts.size() && drafts[after].note != 0)
        ++after;
    return after;
}

void remember_recovery(const SourceParagraph& source, Report& report) {
    if (source.is_text_box) {
        report.add(RemarkKind::TextBoxTaken, 1, source.text);
    } else if (!is_front_matter(source.style)) {
        report.add(RemarkKind::PassageRecovered, 1, source.text);
    }
}

/// A paragraph between two of the same cell belongs to that cell.
void stand_in_cell(Draft& draft, const Draft* before, const Draft* after) {
    if (before == nullptr || after == nullptr || before->table == 0) return;
    if (before->table != after->table) return;
    draft.table = before->table;
    draft.row = before->row;
    draft.cell = before->cell;
}

void stand_in_note(Draft& draft, const Draft* before) {
    draft.note = before == nullptr ? -1 : before->note;
    if (before == nullptr) return;
    draft.table = before->table;
    draft.row = before->row;
    draft.cell = before->cell;
}

/// The body or the notes of the file.
struct FileSide {
    const std::vector<SourceParagraph>& sources;
    bool is_notes;
    bool has_labels;
    const LostPictures& pictures;
};

/// Pictures have a paragraph of their own, in the same cell as the one before.
void insert_pictures(
    const LostPictures& pictures,
    std::size_t paragraph,
    const Draft* before,
    Insertions& insertions,
    std::size_t after
) {
    const auto [begin, end] = pictures.equal_range(paragraph);
    for (auto picture = begin; picture != end; ++picture) {
        Draft draft;
        draft.block.content.push_back(picture->second);
        if (before != nullptr && before->table != 0) {
            draft.table = before->table;
            draft.row = before->row;
            draft.cell = before->cell;
        }
        insertions.emplace(after, std::move(draft));
    }
}

/// What comes of both sides besides the drafts that were there.
struct Outcome {
    Insertions insertions = {};
    Reworded reworded = {};
};

void reconcile_side(
    std::vector<Draft>& drafts, const FileSide& wanted, Outcome& outcome, Report& report
) {
    Insertions& insertions = outcome.insertions;
    const auto& [sources, is_notes, has_labels, pictures] = wanted;
    const Side side = side_of(drafts, is_notes);
    const std::vector<Line> file = lines_of(sources);
    const auto matches = align(file, side.lines);
    std::size_t after = 0;
    const Draft* before = nullptr;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (file[i].squeezed.empty()) continue;
        if (matches[i]) {
            const std::size_t place = side.places[*matches[i]];
            take_style(drafts[place], sources[i]);
            if (has_labels) take_label(drafts[place], sources[i]);
            const Line& line = side.lines[*matches[i]];
            const bool is_mended = mend(drafts[place], sources[i], report);
            if (!is_mended && line.squeezed != file[i].squeezed)
                outcome.reworded.emplace(&sources[i], line.text);
            before = &drafts[place];
            after = is_notes ? place + 1 : after_with_notes(drafts, place);
            insert_pictures(pictures, i, before, insertions, after);
            continue;
        }
        remember_recovery(sources[i], report);
        Draft draft = recovered(sources[i]);
        if (is_notes) stand_in_note(draft, before);
        if (is_notes && before == nullptr) after = drafts.size();
        if (!is_notes)
            stand_in_cell(draft, before, after < drafts.size() ? &drafts[after] : nullptr);
        insertions.emplace(after, std::move(draft));
        insert_pictures(pictures, i, before, insertions, after);
    }
    for (auto rest = pictures.lower_bound(sources.size()); rest != pictures.end();
         rest = pictures.upper_bound(rest->first)) {
        insert_pictures(pictures, rest->first, nullptr, insertions, drafts.size());
    }
}

} // namespace

Reworded reconcile(
    std::vector<Draft>& drafts, const FileWords& words, Report& report, const LostPictures& pictures
) {
    Outcome outcome;
    reconcile_side(drafts, {words.body, false, words.has_labels, pictures}, outcome, report);
    reconcile_side(drafts, {words.notes, true, words.has_labels, {}}, outcome, report);
    Insertions& insertions = outcome.insertions;
    std::vector<Draft> merged;
    merged.reserve(drafts.size() + insertions.size());
    auto next = insertions.begin();
    for (std::size_t i = 0; i <= drafts.size(); ++i) {
        for (; next != insertions.end() && next->first == i; ++next) {
            merged.push_back(std::move(next->second));
        }
        if (i < drafts.size()) merged.push_back(std::move(drafts[i]));
    }
    drafts = std::move(merged);
    return std::move(outcome.reworded);
}

} // namespace denkraum::intake
