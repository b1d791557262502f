// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "base/html/shell.hpp"
#include "domain/document/document.hpp"

/// What the pages of this folder share.
namespace denkraum::document::timeline::pages {

[[nodiscard]] std::string address_of(const Document& document, std::string_view rest = {});
[[nodiscard]] std::string comparison_address(const Document& document, Seq from, Seq to);
[[nodiscard]] std::string moment_address(const Document& document, Seq seq);
/// With the breadcrumb Entwürfe › the document › (Verlauf ›) this.
[[nodiscard]] html::Page page_of(
    const i18n::Words& say,
    const Document& document,
    std::string title,
    html::Html body,
    bool is_below_timeline = true
);
/// An hidden field of a form.
[[nodiscard]] html::Html hidden(std::string_view name, std::string_view value);

} // namespace denkraum::document::timeline::pages
