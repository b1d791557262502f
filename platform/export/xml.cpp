// SPDX-License-Identifier: EUPL-1.2
#include "platform/export/xml.hpp"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>

#include <cstdarg>
#include <cstdio>
#include <limits>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "platform/export/limits.hpp"

namespace denkraum::exports {
namespace {

const xmlChar* chars(const std::string& words) {
    return reinterpret_cast<const xmlChar*>(words.c_str());
}

/// Without control characters, which XML 1.0 cannot hold, and the two that are none.
std::string allowed(std::string_view words) {
    std::string clean = utf8::replace_invalid(words);
    std::erase_if(clean, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
    });
    for (const std::string_view none : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
        for (std::size_t at; (at = clean.find(none)) != std::string::npos;)
            clean.erase(at, none.size());
    }
    return clean;
}

template <class T, void (*free_it)(T*)>
struct Freeing {
    void operator()(T* what) const { free_it(what); }
};
using Document = std::unique_ptr<xmlDoc, Freeing<xmlDoc, xmlFreeDoc>>;

/// Collects messages up to a bound.
void collect(void* into, const char* format, ...) {
    auto& messages = *static_cast<std::string*>(into);
    if (messages.size() >= message_bytes_max) return;
    char line[256]; // NOLINT: filled by vsnprintf
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    messages += line;
}

Result<Document> parse(std::string_view xml) {
    if (xml.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
        return fail(ErrorCode::Invalid, "too long");
    }
    Document document(xmlReadMemory(
        xml.data(),
        static_cast<int>(xml.size()),
        "",
        nullptr,
        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING
    ));
    if (document) return document;
    const xmlError* error = xmlGetLastError();
    const char* message = error != nullptr && error->message != nullptr ? error->message : "?";
    return fail(ErrorCode::Invalid, std::string("not well-formed: ") + message);
}

} // namespace

struct Xml::Parts {
    xmlBufferPtr buffer = xmlBufferCreate();
    xmlTextWriterPtr writer = xmlNewTextWriterMemory(buffer, 0);
    int depth = 0;

    Parts() {
        CHECK(writer != nullptr, "there is memory for a writer");
        xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nullptr);
    }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;
    ~Parts() {
        xmlFreeTextWriter(writer);
        xmlBufferFree(buffer);
    }
};

Xml::Xml() : parts_(std::make_unique<Parts>()) {}
Xml::Xml(Xml&&) noexcept = default;
Xml::~Xml() = default;

Xml& Xml::open(std::string_view element) {
    xmlTextWriterStartElement(parts_->writer, chars(std::string(element)));
    ++parts_->depth;
    return *this;
}

Xml& Xml::attribute(std::string_view name, std::string_view value) {
    const std::string clean = allowed(value);
    xmlTextWriterWriteAttribute(parts_->writer, chars(std::string(name)), chars(clean));
    return *this;
}

Xml& Xml::text(std::string_view words) {
    const std::string clean = allowed(words);
    xmlTextWriterWriteString(parts_->writer, chars(clean));
    return *this;
}

Xml& Xml::line(std::string_view raw) {
    xmlTextWriterWriteRaw(parts_->writer, chars(std::string(raw) + "\n"));
    return *this;
}

Xml& Xml::close() {
    CHECK(parts_->depth > 0, "an element is open");
    xmlTextWriterEndElement(parts_->writer);
    --parts_->depth;
    return *this;
}

std::string Xml::finish() && {
    CHECK(parts_->depth == 0, "every element is closed");
    xmlTextWriterEndDocument(parts_->writer);
    xmlTextWriterFlush(parts_->writer);
    const xmlChar* content = xmlBufferContent(parts_->buffer);
    return reinterpret_cast<const char*>(content);
}

std::string escaped_xml(std::string_view words) {
    std::string out;
    for (const char c : allowed(words)) {
        switch (c) {
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '&': out += "&amp;"; break;
        case '"': out += "&quot;"; break;
        default: out += c;
        }
    }
    return out;
}

Done check_well_formed(std::string_view xml) {
    DK_TRY([[maybe_unused]] const auto document, parse(xml));
    return {};
}

Done check_against_schema(std::string_view xml, const std::string& schema_file) {
    DK_TRY(const auto document, parse(xml));
    using Parser =
        std::unique_ptr<xmlSchemaParserCtxt, Freeing<xmlSchemaParserCtxt, xmlSchemaFreeParserCtxt>>;
    using Schema = std::unique_ptr<xmlSchema, Freeing<xmlSchema, xmlSchemaFree>>;
    using Validator =
        std::unique_ptr<xmlSchemaValidCtxt, Freeing<xmlSchemaValidCtxt, xmlSchemaFreeValidCtxt>>;
    const Parser parser(xmlSchemaNewParserCtxt(schema_file.c_str()));
    const Schema schema(parser ? xmlSchemaParse(parser.get()) : nullptr);
    if (!schema) return fail(ErrorCode::NotFound, "no schema in " + schema_file);
    const Validator validator(xmlSchemaNewValidCtxt(schema.get()));
    std::string messages;
    xmlSchemaSetValidErrors(validator.get(), collect, collect, &messages);
    if (xmlSchemaValidateDoc(validator.get(), document.get()) != 0) {
        return fail(ErrorCode::Invalid, messages);
    }
    return {};
}

} // namespace denkraum::exports
