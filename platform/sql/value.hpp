// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"

/// What a statement's `?` can stand for. Both databases know the same five types; everything the
/// domain has is one of them: ids are 16 bytes, instants microseconds, truths 0 or 1.
namespace denkraum::sql {

enum class Type : std::uint8_t { Null, Integer, Real, Text, Blob };

/// NULL of a known type; PostgreSQL has to be told which.
struct Null {
    Type type = Type::Null;
    friend bool operator==(Null, Null) = default;
};

/// A value on its way into a statement. Text and bytes are views that must outlive the call.
using Value = std::variant<Null, std::int64_t, double, std::string_view, ByteView>;

/// The same, owning its text and bytes: for values that wait in a queue.
using OwnedValue = std::variant<Null, std::int64_t, double, std::string, Bytes>;

[[nodiscard]] inline Value view_of(const OwnedValue& owned) {
    return std::visit([](const auto& value) { return Value(value); }, owned);
}

template <std::same_as<bool> T>
[[nodiscard]] Value to_value(T truth) {
    return std::int64_t{truth ? 1 : 0};
}
template <std::integral T>
    requires(!std::same_as<T, bool>)
[[nodiscard]] Value to_value(T number) {
    CHECK(std::in_range<std::int64_t>(number), "numbers in the database are int64");
    return static_cast<std::int64_t>(number);
}
[[nodiscard]] inline Value to_value(double number) {
    return number;
}
[[nodiscard]] inline Value to_value(std::string_view text) {
    return text;
}
[[nodiscard]] inline Value to_value(const std::string& text) {
    return std::string_view(text);
}
[[nodiscard]] inline Value to_value(const char* text) {
    return std::string_view(text);
}
[[nodiscard]] inline Value to_value(ByteView bytes) {
    return bytes;
}
[[nodiscard]] inline Value to_value(const Bytes& bytes) {
    return ByteView(bytes);
}
[[nodiscard]] inline Value to_value(Instant at) {
    return at.us;
}
[[nodiscard]] inline Value to_value(Null null) {
    return null;
}
[[nodiscard]] inline Value to_value(std::nullopt_t) {
    return Null{};
}
template <class Tag>
[[nodiscard]] Value to_value(const Id<Tag>& id) {
    return id.bytes();
}
template <class T>
[[nodiscard]] Value to_value(const std::optional<T>& value) {
    if (value) return to_value(*value);
    // A default-made T tells the type of the missing one.
    const Value empty = to_value(T{});
    return Null{static_cast<Type>(empty.index())};
}

} // namespace denkraum::sql
