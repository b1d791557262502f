// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "domain/document/limits.hpp"

namespace denkraum::guideline {

inline constexpr std::size_t title_characters_max = 300;
inline constexpr std::size_t key_bytes_max = 60;
inline constexpr std::size_t legal_state_characters_max = 1'000;
inline constexpr std::size_t file_number_characters_max = 100;
inline constexpr std::size_t reason_characters_max = 2'000;
/// One paragraph in Leichte Sprache or in another language.
inline constexpr std::size_t rendering_characters_max = 20'000;
/// A file of them that is read in.
inline constexpr std::size_t renderings_file_bytes_max = std::size_t{8} << 20;
/// Paragraphs named in the sentence that says what became of it.
inline constexpr std::size_t renderings_named_max = 10;
/// Above it, a form shows one chapter at a time.
inline constexpr std::size_t renderings_at_once_max = 40;

/// Why one paragraph was changed; in characters, as the form says it.
inline constexpr std::size_t change_reason_characters_max = 1'000;
/// Changes in one form; more of them are parted.
inline constexpr std::size_t change_reasons_at_once_max = 40;

/// Blocks of one edition; the AI Act has some 2,000.
inline constexpr std::size_t blocks_max = document::published_blocks_max;
/// Words, marks and everything of one text as JSON.
inline constexpr std::size_t text_bytes_max = std::size_t{16} << 20;

/// Pages that wait in memory to be shown again.
inline constexpr std::size_t shelf_bytes_max = std::size_t{64} << 20;
inline constexpr std::size_t shelf_pages_max = 20'000;
/// A page is made anew when it is older, in case another node has published something.
inline constexpr std::chrono::seconds shelf_page_age_max{10};
/// While one request makes it anew, the others get the old one.
inline constexpr std::chrono::seconds shelf_patience{2};

/// In feeds and the site map.
inline constexpr std::int64_t recent_editions_max = 1000;

/// Editions whose files are being made: each holds a worker, and up to three children.
inline constexpr std::size_t releases_at_once_max = 2;

} // namespace denkraum::guideline
