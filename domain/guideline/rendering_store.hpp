// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "domain/guideline/edition/rendering.hpp"
#include "domain/network/network.hpp"
#include "platform/sql/sql.hpp"

/// The only SQL of renderings.
namespace denkraum::guideline::store {

/// Of all languages and all wordings, the oldest first.
[[nodiscard]] Result<std::vector<Rendering>>
renderings_of(sql::Transaction& transaction, GuidelineId guideline);

/// Puts it in the place of the one for the same words; without words, takes that away.
[[nodiscard]] Done put_rendering(
    sql::Transaction& transaction,
    GuidelineId guideline,
    const Rendering& rendering,
    network::ActorId actor
);

/// For a redaction: all of a paragraph, in every guideline.
[[nodiscard]] Done remove_renderings(sql::Transaction& transaction, ParagraphId uid);

} // namespace denkraum::guideline::store
