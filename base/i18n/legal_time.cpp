// SPDX-License-Identifier: EUPL-1.2
#include "base/i18n/legal_time.hpp"

#include <unicode/timezone.h>

#include <array>
#include <chrono>
#include <memory>

namespace denkraum::i18n {
namespace {

using MonthNames = std::array<std::string_view, 12>;

constexpr MonthNames german_months = {
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember"
};
constexpr MonthNames english_months = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
};

std::chrono::milliseconds offset_from_utc(std::chrono::milliseconds since_1970) {
    // Made once; asking it is const and safe from any thread.
    static const std::unique_ptr<const icu::TimeZone> berlin(
        icu::TimeZone::createTimeZone("Europe/Berlin")
    );
    std::int32_t standard = 0;
    std::int32_t summer = 0;
    UErrorCode error = U_ZERO_ERROR;
    berlin->getOffset(static_cast<UDate>(since_1970.count()), 0, standard, summer, error);
    return std::chrono::milliseconds(standard + summer);
}

} // namespace

LegalTime legal_time(Instant at) {
    namespace chrono = std::chrono;
    const auto utc = chrono::floor<chrono::milliseconds>(chrono::microseconds(at.us));
    const auto local = utc + offset_from_utc(utc);
    const auto day = chrono::floor<chrono::days>(local);
    const chrono::year_month_day date{chrono::sys_days(day)};
    const chrono::hh_mm_ss time(chrono::floor<chrono::minutes>(local - day));
    return {
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()),
        static_cast<unsigned>(time.hours().count()),
        static_cast<unsigned>(time.minutes().count())
    };
}

std::string written_day(Language language, int year, unsigned month, unsigned day) {
    if (language == Language::German) {
        return fmt::format("{}. {} {}", day, german_months.at(month - 1), year);
    }
    return fmt::format("{} {} {}", day, english_months.at(month - 1), year);
}

} // namespace denkraum::i18n
