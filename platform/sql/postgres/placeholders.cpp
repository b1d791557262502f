// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include "platform/sql/postgres/postgres.hpp"

namespace denkraum::sql::postgres {
namespace {

// The length of what begins at `text` and may hold a `?` that is none of ours: a quoted string or
// name, or a comment; 0 if nothing such begins. A doubled quote reads as two strings side by side.
std::size_t opaque_length(std::string_view text) {
    const auto until = [&](std::string_view end, std::size_t from) {
        const std::size_t found = text.find(end, from);
        return found == std::string_view::npos ? text.size() : found + end.size();
    };
    if (text.starts_with('\'')) return until("'", 1);
    if (text.starts_with('"')) return until("\"", 1);
    if (text.starts_with("--")) return until("\n", 2);
    if (text.starts_with("/*")) return until("*/", 2);
    return 0;
}

} // namespace

Numbered number_placeholders(std::string_view sql) {
    Numbered out;
    out.sql.reserve(sql.size() + 16);
    while (!sql.empty()) {
        const std::size_t opaque = opaque_length(sql);
        if (opaque > 0) {
            out.sql += sql.substr(0, opaque);
            sql.remove_prefix(opaque);
            continue;
        }
        if (sql.front() == '?') {
            out.sql += fmt::format("${}", ++out.placeholders);
        } else {
            out.sql += sql.front();
        }
        sql.remove_prefix(1);
    }
    return out;
}

} // namespace denkraum::sql::postgres
