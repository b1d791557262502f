// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>

#include "base/bytes.hpp"
#include "base/prose/prose.hpp"

/// The Commission's proposal for the AI Act (2021) and the Council's general approach (2022), as
/// they come out of the import. There only where ../shared/data is.
namespace denkraum::diff {

inline const std::filesystem::path data_folder = "../shared/data/ai-act";

[[nodiscard]] Bytes bytes_of(const std::filesystem::path& path);

/// The text of the one DOCX in this folder of the data, imported once in a run of the tests.
[[nodiscard]] const prose::Prose& real_text(const std::string& folder);

} // namespace denkraum::diff
