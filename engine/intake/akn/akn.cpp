// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/akn/akn.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "engine/intake/akn/meta.hpp"
#include "engine/intake/file/xml.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

using Content = std::vector<prose::Inline>;

template <std::size_t Count>
bool is_one_of(std::string_view name, const std::array<std::string_view, Count>& names) {
    return std::ranges::find(names, name) != names.end();
}

/// Elements that stand in a line of words.
bool is_inline(std::string_view name) {
    constexpr std::array<std::string_view, 33> names{
        "a",
        "abbr",
        "b",
        "i",
        "u",
        "s",
        "sup",
        "sub",
        "span",
        "inline",
        "eol",
        "img",
        "ref",
        "mref",
        "rref",
        "date",
        "term",
        "def",
        "organization",
        "person",
        "role",
        "location",
        "concept",
        "docTitle",
        "docNumber",
        "docDate",
        "docType",
        "docPurpose",
        "quotedText",
        "ins",
        "del",
        "placeholder",
        "authorialNote"
    };
    return is_one_of(name, names);
}

bool is_line(std::string_view name) {
    constexpr std::array<std::string_view, 8> names{
        "p", "block", "listIntroduction", "listWrapUp", "heading", "subheading", "li", "caption"
    };
    return is_one_of(name, names);
}

bool is_blank(std::string_view words) {
    return utf8::trim(words).empty();
}

/// Where words go, from the outermost element to the innermost.
class AknReader {
public:
    AknReader(const Pictures& pictures, Report& report) : pictures_(pictures), report_(report) {}

    void open(const XmlElement& element) {
        const std::string name(element.name());
        ++depth_;
        if (meta_depth_ > 0 || name == "meta") {
            if (meta_depth_ == 0) meta_depth_ = depth_;
            meta_.open(element);
            return;
        }
        const bool is_made = name == "preface" || name == "conclusions";
        if (skipped_depth_ == 0 && meta_.is_ours() && is_made) skipped_depth_ = depth_;
        if (skipped_depth_ > 0) return;
        opened(name, element);
    }

    void close(const XmlElement& element) {
        const std::string name(element.name());
        const int depth = depth_--;
        if (meta_depth_ > 0) {
            if (depth == meta_depth_) meta_depth_ = 0;
            return;
        }
        if (skipped_depth_ > 0) {
            if (depth == skipped_depth_) skipped_depth_ = 0;
            return;
        }
        closed(name);
    }

    void text(std::string_view words) {
        if (meta_depth_ > 0 || skipped_depth_ > 0) return;
        if (in_number_) {
            if (!containers_.empty()) containers_.back().number += words;
            return;
        }
        if (note_) {
            *note_ += words;
            return;
        }
        if (!is_open_ && !in_cell_) {
            // What stands between elements is layout, unless it says something.
            if (is_blank(words)) return;
            begin_line("p");
        }
        if (in_table_ && !in_cell_ && !in_caption_ && is_blank(words)) return;
        prose::append_run(target(), words, marks_);
    }

    Result<AknText> finish() {
        end_line();
        if (prose::cell_count(blocks_) > prose::cells_max) {
            return fail(ErrorCode::TooLarge, "too many cells");
        }
        return AknText{
            .prose = prose::normalised({std::move(blocks_)}),
            .title = meta_.title(),
            .is_ours = meta_.is_ours()
        };
    }

private:
    struct Container {
        std::string eid = {};
        std::string uid = {};
        std::string number = {};
        bool has_heading = false;
        bool has_begun = false; ///< a block has taken its name and its number
    };

    void opened(const std::string& name, const XmlElement& element) {
        if (name == "authorialNote") {
            note_.emplace();
        } else if (note_) {
            if (name == "eol" || (name == "p" && !note_->empty())) *note_ += '\n';
        } else if (is_inline(name)) {
            open_inline(name, element);
        } else if (name == "num") {
            in_number_ = true;
        } else if (name == "table") {
            begin_table();
        } else if (in_table_) {
            open_in_table(name);
        } else if (is_line(name)) {
            begin_line(name);
        } else {
            end_line();
            containers_.push_back({element.attribute("eId"), element.attribute("GUID")});
        }
    }

    void closed(const std::string& name) {
        if (name == "authorialNote") {
            end_note();
        } else if (note_) {
            return;
        } else if (is_inline(name)) {
            if (name != "img" && name != "eol") pop_marks();
        } else if (name == "num") {
            in_number_ = false;
        } else if (name == "table") {
            in_table_ = false;
            end_line();
        } else if (in_table_) {
            if (name == "td" || name == "th") in_cell_ = false;
            if (name == "caption") in_caption_ = false;
        } else if (is_line(name)) {
            end_line();
        } else {
            end_line();
            close_container();
        }
    }

    void close_container() {
        if (containers_.empty()) return;
        const bool is_lost = !containers_.back().has_begun && !meta_.is_ours();
        // A number that no words followed is words itself.
        if (is_lost && !is_blank(containers_.back().number)) {
            begin_line("p");
            end_line();
        }
        containers_.pop_back();
    }

    void open_inline(const std::string& name, const XmlElement& element) {
        if (name == "img") return take_image(element);
        const bool has_place = is_open_ || in_cell_;
        if (!has_place) begin_line("p");
        if (name == "eol") {
            prose::append_run(target(), "\n", marks_);
            return;
        }
        outer_marks_.push_back(marks_);
        if (name == "b") marks_.strong = true;
        if (name == "i") marks_.em = true;
        if (name == "abbr") marks_.term = element.attribute("title");
        if (name == "inline" && element.attribute("name") == "code") marks_.code = true;
        if (name != "a" && name != "ref") return;
        const std::string address = element.attribute("href");
        if (meta_.is_ours() || is_allowed_link(address)) {
            marks_.link = address;
        } else if (!address.empty() && !address.starts_with('#')) {
            report_.add(RemarkKind::LinkLeftOut, 1, address);
        }
    }

    void pop_marks() {
        if (outer_marks_.empty()) return;
        marks_ = std::move(outer_marks_.back());
        outer_marks_.pop_back();
    }

    void take_image(const XmlElement& element) {
        if (!is_open_ && !in_cell_) begin_line("p");
        const std::string address = element.attribute("src");
        const std::string alternative = element.attribute("alt");
        if (const prose::Image* known = meta_.image_of(address)) {
            prose::Image image = *known;
            image.alternative = alternative;
            const prose::Inline atom = prose::inline_of(image);
            if (prose::image_of(atom)) {
                report_.add(RemarkKind::ImageTaken);
                target().push_back(atom);
                return;
            }
        }
        if (auto atom = picture_atom(pictures_, address, alternative, report_)) {
            target().push_back(*std::move(atom));
        }
    }

    void end_note() {
        const std::string words(utf8::trim(*std::exchange(note_, std::nullopt)));
        if (words.empty()) return;
        if (!is_open_ && !in_cell_) begin_line("p");
        if (words.size() <= prose::note_bytes_max) {
            target().push_back(prose::inline_of(prose::Note{words}));
            report_.add(RemarkKind::NoteTaken);
        } else {
            prose::append_run(target(), " (" + words + ")", {});
            report_.add(RemarkKind::NoteMoved);
        }
    }

    /// One block begins; in a text of ours it is what <proprietary> says of its container.
    void begin_line(std::string_view name) {
        end_line();
        is_open_ = true;
        block_ = {};
        const bool is_heading = name == "heading";
        if (is_heading && !containers_.empty()) containers_.back().has_heading = true;
        if (name == "block") block_.kind = prose::Kind::Quote;
        if (is_heading) {
            block_.kind = prose::Kind::Heading;
            block_.level =
                static_cast<int>(std::ranges::count(containers_, true, &Container::has_heading));
            block_.level = std::clamp(block_.level, 1, prose::heading_level_max);
        }
        if (containers_.empty()) return;
        Container* own = &containers_.back();
        // <content> and <intro> stand between the paragraph and its words.
        for (auto it = containers_.rbegin(); it != containers_.rend(); ++it) {
            if (meta_.block_of(it->eid) == nullptr && it->number.empty()) continue;
            own = &*it;
            break;
        }
        if (own->has_begun) return;
        own->has_begun = true;
        if (const prose::Block* known = meta_.block_of(own->eid)) {
            block_ = *known;
            block_.uid = own->uid;
        } else if (const auto number = utf8::trim(own->number); !number.empty()) {
            prose::append_run(block_.content, std::string(number) + " ", {});
        }
    }

    void end_line() {
        if (!std::exchange(is_open_, false)) return;
        const bool is_said = !block_.content.empty() || !block_.table.rows.empty();
        if (is_said || meta_.is_ours()) blocks_.push_back(std::move(block_));
        block_ = {};
        marks_ = {};
        outer_marks_.clear();
    }

    void begin_table() {
        if (in_table_) return;
        begin_line("table");
        report_.add(RemarkKind::TableTaken);
        in_table_ = true;
        is_first_row_head_ = true;
        block_.kind = prose::Kind::Table;
    }

    void open_in_table(const std::string& name) {
        prose::Table& table = block_.table;
        if (name == "caption") in_caption_ = true;
        if (name == "tr" && table.rows.size() < table_rows_max) table.rows.emplace_back();
        if (name == "td" || name == "th") {
            if (table.rows.empty()) table.rows.emplace_back();
            if (table.rows.size() == 1 && name == "td") is_first_row_head_ = false;
            if (!meta_.is_ours()) table.header_row = is_first_row_head_;
            table.rows.back().emplace_back();
            in_cell_ = true;
        }
        const bool is_next_line = name == "p" && in_cell_ && !target().empty();
        if (is_next_line) prose::append_run(target(), "\n", {});
    }

    Content& target() {
        const bool has_cell = in_cell_ && !block_.table.rows.empty();
        return has_cell ? block_.table.rows.back().back() : block_.content;
    }

    const Pictures& pictures_;
    Report& report_;
    AknMeta meta_;
    std::vector<prose::Block> blocks_;
    std::vector<Container> containers_;
    prose::Block block_;
    prose::Marks marks_;
    std::vector<prose::Marks> outer_marks_;
    std::optional<std::string> note_;
    int depth_ = 0;
    int meta_depth_ = 0;    ///< where <meta> began, 0: outside
    int skipped_depth_ = 0; ///< the same for what is left out
    bool in_number_ = false;
    bool is_open_ = false; ///< a block is being read
    bool in_table_ = false;
    bool in_caption_ = false;
    bool in_cell_ = false;
    bool is_first_row_head_ = true;
};

} // namespace

Result<AknText> read_akn(std::string_view xml, const Pictures& pictures, Report& report) {
    AknReader reader(pictures, report);
    DK_DO(walk_xml(
        as_bytes(xml),
        {.open = [&](const XmlElement& element) { reader.open(element); },
         .close = [&](const XmlElement& element) { reader.close(element); },
         .text = [&](std::string_view words) { reader.text(words); }}
    ));
    return reader.finish();
}

} // namespace denkraum::intake
