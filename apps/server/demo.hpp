// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apps/server/world.hpp"
#include "base/result.hpp"

namespace denkraum::server {

/// The one password of all demonstration logins.
constexpr std::string_view demo_password = "gemeinsam-denken";

/// Whether nobody has been added to the network yet.
[[nodiscard]] Result<bool> is_empty(World& world);
/// Whether there are, or may be, demonstration logins: such a server only listens on this machine.
[[nodiscard]] Result<bool> has_demo(World& world);
/// Fails: Conflict with a sentence when loading it was cut off and left half a network.
[[nodiscard]] Done refuse_cut_off_demo(World& world);

/// Loads the demonstration network from share/demo: authorities, members, a guideline with one
/// edition and its draft, the public pages. Requires: is_empty().
[[nodiscard]] Done load_demo(World& world);

/// Some of the logins, for the terminal: "Denkfabrik, Koordination: koordination@…".
[[nodiscard]] Result<std::vector<std::string>> demo_logins(World& world);

} // namespace denkraum::server
