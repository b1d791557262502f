// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "engine/intake/file/package.hpp"
#include "engine/intake/report/report.hpp"

/// The first look at an uploaded file: what it is, told from its bytes (the name only separates
/// Markdown from plain text), or why it is not taken.
namespace denkraum::intake {

struct Upload {
    Format format = Format::Text;
    Package package = {};    ///< DOCX and ODT
    std::string folder = {}; ///< in which its main part stands, 'word/'
    std::string text = {};   ///< the others, as UTF-8
    /// The bytes of a picture of the package by the name the converter gives it.
    [[nodiscard]] std::optional<ByteView> picture(std::string_view name) const;
    bool is_encoding_guessed = false;

    [[nodiscard]] bool is_package() const {
        return format == Format::Docx || format == Format::Odt;
    }
};

[[nodiscard]] std::expected<Upload, Refusal> read_upload(ByteView bytes, std::string_view name);

/// The name of the main part of a DOCX, or nothing when there is none.
[[nodiscard]] std::string main_part_of(const Package& package);

} // namespace denkraum::intake
