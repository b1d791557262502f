// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/file/xml.hpp"

#include <libxml/xmlreader.h>

#include <climits>

#include "base/utf8.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

struct CloseReader {
    void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
};

constexpr std::string_view word_transitional =
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view word_strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";

std::string_view view_of(const xmlChar* text) {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

xmlTextReader* as_reader(void* reader) {
    return static_cast<xmlTextReader*>(reader);
}

Done visit_node(xmlTextReader* reader, const XmlVisitor& visitor) {
    switch (xmlTextReaderNodeType(reader)) {
    case XML_READER_TYPE_ELEMENT: {
        const XmlElement element(reader);
        visitor.open(element);
        if (xmlTextReaderIsEmptyElement(reader) == 1) visitor.close(element);
        return {};
    }
    case XML_READER_TYPE_END_ELEMENT: visitor.close(XmlElement(reader)); return {};
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        visitor.text(view_of(xmlTextReaderConstValue(reader)));
        return {};
    case XML_READER_TYPE_DOCUMENT_TYPE:
    case XML_READER_TYPE_ENTITY_REFERENCE:
        return fail(ErrorCode::Corrupt, "XML with a document type");
    default: return {}; // comments and processing instructions carry no words
    }
}

} // namespace

XmlElement::XmlElement(void* reader)
    : reader_(reader),
      name_(view_of(xmlTextReaderConstLocalName(as_reader(reader)))),
      space_(view_of(xmlTextReaderConstNamespaceUri(as_reader(reader)))) {}

bool XmlElement::is_word() const {
    return space_ == word_transitional || space_ == word_strict;
}

std::string XmlElement::attribute(std::string_view name, std::size_t bytes_max) const {
    xmlTextReader* reader = as_reader(reader_);
    std::string value;
    if (xmlTextReaderMoveToFirstAttribute(reader) == 1) {
        do {
            if (view_of(xmlTextReaderConstLocalName(reader)) == name) {
                value = utf8::truncate(view_of(xmlTextReaderConstValue(reader)), bytes_max);
                break;
            }
        } while (xmlTextReaderMoveToNextAttribute(reader) == 1);
    }
    xmlTextReaderMoveToElement(reader);
    return value;
}

bool has_doctype(ByteView xml) {
    const std::string_view text = as_text(xml);
    if (text.find("<!DOCTYPE") != text.npos || text.find("<!ENTITY") != text.npos) return true;
    if (text.substr(0, 64).find('\0') == text.npos) return false;
    std::string narrow;
    for (const char c : text) {
        if (c != '\0') narrow += c;
    }
    return narrow.find("<!DOCTYPE") != narrow.npos || narrow.find("<!ENTITY") != narrow.npos;
}

Done walk_xml(ByteView xml, const XmlVisitor& visitor) {
    static_assert(xml_bytes_max <= INT_MAX);
    if (xml.size() > xml_bytes_max) return fail(ErrorCode::TooLarge, "XML text");
    if (has_doctype(xml)) return fail(ErrorCode::Corrupt, "XML with a document type");
    const std::unique_ptr<xmlTextReader, CloseReader> reader(xmlReaderForMemory(
        as_text(xml).data(),
        static_cast<int>(xml.size()),
        nullptr,
        nullptr,
        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING
    ));
    if (reader == nullptr) return fail(ErrorCode::Unavailable, "no memory for an XML reader");
    for (std::size_t nodes = 0;; ++nodes) {
        if (visitor.cancelled != nullptr && *visitor.cancelled) {
            return fail(ErrorCode::Conflict, "cancelled");
        }
        const int status = xmlTextReaderRead(reader.get());
        if (status == 0) return {};
        if (status < 0) return fail(ErrorCode::Corrupt, "XML is not well-formed");
        if (nodes == xml_nodes_max) return fail(ErrorCode::TooLarge, "XML nodes");
        if (xmlTextReaderDepth(reader.get()) > xml_depth_max) {
            return fail(ErrorCode::TooLarge, "XML nested too deeply");
        }
        DK_DO(visit_node(reader.get(), visitor));
    }
}

} // namespace denkraum::intake
