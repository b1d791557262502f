// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/html/listing.hpp"
#include "base/i18n/words.hpp"
#include "domain/network/member/queries.hpp"

/// The tables that the coordination sorts, filters and takes away.
namespace denkraum::network::pages {

inline constexpr std::string_view authorities_name = "behoerden";
inline constexpr std::string_view members_name = "mitglieder";
inline constexpr std::string_view invitations_name = "einladungen";

/// Each authority with its units below it, as long as nothing else is asked for.
[[nodiscard]] html::Listing
authority_listing(const i18n::Words& say, const queries::Network& network);

[[nodiscard]] html::Listing
member_listing(const i18n::Words& say, const queries::AuthorityView& view);

/// `address` is the page they stand on. Without a token, for a file, nothing can be withdrawn.
struct Invitations {
    const std::vector<store::Invitation>& open;
    std::string address = {};
    std::string_view csrf_token = {};
};
[[nodiscard]] html::Listing
invitation_listing(const i18n::Words& say, const Invitations& invitations);

/// The word for a state, with its colour.
[[nodiscard]] html::Html state_badge(const i18n::Words& say, AuthorityState state);

} // namespace denkraum::network::pages
