// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>

/// Bounds of everything an import reads. Generous for real documents (a regulation of 60,000 words
/// is a package of 3 MB with 4 MB of XML), small for machines.
namespace denkraum::intake {

inline constexpr std::size_t file_bytes_max = std::size_t{50} << 20U;

inline constexpr std::size_t zip_entries_max = 5'000;
inline constexpr std::size_t zip_entry_bytes_max = std::size_t{128} << 20U;
inline constexpr std::size_t zip_total_bytes_max = std::size_t{256} << 20U;
/// Uncompressed to compressed, for the whole package; XML compresses 10 to 40 times.
inline constexpr std::uint64_t zip_ratio_max = 200;
/// Small packages may exceed the ratio: an empty style sheet compresses very well.
inline constexpr std::size_t zip_ratio_from_bytes = std::size_t{8} << 20U;

/// Of one part; 7 MiB of text in office XML are about 60 MiB.
inline constexpr std::size_t xml_bytes_max = std::size_t{96} << 20U;
inline constexpr int xml_depth_max = 200;
inline constexpr std::size_t xml_nodes_max = 20'000'000;
/// What is kept of an attribute: an address or a description; a name or an identifier. Short,
/// because a few of them are copied into every paragraph.
inline constexpr std::size_t attribute_bytes_max = 4'000;
inline constexpr std::size_t name_bytes_max = 200;
/// The label of one paragraph, whatever its list makes of the numbers.
inline constexpr std::size_t label_bytes_max = 200;
/// Styles of an ODT; styles and lists of a DOCX. Offices stop far below.
inline constexpr std::size_t styles_max = 20'000;
inline constexpr std::size_t style_parts_bytes_max = std::size_t{16} << 20U;

inline constexpr std::size_t ast_bytes_max = std::size_t{128} << 20U;
/// A level of a list in pandoc's JSON takes five levels of brackets.
inline constexpr std::size_t ast_depth_max = 800;

inline constexpr std::size_t blocks_max = 100'000;
inline constexpr std::size_t text_bytes_max = std::size_t{20} << 20U;
inline constexpr std::size_t text_lines_max = 500'000;
inline constexpr std::size_t link_bytes_max = 2'000;
/// Of all links, counted with each of their words.
inline constexpr std::size_t links_bytes_max = std::size_t{64} << 20U;

/// Of one table; wider ones go on in the last column, longer ones in another table.
inline constexpr std::size_t table_columns_max = 100;
inline constexpr std::size_t table_rows_max = 2'000;

/// Pictures inside a package, as they are stored there.
inline constexpr std::size_t picture_bytes_max = std::size_t{10} << 20U;
inline constexpr std::size_t pictures_bytes_max = std::size_t{100} << 20U;
/// Pictures that are looked for; more are counted only.
inline constexpr std::size_t pictures_named_max = 10'000;

inline constexpr std::size_t comments_max = 2'000;
inline constexpr std::size_t comment_bytes_max = std::size_t{16} << 10U;
inline constexpr std::size_t quote_bytes_max = 300;

inline constexpr std::size_t examples_max = 20;
inline constexpr std::size_t example_bytes_max = 120;

/// Paragraphs of file and converter that are compared each with each: equal ones, and those that
/// the converter may have changed.
inline constexpr std::size_t align_cells_max = 4'000'000;
inline constexpr std::size_t loose_lines_max = 40;
/// How far into a word a place is looked for where the text parts it.
inline constexpr std::size_t missing_word_bytes_max = 100;

} // namespace denkraum::intake
