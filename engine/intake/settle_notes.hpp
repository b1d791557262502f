// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/intake/ast/draft.hpp"

namespace denkraum::intake {

/// What becomes of the notes of a text.
class Notes {
public:
    explicit Notes(const std::vector<Draft>& drafts);

    /// The note stands at its place, as plain words.
    [[nodiscard]] bool is_at_place(int number) const { return at_place_.contains(number); }
    [[nodiscard]] std::size_t at_place_count() const { return at_place_.size(); }
    /// Puts notes, or their numbers, where they are referred to.
    void resolve(std::vector<prose::Inline>& content) const;

private:
    std::map<int, std::string> at_place_;
};

} // namespace denkraum::intake
