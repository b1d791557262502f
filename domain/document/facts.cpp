// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/facts.hpp"

namespace denkraum::document {

Result<std::optional<Bytes>> fact(sql::Transaction& main, std::string_view name) {
    return main.query_optional(
        [](sql::Row row) { return row.get<Bytes>(0); },
        "SELECT value FROM installation WHERE name = ?",
        name
    );
}

Done set_fact(sql::Transaction& main, std::string_view name, ByteView value) {
    DK_DO(main.execute(
        "INSERT INTO installation (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        value
    ));
    return {};
}

} // namespace denkraum::document
