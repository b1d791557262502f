// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "platform/sql/value.hpp"

/// The answer to a query, whole in memory, so that a connection is free again as soon as possible.
/// Reading is typed: a cell that holds something else than asked for is `Corrupt`.
namespace denkraum::sql {

class Rows;

namespace detail {
struct Cell {
    Type type = Type::Null;
    std::uint32_t size = 0;
    union {
        std::int64_t integer = 0;
        double real;
        std::size_t offset;
    };
};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsId : std::false_type {};
template <class Tag>
struct IsId<Id<Tag>> : std::true_type {};
} // namespace detail

/// One row of a `Rows`; valid as long as that lives. Columns are named by position (from 0) or,
/// where a query has many, by name.
class Row {
public:
    /// T: bool, an integer, double, std::string, std::string_view, Bytes, ByteView, Id<Tag>,
    /// Instant, or std::optional of one of them for columns that may be NULL.
    /// Views point into the Rows. Fails: Corrupt for another type, NULL or a number out of range.
    template <class T>
    [[nodiscard]] Result<T> get(std::size_t column) const;
    /// Aborts if the query has no column of that name: that is a bug.
    template <class T>
    [[nodiscard]] Result<T> get(std::string_view name) const {
        return get<T>(position(name));
    }
    [[nodiscard]] bool is_null(std::size_t column) const;

private:
    friend class Rows;
    Row(const Rows& rows, std::size_t index) : rows_(&rows), index_(index) {}

    [[nodiscard]] std::size_t position(std::string_view name) const;
    [[nodiscard]] const detail::Cell& cell(std::size_t column) const;
    [[nodiscard]] Result<std::int64_t> integer(std::size_t column) const;
    [[nodiscard]] Result<double> real(std::size_t column) const;
    [[nodiscard]] Result<std::string_view> text(std::size_t column) const;
    [[nodiscard]] Result<ByteView> blob(std::size_t column) const;
    [[nodiscard]] std::unexpected<Error> out_of_range(std::size_t column) const;

    const Rows* rows_;
    std::size_t index_;
};

/// Reads a row's columns one after the other into a struct, and says once whether all were right:
///
///     Columns in(row);
///     Member member{.id = in.next<MemberId>(), .name = in.next<std::string>()};
///     return in.finish(std::move(member));
class Columns {
public:
    explicit Columns(Row row) : row_(row) {}

    /// The next column, or T{} once a column was wrong.
    template <class T>
    [[nodiscard]] T next() {
        Result<T> value = row_.get<T>(column_++);
        if (value) return *std::move(value);
        if (!error_) error_ = std::move(value).error();
        return T{};
    }
    template <class T>
    [[nodiscard]] Result<T> finish(T value) && {
        if (error_) return std::unexpected(*std::move(error_));
        return value;
    }

private:
    Row row_;
    std::size_t column_ = 0;
    std::optional<Error> error_;
};

/// What a function Row → Result<T> reads: T.
template <class Read>
using ReadBy = typename std::invoke_result_t<Read, Row>::value_type;

class Rows {
public:
    explicit Rows(std::vector<std::string> names) : names_(std::move(names)) {}

    [[nodiscard]] std::size_t size() const {
        return names_.empty() ? 0 : cells_.size() / names_.size();
    }
    [[nodiscard]] bool empty() const { return cells_.empty(); }
    [[nodiscard]] Row operator[](std::size_t index) const;

    class Iterator;
    [[nodiscard]] Iterator begin() const;
    [[nodiscard]] Iterator end() const;

    /// Every row through `read` (Row → Result<T>), or the first error.
    template <class Read>
    [[nodiscard]] Result<std::vector<ReadBy<Read>>> map(Read read) const;

    // For the adapters: cells in reading order. Fails: TooLarge beyond result_bytes_max, rows_max.
    [[nodiscard]] Done add_null();
    [[nodiscard]] Done add(std::int64_t number);
    [[nodiscard]] Done add(double number);
    [[nodiscard]] Done add(Type text_or_blob, ByteView bytes);

private:
    friend class Row;
    [[nodiscard]] Done add_cell(detail::Cell cell);

    std::vector<std::string> names_;
    std::vector<detail::Cell> cells_;
    Bytes arena_;
};

class Rows::Iterator {
public:
    using difference_type = std::ptrdiff_t;
    using value_type = Row;
    Iterator(const Rows& rows, std::size_t index) : rows_(&rows), index_(index) {}
    Row operator*() const { return (*rows_)[index_]; }
    Iterator& operator++() {
        ++index_;
        return *this;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

private:
    const Rows* rows_;
    std::size_t index_;
};

inline Rows::Iterator Rows::begin() const {
    return {*this, 0};
}
inline Rows::Iterator Rows::end() const {
    return {*this, size()};
}

template <class Read>
Result<std::vector<ReadBy<Read>>> Rows::map(Read read) const {
    std::vector<ReadBy<Read>> values;
    values.reserve(size());
    for (const Row row : *this) {
        DK_TRY(auto value, read(row));
        values.push_back(std::move(value));
    }
    return values;
}

template <class T>
Result<T> Row::get(std::size_t column) const {
    if constexpr (detail::IsOptional<T>::value) {
        if (is_null(column)) return T{};
        DK_TRY(auto value, get<typename T::value_type>(column));
        return T(std::move(value));
    } else if constexpr (std::same_as<T, bool>) {
        DK_TRY(const std::int64_t number, integer(column));
        if (number != 0 && number != 1) return out_of_range(column);
        return number == 1;
    } else if constexpr (std::integral<T>) {
        DK_TRY(const std::int64_t number, integer(column));
        if (!std::in_range<T>(number)) return out_of_range(column);
        return static_cast<T>(number);
    } else if constexpr (std::same_as<T, double>) {
        return real(column);
    } else if constexpr (std::same_as<T, std::string> || std::same_as<T, std::string_view>) {
        DK_TRY(const std::string_view view, text(column));
        return T(view);
    } else if constexpr (std::same_as<T, Bytes> || std::same_as<T, ByteView>) {
        DK_TRY(const ByteView view, blob(column));
        return T(view.begin(), view.end());
    } else if constexpr (std::same_as<T, Instant>) {
        DK_TRY(const std::int64_t us, integer(column));
        return Instant{us};
    } else {
        static_assert(detail::IsId<T>::value, "no such column type");
        DK_TRY(const ByteView view, blob(column));
        if (view.size() != 16) return out_of_range(column);
        return *T::from_bytes(view);
    }
}

} // namespace denkraum::sql
