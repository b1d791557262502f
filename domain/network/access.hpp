// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "base/i18n/words.hpp"
#include "domain/network/network.hpp"

/// Who may do what. One predicate per question, pure, so that the whole table can be tested.
namespace denkraum::network {

/// Who is signed in, read once per request.
struct Viewer {
    MemberId member = {};
    ActorId actor = {}; ///< under which everything they do is recorded
    AuthorityId authority = {};
    AuthorityId house = {}; ///< the authority with the voice: the own one or whose unit it is
    Role role = Role::Guest;
    std::string name = {};
    std::string authority_name = {}; ///< the short one
    SessionId session = {};
    std::optional<i18n::Language> language = {};
    bool has_factor = false;     ///< a second factor is asked for when they sign in
    bool takes_part = false;     ///< their authority does, and the one whose unit it is
    bool has_voice = false;      ///< their authority takes part and is no unit
    Instant visited_before = {}; ///< when their visit before this one ended; zero: the first one

    friend bool operator==(const Viewer&, const Viewer&) = default;
};

/// What a route asks for; `nullptr` is a visitor who is not signed in. Other folders write their
/// own predicates of this form.
using Needs = bool (*)(const Viewer* viewer);

[[nodiscard]] bool everybody(const Viewer* viewer);
[[nodiscard]] bool signed_in(const Viewer* viewer);
/// Not signed in: for pages that make no sense otherwise.
[[nodiscard]] bool visitors_only(const Viewer* viewer);
/// Everybody but guests: may co-write, comment and propose.
[[nodiscard]] bool writes(const Viewer* viewer);
/// Delegates and deputies: say what their authority says.
[[nodiscard]] bool speaks_for_authority(const Viewer* viewer);
[[nodiscard]] bool coordinates(const Viewer* viewer);

} // namespace denkraum::network
