// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/html/components.hpp"
#include "base/html/shell.hpp"
#include "domain/network/door.hpp"
#include "platform/http/router.hpp"

/// /uebersicht: what needs somebody today, what is new, what their house has open.
namespace denkraum::network {

/// One line: what, for whom, until when, one button.
struct OverviewRow {
    html::Html what = {};                ///< a sentence with its link
    std::string detail = {};             ///< smaller, below it; may be empty
    std::optional<Instant> due = {};     ///< rows with a date come first, the next one on top
    std::optional<html::Link> step = {}; ///< the one button
};

/// Fills a part for one visit: one call, a constant number of queries.
using OverviewSlot = std::function<Result<std::vector<OverviewRow>>(const Visit&)>;

struct OverviewSlots {
    std::vector<OverviewSlot> needs_you = {};
    std::vector<OverviewSlot> is_new = {}; ///< since visit.member().visited_before
    std::vector<OverviewSlot> your_house = {};
    /// What others are working on, shown when nothing needs this member.
    std::vector<OverviewSlot> meanwhile = {};
};

/// Outlives the router.
class Overview {
public:
    Overview(const Door& door, OverviewSlots slots) : door_(door), slots_(std::move(slots)) {}

    void add_routes(http::Router& router) const;

private:
    const Door& door_;
    OverviewSlots slots_;
};

struct OverviewView {
    std::string name = {};
    std::string authority_name = {};
    bool is_first_visit = false;
    Instant visited_before = {};
    Instant now = {};
    std::vector<OverviewRow> needs_you = {};
    std::vector<OverviewRow> is_new = {};
    std::vector<OverviewRow> your_house = {};
    std::vector<OverviewRow> meanwhile = {};
};
[[nodiscard]] html::Page overview_page(const i18n::Words& say, const OverviewView& view);

/// Rows with a date first, by date; the others as they came.
void sort_by_due(std::vector<OverviewRow>& rows);

} // namespace denkraum::network
