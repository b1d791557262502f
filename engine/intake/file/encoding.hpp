// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

/// Plain bytes as UTF-8 text, whatever the machine that wrote them thought text is.
namespace denkraum::intake {

enum class Encoding { Utf8, Utf16Little, Utf16Big, Windows1252 };

/// By byte order mark, else UTF-8 where the bytes are valid UTF-8, else Windows-1252; nothing when
/// the bytes hold control characters that no text has.
[[nodiscard]] std::optional<Encoding> guess_encoding(ByteView bytes);

/// The text in UTF-8 without byte order mark, line ends as '\n'. Bad units become U+FFFD.
[[nodiscard]] std::string decode(ByteView bytes, Encoding encoding);

} // namespace denkraum::intake
