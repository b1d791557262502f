// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/document/comparison/diff_html.hpp"

/// A difference in sentences, and the way between the ways to show one.
namespace denkraum::document::comparison {

/// "Nr. 3.4, geändert: aus »darf« wird »muss«." One for each change, in reading order; empty where
/// the entry is unchanged. As many as the entries.
[[nodiscard]] std::vector<std::string>
sentences(const i18n::Words& say, const diff::ProseDiff& diff, const DiffView& view);

/// Whether the words that are compared are in another language than the page.
[[nodiscard]] bool is_foreign(const i18n::Words& say, const DiffView& view);

/// They as a list, each with what stands below it.
[[nodiscard]] html::Html
diff_text(const i18n::Words& say, const diff::ProseDiff& diff, const DiffView& view);

/// In addresses: "spalten", "text"; anything else is Inline, whose id is empty.
[[nodiscard]] Layout layout_from(std::string_view id);
/// Links to the three; `address_of` gives the address of one by its id.
[[nodiscard]] html::Html layout_links(
    const i18n::Words& say,
    Layout here,
    const std::function<std::string(std::string_view id)>& address_of
);

} // namespace denkraum::document::comparison
