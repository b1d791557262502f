// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "platform/http/parse/url.hpp"

namespace denkraum::http {

/// A file that a person sent. The name is what their machine calls it: show it, never open it.
struct Upload {
    std::string field;
    std::string filename;     ///< without folders; valid UTF-8
    std::string content_type; ///< as claimed by the sender
    Bytes bytes;
};

/// What a form brought. A file field left empty by the person is not listed.
struct Form {
    Fields fields;
    std::vector<Upload> uploads;
};

/// Whether parse_form understands bodies of this type.
[[nodiscard]] bool is_form_type(std::string_view content_type);

/// Parses application/x-www-form-urlencoded or multipart/form-data (RFC 7578).
/// Fails: Invalid for anything malformed; TooLarge for more than form_fields_max fields or
/// form_uploads_max files.
[[nodiscard]] Result<Form> parse_form(std::string_view content_type, ByteView body);

} // namespace denkraum::http
