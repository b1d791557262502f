// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "domain/network/door.hpp"
#include "domain/network/services.hpp"
#include "domain/network/site/texts.hpp"
#include "platform/http/router.hpp"

namespace denkraum::network::site {

/// The pages themselves (/impressum …), and /koordination/seiten where the coordination writes
/// them. Outlives the router.
class Pages {
public:
    Pages(const Services& services, const Door& door, const Texts& texts)
        : services_(services), door_(door), texts_(texts) {}

    void add_routes(http::Router& router) const;

private:
    using Answer = Result<http::Response>;
    struct Wanted {
        const SitePage* page;
        i18n::Language language;
    };
    [[nodiscard]] static Result<Wanted> wanted(const Visit& visit);
    [[nodiscard]] Answer show_list(const Visit& visit) const;
    [[nodiscard]] Answer show_form(const Visit& visit) const;
    [[nodiscard]] Answer take_form(const Visit& visit) const;
    [[nodiscard]] Answer show_earlier(const Visit& visit) const;

    const Services& services_;
    const Door& door_;
    const Texts& texts_;
};

} // namespace denkraum::network::site
