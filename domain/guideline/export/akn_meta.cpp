// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/akn_meta.hpp"

#include <set>
#include <string>

#include "base/prose/atoms.hpp"
#include "domain/guideline/edition/files.hpp"
#include "domain/guideline/edition/numbering.hpp"

namespace denkraum::guideline {
namespace {

using exports::Xml;

constexpr std::string_view own_source = "#denkraum";

std::string work_of(const Edition& edition) {
    return "/akn/de/doc/leitlinie/" + edition.key;
}
std::string expression_of(const Edition& edition) {
    const std::string language = edition.language == "en" ? "eng" : "deu";
    return work_of(edition) + "/" + language + "@" + iso_day(edition.date) + ";ver"
           + std::to_string(edition.number);
}

/// Its reference: the first edition is the original, the others changed it.
std::string reference_of(const Edition& edition) {
    return edition.number == 1 ? "original" : "edition_" + std::to_string(edition.number);
}

void leaf(Xml& out, std::string_view element, std::string_view attribute, std::string_view value) {
    out.open(element).attribute(attribute, value).close();
}

std::string organization(std::size_t index) {
    return "org_" + std::to_string(index + 1);
}

struct Level {
    std::string_view element;
    std::string uri;
    Instant date;
};

/// What every FRBR level begins with.
void begin_level(Xml& out, const Level& level, const Edition& edition) {
    out.open(level.element);
    leaf(out, "FRBRthis", "value", level.uri);
    leaf(out, "FRBRuri", "value", level.uri);
    out.open("FRBRdate").attribute("date", iso_day(level.date));
    out.attribute("name", "Ausgabe").close();
    if (edition.released_by.empty()) leaf(out, "FRBRauthor", "href", own_source);
    for (std::size_t i = 0; i < edition.released_by.size(); ++i)
        leaf(out, "FRBRauthor", "href", "#" + organization(i));
}

void write_identification(Xml& out, const AknSource& source) {
    const Edition& edition = source.edition;
    out.open("identification").attribute("source", own_source);
    begin_level(out, {"FRBRWork", work_of(edition), source.history.front()->date}, edition);
    leaf(out, "FRBRcountry", "value", "de");
    if (!edition.file_number.empty()) leaf(out, "FRBRnumber", "value", edition.file_number);
    leaf(out, "FRBRname", "value", edition.title);
    out.close();
    begin_level(out, {"FRBRExpression", expression_of(edition), edition.date}, edition);
    leaf(out, "FRBRversionNumber", "value", std::to_string(edition.number));
    leaf(out, "FRBRlanguage", "language", edition.language == "en" ? "eng" : "deu");
    out.close();
    const std::string file = expression_of(edition) + ".akn.xml";
    begin_level(out, {"FRBRManifestation", file, edition.date}, edition);
    leaf(out, "FRBRformat", "value", "application/akn+xml");
    out.close().close();
}

void write_lifecycle(Xml& out, const AknSource& source) {
    out.open("lifecycle").attribute("source", own_source);
    for (const Edition* one : source.history) {
        out.open("eventRef").attribute("eId", "event_" + std::to_string(one->number));
        out.attribute("date", iso_day(one->date)).attribute("source", "#" + reference_of(*one));
        out.attribute("type", one->number == 1 ? "generation" : "amendment").close();
    }
    out.close();
}

/// The schema wants the original first, then what changed it, then what it changes.
void write_editions(Xml& out, const AknSource& source) {
    for (const Edition* one : source.history) {
        out.open(one->number == 1 ? "original" : "passiveRef");
        out.attribute("eId", reference_of(*one)).attribute("href", expression_of(*one));
        out.attribute("showAs", citation_of(*one, {})).close();
    }
}

void write_references(Xml& out, const AknSource& source) {
    const Edition& edition = source.edition;
    out.open("references").attribute("source", own_source);
    write_editions(out, source);
    if (edition.based_on) {
        const Edition before{.key = edition.key, .number = *edition.based_on};
        out.open("activeRef").attribute("eId", "based_on");
        out.attribute("href", std::string(source.base_url) + address_of(before));
        out.attribute("showAs", "Ausgabe " + std::to_string(*edition.based_on)).close();
    }
    out.open("TLCOrganization").attribute("eId", "denkraum");
    out.attribute("href", "/ontology/organization/denkraum").attribute("showAs", "Denkraum");
    out.close();
    for (std::size_t i = 0; i < edition.released_by.size(); ++i) {
        out.open("TLCOrganization").attribute("eId", organization(i));
        out.attribute("href", "/ontology/organization/" + organization(i));
        out.attribute("showAs", edition.released_by[i]).close();
    }
    out.close();
}

void attribute_if(Xml& out, std::string_view name, std::string_view value) {
    if (!value.empty()) out.attribute(name, value);
}

/// What Akoma Ntoso has no word for, so that the text can be read back as it is.
void write_form(Xml& out, const prose::Block& block) {
    out.attribute("kind", prose::id_of(block.kind));
    if (block.level > 0) out.attribute("level", std::to_string(block.level));
    if (block.list != prose::ListStyle::None) {
        out.attribute("list", prose::id_of(block.list));
        if (block.indent > 0) out.attribute("indent", std::to_string(block.indent));
    }
    if (block.kind != prose::Kind::Table) return;
    if (block.table.header_row) out.attribute("headerRow", "true");
    if (block.table.header_column) out.attribute("headerColumn", "true");
}

/// Each image once, by the address it is shown from.
void write_images(Xml& out, const std::vector<Paragraph>& paragraphs, std::string_view base_url) {
    std::set<std::string> known;
    for (const Paragraph& paragraph : paragraphs) {
        prose::each_run(paragraph.block, [&](const prose::Inline& run) {
            const auto image = prose::image_of(run);
            if (!image || !known.insert(image->hash).second) return;
            out.open("dk:image");
            out.attribute("href", std::string(base_url) + "/bilder/" + image->hash);
            out.attribute("hash", image->hash).attribute("type", image->type);
            out.attribute("width", std::to_string(image->width));
            out.attribute("height", std::to_string(image->height)).close();
        });
    }
}

void write_paragraph(
    Xml& out, const Edition& edition, const Paragraph& paragraph, std::string_view base_url
) {
    const std::string href = "#" + paragraph.eid;
    out.open("dk:paragraph").attribute("href", href);
    write_form(out, paragraph.block);
    if (!paragraph.number.empty()) {
        out.attribute("number", paragraph.number);
        const std::string address = short_address_of(edition, paragraph.number);
        out.attribute("address", std::string(base_url) + address);
    }
    const std::string lasting = lasting_address_of(paragraph.block.uid);
    out.attribute("lasting", std::string(base_url) + lasting);
    for (const prose::Source& source : paragraph.block.sources) {
        out.open("dk:source").attribute("title", source.title);
        attribute_if(out, "link", source.link);
        attribute_if(out, "fileNumber", source.file_number);
        attribute_if(out, "lookedUp", source.looked_up);
        out.close();
    }
    for (const auto& [language, words] : paragraph.renderings) {
        out.open("dk:rendering").attribute("xml:lang", language);
        out.text(words).close();
    }
    out.close();
}

} // namespace

void write_akn_meta(Xml& out, const AknSource& source, const std::vector<Paragraph>& paragraphs) {
    const Edition& edition = source.edition;
    const std::string base_url(source.base_url);
    out.open("meta");
    write_identification(out, source);
    write_lifecycle(out, source);
    write_references(out, source);
    out.open("proprietary").attribute("source", own_source);
    out.attribute("xmlns:dk", "urn:x-denkraum:edition:1");
    out.open("dk:edition").attribute("number", std::to_string(edition.number));
    out.attribute("hash", "sha256:" + to_hex(edition.hash));
    out.attribute("address", base_url + address_of(edition));
    attribute_if(out, "fileNumber", edition.file_number);
    attribute_if(out, "legalState", edition.legal_state);
    if (edition.is_redacted) out.attribute("redacted", "true");
    out.close();
    write_images(out, paragraphs, base_url);
    for (const Paragraph& paragraph : paragraphs)
        write_paragraph(out, edition, paragraph, base_url);
    out.close().close();
}

} // namespace denkraum::guideline
