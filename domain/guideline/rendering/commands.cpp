// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/rendering/commands.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "domain/guideline/limits.hpp"
#include "domain/guideline/record.hpp"
#include "domain/guideline/rendering_store.hpp"
#include "domain/guideline/store.hpp"

namespace denkraum::guideline::commands {
namespace {

Done check_length(const std::vector<Rendering>& all) {
    for (const Rendering& one : all) {
        if (utf8::length(one.words) <= rendering_characters_max) continue;
        Error error{ErrorCode::TooLarge, "a rendering is too long"};
        error.field = one.uid;
        return std::unexpected(std::move(error));
    }
    return {};
}

Done check_language(const Guideline& guideline, std::string_view language) {
    const auto fitting = rendering_languages(guideline.language);
    const bool fits = std::ranges::any_of(fitting, [&](const RenderingLanguage& one) {
        return one.id == language;
    });
    if (!fits) return fail_field("language", "no language for this guideline");
    return {};
}

} // namespace

bool renders(const network::Viewer* viewer) {
    return network::speaks_for_authority(viewer) || network::coordinates(viewer);
}

Done keep_renderings(
    const Services& services, const network::Viewer& viewer, const WantedRenderings& wanted
) {
    if (!renders(&viewer)) return fail(ErrorCode::Forbidden, "only delegates and coordination");
    if (wanted.all.empty()) return {};
    DK_DO(check_length(wanted.all));
    const Instant now = services.clock.now();
    DK_TRY(auto transaction, services.main.begin(sql::Access::Write));
    DK_TRY(const auto guideline, store::guideline(transaction, wanted.guideline));
    DK_DO(check_language(guideline, wanted.language));
    json::array uids;
    for (const Rendering& one : wanted.all) {
        Rendering kept = one;
        kept.language = wanted.language;
        kept.words = utf8::replace_invalid(utf8::trim(one.words));
        kept.at = now;
        DK_DO(store::put_rendering(transaction, wanted.guideline, kept, viewer.actor));
        uids.emplace_back(one.uid);
    }
    const Deed deed{
        .actor = viewer.actor,
        .at = now,
        .action = "guideline.rendered",
        .guideline = wanted.guideline,
        .says = {{"language", wanted.language}, {"paragraphs", std::move(uids)}}
    };
    DK_DO(record(services, transaction, deed));
    return std::move(transaction).commit();
}

} // namespace denkraum::guideline::commands
