// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/odt/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/utf8.hpp"
#include "engine/intake/file/own_styles.hpp"
#include "engine/intake/file/xml.hpp"
#include "engine/intake/limits.hpp"
#include "engine/intake/odt/styles.hpp"

namespace denkraum::intake {
namespace {

constexpr std::string_view text_space = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
constexpr std::string_view drawing_space = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0";
constexpr int spaces_max = 100;
constexpr int levels_max = 9;

int number_in(const std::string& text, int most) {
    int number = 1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return std::clamp(number, 1, most);
}

/// Parts that hold paragraphs which are not, or no longer, the document's words.
bool is_left_out(const XmlElement& element) {
    constexpr std::array<std::string_view, 5> names{
        "tracked-changes", "annotation", "note-citation", "ruby-text", "forms"
    };
    const bool is_of_picture = element.name() == "title" || element.name() == "desc";
    return std::ranges::find(names, element.name()) != names.end()
           || (is_of_picture && element.space() != text_space);
}

class TextReader {
public:
    explicit TextReader(const OdtStyles& styles) : styles_(styles) {}

    void open(const XmlElement& element) {
        if (skipped_depth_ > 0 || is_left_out(element)) {
            open_left_out(element);
            ++skipped_depth_;
            return;
        }
        if (element.space() == drawing_space) open_drawing(element);
        if (element.space() != text_space) return;
        if (element.name() == "p" || element.name() == "h") {
            open_.push_back({});
            open_.back().paragraph.style = styles_.shown(element.short_attribute("style-name"));
            if (element.name() == "h") {
                open_.back().paragraph.heading =
                    number_in(element.short_attribute("outline-level"), levels_max);
            }
        } else if (element.name() == "note-body") {
            ++notes_depth_;
        } else if (!open_.empty()) {
            open_in_paragraph(element);
        }
    }

    void close(const XmlElement& element) {
        if (skipped_depth_ > 0) {
            if (--skipped_depth_ == 0) beside_ = Beside::Nothing;
            return;
        }
        if (element.space() == drawing_space && element.name() == "frame") end_frame();
        if (element.space() != text_space) return;
        if (element.name() == "note-body") --notes_depth_;
        const bool is_paragraph = element.name() == "p" || element.name() == "h";
        if (is_paragraph && !open_.empty()) finish_paragraph();
    }

    /// White space counts once, as in HTML; text:s is for more.
    void text(std::string_view piece) {
        if (skipped_depth_ > 0) {
            take_beside(piece);
            return;
        }
        if (open_.empty()) return;
        std::string& text = open_.back().paragraph.text;
        for (const char c : piece) {
            const bool is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
            if (!is_space)
                text += c;
            else if (!text.ends_with(' '))
                text += ' ';
        }
    }

    /// More paragraphs than are taken.
    [[nodiscard]] bool is_full() const { return taken_ > blocks_max; }

    FileWords words{.has_labels = false};

private:
    /// A paragraph that has begun; notes and text boxes inside it begin others.
    struct Open {
        SourceParagraph paragraph = {};
        std::vector<SourceParagraph> boxes = {};
    };

    /// What is read of the parts that hold no words of the document.
    enum class Beside { Nothing, Ignored, Comment, Author, Date, Description };

    void open_left_out(const XmlElement& element) {
        const std::string_view name = element.name();
        if (name == "changed-region") ++words.tracked_changes;
        if (name == "title" || name == "desc") beside_ = Beside::Description;
        if (name == "annotation" && skipped_depth_ == 0) begin_comment();
        if (beside_ == Beside::Nothing || beside_ == Beside::Description) return;
        beside_ = Beside::Ignored;
        if (element.space() == text_space) beside_ = Beside::Comment;
        if (name == "creator") beside_ = Beside::Author;
        if (name == "date") beside_ = Beside::Date;
        std::string& said = words.comments.back().words;
        if (name == "p" && !said.empty()) said += '\n';
    }

    void begin_comment() {
        if (words.comments.size() >= comments_max) return;
        beside_ = Beside::Comment;
        std::string_view quote;
        if (!open_.empty()) quote = open_.back().paragraph.text;
        words.comments.push_back({.quote = std::string(utf8::truncate(quote, quote_bytes_max))});
    }

    void take_beside(std::string_view piece) {
        const auto add = [&](std::string& text) {
            const std::size_t used = std::min(text.size(), comment_bytes_max);
            text += utf8::truncate(piece, comment_bytes_max - used);
        };
        switch (beside_) {
        case Beside::Nothing:
        case Beside::Ignored: return;
        case Beside::Comment: add(words.comments.back().words); return;
        case Beside::Author: add(words.comments.back().author); return;
        case Beside::Date: add(words.comments.back().made_at); return;
        case Beside::Description:
            if (!description_.empty()) description_ += ' ';
            add(description_);
            return;
        }
    }

    void open_drawing(const XmlElement& element) {
        const std::string_view name = element.name();
        if (name == "image") {
            ++words.images;
            picture_ = element.attribute("href");
        }
        const bool is_shape = name == "custom-shape" || name == "object" || name == "path"
                              || name == "line" || name == "rect" || name == "ellipse";
        words.shapes += is_shape ? 1 : 0;
    }

    void end_frame() {
        if (!picture_.empty() && !description_.empty()) {
            words.descriptions.emplace(picture_, utf8::trim(description_));
        }
        picture_.clear();
        description_.clear();
    }

    void open_in_paragraph(const XmlElement& element) {
        std::string& text = open_.back().paragraph.text;
        if (element.name() == "s") {
            const int spaces = number_in(element.short_attribute("c"), spaces_max);
            text.append(static_cast<std::size_t>(spaces), ' ');
        }
        if (element.name() == "tab") text += ' ';
        if (element.name() == "line-break") text += '\n';
        const bool is_place = element.name() == "bookmark" || element.name() == "bookmark-start";
        SourceParagraph& paragraph = open_.back().paragraph;
        if (!is_place || !paragraph.uid.empty()) return;
        if (auto place = own_place(element.short_attribute("name"))) {
            paragraph.uid = std::move(place->uid);
            paragraph.own_level = place->level;
        }
    }

    [[nodiscard]] bool takes(const SourceParagraph& paragraph) {
        return has_words(paragraph.text) && ++taken_ <= blocks_max;
    }

    void finish_paragraph() {
        Open done = std::move(open_.back());
        open_.pop_back();
        if (notes_depth_ > 0) {
            if (takes(done.paragraph)) words.notes.push_back(std::move(done.paragraph));
            return;
        }
        std::vector<SourceParagraph> finished;
        if (takes(done.paragraph)) finished.push_back(std::move(done.paragraph));
        std::ranges::move(done.boxes, std::back_inserter(finished));
        if (!open_.empty()) {
            for (SourceParagraph& each : finished)
                each.is_text_box = true;
        }
        auto& target = open_.empty() ? words.body : open_.back().boxes;
        std::ranges::move(finished, std::back_inserter(target));
    }

    const OdtStyles& styles_;
    std::vector<Open> open_;
    Beside beside_ = Beside::Nothing;
    std::string picture_;     ///< of the frame that is open
    std::string description_; ///< its
    std::size_t taken_ = 0;   ///< paragraphs
    int notes_depth_ = 0;
    int skipped_depth_ = 0;
};

/// Elements whose content the converter would leave out although it can read it.
constexpr std::array<std::string_view, 4> wrappers{
    "text:section", "table:table-header-rows", "table:table-rows", "table:table-row-group"
};

/// The tag that begins here opens or closes a wrapper.
bool is_wrapper(std::string_view tag) {
    tag.remove_prefix(tag.starts_with("</") ? 2 : 1);
    return std::ranges::any_of(wrappers, [&](std::string_view name) {
        const bool is_named = tag.starts_with(name) && tag.size() > name.size();
        return is_named && std::string_view(" \t\n\r/>").contains(tag[name.size()]);
    });
}

/// The value of an attribute of a tag, as it stands there.
std::string_view attribute_in(std::string_view tag, std::string_view name) {
    const std::string head = " " + std::string(name) + "=\"";
    const std::size_t at = tag.find(head);
    if (at == tag.npos) return {};
    tag.remove_prefix(at + head.size());
    return tag.substr(0, tag.find('"'));
}

/// What the converter takes for code, and what LibreOffice makes of its name.
constexpr std::string_view code_style = "\"Source_Text\"";
constexpr std::string_view saved_code_style = "\"Source_5f_Text\"";

std::string with_code_style(std::string_view xml) {
    std::string out;
    while (!xml.empty()) {
        const std::size_t at = std::min(xml.find(saved_code_style), xml.size());
        out += xml.substr(0, at);
        xml.remove_prefix(at);
        if (xml.empty()) break;
        out += code_style;
        xml.remove_prefix(saved_code_style.size());
    }
    return out;
}

/// Takes wrappers away, and puts signs around words whose style says something about them.
class Simplifier {
public:
    explicit Simplifier(const OdtStyles& styles) : styles_(styles) {}

    std::string of(std::string_view xml) {
        plain_.reserve(xml.size());
        while (true) {
            const std::size_t place = xml.find('<');
            plain_ += xml.substr(0, place);
            if (place == xml.npos) return std::move(plain_);
            xml.remove_prefix(place);
            // Well-formed: an attribute holds '>' as an entity, so the tag ends at the first one.
            const std::size_t bytes = std::min(xml.find('>'), xml.size() - 1) + 1;
            take(xml.substr(0, bytes));
            xml.remove_prefix(bytes);
        }
    }

private:
    void take(std::string_view tag) {
        if (is_wrapper(tag)) return;
        const bool closes = tag.starts_with("</text:span");
        if (closes && !spans_.empty()) {
            if (spans_.back()) plain_ += style_end;
            spans_.pop_back();
        }
        plain_ += tag;
        if (!tag.starts_with("<text:span") || tag.ends_with("/>")) return;
        std::string style = styles_.shown(attribute_in(tag, "text:style-name"));
        spans_.push_back(is_own_character_style(style));
        if (!spans_.back()) return;
        std::ranges::replace(style, ' ', '_');
        plain_ += std::string(style_begin) + style + std::string(style_middle);
    }

    const OdtStyles& styles_;
    std::string plain_;
    std::vector<bool> spans_; ///< whether a sign stands at its end
};

} // namespace

Result<FileWords> odt_words(const Package& package, const WordsOptions& options) {
    const auto content = package.find("content.xml");
    if (!content) return fail(ErrorCode::Corrupt, "no content.xml");
    DK_TRY(const OdtStyles styles, OdtStyles::read(package));
    TextReader reader(styles);
    DK_DO(walk_xml(
        *content,
        {.open = [&](const XmlElement& element) { reader.open(element); },
         .close = [&](const XmlElement& element) { reader.close(element); },
         .text = [&](std::string_view piece) { reader.text(piece); },
         .cancelled = options.cancelled}
    ));
    if (reader.is_full()) return fail(ErrorCode::TooLarge, "paragraphs of the file");
    for (FileComment& comment : reader.words.comments) {
        comment.author = utf8::trim(comment.author);
        comment.made_at = utf8::trim(comment.made_at);
        comment.words = utf8::trim(comment.words);
    }
    return std::move(reader.words);
}

Result<Bytes> odt_unwrapped(const Package& package) {
    std::vector<Part> parts = package.parts();
    DK_TRY(const OdtStyles styles, OdtStyles::read(package));
    bool is_changed = false;
    for (Part& part : parts) {
        const bool is_content = part.name == "content.xml";
        if (!is_content && part.name != "styles.xml") continue;
        std::string plain = with_code_style(as_text(part.bytes));
        if (is_content) plain = Simplifier(styles).of(plain);
        if (plain.size() == part.bytes.size()) continue;
        is_changed = true;
        part.bytes.assign(plain.begin(), plain.end());
    }
    if (!is_changed) return Bytes();
    return pack(parts);
}

} // namespace denkraum::intake
