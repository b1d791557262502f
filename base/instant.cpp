// SPDX-License-Identifier: EUPL-1.2
#include "base/instant.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace denkraum {
namespace {

constexpr std::int64_t us_per_day = 86'400'000'000;

} // namespace

std::string to_iso(Instant at) {
    const auto point =
        std::chrono::sys_time<std::chrono::microseconds>(std::chrono::microseconds(at.us));
    const auto day = std::chrono::floor<std::chrono::days>(point);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(point - day);
    return fmt::format(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()),
        time.hours().count(),
        time.minutes().count(),
        time.seconds().count(),
        time.subseconds().count()
    );
}

Result<Instant> instant_from_iso(std::string_view text) {
    const std::string copy(text.substr(0, 40));
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int used = 0;
    if (std::sscanf(copy.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &used) != 3) {
        return fail(ErrorCode::Invalid, "not a date: " + copy);
    }
    const std::chrono::year_month_day date{
        std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)
    };
    if (!date.ok()) return fail(ErrorCode::Invalid, "no such day: " + copy);
    std::int64_t us = std::chrono::sys_days(date).time_since_epoch().count() * us_per_day;
    if (static_cast<std::size_t>(used) == text.size()) return Instant{us};
    int hour = 0;
    int minute = 0;
    int second = 0;
    std::int64_t micro = 0;
    int rest = 0;
    const char* time = copy.c_str() + used;
    if (std::sscanf(time, "T%2d:%2d:%2d.%6ldZ%n", &hour, &minute, &second, &micro, &rest) != 4
        || rest == 0 || static_cast<std::size_t>(used + rest) != text.size()) {
        return fail(ErrorCode::Invalid, "not a time: " + copy);
    }
    if (hour > 23 || minute > 59 || second > 60 || hour < 0 || minute < 0 || second < 0) {
        return fail(ErrorCode::Invalid, "no such time: " + copy);
    }
    us += (static_cast<std::int64_t>(hour) * 3600 + minute * 60 + second) * 1'000'000 + micro;
    return Instant{us};
}

Instant SystemClock::now() const {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

} // namespace denkraum
