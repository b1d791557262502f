// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "domain/network/access.hpp"
#include "domain/network/services.hpp"
#include "domain/network/site/site.hpp"

namespace denkraum::network::site {

/// On the bus after a commit: what is shown should be read again.
inline constexpr std::string_view changed_topic = "site";

struct NewText {
    std::string_view page;
    i18n::Language language = i18n::Language::German;
    std::int64_t based_on = 0; ///< the version the form was filled from; 0: none was saved yet
    SiteText text = {};
};
/// Keeps what was there as an earlier version. Fails: Forbidden unless `by` coordinates; NotFound
/// for an unknown page; Invalid with its field; Conflict when somebody saved meanwhile.
[[nodiscard]] Done save(const Services& services, const Viewer& by, const NewText& wanted);

} // namespace denkraum::network::site
