// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "domain/guideline/commands.hpp"
#include "domain/guideline/publishing/pages.hpp"
#include "domain/guideline/reading/shelf.hpp"
#include "domain/network/door.hpp"
#include "domain/network/overview/overview.hpp"
#include "platform/http/router.hpp"

namespace denkraum::guideline {

/// /leitlinien/neu, /leitlinien/{key}/entwurf, /leitlinien/{key}/veroeffentlichen with
/// the reasons of changes below it, and /freigaben/{id}. Outlives the router.
class Publishing {
public:
    Publishing(
        const network::Door& door, commands::Services services, Shelf& shelf, ExportTools tools = {}
    )
        : door_(door), services_(services), shelf_(shelf), tools_(std::move(tools)) {}

    void add_routes(http::Router& router) const;

    /// For /uebersicht: drafts that this member could release.
    [[nodiscard]] Result<std::vector<network::OverviewRow>>
    rows_to_release(const network::Visit& visit) const;
    /// For /uebersicht: what the own house has laid before the network.
    [[nodiscard]] Result<std::vector<network::OverviewRow>>
    rows_of_house(const network::Visit& visit) const;
    /// For the page of a document: the way from a draft to its edition. One statement.
    [[nodiscard]] Result<html::Html>
    document_actions(const network::Visit& visit, document::DocumentId document) const;

private:
    using Visit = network::Visit;
    using Answer = Result<http::Response>;

    [[nodiscard]] Answer show_new(const Visit& visit) const;
    [[nodiscard]] Answer begin(const Visit& visit) const;
    [[nodiscard]] Answer go_to_draft(const Visit& visit) const;
    [[nodiscard]] Answer show_draft(const Visit& visit) const;
    [[nodiscard]] Answer ask(const Visit& visit) const;
    [[nodiscard]] Answer show_reasons(const Visit& visit) const;
    [[nodiscard]] Answer keep_reasons(const Visit& visit) const;
    [[nodiscard]] Answer set_file_number(const Visit& visit) const;
    [[nodiscard]] Answer show_request(const Visit& visit) const;
    [[nodiscard]] Answer release(const Visit& visit) const;
    [[nodiscard]] Answer decline(const Visit& visit) const;
    [[nodiscard]] Answer withdraw(const Visit& visit) const;

    [[nodiscard]] Answer new_again(const Visit& visit, const Error& error) const;
    [[nodiscard]] Answer draft_again(const Visit& visit, const Error& error) const;
    [[nodiscard]] Answer request_again(const Visit& visit, RequestId id, const Error& error) const;

    /// Making files takes long: who presses twice, or four at once, must not hold all workers.
    class Turn {
    public:
        Turn(const Publishing& all, RequestId id);
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        ~Turn();
        [[nodiscard]] bool is_given() const { return is_given_; }

    private:
        const Publishing& all_;
        RequestId id_;
        bool is_given_ = false;
    };

    const network::Door& door_;
    commands::Services services_;
    Shelf& shelf_;
    ExportTools tools_;
    mutable std::mutex turns_;
    mutable std::set<RequestId> releasing_;
};

} // namespace denkraum::guideline
