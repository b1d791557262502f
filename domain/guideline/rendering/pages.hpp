// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/html/components.hpp"
#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "domain/guideline/rendering/queries.hpp"

/// Writing a guideline in Leichte Sprache and in other languages. Pure.
namespace denkraum::guideline::pages {

/// "/leitlinien/ki-einsatz/uebertragungen", or of one language.
[[nodiscard]] std::string renderings_address(std::string_view key, std::string_view language = {});

/// What a paragraph is called in labels: its number, or its first words.
[[nodiscard]] std::string name_of(const i18n::Words& say, const Paragraph& paragraph);

/// What there is in which language, of the edition and of the draft.
[[nodiscard]] html::Page renderings(
    const i18n::Words& say,
    const queries::RenderingView& edition,
    const queries::RenderingView& draft
);

struct RenderingForm {
    std::string csrf_token = {};
    RenderingLanguage language = {};
    std::size_t chapter = 0; ///< of those in chapters_of()
    /// By uid: what was typed, where it was not kept.
    std::map<std::string, std::string> typed = {};
    /// Somebody else wrote there since: what is stored stands beside what was typed.
    std::set<std::string> overtaken = {};
    std::vector<std::string> homeless = {}; ///< typed for paragraphs that are gone
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page rendering_form(
    const i18n::Words& say, const queries::RenderingView& view, const RenderingForm& form
);

/// Where each chapter begins in a long text; a short one is a single chapter.
[[nodiscard]] std::vector<std::size_t> chapters_of(const std::vector<Paragraph>& paragraphs);

} // namespace denkraum::guideline::pages
