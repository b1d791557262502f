// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "base/i18n/words.hpp"
#include "base/instant.hpp"

namespace denkraum::i18n {

/// What a clock on a German wall shows.
struct LegalTime {
    int year = 1970;
    unsigned month = 1;
    unsigned day = 1;
    unsigned hour = 0;
    unsigned minute = 0;
};

/// German legal time, with summer time as ICU's rules for Europe/Berlin have it. Any thread.
[[nodiscard]] LegalTime legal_time(Instant at);

/// "22. November 2026", "22 November 2026". Requires: 1 ≤ month ≤ 12.
[[nodiscard]] std::string written_day(Language language, int year, unsigned month, unsigned day);

} // namespace denkraum::i18n
