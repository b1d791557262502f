// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/epub.hpp"

#include <map>
#include <utility>

#include "base/prose/atoms.hpp"
#include "domain/guideline/edition/imprint.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/export/layout.hpp"
#include "domain/guideline/export/xhtml.hpp"
#include "platform/export/zip.hpp"

namespace denkraum::guideline {
namespace {

using exports::Entry;
using exports::Xml;

constexpr std::string_view style_sheet =
    "body { line-height: 1.5; }\n"
    ".number { color: #4a5565; font-size: 0.85em; }\n"
    ".kind { color: #1d4f91; font-weight: 600; }\n"
    "table { border-collapse: collapse; }\n"
    "caption { font-weight: 600; text-align: start; }\n"
    "th, td { border-bottom: 1px solid #c6ccd4; padding: 0.3em 0.5em; text-align: start; }\n"
    "img { max-width: 100%; }\n";

constexpr std::string_view container =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">"
    "<rootfiles><rootfile full-path=\"EPUB/package.opf\" "
    "media-type=\"application/oebps-package+xml\"/></rootfiles></container>\n";

/// The files of images that the edition shows, by name.
using Images = std::map<std::string, Entry>;

std::string name_of(const prose::Image& image) {
    return image.hash + (image.type == "image/png" ? ".png" : ".jpg");
}

Images images_in(const std::vector<Paragraph>& paragraphs, const ImageBytes& images) {
    Images found;
    for (const Paragraph& paragraph : paragraphs) {
        prose::each_run(paragraph.block, [&](const prose::Inline& run) {
            const auto image = prose::image_of(run);
            if (!image || !images || found.contains(name_of(*image))) return;
            auto bytes = images(*image);
            if (!bytes) return;
            const std::string name = name_of(*image);
            found[name] = {.name = "EPUB/" + name, .bytes = *std::move(bytes)};
        });
    }
    return found;
}

/// "Leitlinie KI, 2. Ausgabe, Français".
std::string name_of(const Edition& edition, const Into* into) {
    const std::string citation = citation_of(edition, {});
    return into == nullptr ? citation : citation + ", " + std::string(into->language.name);
}

bool is_right_to_left(const Into* into) {
    return into != nullptr && into->language.is_right_to_left;
}

void speak(Xml& out, std::string_view language) {
    out.attribute("lang", language).attribute("xml:lang", language);
}

/// Words that may be in another language than the page.
void leaf_in(
    Xml& out, std::string_view element, std::string_view language, std::string_view words
) {
    out.open(element);
    speak(out, language);
    out.text(words).close();
}

/// <html> with its head; leaves <body> open.
Xml page(const Edition& edition, const Into* into) {
    Xml out;
    out.line("<!DOCTYPE html>");
    out.open("html").attribute("xmlns", "http://www.w3.org/1999/xhtml");
    out.attribute("xmlns:epub", "http://www.idpf.org/2007/ops");
    speak(out, language_of_words(edition, into));
    if (is_right_to_left(into)) out.attribute("dir", "rtl");
    out.open("head").leaf("title", name_of(edition, into));
    out.open("link").attribute("rel", "stylesheet").attribute("href", "style.css").close();
    out.close().open("body");
    return out;
}

std::string text_page(
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    std::string_view base_url,
    const Images& images,
    const Into* into
) {
    Xml out = page(edition, into);
    out.open("main");
    leaf_in(out, "h1", language_of_title(edition, into), edition.title);
    if (into != nullptr) out.leaf("p", into->language.name);
    leaf_in(out, "p", edition.language, dated_name_of(edition));
    for (const auto& [key, value] : imprint_of(edition, base_url, into))
        leaf_in(out, "p", edition.language, key + ": " + value);
    write_xhtml(out, edition, paragraphs, [&](const prose::Image& image) {
        return images.contains(name_of(image)) ? name_of(image) : std::string();
    });
    out.close().close().close();
    return std::move(out).finish();
}

std::string
contents_page(const Edition& edition, const std::vector<Paragraph>& paragraphs, const Into* into) {
    const std::string title = edition.language == "en" ? "Contents" : "Inhalt";
    Xml out = page(edition, into);
    out.open("nav").attribute("epub:type", "toc").attribute("role", "doc-toc");
    leaf_in(out, "h1", edition.language, title);
    out.open("ol").open("li").open("a").attribute("href", "text.xhtml");
    speak(out, language_of_title(edition, into));
    out.text(edition.title).close().close();
    const std::vector<int> levels = outline_levels(paragraphs);
    for (std::size_t i = 0; i < paragraphs.size(); ++i) {
        if (levels[i] == 0 || levels[i] > 2) continue;
        const std::string number = shown_number(paragraphs[i].number);
        const std::string words = prose::plain_text(paragraphs[i].block);
        out.open("li").open("a").attribute("href", "text.xhtml#" + paragraphs[i].eid);
        out.text(number.empty() ? words : number + " " + words).close().close();
    }
    out.close().close().close().close();
    return std::move(out).finish();
}

void meta(Xml& out, std::string_view property, std::string_view words) {
    out.open("meta").attribute("property", property).text(words).close();
}

void write_metadata(Xml& out, const Edition& edition, std::string_view base_url, const Into* into) {
    out.open("metadata").attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/");
    out.open("dc:identifier").attribute("id", "id");
    const std::string variant = into == nullptr ? "" : ":" + std::string(into->language.id);
    out.text("urn:sha256:" + to_hex(edition.hash) + variant).close();
    out.leaf("dc:title", name_of(edition, into));
    out.leaf("dc:language", language_of_words(edition, into));
    for (const std::string& name : edition.released_by)
        out.leaf("dc:creator", name);
    out.leaf("dc:date", iso_day(edition.date));
    out.leaf("dc:source", std::string(base_url) + address_of(edition));
    if (!edition.file_number.empty()) out.leaf("dc:identifier", edition.file_number);
    meta(out, "dcterms:modified", to_iso(edition.published_at).substr(0, 19) + "Z");
    meta(out, "schema:accessMode", "textual");
    meta(out, "schema:accessMode", "visual");
    meta(out, "schema:accessModeSufficient", "textual");
    for (const char* feature :
         {"alternativeText", "displayTransformability", "structuralNavigation", "tableOfContents"})
        meta(out, "schema:accessibilityFeature", feature);
    meta(out, "schema:accessibilityHazard", "none");
    meta(
        out,
        "schema:accessibilitySummary",
        edition.language == "en"
            ? "Text with headings, lists, table heads and alternative texts for every image."
            : "Text mit Überschriften, Listen, Tabellenköpfen und Alternativtexten für jedes Bild."
    );
    out.close();
}

void manifest_item(Xml& out, std::string_view id, std::string_view name, std::string_view type) {
    out.open("item").attribute("id", id).attribute("href", name).attribute("media-type", type);
}

std::string
package(const Edition& edition, std::string_view base_url, const Images& images, const Into* into) {
    Xml out;
    out.open("package").attribute("xmlns", "http://www.idpf.org/2007/opf");
    out.attribute("version", "3.0").attribute("unique-identifier", "id");
    out.attribute("xml:lang", edition.language);
    write_metadata(out, edition, base_url, into);
    out.open("manifest");
    manifest_item(out, "nav", "nav.xhtml", "application/xhtml+xml");
    out.attribute("properties", "nav").close();
    manifest_item(out, "text", "text.xhtml", "application/xhtml+xml");
    out.close();
    manifest_item(out, "style", "style.css", "text/css");
    out.close();
    for (const auto& [name, entry] : images) {
        const bool is_png = name.ends_with(".png");
        manifest_item(
            out, "image_" + name.substr(0, 16), name, is_png ? "image/png" : "image/jpeg"
        );
        out.close();
    }
    out.close().open("spine");
    if (is_right_to_left(into)) out.attribute("page-progression-direction", "rtl");
    out.open("itemref").attribute("idref", "text").close();
    out.close().close();
    return std::move(out).finish();
}

} // namespace

std::string epub_file(
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    std::string_view base_url,
    const ImageBytes& bytes,
    const Into* into
) {
    const Images images = images_in(paragraphs, bytes);
    std::vector<Entry> entries{
        {"mimetype", "application/epub+zip", true},
        {"META-INF/container.xml", std::string(container)},
        {"EPUB/package.opf", package(edition, base_url, images, into)},
        {"EPUB/nav.xhtml", contents_page(edition, paragraphs, into)},
        {"EPUB/text.xhtml", text_page(edition, paragraphs, base_url, images, into)},
        {"EPUB/style.css", std::string(style_sheet)}
    };
    for (const auto& [name, entry] : images)
        entries.push_back(entry);
    return exports::make_zip(entries, edition.published_at);
}

} // namespace denkraum::guideline
