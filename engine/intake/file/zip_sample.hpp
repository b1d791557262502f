// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/check.hpp"

/// Zip packages made in memory, for tests only.
namespace denkraum::intake::sample {

using Entries = std::vector<std::pair<std::string, std::string>>;

enum class Lock { None, Password };

inline Bytes zip_of(const Entries& entries, Lock lock = Lock::None) {
    archive* writer = archive_write_new();
    archive_write_set_format_zip(writer);
    if (lock == Lock::Password) {
        archive_write_set_options(writer, "zip:encryption=traditional");
        archive_write_set_passphrase(writer, "not to be guessed");
    }
    std::size_t bytes_max = 64 * 1024;
    for (const auto& [name, bytes] : entries)
        bytes_max += bytes.size() + 1024;
    Bytes zip(bytes_max);
    std::size_t used = 0;
    CHECK(
        archive_write_open_memory(writer, zip.data(), zip.size(), &used) == ARCHIVE_OK,
        "memory is always there"
    );
    for (const auto& [name, bytes] : entries) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(writer, entry);
        archive_write_data(writer, bytes.data(), bytes.size());
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    zip.resize(used);
    return zip;
}

/// The content of w:body with the name spaces around it.
inline std::string document_of(std::string_view body) {
    return R"(<?xml version="1.0"?><w:document)"
           R"( xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main")"
           R"( xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006")"
           R"( xmlns:v="urn:schemas-microsoft-com:vml"><w:body>)"
           + std::string(body) + "</w:body></w:document>";
}

/// A part of WordprocessingML other than the document: numbering, styles, footnotes.
inline std::string part_of(std::string_view root, std::string_view inside) {
    return "<w:" + std::string(root)
           + " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
           + std::string(inside) + "</w:" + std::string(root) + ">";
}

/// A whole DOCX, as far as Word's and pandoc's readers need it.
inline Entries docx_entries(std::string_view body) {
    return {
        {"[Content_Types].xml",
         R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
         R"(<Default Extension="rels" ContentType="application/)"
         R"(vnd.openxmlformats-package.relationships+xml"/>)"
         R"(<Default Extension="xml" ContentType="application/xml"/></Types>)"},
        {"_rels/.rels",
         R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
         R"(<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/)"
         R"(relationships/officeDocument" Target="word/document.xml"/></Relationships>)"},
        {"word/document.xml", document_of(body)},
    };
}

/// A whole ODT around the content of office:text.
inline Entries odt_entries(std::string_view text) {
    const std::string uri = "=\"urn:oasis:names:tc:opendocument:xmlns:";
    const std::string spaces = " xmlns:office" + uri + "office:1.0\" xmlns:text" + uri
                               + "text:1.0\" xmlns:draw" + uri + "drawing:1.0\" xmlns:table" + uri
                               + "table:1.0\" xmlns:style" + uri + "style:1.0\"";
    return {
        {"mimetype", "application/vnd.oasis.opendocument.text"},
        {"META-INF/manifest.xml", "<manifest/>"},
        {"styles.xml",
         "<office:document-styles" + spaces + "><office:styles/></office:document-styles>"},
        {"content.xml",
         "<office:document-content" + spaces
             + "><office:automatic-styles/><office:body><office:text>" + std::string(text)
             + "</office:text></office:body></office:document-content>"},
    };
}

inline std::string paragraph(std::string_view text) {
    return "<w:p><w:r><w:t>" + std::string(text) + "</w:t></w:r></w:p>";
}

} // namespace denkraum::intake::sample
