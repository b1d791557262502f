// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/redaction/images.hpp"

#include "domain/document/media/commands.hpp"
#include "domain/document/media/media.hpp"
#include "domain/guideline/edition_store.hpp"
#include "domain/guideline/redaction/store.hpp"
#include "domain/guideline/store.hpp"

namespace denkraum::guideline::redaction {

Result<std::set<std::string>>
images_of(sql::Transaction& main, const std::vector<std::string>& uids) {
    prose::Prose all;
    for (const std::string& uid : uids) {
        const auto id = ParagraphId::from_text(uid);
        if (!id) continue;
        DK_TRY(const auto places, guideline::store::places_of(main, *id));
        for (const guideline::store::Place& place : places)
            all.blocks.push_back(place.paragraph.block);
    }
    const auto hashes = document::media::hashes_in(all);
    return std::set<std::string>(hashes.begin(), hashes.end());
}

Done withdraw_unshown(sql::Transaction& main, std::set<std::string>& images) {
    if (images.empty()) return {};
    DK_TRY(const auto guidelines, guideline::store::guidelines(main));
    for (const Guideline& guideline : guidelines) {
        DK_TRY(const auto editions, guideline::store::editions_of(main, guideline.id));
        for (const Edition& edition : editions) {
            DK_TRY(
                const auto paragraphs,
                guideline::store::paragraphs(main, guideline.id, edition.number)
            );
            for (const std::string& shown : document::media::hashes_in(prose_of(paragraphs)))
                images.erase(shown);
        }
    }
    const std::vector<std::string> gone(images.begin(), images.end());
    DK_DO(document::media::withdraw(main, gone));
    DK_TRY(const auto drafts, store::frozen_drafts(main));
    for (const store::Frozen& frozen : drafts) {
        DK_TRY(const Bytes words, guideline::store::content(main, frozen.words));
        std::erase_if(images, [&](const std::string& hash) {
            return as_text(words).find(hash) != std::string_view::npos;
        });
    }
    return {};
}

} // namespace denkraum::guideline::redaction
