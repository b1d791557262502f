// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>
#include <vector>

#include "base/prose/prose.hpp"
#include "engine/crdt/doc.hpp"

namespace denkraum::document::text {

/// The marks in force at a place of a text; unknown formats and values are passed over.
class MarkState {
public:
    void read(const crdt::ItemView& format);
    [[nodiscard]] const prose::Marks& marks() const { return marks_; }

private:
    prose::Marks marks_;
};

/// Appends what a living item of text (words or an atom) shows. False: it shows nothing.
bool append_item(
    std::vector<prose::Inline>& content, const crdt::ItemView& view, const prose::Marks& marks
);

} // namespace denkraum::document::text
