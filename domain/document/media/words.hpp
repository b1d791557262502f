// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "base/i18n/words.hpp"
#include "base/result.hpp"
#include "platform/image/image.hpp"

namespace denkraum::document::media {

/// Why a picture was not taken, and what to do.
[[nodiscard]] std::string words_for(const i18n::Words& say, image::Refusal refusal);
/// Why a picture could not be stored.
[[nodiscard]] std::string words_for(const i18n::Words& say, const Error& error);

} // namespace denkraum::document::media
