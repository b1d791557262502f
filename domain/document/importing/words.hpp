// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "base/i18n/words.hpp"
#include "domain/document/importing/jobs.hpp"

/// The sentences for what an import says of itself.
namespace denkraum::document::importing {

/// What is happening, for the progress line.
[[nodiscard]] std::string words_for(const i18n::Words& say, Stage stage);
/// Why the file was not taken, and what to do.
[[nodiscard]] std::string words_for(const i18n::Words& say, const Job& job);
/// One remark of the report.
[[nodiscard]] std::string words_for(const i18n::Words& say, const intake::Remark& remark);
/// The alternative text of pictures of this file that nobody described.
[[nodiscard]] std::string undescribed_words(const i18n::Words& say, std::string_view file_name);
/// Why a place should be looked at.
[[nodiscard]] std::string words_for(const i18n::Words& say, intake::Doubt doubt);

} // namespace denkraum::document::importing
