// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "base/prose/prose.hpp"
#include "base/result.hpp"

/// The part of Markdown that to_markdown() writes for plain texts, read back: what somebody types
/// into a form for a page. Total: what is no markup is words.
///
///   text    := block separated by empty lines; a heading or a list item needs none around it
///   heading := "#" … "####" " " words
///   item    := spaces ("-" | "*" | digits ".") " " words      two or more spaces: one level deeper
///   quote   := "> " words
///   words   := ( "\" any | "**" words "**" | "*" words "*" | "`" text "`"
///              | "[" words "](" address ")" | "<" address ">" | text )*
///
/// Lines of one block are joined with a space; "\" at the end of a line is a forced break. HTML and
/// images are words like any others.
namespace denkraum::prose {

constexpr std::size_t markdown_bytes_max = 200'000;
constexpr std::size_t markdown_blocks_max = 5'000;

/// Fails: Invalid for bytes that are not UTF-8; TooLarge over the bounds.
[[nodiscard]] Result<Prose> from_markdown(std::string_view markdown);

} // namespace denkraum::prose
