// SPDX-License-Identifier: EUPL-1.2
#include "platform/sql/sql.hpp"

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "platform/sql/limits.hpp"

namespace denkraum::sql {
namespace {

constexpr std::string_view disk_full_prefix = "disk full: ";
constexpr std::string_view read_only_prefix = "read-only: ";

// PostgreSQL refuses such text and SQLite stores it: neither may surprise the other's users.
Done check_text(std::span<const Value> values) {
    for (const Value& value : values) {
        const auto* text = std::get_if<std::string_view>(&value);
        if (text == nullptr) continue;
        if (text->find('\0') != std::string_view::npos || !utf8::is_valid(*text)) {
            return fail(ErrorCode::Invalid, "text for the database is not UTF-8 or holds NUL");
        }
    }
    return {};
}

} // namespace

std::optional<Stopped> stopped_because(const Error& error) {
    if (error.code != ErrorCode::Unavailable) return std::nullopt;
    if (error.detail.starts_with(disk_full_prefix)) return Stopped::DiskFull;
    if (error.detail.starts_with(read_only_prefix)) return Stopped::ReadOnly;
    return std::nullopt;
}

std::unexpected<Error> fail_stopped(Stopped reason, std::string_view detail) {
    const auto prefix = reason == Stopped::DiskFull ? disk_full_prefix : read_only_prefix;
    return fail(ErrorCode::Unavailable, std::string(prefix).append(detail));
}

std::string placeholders(std::size_t count) {
    CHECK(count >= 1 && count <= placeholders_max, "a list for IN has a bounded length");
    std::string list = "?";
    for (std::size_t i = 1; i < count; ++i)
        list += ", ?";
    return list;
}

Done Transaction::prepare(std::span<const Value> values, Access needed) {
    CHECK(session_ != nullptr, "the transaction was committed or moved away");
    CHECK(needed == Access::Read || access_ == Access::Write, "this transaction only reads");
    if (failed_) return std::unexpected(*failed_);
    ++statements_;
    total_->fetch_add(1, std::memory_order_relaxed);
    return check_text(values);
}

template <class T>
Result<T> Transaction::remember(Result<T> result) {
    if (!result) failed_ = result.error();
    return result;
}

Result<Rows> Transaction::query_values(std::string_view sql, std::span<const Value> values) {
    CHECK(values.size() <= placeholders_max, "too many placeholders");
    DK_DO(remember(prepare(values, Access::Read)));
    return remember(session_->query(sql, values));
}

Result<std::int64_t>
Transaction::execute_values(std::string_view sql, std::span<const Value> values) {
    CHECK(values.size() <= placeholders_max, "too many placeholders");
    DK_DO(remember(prepare(values, Access::Write)));
    return remember(session_->execute(sql, values));
}

Result<std::int64_t>
Transaction::execute_many(std::string_view sql, std::span<const Value> values, std::size_t width) {
    CHECK(
        width > 0 && width <= placeholders_max && values.size() % width == 0,
        "every row has as many values"
    );
    DK_DO(remember(prepare(values, Access::Write)));
    return remember(session_->execute_many(sql, values, width));
}

Done Transaction::execute_script(std::string_view sql) {
    DK_DO(remember(prepare({}, Access::Write)));
    return remember(session_->execute_script(sql));
}

Done Transaction::commit() && {
    CHECK(session_ != nullptr, "the transaction was committed or moved away");
    const auto session = std::move(session_);
    if (failed_) return std::unexpected(*failed_);
    return session->commit();
}

Done Transaction::expect_one(const Rows& rows) {
    if (rows.empty()) return fail(ErrorCode::NotFound, "no such row");
    if (rows.size() > 1) return fail(ErrorCode::Corrupt, "several rows where one was expected");
    return {};
}

Result<Transaction> Database::begin(Access access) {
    DK_TRY(auto session, begin_session(access));
    return Transaction(std::move(session), access, statements_);
}

} // namespace denkraum::sql
