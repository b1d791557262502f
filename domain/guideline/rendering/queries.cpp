// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/rendering/queries.hpp"

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "domain/document/queries.hpp"
#include "domain/guideline/edition_store.hpp"
#include "domain/guideline/rendering_store.hpp"
#include "domain/guideline/store.hpp"

namespace denkraum::guideline::queries {
namespace {

Result<std::vector<Paragraph>> draft_paragraphs(sql::Database& log, document::DocumentId draft) {
    DK_TRY(auto reading, document::queries::current(log, draft));
    return paragraphs_of(publishable(std::move(reading.prose), draft));
}

} // namespace

std::vector<RenderedParagraph> RenderingView::in(std::string_view language) const {
    std::vector<RenderedParagraph> all;
    std::multimap<std::string_view, const Rendering*> by_uid;
    for (const Rendering& one : renderings) {
        if (one.language == language) by_uid.emplace(one.uid, &one);
    }
    for (const Paragraph& paragraph : paragraphs) {
        RenderedParagraph one{.paragraph = paragraph, .source = source_of(paragraph.block)};
        const auto [begin, end] = by_uid.equal_range(paragraph.block.uid);
        for (auto at = begin; at != end; ++at) {
            // In the order in which they were written: the last one is the nearest.
            if (one.state == RenderingState::Current) break;
            one.words = at->second->words;
            one.state = at->second->source == one.source ? RenderingState::Current
                                                         : RenderingState::OutOfDate;
        }
        all.push_back(std::move(one));
    }
    return all;
}

RenderingCounts RenderingView::counts(std::string_view language) const {
    RenderingCounts counts{.all = paragraphs.size()};
    for (const RenderedParagraph& one : in(language)) {
        counts.current += one.state == RenderingState::Current ? 1U : 0U;
        counts.out_of_date += one.state == RenderingState::OutOfDate ? 1U : 0U;
    }
    return counts;
}

Result<RenderingView>
renderings(sql::Database& main, sql::Database& log, std::string_view key, Wording wording) {
    RenderingView view{.wording = wording};
    {
        DK_TRY(auto transaction, main.begin(sql::Access::Read));
        DK_TRY(view.guideline, store::guideline_by_key(transaction, key));
        const GuidelineId id = view.guideline.id;
        DK_TRY(auto editions, store::editions_of(transaction, id));
        if (!editions.empty()) view.newest = std::move(editions.front());
        if (!view.newest) view.wording = Wording::Draft;
        DK_TRY(view.renderings, store::renderings_of(transaction, id));
        if (view.wording == Wording::Edition) {
            DK_TRY(view.paragraphs, store::paragraphs(transaction, id, view.newest->number));
        }
    }
    if (view.wording == Wording::Draft) {
        DK_TRY(view.paragraphs, draft_paragraphs(log, view.guideline.draft));
    }
    std::erase_if(view.paragraphs, [](const Paragraph& one) {
        return utf8::trim(prose::plain_text(one.block)).empty();
    });
    return view;
}

} // namespace denkraum::guideline::queries
