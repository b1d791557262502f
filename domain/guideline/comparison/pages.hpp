// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "domain/document/comparison/diff_html.hpp"
#include "domain/guideline/queries.hpp"
#include "domain/guideline/reason_store.hpp"
#include "engine/diff/prose_diff.hpp"

/// Two editions beside each other. Pure: views in, pages out.
namespace denkraum::guideline::pages {

/// "/leitlinien/ki-einsatz/vergleich/1/2".
[[nodiscard]] std::string comparison_address(std::string_view key, int from, int to);

struct ComparisonView {
    Guideline guideline = {};
    std::vector<Edition> editions = {}; ///< all of them, newest first
    Edition from = {};
    Edition to = {};
    std::vector<Paragraph> before = {};
    std::vector<Paragraph> after = {};
    diff::ProseDiff diff = {};
    std::vector<store::EditionReason> reasons = {}; ///< of all editions after `from` up to `to`
    bool has_change_table = false; ///< among the files of `to`, made against `from`
    document::comparison::Layout layout = document::comparison::Layout::Inline;
};
[[nodiscard]] html::Page comparison(
    const i18n::Words& say, const ComparisonView& view, const html::ImageAddress& image_address
);

/// Which two? `from` and `to` are chosen at first.
[[nodiscard]] html::Page
choose_comparison(const i18n::Words& say, const queries::EditionsView& view, int from, int to);

} // namespace denkraum::guideline::pages
