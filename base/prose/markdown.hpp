// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <span>
#include <string>

#include "base/prose/atoms.hpp"
#include "base/prose/prose.hpp"

/// Prose as GitHub-flavoured Markdown: the download of an edition that every editor opens.
/// Whatever the words contain, they come out as words: everything with a meaning in Markdown is
/// escaped, and marks that Markdown could not delimit are written as inline HTML.
namespace denkraum::prose {

struct MarkdownOptions {
    /// What a kind is called in front of a paragraph ("Grundsatz"); empty: nothing is put there.
    std::function<std::string(Kind)> label = {};
    /// One per block, or none at all; an empty one is left out. Letters, digits, dots, spaces.
    std::span<const std::string> numbers = {};
    /// Where an image's file is; empty: its alternative text stands there.
    std::function<std::string(const Image&)> image_address = {};
    int heading_shift = 0; ///< 1 when the title already is a heading of level 1
};

/// Empty blocks are left out. Notes become footnotes, listed at the end; tables have bars.
/// Requires: numbers is empty or as long as the blocks.
[[nodiscard]] std::string to_markdown(const Prose& prose, const MarkdownOptions& options = {});

/// One line of plain words, escaped: for titles and names around a text.
[[nodiscard]] std::string escaped_markdown(std::string_view words);

} // namespace denkraum::prose
