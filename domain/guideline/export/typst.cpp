// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/typst.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/json/json.hpp"
#include "base/prose/atoms.hpp"
#include "domain/guideline/edition/imprint.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/export/layout.hpp"

namespace denkraum::guideline {
namespace {

bool is_web_address(std::string_view address) {
    return address.starts_with("https://") || address.starts_with("http://")
           || address.starts_with("mailto:") || address.starts_with("tel:");
}

class TypstWriter {
public:
    TypstWriter(const Edition& edition, std::vector<Paragraph> paragraphs, const ImageBytes& images)
        : edition_(edition),
          paragraphs_(std::move(paragraphs)),
          levels_(outline_levels(paragraphs_)),
          images_(images) {}

    json::array blocks() {
        json::array all;
        for (const Piece& piece : pieces_of(paragraphs_)) {
            json::object one = piece.is_list() ? list(piece.list) : block(piece.at);
            if (piece.is_list()) one["t"] = "list";
            all.push_back(std::move(one));
        }
        return all;
    }

    std::vector<File> take_images() { return std::move(image_files_); }
    std::vector<bool> take_heads() { return std::move(heads_); }
    std::vector<bool> take_row_heads() { return std::move(row_heads_); }

private:
    json::object block(std::size_t at) {
        const Paragraph& paragraph = paragraphs_[at];
        json::object one = head(paragraph);
        const prose::Block& words = paragraph.block;
        if (words.kind == prose::Kind::Heading) {
            one["t"] = "heading";
            one["level"] = levels_[at];
        } else if (words.kind == prose::Kind::Table) {
            one["t"] = "table";
            one["caption"] = runs(words.content);
            for (auto& [key, value] : table(words.table))
                one[key] = std::move(value);
            return one;
        } else {
            one["t"] = words.kind == prose::Kind::Quote ? "quote" : "para";
        }
        one["runs"] = runs(words.content);
        return one;
    }

    json::object head(const Paragraph& paragraph) const {
        json::object one;
        one["number"] = shown_number(paragraph.number);
        one["kind"] = kind_label(paragraph.block.kind, edition_.language);
        return one;
    }

    json::object list(const ItemList& from) {
        json::object one;
        one["style"] = prose::id_of(from.style);
        json::array items;
        for (const ListItem& item : from.items) {
            json::object words = head(paragraphs_[item.at]);
            const prose::Block& block = paragraphs_[item.at].block;
            words["runs"] = runs(block.content);
            if (block.kind == prose::Kind::Table) {
                words["table"] = table(block.table);
            }
            json::array inner;
            for (const ItemList& deeper : item.inner)
                inner.push_back(list(deeper));
            words["inner"] = std::move(inner);
            items.push_back(std::move(words));
        }
        one["items"] = std::move(items);
        return one;
    }

    json::object table(const prose::Table& from) {
        heads_.push_back(from.header_row || from.header_column);
        row_heads_.push_back(from.header_column);
        json::object one;
        one["header_row"] = from.header_row;
        one["header_column"] = from.header_column;
        one["rows"] = rows(from);
        return one;
    }

    json::array rows(const prose::Table& table) {
        json::array all;
        for (const prose::Row& row : table.rows) {
            json::array cells;
            for (const prose::Cell& cell : row)
                cells.push_back(runs(cell));
            all.push_back(std::move(cells));
        }
        return all;
    }

    json::array runs(const std::vector<prose::Inline>& content) {
        json::array all;
        for (const prose::Inline& run : content) {
            if (json::object one = run_of(run); !one.empty()) all.push_back(std::move(one));
        }
        return all;
    }

    json::object run_of(const prose::Inline& run) {
        json::object one;
        if (const auto note = prose::note_of(run)) {
            one["note"] = note->words;
        } else if (const auto image = prose::image_of(run)) {
            return image_run(*image);
        } else if (run.atom.empty()) {
            one["text"] = run.text;
            if (run.marks.strong) one["strong"] = true;
            if (run.marks.em) one["em"] = true;
            if (run.marks.code) one["code"] = true;
            if (is_web_address(run.marks.link)) one["link"] = run.marks.link;
        }
        return one;
    }

    json::object image_run(const prose::Image& image) {
        json::object one;
        const std::string name = image.hash + (image.type == "image/png" ? ".png" : ".jpg");
        if (!known_images_.contains(name)) {
            auto bytes = images_ ? images_(image) : std::nullopt;
            if (!bytes) {
                const char* lead = edition_.language == "en" ? "Image: " : "Bild: ";
                one["missing_image"] = lead + image.alternative;
                return one;
            }
            known_images_.insert(name);
            image_files_.push_back({name, image.type, *std::move(bytes)});
        }
        one["image"] = name;
        one["alt"] = image.alternative;
        one["width"] = image.width;
        return one;
    }

    const Edition& edition_;
    std::vector<Paragraph> paragraphs_;
    std::vector<int> levels_;
    const ImageBytes& images_;
    std::set<std::string> known_images_;
    std::vector<File> image_files_;
    std::vector<bool> heads_;
    std::vector<bool> row_heads_;
};

json::array date_of(Instant date) {
    const std::string iso = iso_day(date);
    return {std::stoi(iso.substr(0, 4)), std::stoi(iso.substr(5, 2)), std::stoi(iso.substr(8, 2))};
}

json::object words_for(const Edition& edition) {
    const bool is_english = edition.language == "en";
    json::object words;
    words["kind"] = is_english ? "Guideline" : "Leitlinie";
    words["contents"] = is_english ? "Contents" : "Inhalt";
    words["page"] = is_english ? "Page" : "Seite";
    return words;
}

/// Typst knows languages without variants: "de-simple" is "de".
std::string plain_language(std::string language) {
    return language.substr(0, language.find('-'));
}

json::object front(const Edition& edition, std::string_view base_url, const Into* into) {
    json::object out;
    out["title"] = edition.title;
    out["language"] = plain_language(language_of_words(edition, into));
    out["title_language"] = language_of_title(edition, into);
    out["label_language"] = edition.language;
    if (into != nullptr) {
        out["rendering"] = into->language.name;
        out["right_to_left"] = into->language.is_right_to_left;
    }
    out["subtitle"] = dated_name_of(edition);
    out["citation"] = citation_of(edition, {});
    json::array authors;
    for (const std::string& name : edition.released_by)
        authors.emplace_back(name);
    out["authors"] = std::move(authors);
    out["date"] = date_of(edition.date);
    out["timestamp"] = edition.published_at.us / 1'000'000;
    json::array imprint;
    for (const auto& [key, value] : imprint_of(edition, base_url, into))
        imprint.push_back(json::array{key, value});
    out["imprint"] = std::move(imprint);
    out["foot"] =
        json::array{std::string(base_url) + address_of(edition), "SHA-256 " + to_hex(edition.hash)};
    out["words"] = words_for(edition);
    return out;
}

} // namespace

TypstInput typst_input(
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    std::string_view base_url,
    const ImageBytes& images,
    const Into* into
) {
    json::object out = front(edition, base_url, into);
    std::vector<Paragraph> all = paragraphs;
    std::size_t chapters = 0;
    for (const Paragraph& paragraph : all)
        chapters += paragraph.block.kind == prose::Kind::Heading ? 1U : 0U;
    out["has_contents"] = chapters > 2;
    for (Paragraph& one : back_matter(paragraphs, edition.language))
        all.push_back(std::move(one));
    const bool has_headings = std::ranges::any_of(all, [](const Paragraph& one) {
        return one.block.kind == prose::Kind::Heading;
    });
    TypstWriter writer(edition, std::move(all), images);
    out["blocks"] = writer.blocks();
    return {
        .json = json::write(out),
        .images = writer.take_images(),
        .has_headings = has_headings,
        .heads = writer.take_heads(),
        .row_heads = writer.take_row_heads()
    };
}

} // namespace denkraum::guideline
