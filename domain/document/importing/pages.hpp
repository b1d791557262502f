// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>
#include <vector>

#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "domain/document/document.hpp"
#include "domain/document/importing/jobs.hpp"

namespace denkraum::document::importing::pages {

/// `underway`: what this member began before and may come back to.
struct UploadForm {
    std::string_view csrf_token;
    const std::vector<Job>& underway;
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page upload_form(const i18n::Words& say, const UploadForm& view);

/// Progress, refusal or preview, whatever the job has come to. `title` is what was typed, if the
/// form is shown again.
struct JobPage {
    const Job& job;
    std::string_view csrf_token;
    std::string title = {};
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page job(const i18n::Words& say, const JobPage& page);

/// The comments of an imported file, for members.
[[nodiscard]] html::Page comments(
    const i18n::Words& say,
    const Document& document,
    const std::vector<intake::FileComment>& comments
);

} // namespace denkraum::document::importing::pages
