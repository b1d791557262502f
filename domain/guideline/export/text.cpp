// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/text.hpp"

#include <utility>

#include "base/prose/atoms.hpp"
#include "base/utf8.hpp"
#include "domain/guideline/edition/imprint.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/export/layout.hpp"

namespace denkraum::guideline {
namespace {

constexpr std::size_t columns_max = 78;
constexpr std::size_t indent_columns = 3;

std::size_t width_of(std::string_view words) {
    std::size_t width = 0;
    for (const char c : words)
        width += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1U : 0U;
    return width;
}

/// Words filled into lines; a line feed begins a new one.
std::string filled(std::string_view words, std::size_t indent) {
    const std::string lead(indent, ' ');
    std::string out;
    std::string line;
    const auto end_line = [&] {
        if (!line.empty()) out += lead + line + "\n";
        line.clear();
    };
    for (std::size_t at = 0; at <= words.size();) {
        const std::size_t end = std::min(words.find_first_of(" \n\t", at), words.size());
        const std::string_view word = words.substr(at, end - at);
        const std::size_t width = width_of(line) + 1 + width_of(word);
        if (!line.empty() && indent + width > columns_max) end_line();
        if (!word.empty()) line += (line.empty() ? "" : " ") + std::string(word);
        if (end < words.size() && words[end] == '\n') end_line();
        at = end + 1;
    }
    end_line();
    return out;
}

class TextWriter {
public:
    TextWriter(const Edition& edition, const std::vector<Paragraph>& paragraphs)
        : is_english_(edition.language == "en"),
          language_(edition.language),
          paragraphs_(paragraphs),
          levels_(outline_levels(paragraphs)) {}

    std::string write() {
        for (const Piece& piece : pieces_of(paragraphs_)) {
            out_ += "\n";
            if (piece.is_list()) {
                list(piece.list, 0);
            } else {
                block(piece.at, 0, "");
            }
        }
        return std::move(out_);
    }

    [[nodiscard]] std::string notes() const {
        if (notes_.empty()) return {};
        std::string all = is_english_ ? "\n\nNotes\n-----\n\n" : "\n\nAnmerkungen\n-----------\n\n";
        for (std::size_t i = 0; i < notes_.size(); ++i)
            all += filled("[" + std::to_string(i + 1) + "] " + notes_[i], 0);
        return all;
    }

private:
    void list(const ItemList& from, std::size_t depth) {
        std::size_t count = 0;
        for (const ListItem& item : from.items) {
            const bool is_numbered = from.style == prose::ListStyle::Number;
            const std::string marker = is_numbered ? std::to_string(++count) + ". " : "- ";
            block(item.at, depth * indent_columns, marker);
            for (const ItemList& inner : item.inner)
                list(inner, depth + 1);
        }
    }

    void block(std::size_t at, std::size_t indent, const std::string& marker) {
        const Paragraph& paragraph = paragraphs_[at];
        const prose::Block& words = paragraph.block;
        std::string head = marker;
        const std::string number = shown_number(paragraph.number);
        if (!number.empty()) head += number + " ";
        const std::string kind = kind_label(words.kind, language_);
        if (!kind.empty()) head += kind + ": ";
        const std::string line = head + said(words.content);
        if (levels_[at] > 0) {
            const std::size_t width = std::min(width_of(line), columns_max);
            const char rule = levels_[at] == 1 ? '=' : '-';
            out_ += "\n" + filled(line, 0) + std::string(width, rule) + "\n";
            return;
        }
        out_ += filled(line, indent + (words.kind == prose::Kind::Quote ? indent_columns : 0));
        if (words.kind == prose::Kind::Table) table(words.table, indent);
    }

    /// Each row as lines; heads alone where they stand, so that no word is said twice.
    void table(const prose::Table& from, std::size_t indent) {
        for (const prose::Row& row : from.rows) {
            std::string line;
            for (const prose::Cell& cell : row)
                line += (line.empty() ? "" : " | ") + said(cell);
            out_ += filled(line, indent + indent_columns);
        }
    }

    std::string said(const std::vector<prose::Inline>& content) {
        std::string words;
        for (const prose::Inline& run : content) {
            if (const auto note = prose::note_of(run)) {
                notes_.push_back(note->words);
                words += " [" + std::to_string(notes_.size()) + "]";
            } else if (const auto image = prose::image_of(run)) {
                words += (is_english_ ? "[Image: " : "[Bild: ") + image->alternative + "]";
            } else if (run.atom.empty()) {
                words += run.text;
                if (!run.marks.link.empty() && run.marks.link != run.text
                    && !run.text.contains(run.marks.link)) {
                    words += " <" + run.marks.link + ">";
                }
            }
        }
        return words;
    }

    bool is_english_;
    std::string language_;
    const std::vector<Paragraph>& paragraphs_;
    std::vector<int> levels_;
    std::vector<std::string> notes_;
    std::string out_;
};

} // namespace

std::string text_file(
    const Edition& edition, const std::vector<Paragraph>& paragraphs, std::string_view base_url
) {
    std::string out = filled(edition.title, 0) + filled(dated_name_of(edition), 0) + "\n";
    for (const auto& [key, value] : imprint_of(edition, base_url))
        out += filled(key + ": " + value, 0);
    TextWriter body(edition, paragraphs);
    out += body.write();
    out += body.notes();
    const std::vector<Paragraph> behind = back_matter(paragraphs, edition.language);
    return out + TextWriter(edition, behind).write();
}

} // namespace denkraum::guideline
