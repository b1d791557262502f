// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "domain/guideline/reading/shelf.hpp"
#include "domain/guideline/rendering/commands.hpp"
#include "domain/guideline/rendering/pages.hpp"
#include "domain/network/door.hpp"
#include "platform/http/router.hpp"

namespace denkraum::guideline {

/// /leitlinien/{key}/uebertragungen and what stands below it. Outlives the router.
///
///   vorlage.json  {"format": "denkraum-renderings 1", "guideline": key, "language": id,
///                  "paragraphs": [{"uid": text, "number": text?, "source": hex, "text": text,
///                                  "words": text, "stored": mark}…]}
///   Read in, "guideline" and "language" must be these, and of the paragraphs "uid", "source" and
///   "words" count; empty words change nothing, uids that this guideline has not are left out.
///   "stored" is the mark of the words when the sheet was written (shown_words.hpp): a line whose
///   words are still those changes nothing, and what somebody else has written since stays and is
///   named. A sheet without it is taken as it is.
class RenderingPages {
public:
    RenderingPages(const network::Door& door, commands::Services services, Shelf& shelf)
        : door_(door), services_(services), shelf_(shelf) {}

    void add_routes(http::Router& router) const;

private:
    using Visit = network::Visit;
    using Answer = Result<http::Response>;

    [[nodiscard]] Answer overview(const Visit& visit) const;
    [[nodiscard]] Answer show(const Visit& visit) const;
    [[nodiscard]] Answer keep(const Visit& visit) const;
    [[nodiscard]] Answer sheet(const Visit& visit) const;
    [[nodiscard]] Answer read_in(const Visit& visit) const;
    [[nodiscard]] Answer form_again(const Visit& visit, pages::RenderingForm form) const;
    [[nodiscard]] Result<queries::RenderingView> view(const Visit& visit, bool is_draft) const;

    const network::Door& door_;
    commands::Services services_;
    Shelf& shelf_;
};

} // namespace denkraum::guideline
