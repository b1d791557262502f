// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"

/// ZIP: read by libarchive, written here, because libarchive puts fields in front of a file's bytes
/// where EPUB and ODT allow none. No file and no whole above 4 GB.
namespace denkraum::exports {

struct Entry {
    std::string name = {}; ///< a path with '/', UTF-8
    std::string bytes = {};
    bool is_stored = false; ///< not packed: what must be readable at its place
};

/// In the order given, all with this time: the same entries give the same bytes.
[[nodiscard]] std::string make_zip(const std::vector<Entry>& entries, Instant at);

/// Fails: Invalid for what is no ZIP; TooLarge above the bounds.
[[nodiscard]] Result<std::vector<Entry>> read_zip(std::string_view bytes);

} // namespace denkraum::exports
