// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/file/upload.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include "base/utf8.hpp"
#include "engine/intake/file/encoding.hpp"
#include "engine/intake/file/xml.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

using Answer = std::expected<Upload, Refusal>;

constexpr std::string_view zip_signature = "PK";
constexpr std::string_view ole_signature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::string_view odt_type = "application/vnd.oasis.opendocument.text";

struct Signature {
    std::string_view bytes;
    Refusal refusal;
};
constexpr std::array<Signature, 10> signatures{{
    {"%PDF-", Refusal::Pdf},
    {"{\\rtf", Refusal::Rtf},
    {"\x89PNG\r\n\x1A\n", Refusal::Image},
    {"\xFF\xD8\xFF", Refusal::Image},
    {"GIF8", Refusal::Image},
    {"BM", Refusal::Image},
    {"RIFF", Refusal::Image},
    {std::string_view("II*\0", 4), Refusal::Image},
    {std::string_view("MM\0*", 4), Refusal::Image},
    {"<svg", Refusal::Image},
}};

std::string lower(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return small;
}

bool has_name(const Package& package, std::string_view start) {
    return std::ranges::any_of(package.names(), [&](const std::string& name) {
        return name.starts_with(start);
    });
}

Refusal refusal_of(const Error& error) {
    switch (error.code) {
    case ErrorCode::Forbidden: return Refusal::Encrypted;
    case ErrorCode::TooLarge: return Refusal::Bomb;
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
    case ErrorCode::Invalid:
    case ErrorCode::Corrupt:
    case ErrorCode::Unavailable: return Refusal::Damaged;
    }
    return Refusal::Damaged;
}

Answer docx_in(Package package) {
    // The converter expands entities without asking: no part that has any may reach it.
    for (const Part& part : package.parts()) {
        if (has_doctype(part.bytes)) return std::unexpected(Refusal::Bomb);
    }
    const std::string main_part = main_part_of(package);
    return Upload{
        .format = Format::Docx,
        .package = std::move(package),
        .folder = main_part.substr(0, main_part.rfind('/') + 1)
    };
}

Answer odt_in(Package package) {
    for (const Part& part : package.parts()) {
        if (has_doctype(part.bytes)) return std::unexpected(Refusal::Bomb);
    }
    const auto manifest = package.find("META-INF/manifest.xml");
    if (manifest && as_text(*manifest).find("encryption-data") != std::string_view::npos) {
        return std::unexpected(Refusal::Encrypted);
    }
    if (!package.find("content.xml")) return std::unexpected(Refusal::Damaged);
    return Upload{.format = Format::Odt, .package = std::move(package)};
}

Answer read_zip(ByteView bytes) {
    auto package = Package::open(bytes);
    if (!package) return std::unexpected(refusal_of(package.error()));
    if (const auto type = package->find("mimetype")) {
        const std::string_view text = utf8::trim(as_text(*type));
        if (text == odt_type || text == "application/vnd.oasis.opendocument.text-template") {
            return odt_in(*std::move(package));
        }
        if (text.starts_with("application/vnd.oasis.opendocument")) {
            return std::unexpected(Refusal::Spreadsheet);
        }
    }
    if (!main_part_of(*package).empty()) return docx_in(*std::move(package));
    if (has_name(*package, "xl/") || has_name(*package, "ppt/")) {
        return std::unexpected(Refusal::Spreadsheet);
    }
    return std::unexpected(Refusal::OtherZip);
}

/// A password-protected DOCX is an OLE file with a stream of this name in UTF-16.
Refusal refusal_of_ole(std::string_view text) {
    std::string wide;
    for (const char c : std::string_view("EncryptedPackage")) {
        wide += c;
        wide += '\0';
    }
    return text.find(wide) == text.npos ? Refusal::OldWord : Refusal::Encrypted;
}

bool looks_like_html(std::string_view text) {
    const std::string head = lower(utf8::trim(text.substr(0, 4096)));
    return head.starts_with("<!doctype html") || head.starts_with("<html")
           || (head.starts_with("<?xml") && head.find("<html") != head.npos)
           || (head.starts_with("<!--") && head.find("<html") != head.npos);
}

/// An edition or prose as JSON: an object with a list of blocks (base/prose/prose_json.hpp).
bool looks_like_our_json(std::string_view text) {
    return utf8::trim(text).starts_with('{') && text.find("\"blocks\"") != text.npos
           && utf8::trim(text).ends_with('}');
}

Format format_of(std::string_view text, std::string_view name) {
    if (text.substr(0, 4096).contains("<akomaNtoso")) return Format::Akn;
    if (looks_like_html(text)) return Format::Html;
    if (looks_like_our_json(text)) return Format::Json;
    const std::string small = lower(name);
    const auto ends = [&](std::string_view ending) { return small.ends_with(ending); };
    if (ends(".html") || ends(".htm") || ends(".xhtml")) return Format::Html;
    if (ends(".md") || ends(".markdown")) return Format::Markdown;
    return Format::Text;
}

} // namespace

std::string main_part_of(const Package& package) {
    std::string target;
    if (const auto relations = package.find("_rels/.rels")) {
        const XmlVisitor visitor{
            .open =
                [&](const XmlElement& element) {
                    if (element.attribute("Type").ends_with("/officeDocument")) {
                        target = element.attribute("Target");
                    }
                },
            .close = [](const XmlElement&) {},
            .text = [](std::string_view) {},
        };
        if (!walk_xml(*relations, visitor)) target.clear();
    }
    if (target.starts_with('/')) target.erase(0, 1);
    const bool is_word = target.starts_with("word/") && package.find(target).has_value();
    if (is_word) return target;
    return package.find("word/document.xml") ? "word/document.xml" : "";
}

std::optional<ByteView> Upload::picture(std::string_view name) const {
    return package.picture(folder + std::string(name));
}

Answer read_upload(ByteView bytes, std::string_view name) {
    if (bytes.empty()) return std::unexpected(Refusal::Empty);
    if (bytes.size() > file_bytes_max) return std::unexpected(Refusal::TooLarge);
    const std::string_view raw = as_text(bytes);
    if (raw.starts_with(zip_signature) && raw.size() > 4 && raw[2] < 0x10 && raw[3] < 0x10) {
        return read_zip(bytes);
    }
    if (raw.starts_with(ole_signature)) return std::unexpected(refusal_of_ole(raw));
    const auto encoding = guess_encoding(bytes);
    for (const Signature& signature : signatures) {
        const bool is_short = signature.bytes.size() < 3;
        // 'BM' begins many a German text; a picture has bytes that no text has.
        if (raw.starts_with(signature.bytes) && (!is_short || !encoding)) {
            return std::unexpected(signature.refusal);
        }
    }
    if (!encoding) return std::unexpected(Refusal::Binary);
    Upload upload{.text = decode(bytes, *encoding)};
    if (upload.text.size() > text_bytes_max) return std::unexpected(Refusal::TooLarge);
    if (utf8::trim(upload.text).empty()) return std::unexpected(Refusal::Empty);
    upload.is_encoding_guessed = *encoding == Encoding::Windows1252;
    upload.format = format_of(upload.text, name);
    return upload;
}

} // namespace denkraum::intake
