// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/request.hpp"

/// A form that many may have open at once sends with each field what the field showed, as a mark:
/// what somebody else has written meanwhile is neither undone by a field that nobody touched, nor
/// lost without a word under one that somebody did.
namespace denkraum::guideline {

/// A short name for these words, for a hidden field.
[[nodiscard]] std::string mark_of(std::string_view words);

enum class Typed {
    Nothing,  ///< what was shown, or what is stored by now
    News,     ///< to be stored
    Overtaken ///< somebody else stored other words since
};
struct ShownField {
    std::string_view typed = {};
    std::string_view mark = {};   ///< of what it showed; empty: the form did not say
    std::string_view stored = {}; ///< today
};
[[nodiscard]] Typed compare(const ShownField& field);

/// What somebody typed into fields "<kind>-<uid>" beside "m-<uid>" whose uid is none of these any
/// more: it must not go with the place that it was for.
[[nodiscard]] std::vector<std::string>
homeless_words(const http::Form& form, char kind, const std::set<std::string>& uids);

/// Browsers end lines with two characters.
[[nodiscard]] std::string plain_lines(std::string_view typed);

} // namespace denkraum::guideline
