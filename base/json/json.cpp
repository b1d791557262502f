// SPDX-License-Identifier: EUPL-1.2
#include "base/json/json.hpp"

#include <boost/json/parse.hpp>

namespace denkraum::json {
namespace {

std::unexpected<Error> wrong(std::string_view key, std::string_view wanted) {
    return fail(ErrorCode::Invalid, std::string(key) + " is not " + std::string(wanted));
}

} // namespace

Result<value> parse(std::string_view text, std::size_t bytes_max, std::size_t nesting_max) {
    if (text.size() > bytes_max) return fail(ErrorCode::TooLarge, "JSON text too long");
    boost::json::parse_options options;
    options.max_depth = nesting_max;
    boost::json::error_code error;
    value parsed = boost::json::parse({text.data(), text.size()}, error, {}, options);
    if (error) return fail(ErrorCode::Invalid, "not JSON: " + error.message());
    return parsed;
}

std::string write(const value& json) {
    return boost::json::serialize(json);
}

Result<std::string_view> text_at(const object& from, std::string_view key) {
    const value* found = from.if_contains({key.data(), key.size()});
    if (found == nullptr || !found->is_string()) return wrong(key, "a text");
    const auto& text = found->get_string();
    return std::string_view(text.data(), text.size());
}

Result<std::int64_t> integer_at(const object& from, std::string_view key) {
    const value* found = from.if_contains({key.data(), key.size()});
    if (found == nullptr || !found->is_int64()) return wrong(key, "a whole number");
    return found->get_int64();
}

Result<const object*> object_at(const object& from, std::string_view key) {
    const value* found = from.if_contains({key.data(), key.size()});
    if (found == nullptr || !found->is_object()) return wrong(key, "an object");
    return &found->get_object();
}

Result<const array*> array_at(const object& from, std::string_view key) {
    const value* found = from.if_contains({key.data(), key.size()});
    if (found == nullptr || !found->is_array()) return wrong(key, "a list");
    return &found->get_array();
}

std::string_view text_or(const object& from, std::string_view key, std::string_view fallback) {
    return text_at(from, key).value_or(fallback);
}

std::int64_t integer_or(const object& from, std::string_view key, std::int64_t fallback) {
    return integer_at(from, key).value_or(fallback);
}

bool bool_or(const object& from, std::string_view key, bool fallback) {
    const value* found = from.if_contains({key.data(), key.size()});
    return found != nullptr && found->is_bool() ? found->get_bool() : fallback;
}

} // namespace denkraum::json
