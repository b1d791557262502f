// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/parse/form.hpp"

#include <algorithm>
#include <optional>

#include "base/utf8.hpp"
#include "platform/http/parse/headers.hpp"
#include "platform/http/parse/limits.hpp"

namespace denkraum::http {
namespace {

constexpr std::string_view urlencoded = "application/x-www-form-urlencoded";
constexpr std::string_view multipart = "multipart/form-data";

std::string_view media_type(std::string_view content_type) {
    return utf8::trim(content_type.substr(0, content_type.find(';')));
}

/// The value of `; name=value` or `; name="value"`. Inside quotes a backslash escapes only a
/// quote or a backslash: old browsers send `C:\folder\file`.
std::optional<std::string> parameter_of(std::string_view field, std::string_view name) {
    std::size_t at = std::min(field.find(';'), field.size());
    while (at < field.size()) {
        ++at;
        const std::size_t equals = field.find('=', at);
        if (equals == std::string_view::npos) return std::nullopt;
        const std::string_view key = utf8::trim(field.substr(at, equals - at));
        std::string value;
        at = equals + 1;
        if (at < field.size() && field[at] == '"') {
            for (++at; at < field.size() && field[at] != '"'; ++at) {
                const bool is_escape = field[at] == '\\' && at + 1 < field.size()
                                       && (field[at + 1] == '"' || field[at + 1] == '\\');
                if (is_escape) ++at;
                value.push_back(field[at]);
            }
            if (at >= field.size()) return std::nullopt;
            at = std::min(field.find(';', at), field.size());
        } else {
            const std::size_t end = std::min(field.find(';', at), field.size());
            value = utf8::trim(field.substr(at, end - at));
            at = end;
        }
        if (equals_ignoring_case(key, name)) return value;
    }
    return std::nullopt;
}

/// Browsers write a quote in a name as %22 and line ends as %0D%0A (the HTML standard), and
/// nothing else that way.
std::string unescape_name(std::string name) {
    for (const auto& [escaped, plain] :
         {std::pair<std::string_view, char>{"%22", '"'}, {"%0D", '\r'}, {"%0A", '\n'}}) {
        for (std::size_t at = name.find(escaped); at != std::string::npos;
             at = name.find(escaped, at + 1)) {
            name.replace(at, escaped.size(), 1, plain);
        }
    }
    return name;
}

std::string base_name(std::string name) {
    const std::size_t slash = name.find_last_of("/\\");
    if (slash != std::string::npos) name.erase(0, slash + 1);
    std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return name;
}

struct PartHeader {
    std::string name;
    std::optional<std::string> filename;
    std::string content_type;
};

Result<PartHeader> parse_part_header(std::string_view lines) {
    PartHeader header;
    bool is_form_data = false;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find("\r\n"), lines.size());
        const std::string_view line = lines.substr(0, end);
        lines.remove_prefix(std::min(end + 2, lines.size()));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) {
            return fail(ErrorCode::Invalid, "a multipart header line without ':'");
        }
        const std::string_view value = utf8::trim(line.substr(colon + 1));
        if (equals_ignoring_case(line.substr(0, colon), "Content-Type")) {
            header.content_type = utf8::replace_invalid(value);
        } else if (equals_ignoring_case(line.substr(0, colon), "Content-Disposition")) {
            is_form_data = equals_ignoring_case(media_type(value), "form-data");
            header.name = unescape_name(parameter_of(value, "name").value_or(""));
            header.filename = parameter_of(value, "filename");
        }
    }
    if (!is_form_data || header.name.empty() || !utf8::is_valid(header.name)) {
        return fail(ErrorCode::Invalid, "a multipart part without a name");
    }
    return header;
}

Done add_part(Form& form, PartHeader header, std::string_view content) {
    if (!header.filename) {
        if (form.fields.all().size() == form_fields_max) {
            return fail(ErrorCode::TooLarge, "too many fields in a form");
        }
        if (!utf8::is_valid(content) || content.find('\0') != std::string_view::npos) {
            return fail(ErrorCode::Invalid, "a form field that is not UTF-8");
        }
        form.fields.add(std::move(header.name), std::string(content));
        return {};
    }
    if (header.filename->empty() && content.empty()) return {};
    if (form.uploads.size() == form_uploads_max) {
        return fail(ErrorCode::TooLarge, "too many files in a form");
    }
    const ByteView bytes = as_bytes(content);
    form.uploads.push_back(
        {.field = std::move(header.name),
         .filename = base_name(utf8::replace_invalid(unescape_name(*std::move(header.filename)))),
         .content_type = std::move(header.content_type),
         .bytes = Bytes(bytes.begin(), bytes.end())}
    );
    return {};
}

///   body      = [ preamble CRLF ] "--" boundary *( part ) "--" [ CRLF epilogue ]
///   part      = *WSP CRLF header-lines CRLF CRLF content CRLF "--" boundary
Result<Form> parse_multipart(std::string_view boundary, std::string_view body) {
    const std::string delimiter = "\r\n--" + std::string(boundary);
    const std::string_view first = std::string_view(delimiter).substr(2);
    if (!body.starts_with(first)) {
        const std::size_t at = body.find(delimiter);
        if (at == std::string_view::npos) {
            return fail(ErrorCode::Invalid, "a multipart body without its boundary");
        }
        body.remove_prefix(at + 2);
    }
    body.remove_prefix(first.size());

    Form form;
    while (!body.starts_with("--")) {
        const std::size_t line_end = body.find("\r\n");
        if (line_end == std::string_view::npos || !utf8::trim(body.substr(0, line_end)).empty()) {
            return fail(ErrorCode::Invalid, "a multipart boundary with something behind it");
        }
        body.remove_prefix(line_end + 2);
        const std::size_t header_end = body.substr(0, part_header_bytes_max).find("\r\n\r\n");
        if (header_end == std::string_view::npos) {
            return fail(ErrorCode::Invalid, "a multipart part without an end of its header");
        }
        DK_TRY(auto header, parse_part_header(body.substr(0, header_end)));
        // From the header's own line end on, for an empty content has none of its own.
        body.remove_prefix(header_end + 2);
        const std::size_t content_end = body.find(delimiter, 0);
        if (content_end == std::string_view::npos) {
            return fail(ErrorCode::Invalid, "a multipart part without an end");
        }
        const std::string_view content =
            content_end < 2 ? std::string_view() : body.substr(2, content_end - 2);
        DK_DO(add_part(form, std::move(header), content));
        body.remove_prefix(content_end + delimiter.size());
    }
    return form;
}

} // namespace

bool is_form_type(std::string_view content_type) {
    const std::string_view type = media_type(content_type);
    return equals_ignoring_case(type, urlencoded) || equals_ignoring_case(type, multipart);
}

Result<Form> parse_form(std::string_view content_type, ByteView body) {
    if (equals_ignoring_case(media_type(content_type), urlencoded)) {
        DK_TRY(auto fields, parse_query(as_text(body), form_fields_max));
        return Form{.fields = std::move(fields), .uploads = {}};
    }
    const auto boundary = parameter_of(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > boundary_bytes_max) {
        return fail(ErrorCode::Invalid, "a multipart body whose type names no boundary");
    }
    return parse_multipart(*boundary, as_text(body));
}

} // namespace denkraum::http
