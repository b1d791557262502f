// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "domain/guideline/comparison/pages.hpp"
#include "domain/guideline/reading/shelf.hpp"
#include "domain/network/door.hpp"
#include "platform/http/router.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::guideline {

/// Any two editions compared, for everybody. Outlives the router.
class Comparison {
public:
    Comparison(const network::Door& door, sql::Database& database, Shelf& shelf)
        : door_(door), database_(database), shelf_(shelf) {}

    void add_routes(http::Router& router) const;

private:
    [[nodiscard]] Result<http::Response> choose(const network::Visit& visit) const;
    [[nodiscard]] Result<html::Page> compare(const network::Visit& visit) const;

    const network::Door& door_;
    sql::Database& database_;
    Shelf& shelf_;
};

} // namespace denkraum::guideline
