// SPDX-License-Identifier: EUPL-1.2
#include "platform/sql/rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.hpp"
#include "platform/sql/limits.hpp"

namespace denkraum::sql {
namespace {

std::string_view name_of(Type type) {
    switch (type) {
    case Type::Null: return "NULL";
    case Type::Integer: return "an integer";
    case Type::Real: return "a real number";
    case Type::Text: return "text";
    case Type::Blob: return "bytes";
    }
    CHECK(false, "every type has a name");
}

std::unexpected<Error> mismatch(std::string_view column, Type wanted, Type found) {
    return fail(
        ErrorCode::Corrupt,
        fmt::format("column '{}' holds {} instead of {}", column, name_of(found), name_of(wanted))
    );
}

} // namespace

Row Rows::operator[](std::size_t index) const {
    CHECK(index < size(), "no such row");
    return {*this, index};
}

Done Rows::add_cell(detail::Cell cell) {
    if (cells_.size() >= rows_max * names_.size()) {
        return fail(ErrorCode::TooLarge, "the result has too many rows");
    }
    cells_.push_back(cell);
    return {};
}

Done Rows::add_null() {
    return add_cell({});
}

Done Rows::add(std::int64_t number) {
    detail::Cell cell;
    cell.type = Type::Integer;
    cell.integer = number;
    return add_cell(cell);
}

Done Rows::add(double number) {
    detail::Cell cell;
    cell.type = Type::Real;
    cell.real = number;
    return add_cell(cell);
}

Done Rows::add(Type text_or_blob, ByteView bytes) {
    CHECK(text_or_blob == Type::Text || text_or_blob == Type::Blob, "the other types have numbers");
    if (bytes.size() > result_bytes_max - arena_.size()) {
        return fail(ErrorCode::TooLarge, "the result has too many bytes");
    }
    detail::Cell cell;
    cell.type = text_or_blob;
    cell.size = static_cast<std::uint32_t>(bytes.size());
    cell.offset = arena_.size();
    arena_.insert(arena_.end(), bytes.begin(), bytes.end());
    return add_cell(cell);
}

std::size_t Row::position(std::string_view name) const {
    const auto found = std::find(rows_->names_.begin(), rows_->names_.end(), name);
    CHECK(found != rows_->names_.end(), "the query has no column of that name");
    return static_cast<std::size_t>(found - rows_->names_.begin());
}

const detail::Cell& Row::cell(std::size_t column) const {
    CHECK(column < rows_->names_.size(), "the query has no such column");
    return rows_->cells_[index_ * rows_->names_.size() + column];
}

bool Row::is_null(std::size_t column) const {
    return cell(column).type == Type::Null;
}

Result<std::int64_t> Row::integer(std::size_t column) const {
    const auto& found = cell(column);
    if (found.type == Type::Integer) return found.integer;
    return mismatch(rows_->names_[column], Type::Integer, found.type);
}

Result<double> Row::real(std::size_t column) const {
    const auto& found = cell(column);
    if (found.type == Type::Real) return found.real;
    return mismatch(rows_->names_[column], Type::Real, found.type);
}

Result<std::string_view> Row::text(std::size_t column) const {
    const auto& found = cell(column);
    if (found.type != Type::Text) return mismatch(rows_->names_[column], Type::Text, found.type);
    return as_text(ByteView(rows_->arena_).subspan(found.offset, found.size));
}

Result<ByteView> Row::blob(std::size_t column) const {
    const auto& found = cell(column);
    if (found.type != Type::Blob) return mismatch(rows_->names_[column], Type::Blob, found.type);
    return ByteView(rows_->arena_).subspan(found.offset, found.size);
}

std::unexpected<Error> Row::out_of_range(std::size_t column) const {
    return fail(
        ErrorCode::Corrupt, fmt::format("column '{}' is out of range", rows_->names_[column])
    );
}

} // namespace denkraum::sql
