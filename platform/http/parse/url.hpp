// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace denkraum::http {

/// Decoded names and values, in their order; a name may occur more than once.
class Fields {
public:
    void add(std::string name, std::string value) {
        all_.emplace_back(std::move(name), std::move(value));
    }
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
    [[nodiscard]] std::vector<std::string_view> find_all(std::string_view name) const;
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const {
        return all_;
    }

private:
    std::vector<std::pair<std::string, std::string>> all_;
};

/// Everything but RFC 3986's unreserved characters as %XX: fit for one path segment, and for a
/// name or value of a query.
[[nodiscard]] std::string percent_encode(std::string_view text);

/// Fails: Invalid for a '%' without two hexadecimal digits, and when the result is not UTF-8 or
/// contains NUL.
[[nodiscard]] Result<std::string> percent_decode(std::string_view text);

/// `a=1&b=x%20y`; empty for no fields.
[[nodiscard]] std::string to_query(const Fields& fields);

/// application/x-www-form-urlencoded, for queries and form bodies ('+' is a space).
/// Fails: Invalid as percent_decode; TooLarge for more than fields_max fields.
[[nodiscard]] Result<Fields> parse_query(std::string_view text, std::size_t fields_max);

/// Whether a browser sent there stays on this site: `/…`, but not `//…` or `/\…`. Check every
/// "where to go back to" that came from outside with this.
[[nodiscard]] bool is_local_path(std::string_view url);

/// "https://host:port" of an absolute http(s) address, in lower case and without a default port;
/// nothing for anything else.
[[nodiscard]] std::optional<std::string> origin_of(std::string_view url);

} // namespace denkraum::http
