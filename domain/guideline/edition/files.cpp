// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/edition/files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/html/components.hpp"
#include "base/prose/markdown.hpp"
#include "base/prose/prose_json.hpp"
#include "domain/guideline/edition/archive_page.hpp"
#include "domain/guideline/edition/imprint.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/edition/rendering.hpp"

namespace denkraum::guideline {
namespace {

std::string markdown_file(
    const Edition& edition, const std::vector<Paragraph>& paragraphs, const FileMeans& means
) {
    std::string out = "# " + prose::escaped_markdown(edition.title) + "\n\n";
    for (const auto& [key, value] : imprint_of(edition, means.base_url)) {
        out += "- " + prose::escaped_markdown(key) + ": " + prose::escaped_markdown(value) + "\n";
    }
    std::vector<Paragraph> all = paragraphs;
    for (Paragraph& one : list_of_sources(paragraphs, edition.language))
        all.push_back(std::move(one));
    std::vector<std::string> numbers;
    numbers.reserve(all.size());
    for (const Paragraph& paragraph : all)
        numbers.push_back(shown_number(paragraph.number));
    const auto label = [&](prose::Kind kind) { return kind_label(kind, edition.language); };
    const prose::MarkdownOptions options{.label = label, .numbers = numbers, .heading_shift = 1};
    return out + "\n" + prose::to_markdown(prose_of(all), options);
}

json::value
block_json(const Edition& edition, const Paragraph& paragraph, const std::string& base_url) {
    json::object block = prose::to_json(paragraph.block).as_object();
    block["eid"] = paragraph.eid;
    if (!paragraph.number.empty()) {
        block["number"] = paragraph.number;
        block["address"] = base_url + short_address_of(edition, paragraph.number);
    }
    json::object renderings;
    for (const auto& [language, words] : paragraph.renderings)
        renderings[language] = words;
    if (!renderings.empty()) block["renderings"] = std::move(renderings);
    return block;
}

std::string json_file(
    const Edition& edition, const std::vector<Paragraph>& paragraphs, const std::string& base_url
) {
    json::object out;
    out["format"] = "denkraum-edition 1";
    out["key"] = edition.key;
    out["title"] = edition.title;
    out["language"] = edition.language;
    out["edition"] = edition.number;
    out["date"] = iso_day(edition.date);
    out["based_on"] = edition.based_on ? json::value(*edition.based_on) : json::value(nullptr);
    out["legal_state"] = edition.legal_state;
    if (!edition.file_number.empty()) out["file_number"] = edition.file_number;
    json::array names;
    for (const std::string& name : edition.released_by)
        names.emplace_back(name);
    out["released_by"] = std::move(names);
    out["hash"] = "sha256:" + to_hex(edition.hash);
    if (edition.is_redacted) out["redacted"] = true;
    out["address"] = base_url + address_of(edition);
    json::array blocks;
    for (const Paragraph& paragraph : paragraphs)
        blocks.push_back(block_json(edition, paragraph, base_url));
    out["blocks"] = std::move(blocks);
    return json::write(out) + "\n";
}

/// Images stand in the page itself, so that it can be filed alone.
html::ImageAddress data_address(const ImageBytes& images) {
    return [&images](const prose::Image& image) {
        const auto bytes = images ? images(image) : std::nullopt;
        if (!bytes) return std::string();
        return "data:" + image.type + ";base64," + to_base64(as_bytes(*bytes));
    };
}

std::string html_file(
    const Edition& edition, const std::vector<Paragraph>& paragraphs, const FileMeans& means
) {
    using namespace html;
    const prose::Prose prose = prose_of(paragraphs);
    const auto faces = faces_of(paragraphs, edition.language);
    const auto label = [&](prose::Kind kind) { return kind_label(kind, edition.language); };
    const bool is_english = edition.language == "en";
    const Html sources = prose_html(prose_of(list_of_sources(paragraphs, edition.language)));
    const Html body =
        el("body",
           {},
           el("main",
              {},
              el("h1", {}, text(edition.title)),
              imprint_list(edition, means.base_url),
              el("nav",
                 {attr("aria-label", is_english ? "Contents" : "Inhalt")},
                 contents_html(prose, faces)),
              prose_html(
                  prose,
                  {.faces = faces,
                   .label = label,
                   .language = edition.language,
                   .image_address = data_address(means.images)}
              ),
              sources));
    return archive_page(edition.language, citation_of(edition, {}), body);
}

/// One page in another language, each paragraph with its number.
std::string rendered_file(
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    const RenderingLanguage& language,
    const FileMeans& means
) {
    using namespace html;
    const RenderedFace face{
        .text_language = edition.language, .image_address = data_address(means.images)
    };
    const Html body =
        el("body",
           {},
           el("main",
              {},
              el("h1", {}, text(edition.title)),
              el("p", {lang_attribute(language)}, text(language.name)),
              imprint_list(edition, means.base_url),
              rendered_html(paragraphs, language, face)));
    const std::string title = citation_of(edition, {}) + ", " + std::string(language.name);
    return archive_page(edition.language, title, body);
}

} // namespace

std::vector<Paragraph>
with_whole_links(std::vector<Paragraph> paragraphs, std::string_view base_url) {
    if (base_url.empty()) return paragraphs;
    const auto make_whole = [base_url](std::string& link) {
        if (link.starts_with('/')) link.insert(0, base_url);
    };
    const auto make_all_whole = [&](std::vector<prose::Inline>& content) {
        for (prose::Inline& run : content)
            make_whole(run.marks.link);
    };
    for (Paragraph& paragraph : paragraphs) {
        make_all_whole(paragraph.block.content);
        for (prose::Row& row : paragraph.block.table.rows)
            std::ranges::for_each(row, make_all_whole);
        for (prose::Source& source : paragraph.block.sources)
            make_whole(source.link);
    }
    return paragraphs;
}

std::vector<File>
make_files(const Edition& edition, const std::vector<Paragraph>& given, const FileMeans& means) {
    const std::vector<Paragraph> paragraphs = with_whole_links(given, means.base_url);
    std::vector<File> files{
        {"leitlinie.md", "text/markdown; charset=utf-8", markdown_file(edition, paragraphs, means)},
        {"leitlinie.json", "application/json", json_file(edition, given, means.base_url)},
        {"leitlinie.html", "text/html; charset=utf-8", html_file(edition, paragraphs, means)},
    };
    for (const RenderingLanguage& language : languages_in(paragraphs, edition.language)) {
        files.push_back(
            {"leitlinie-" + std::string(language.id) + ".html",
             "text/html; charset=utf-8",
             rendered_file(edition, paragraphs, language, means)}
        );
    }
    return files;
}

html::Attribute lang_attribute(const RenderingLanguage& language) {
    return html::attr("lang", language.id);
}

namespace {

/// Paragraphs one by one, each in its language, with what belongs behind all of them.
class RenderedText {
public:
    RenderedText(const RenderingLanguage& language, const RenderedFace& face)
        : language_(language), face_(face), inlines_(face.text_language, face.image_address) {}

    html::Html paragraph(const Paragraph& paragraph) {
        using namespace html;
        const auto found = paragraph.renderings.find(std::string(language_.id));
        const bool is_there = found != paragraph.renderings.end();
        const prose::Prose words = is_there ? prose_of_rendering(paragraph.block, found->second)
                                            : prose::Prose{{paragraph.block}};
        return el(
            "div",
            {cls("dk-rendered"), html::id(paragraph.eid)},
            lead(paragraph, is_there),
            el("div",
               {attr("lang", is_there ? language_.id : face_.text_language),
                attr_if(is_there && language_.is_right_to_left, "dir", "rtl")},
               prose_html(
                   words, {.language = std::string(face_.text_language), .inlines = &inlines_}
               ))
        );
    }

    [[nodiscard]] html::Html end() const {
        using namespace html;
        const Html matter = inlines_.end_matter(2);
        if (matter.empty()) return {};
        return el("div", {cls("dk-prose"), attr("lang", face_.text_language)}, matter);
    }

private:
    /// Its number, what it is, and whether it still has to be rendered.
    html::Html lead(const Paragraph& paragraph, bool is_there) const {
        using namespace html;
        const bool is_heading = paragraph.block.kind == prose::Kind::Heading;
        if (paragraph.number.empty() || is_heading) return {};
        const std::string number = shown_number(paragraph.number);
        Html words = face_.linked == nullptr
                         ? text(number)
                         : html::link(short_address_of(*face_.linked, paragraph.number), number);
        const std::string_view own = is_there ? language_of_labels(language_.id) : "";
        const std::string_view named_in = own.empty() ? face_.text_language : own;
        const std::string label = kind_label(paragraph.block.kind, named_in);
        if (!label.empty()) {
            words += text(" · ") + el("span", {attr("lang", named_in)}, text(label));
        }
        if (!is_there && !face_.missing.empty()) words += text(" · ") + text(face_.missing);
        return el("p", {cls("dk-rendered__number")}, words);
    }

    const RenderingLanguage& language_;
    const RenderedFace& face_;
    html::Inlines inlines_;
};

} // namespace

html::Html rendered_html(
    const std::vector<Paragraph>& paragraphs,
    const RenderingLanguage& language,
    const RenderedFace& face
) {
    RenderedText rendered(language, face);
    const html::Html all = html::each(paragraphs, [&](const Paragraph& paragraph) {
        return rendered.paragraph(paragraph);
    });
    return all + rendered.end();
}

std::vector<html::BlockFace>
faces_of(const std::vector<Paragraph>& paragraphs, std::string_view language) {
    std::vector<html::BlockFace> faces;
    faces.reserve(paragraphs.size());
    for (const Paragraph& paragraph : paragraphs) {
        html::BlockFace face{.anchor = paragraph.eid, .number = shown_number(paragraph.number)};
        const bool is_heading = paragraph.block.kind == prose::Kind::Heading;
        if (!face.number.empty() && !is_heading) {
            face.number_label = (language == "en" ? "No. " : "Nr. ") + face.number;
        }
        faces.push_back(std::move(face));
    }
    return faces;
}

std::string citation_of(const Edition& edition, std::string_view number) {
    const bool is_english = edition.language == "en";
    std::string citation = is_english
                               ? fmt::format("{}, edition {}", edition.title, edition.number)
                               : fmt::format("{}, {}. Ausgabe", edition.title, edition.number);
    if (number.empty()) return citation;
    return citation + (is_english ? ", no. " : ", Nr. ") + shown_number(number);
}

} // namespace denkraum::guideline
