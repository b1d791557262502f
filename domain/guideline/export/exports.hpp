// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/guideline/edition/files.hpp"

/// All files of an edition, each from the same paragraphs by a renderer of its own. Made before the
/// edition is published, by bounded child processes where other people's programs are needed; what
/// cannot be made is named with its reason, and the others are made.
namespace denkraum::guideline {

/// What the machine has for it.
struct ExportTools {
    std::filesystem::path typst = {}; ///< share/denkraum/typst; empty: no PDF
    bool pandoc = false;              ///< whether to ask pandoc for ODT and DOCX
    std::string base_url = {};        ///< in front of printed addresses
    ImageBytes images = {};
};

/// A file that an edition should have and has not; or, where it has it, what is missing in it.
struct MissingFile {
    std::string name = {};
    std::string why = {}; ///< for those who run the server, in English

    friend bool operator==(const MissingFile&, const MissingFile&) = default;
};

struct MadeFiles {
    std::vector<File> files = {};
    std::vector<MissingFile> missing = {};
};

/// `all`: editions of this guideline in any order, those before this one at least. Requires:
/// `edition.hash` is that of the paragraphs. Blocks while the children work: seconds.
[[nodiscard]] MadeFiles make_all_files(
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    std::span<const Edition> all,
    const ExportTools& tools
);

/// What could not be made here today, without trying.
[[nodiscard]] std::vector<MissingFile> missing_tools(const ExportTools& tools);

} // namespace denkraum::guideline
