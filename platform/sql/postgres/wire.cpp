// SPDX-License-Identifier: EUPL-1.2
#include "platform/sql/postgres/wire.hpp"

#include <bit>
#include <string>

#include "base/check.hpp"

namespace denkraum::sql::postgres {
namespace {

std::uint64_t read_bits(ByteView bytes) {
    std::uint64_t bits = 0;
    for (const std::uint8_t byte : bytes)
        bits = bits << 8U | byte;
    return bits;
}

std::int64_t read_integer(ByteView bytes) {
    const std::uint64_t bits = read_bits(bytes);
    switch (bytes.size()) {
    case 1: return static_cast<std::int64_t>(bits);
    case 2: return static_cast<std::int16_t>(bits);
    case 4: return static_cast<std::int32_t>(bits);
    default: return static_cast<std::int64_t>(bits);
    }
}

// sum() of integers is NUMERIC in PostgreSQL and an integer in SQLite. Its bytes:
//
//     numeric = count weight sign scale digit*     each 2 bytes; digits to the base 10,000
//
// where the first digit counts 10,000^weight.
Result<std::int64_t> read_numeric(ByteView bytes) {
    const auto bad = [] { return fail(ErrorCode::Corrupt, "a NUMERIC that is no 64-bit integer"); };
    if (bytes.size() < 8) return bad();
    const auto count = static_cast<std::size_t>(read_bits(bytes.subspan(0, 2)));
    const auto weight = read_integer(bytes.subspan(2, 2));
    const std::uint64_t sign = read_bits(bytes.subspan(4, 2));
    constexpr std::uint64_t minus = 0x4000;
    if (bytes.size() != 8 + 2 * count || (sign != 0 && sign != minus)) return bad();
    if (static_cast<std::int64_t>(count) > weight + 1 || weight > 4) return bad();
    std::int64_t value = 0;
    for (std::int64_t i = 0; i <= weight; ++i) {
        const auto place = static_cast<std::size_t>(i);
        const std::int64_t digit =
            place < count ? static_cast<std::int64_t>(read_bits(bytes.subspan(8 + 2 * place, 2)))
                          : 0;
        // Built downwards, so that the smallest int64 fits.
        if (__builtin_mul_overflow(value, 10'000, &value)
            || __builtin_sub_overflow(value, digit, &value)) {
            return bad();
        }
    }
    if (sign == minus) return value;
    if (value == INT64_MIN) return bad();
    return -value;
}

Done read_cell(Oid type, ByteView bytes, Rows& rows) {
    switch (type) {
    case bool_oid:
    case int2_oid:
    case int4_oid:
    case int8_oid: return rows.add(read_integer(bytes));
    case float4_oid:
        return rows.add(double{std::bit_cast<float>(static_cast<std::uint32_t>(read_bits(bytes)))});
    case float8_oid: return rows.add(std::bit_cast<double>(read_bits(bytes)));
    case numeric_oid: {
        DK_TRY(const std::int64_t number, read_numeric(bytes));
        return rows.add(number);
    }
    case bytea_oid: return rows.add(Type::Blob, bytes);
    default: return rows.add(Type::Text, bytes);
    }
}

} // namespace

Oid oid_of(const Value& value) {
    constexpr std::array<Oid, 5> oids{0, int8_oid, float8_oid, text_oid, bytea_oid};
    const auto* null = std::get_if<Null>(&value);
    return oids[null != nullptr ? static_cast<std::size_t>(null->type) : value.index()];
}

Parameters::Parameters(std::span<const Value> values) {
    for (const Value& value : values) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            add_number(static_cast<std::uint64_t>(*number));
        } else if (const auto* real = std::get_if<double>(&value)) {
            add_number(std::bit_cast<std::uint64_t>(*real));
        } else if (const auto* text = std::get_if<std::string_view>(&value)) {
            add(text->empty() ? "" : text->data(), text->size());
        } else if (const auto* bytes = std::get_if<ByteView>(&value)) {
            add(bytes->empty() ? static_cast<const void*>("") : bytes->data(), bytes->size());
        } else {
            add(nullptr, 0);
        }
    }
}

void Parameters::add(const void* place, std::size_t length) {
    CHECK(std::in_range<int>(length), "no value has two gigabytes");
    places_.push_back(static_cast<const char*>(place));
    lengths_.push_back(static_cast<int>(length));
    formats_.push_back(1);
}

void Parameters::add_number(std::uint64_t bits) {
    auto& bytes = numbers_.emplace_back();
    for (unsigned i = 0; i < 8; ++i)
        bytes[i] = static_cast<char>(bits >> (8U * (7U - i)));
    add(bytes.data(), bytes.size());
}

bool can_read(Oid type) {
    switch (type) {
    case bool_oid:
    case bytea_oid:
    case name_oid:
    case int8_oid:
    case int2_oid:
    case int4_oid:
    case text_oid:
    case float4_oid:
    case float8_oid:
    case varchar_oid:
    case numeric_oid: return true;
    default: return false;
    }
}

Result<Rows> read_rows(const PGresult* result) {
    const int columns = PQnfields(result);
    std::vector<std::string> names;
    for (int i = 0; i < columns; ++i)
        names.emplace_back(PQfname(result, i));
    Rows rows(std::move(names));
    for (int row = 0; row < PQntuples(result); ++row) {
        for (int column = 0; column < columns; ++column) {
            if (PQgetisnull(result, row, column) != 0) {
                DK_DO(rows.add_null());
                continue;
            }
            const auto* begin =
                reinterpret_cast<const std::uint8_t*>(PQgetvalue(result, row, column));
            const auto size = static_cast<std::size_t>(PQgetlength(result, row, column));
            DK_DO(read_cell(PQftype(result, column), {begin, size}, rows));
        }
    }
    return rows;
}

} // namespace denkraum::sql::postgres
