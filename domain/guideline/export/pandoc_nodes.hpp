// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "base/json/json.hpp"

/// Nodes of pandoc's document tree. ODT has character styles only as raw XML, DOCX by an attribute:
/// what is styled here is so in both.
namespace denkraum::guideline::pandoc {

[[nodiscard]] json::object node(std::string_view type, json::value content);
[[nodiscard]] json::object node(std::string_view type);

[[nodiscard]] json::array no_attributes();

/// Words with their spaces and forced breaks.
void append_words(json::array& out, std::string_view words);
[[nodiscard]] json::array inlines_of(std::string_view words);

/// Inlines in a character style of this name.
void append_styled(json::array& out, std::string_view style, json::array inlines);

/// One paragraph in a style of this name.
[[nodiscard]] json::object styled_paragraph(std::string_view style, json::array inlines);

/// From one tab stop to the next.
void append_tab(json::array& out);

/// A place that can be found again by its name.
[[nodiscard]] json::object bookmark(std::string_view name);

[[nodiscard]] json::object link(json::array inlines, std::string_view address);

} // namespace denkraum::guideline::pandoc
