// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/html/components.hpp"
#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "domain/guideline/export/exports.hpp"
#include "domain/guideline/publishing/views.hpp"

/// Beginning a guideline, laying its draft before the network, releasing it. Pure.
namespace denkraum::guideline::pages {

struct NewForm {
    std::string csrf_token = {};
    std::string title = {};
    std::string key = {};
    std::string language = "de";
    std::string draft = {}; ///< id of a document, or empty: begin with an empty one
    std::vector<document::Document> documents = {};
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page new_guideline(const i18n::Words& say, const NewForm& form);

struct RequestForm {
    std::string csrf_token = {};
    std::string date = {}; ///< as typed: "2026-11-22"
    std::string legal_state = {};
    std::string file_number = {};
    std::string guideline_number = {}; ///< of the guideline itself
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page
request_release(const i18n::Words& say, const queries::DraftView& view, const RequestForm& form);

struct ReasonsForm {
    std::string csrf_token = {};
    std::size_t part = 0; ///< counted from 0; a form has change_reasons_at_once_max changes
    Reasons typed = {};   ///< what was refused, by uid
    /// Somebody else wrote there since: what is stored stands beside what was typed.
    std::set<std::string> overtaken = {};
    std::vector<std::string> homeless = {}; ///< typed for changes that are none any more
    std::vector<html::FieldError> errors = {};
};
/// Why each paragraph was changed against the newest edition.
[[nodiscard]] html::Page
change_reasons(const i18n::Words& say, const queries::DraftView& view, const ReasonsForm& form);
[[nodiscard]] std::string reasons_address(std::string_view key, std::size_t part = 0);

struct DecisionForm {
    std::string csrf_token = {};
    std::string reason = {};
    std::vector<MissingFile> missing = {}; ///< what this server cannot make
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page
release(const i18n::Words& say, const queries::RequestView& view, const DecisionForm& form);

} // namespace denkraum::guideline::pages
