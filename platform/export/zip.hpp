// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"

/// ZIP by libarchive.
namespace denkraum::exports {

struct Entry {
    std::string name = {}; ///< a path with '/', UTF-8
    std::string bytes = {};
    bool is_stored = false; ///< not packed: what must be readable at its place
};

/// In the order given, all with this time: the same entries give the same bytes. An empty answer
/// means that there was no memory.
[[nodiscard]] std::string make_zip(const std::vector<Entry>& entries, Instant at);

/// Fails: Invalid for what is no ZIP; TooLarge above the bounds.
[[nodiscard]] Result<std::vector<Entry>> read_zip(std::string_view bytes);

} // namespace denkraum::exports
