// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "domain/guideline/publishing/routes.hpp"
#include "domain/guideline/reading/routes.hpp"
#include "domain/guideline/testing/small_network.hpp"
#include "domain/network/testing/browser.hpp"
#include "platform/log/log.hpp"

namespace denkraum::guideline {

/// The small network with its pages, behind a router without sockets.
class SmallSite : public SmallNetwork {
protected:
    void SetUp() override;

    /// A browser in which this member has signed in.
    [[nodiscard]] network::Browser browser_of(const network::Viewer& viewer);
    [[nodiscard]] network::Browser visitor() { return network::Browser(router_); }
    /// Publishes the sample as the first edition, and returns its guideline.
    [[nodiscard]] Guideline published();
    /// Publishes these words as the next edition.
    void publish_next(const Guideline& guideline, prose::Prose prose);

    std::optional<i18n::Catalogues> catalogues_;
    std::optional<log::Log> site_log_;
    std::optional<network::Door> door_;
    std::optional<Shelf> shelf_;
    std::optional<Reading> reading_;
    std::optional<Publishing> publishing_;
    http::Router router_;
};

/// Whether the body says this.
[[nodiscard]] bool has(const http::Response& response, std::string_view words);

} // namespace denkraum::guideline
