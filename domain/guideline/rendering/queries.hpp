// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/guideline/edition/rendering.hpp"
#include "domain/guideline/guideline.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::guideline::queries {

/// Which text is rendered.
enum class Wording { Edition, Draft };

enum class RenderingState { Missing, OutOfDate, Current };

struct RenderedParagraph {
    Paragraph paragraph = {};
    secret::Digest source = {};
    RenderingState state = RenderingState::Missing;
    std::string words = {}; ///< out of date: those for the wording before

    friend bool operator==(const RenderedParagraph&, const RenderedParagraph&) = default;
};

struct RenderingCounts {
    std::size_t all = 0; ///< paragraphs with words
    std::size_t current = 0;
    std::size_t out_of_date = 0;
};

struct RenderingView {
    Guideline guideline = {};
    Wording wording = Wording::Edition;
    std::optional<Edition> newest = {};
    std::vector<Paragraph> paragraphs = {}; ///< those with words
    std::vector<Rendering> renderings = {}; ///< of all languages

    [[nodiscard]] std::vector<RenderedParagraph> in(std::string_view language) const;
    [[nodiscard]] RenderingCounts counts(std::string_view language) const;
};

/// The newest edition, or the draft as it stands; the draft where there is no edition.
/// Four statements, and the draft's words. Fails: NotFound.
[[nodiscard]] Result<RenderingView>
renderings(sql::Database& main, sql::Database& log, std::string_view key, Wording wording);

} // namespace denkraum::guideline::queries
