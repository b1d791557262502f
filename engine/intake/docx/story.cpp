// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/docx/story.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.hpp"
#include "engine/intake/file/own_styles.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

/// Word's based-on chains are short; a circle in a hostile file must end.
constexpr int style_chain_max = 20;

int digit_in(const std::string& text) {
    return text.size() == 1 && text[0] >= '0' && text[0] <= '8' ? text[0] - '0' : 0;
}

/// Former formatting is no part of the document, whatever becomes of the changes.
constexpr std::array<std::string_view, 8> left_out{
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
    "sectPrChange",
    "numberingChange",
    "tblGridChange",
};

bool is_removal(std::string_view name) {
    return name == "del" || name == "moveFrom";
}

bool is_addition(std::string_view name) {
    return name == "ins" || name == "moveTo";
}

/// Elements that draw something, where no picture stands inside.
bool is_shape(std::string_view name) {
    constexpr std::array<std::string_view, 4> shapes{"wsp", "chart", "relIds", "OLEObject"};
    return std::ranges::find(shapes, name) != shapes.end();
}

} // namespace

StoryReader::StoryReader(
    Numbering& numbering, const ParagraphStyles& styles, const WordsOptions& options
)
    : numbering_(numbering), styles_(styles), options_(options) {}

Done StoryReader::read(ByteView xml) {
    DK_DO(walk_xml(
        xml,
        {.open = [this](const XmlElement& element) { open(element); },
         .close = [this](const XmlElement& element) { close(element); },
         .text = [this](std::string_view piece) { text(piece); },
         .cancelled = options_.cancelled}
    ));
    if (taken_ > blocks_max) return fail(ErrorCode::TooLarge, "paragraphs of the file");
    return {};
}

bool StoryReader::is_left_out(const XmlElement& element) {
    if (element.is_word()) {
        const bool removes = is_removal(element.name());
        const bool adds = is_addition(element.name());
        tracked_changes += removes || adds ? 1 : 0;
        if (removes || adds) return removes == (options_.changes == Changes::Accepted);
        return std::ranges::find(left_out, element.name()) != left_out.end();
    }
    if (alternatives_.empty()) return false;
    Alternative& alternative = alternatives_.back();
    if (element.name() == "Choice") return std::exchange(alternative.has_choice, true);
    return element.name() == "Fallback" && alternative.has_choice;
}

void StoryReader::open(const XmlElement& element) {
    if (skipped_depth_ > 0 || is_left_out(element)) {
        ++skipped_depth_;
        return;
    }
    if (element.name() == "AlternateContent") alternatives_.emplace_back();
    count_things(element);
    if (!element.is_word()) return;
    if (element.name() == "footnote" || element.name() == "endnote") {
        note_id_ = element.short_attribute("id");
    } else if (element.name() == "p") {
        open_.emplace_back();
    } else if (!open_.empty()) {
        open_in_paragraph(element);
    }
}

void StoryReader::count_things(const XmlElement& element) {
    const std::string_view name = element.name();
    if (name == "docPr") description_ = element.attribute("descr");
    if (name == "blip" || name == "imagedata") note_picture(element);
    if (!element.is_word()) {
        shapes += is_shape(name) ? 1 : 0;
        return;
    }
    if (name == "fldSimple") ++fields;
    if (name == "fldChar" && element.short_attribute("fldCharType") == "begin") ++fields;
    mark_quote(element);
}

void StoryReader::note_picture(const XmlElement& element) {
    ++images;
    if (pictures.size() == pictures_named_max) return;
    const bool is_blip = element.name() == "blip";
    pictures.push_back(
        {.name = element.short_attribute(is_blip ? "embed" : "id"),
         .description = is_blip ? std::exchange(description_, {}) : std::string(),
         .paragraph = paragraphs.size()}
    );
}

void StoryReader::mark_quote(const XmlElement& element) {
    if (element.name() == "commentRangeStart" && quotes.size() < comments_max) {
        const std::string id = element.short_attribute("id");
        if (quotes.try_emplace(id).second) open_quotes_.insert(id);
    }
    if (element.name() == "commentRangeEnd") open_quotes_.erase(element.short_attribute("id"));
}

void StoryReader::quote(std::string_view piece) {
    for (auto open = open_quotes_.begin(); open != open_quotes_.end();) {
        std::string& words = quotes[*open];
        const std::size_t room = quote_bytes_max - words.size();
        words += utf8::truncate(piece, room);
        open = piece.size() < room ? std::next(open) : open_quotes_.erase(open);
    }
}

void StoryReader::open_in_paragraph(const XmlElement& element) {
    Open& paragraph = open_.back();
    const std::string_view name = element.name();
    if (name == "r")
        ++paragraph.run_depth;
    else if (name == "t" || name == "delText")
        ++paragraph.text_depth;
    else if (name == "pStyle")
        paragraph.style_id = element.short_attribute("val");
    else if (name == "bookmarkStart" && paragraph.place.uid.empty())
        paragraph.place = own_place(element.short_attribute("name")).value_or(OwnPlace());
    else if (name == "numPr")
        paragraph.list.emplace();
    else if (name == "ilvl" && paragraph.list) {
        paragraph.list->level = digit_in(element.short_attribute("val"));
    } else if (name == "numId" && paragraph.list) {
        paragraph.list->number_id = element.short_attribute("val");
    } else if (paragraph.run_depth > 0) {
        open_in_run(element);
    }
}

void StoryReader::open_in_run(const XmlElement& element) {
    std::string& text = open_.back().text;
    const std::string_view name = element.name();
    if (name == "tab" || name == "ptab") text += ' ';
    if (name == "br" || name == "cr") text += '\n';
    if (name == "noBreakHyphen") text += "\u2011";
    if (name == "softHyphen") text += "\u00AD";
    const bool is_note = name == "footnoteReference" || name == "endnoteReference";
    if (is_note && ++taken_ <= blocks_max) {
        note_refs.push_back({name == "endnoteReference", element.short_attribute("id")});
    }
}

void StoryReader::text(std::string_view piece) {
    if (skipped_depth_ > 0 || open_.empty()) return;
    if (open_.back().text_depth == 0) return;
    open_.back().text += piece;
    quote(piece);
}

void StoryReader::close(const XmlElement& element) {
    if (skipped_depth_ > 0) {
        --skipped_depth_;
        return;
    }
    if (element.name() == "AlternateContent" && !alternatives_.empty()) alternatives_.pop_back();
    if (!element.is_word() || open_.empty()) return;
    if (element.name() == "r") --open_.back().run_depth;
    if (element.name() == "t" || element.name() == "delText") --open_.back().text_depth;
    if (element.name() == "p") finish_paragraph();
}

std::optional<ListRef> StoryReader::list_of(const Open& paragraph) const {
    std::optional<ListRef> list = paragraph.list;
    if (list && !list->number_id.empty()) return list;
    std::string_view style_id = paragraph.style_id;
    for (int i = 0; i < style_chain_max; ++i) {
        const auto style = styles_.find(style_id);
        if (style == styles_.end()) break;
        if (style->second.list && !style->second.list->number_id.empty()) {
            ListRef inherited = *style->second.list;
            if (list) inherited.level = list->level;
            return inherited;
        }
        style_id = style->second.based_on;
    }
    return std::nullopt;
}

std::string StoryReader::style_name(const std::string& style_id) const {
    const auto style = styles_.find(style_id);
    return style == styles_.end() ? style_id : style->second.name;
}

void StoryReader::finish_paragraph() {
    Open done = std::move(open_.back());
    open_.pop_back();
    SourceParagraph paragraph{
        .text = std::move(done.text),
        .style = style_name(done.style_id),
        .uid = std::move(done.place.uid),
        .own_level = done.place.level
    };
    if (const auto list = list_of(done)) {
        if (const auto label = numbering_.next(*list)) {
            paragraph.label = utf8::trim(label->text);
            paragraph.is_bullet = label->is_bullet;
            paragraph.level = label->level;
        }
    }
    std::vector<SourceParagraph> finished;
    if (has_words(paragraph.text) && ++taken_ <= blocks_max)
        finished.push_back(std::move(paragraph));
    std::ranges::move(done.boxes, std::back_inserter(finished));
    if (!open_.empty()) {
        for (SourceParagraph& each : finished)
            each.is_text_box = true;
    }
    auto& target = !open_.empty()     ? open_.back().boxes
                   : note_id_.empty() ? paragraphs
                                      : by_note[note_id_];
    std::ranges::move(finished, std::back_inserter(target));
}

} // namespace denkraum::intake
