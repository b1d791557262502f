// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "platform/secret/hash.hpp"

/// Whether a leitlinie.json that somebody holds has the words whose hash was printed: from the file
/// alone, without database and without network.
namespace denkraum::guideline {

struct Verification {
    std::string title = {};
    int number = 0;
    secret::Digest computed = {}; ///< of the words in the file
    std::string named = {};       ///< "sha256:<hex>", as the file has it
    bool is_redacted = false;     ///< the file says that the hash is that of the words before

    [[nodiscard]] bool holds() const;
};

/// Fails: Invalid for a file that is no edition.
[[nodiscard]] Result<Verification> verify(std::string_view file);

} // namespace denkraum::guideline
