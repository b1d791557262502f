// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/guideline/edition/files.hpp"

namespace denkraum::guideline {

/// Whether the bundle holds the file of this name.
[[nodiscard]] bool is_bundled(std::string_view name);

/// 'Vorgang für die E-Akte': one ZIP with PDF, JSON, Akoma Ntoso and the table of changes as far as
/// they were made, an extract of the trail up to the release, LIESMICH.txt, and SHA256SUMS over all
/// of them in the form of `sha256sum -c`. Nothing but that program is needed to verify it. Files
/// stand in it as they are, not packed: it is made inside the publishing transaction. `base_url`
/// stands in front of the address in LIESMICH.txt.
[[nodiscard]] File bundle_file(
    const Edition& edition,
    const std::vector<File>& files,
    std::string_view trail_extract,
    std::string_view base_url = {}
);

} // namespace denkraum::guideline
