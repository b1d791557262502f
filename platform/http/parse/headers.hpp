// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace denkraum::http {

/// Header fields in their order. All text lies in one string, so that a request costs two
/// allocations whatever a browser sends.
class Headers {
public:
    struct Field {
        std::string_view name;
        std::string_view value;
    };

    /// Control characters in the value become spaces, so that nobody can smuggle in a line.
    /// Requires: name is a constant of ours, or was checked by the parser.
    void add(std::string_view name, std::string_view value);

    [[nodiscard]] std::size_t size() const { return spans_.size(); }
    /// Valid until the next add().
    [[nodiscard]] Field at(std::size_t index) const;
    /// The first field of that name, in any case. Valid until the next add().
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
    [[nodiscard]] std::size_t count(std::string_view name) const;

private:
    struct Span {
        std::uint32_t name_at;
        std::uint32_t value_at;
        std::uint32_t end;
    };
    std::string text_;
    std::vector<Span> spans_;
};

/// Equal but for the case of ASCII letters.
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b);

} // namespace denkraum::http
