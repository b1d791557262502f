// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "engine/intake/file/package.hpp"

namespace denkraum::intake {

/// The styles of an ODT by the names in its tags. What LibreOffice makes on its own ("P1", "T7")
/// counts as the style it is based on.
class OdtStyles {
public:
    /// Fails: as walk_xml().
    static Result<OdtStyles> read(const Package& package);

    /// As people see it: "Quelle Titel"; the name itself where nobody knows it.
    [[nodiscard]] std::string shown(std::string_view name) const;

private:
    struct Style {
        std::string shown = {};
        std::string parent = {};
        bool is_automatic = false;
    };
    std::map<std::string, Style, std::less<>> styles_;
};

} // namespace denkraum::intake
