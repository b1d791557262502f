// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// JSON by Boost.JSON, with bounds and `Result` instead of exceptions. Objects keep the order in
/// which their keys were written.
namespace denkraum::json {

using boost::json::array;
using boost::json::object;
using boost::json::value;

/// Nesting deeper than this is refused, unless a caller allows more.
constexpr std::size_t depth_max = 64;

/// Fails: Invalid for anything that is not one JSON text in UTF-8, or is nested deeper than
/// `nesting_max`; TooLarge above `bytes_max`.
[[nodiscard]] Result<value> parse(
    std::string_view text, std::size_t bytes_max = 64U << 20U, std::size_t nesting_max = depth_max
);

/// Compact, in key order as stored.
[[nodiscard]] std::string write(const value& json);

/// Members of an object by name. Fails: Invalid when missing or of another type.
[[nodiscard]] Result<std::string_view> text_at(const object& from, std::string_view key);
[[nodiscard]] Result<std::int64_t> integer_at(const object& from, std::string_view key);
[[nodiscard]] Result<const object*> object_at(const object& from, std::string_view key);
[[nodiscard]] Result<const array*> array_at(const object& from, std::string_view key);

/// The member, or `fallback` when it is missing or of another type.
[[nodiscard]] std::string_view
text_or(const object& from, std::string_view key, std::string_view fallback = {});
[[nodiscard]] std::int64_t
integer_or(const object& from, std::string_view key, std::int64_t fallback = 0);
[[nodiscard]] bool bool_or(const object& from, std::string_view key, bool fallback = false);

} // namespace denkraum::json
