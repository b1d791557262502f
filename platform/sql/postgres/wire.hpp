// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <libpq-fe.h>

#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "platform/sql/rows.hpp"
#include "platform/sql/value.hpp"

/// Values as PostgreSQL's binary format has them: integers and reals big-endian, text and bytes as
/// they are.
namespace denkraum::sql::postgres {

/// Type numbers of the server's catalogue; they never change.
inline constexpr Oid bool_oid = 16;
inline constexpr Oid bytea_oid = 17;
inline constexpr Oid name_oid = 19;
inline constexpr Oid int8_oid = 20;
inline constexpr Oid int2_oid = 21;
inline constexpr Oid int4_oid = 23;
inline constexpr Oid text_oid = 25;
inline constexpr Oid float4_oid = 700;
inline constexpr Oid float8_oid = 701;
inline constexpr Oid varchar_oid = 1043;
inline constexpr Oid numeric_oid = 1700;

[[nodiscard]] Oid oid_of(const Value& value);

/// The arrays that libpq wants for one row of values; views of the values and of itself.
class Parameters {
public:
    explicit Parameters(std::span<const Value> values);
    Parameters(const Parameters&) = delete;
    Parameters& operator=(const Parameters&) = delete;

    [[nodiscard]] int count() const { return static_cast<int>(places_.size()); }
    [[nodiscard]] const char* const* places() const { return places_.data(); }
    [[nodiscard]] const int* lengths() const { return lengths_.data(); }
    [[nodiscard]] const int* formats() const { return formats_.data(); }

private:
    void add(const void* place, std::size_t length);
    void add_number(std::uint64_t bits);

    std::vector<const char*> places_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
    std::deque<std::array<char, 8>> numbers_;
};

/// All rows of a result in binary format.
/// Requires: can_read() for every column. Fails: TooLarge; Corrupt for a malformed number.
[[nodiscard]] Result<Rows> read_rows(const PGresult* result);
/// False for a column type that is not of the dialect.
[[nodiscard]] bool can_read(Oid type);

} // namespace denkraum::sql::postgres
