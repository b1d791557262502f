// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace denkraum {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The same bytes seen as characters, and the other way round. Nothing is copied.
[[nodiscard]] inline std::string_view as_text(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
[[nodiscard]] inline ByteView as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// RFC 4648 section 4, with padding.
[[nodiscard]] std::string to_base64(ByteView bytes);
/// Fails: Invalid for anything but canonical, padded base64.
[[nodiscard]] Result<Bytes> from_base64(std::string_view text);

/// RFC 4648 section 5, without padding: 16 bytes become 22 characters.
[[nodiscard]] std::string to_base64url(ByteView bytes);
/// Fails: Invalid for padding, foreign characters or stray bits.
[[nodiscard]] Result<Bytes> from_base64url(std::string_view text);

/// Lower-case hexadecimal.
[[nodiscard]] std::string to_hex(ByteView bytes);
/// Fails: Invalid for an odd length or a character outside 0-9a-fA-F.
[[nodiscard]] Result<Bytes> from_hex(std::string_view text);

} // namespace denkraum
