// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/intake/intake.hpp"

/// What a person is shown before an import is taken over: each place where the structure is not
/// sure, as it stood in the file and as it would stand in the document.
namespace denkraum::intake {

struct PreviewPlace {
    Doubt why = Doubt::None;
    PartKind kind = PartKind::Article;
    std::string number = {};
    /// The lines of the file that became this part, with the line before and the line after.
    std::vector<std::string> before = {};
    /// The heading and its neighbours, from `first_block` on.
    std::vector<prose::Block> after = {};
    std::size_t first_block = 0;
};

struct Preview {
    std::vector<PreviewPlace> unsure = {};
    std::size_t sure = 0; ///< parts recognised without doubt
};

[[nodiscard]] Preview preview_of(const Imported& imported);

} // namespace denkraum::intake
