// SPDX-License-Identifier: EUPL-1.2
#include <utility>

#include "base/utf8.hpp"
#include "domain/guideline/commands.hpp"
#include "domain/guideline/limits.hpp"
#include "domain/guideline/reason_store.hpp"
#include "domain/guideline/record.hpp"
#include "domain/guideline/store.hpp"

namespace denkraum::guideline::commands {
namespace {

/// What will be kept. Fails: TooLarge; Invalid for a uid that is none.
Result<std::vector<store::WaitingReason>> valid_reasons(const WantedReasons& wanted, Instant now) {
    std::vector<store::WaitingReason> all;
    for (const auto& [uid, typed] : wanted.reasons) {
        const std::string_view words = utf8::trim(typed);
        if (utf8::length(words) > change_reason_characters_max) {
            Error error{ErrorCode::TooLarge, "a reason is too long"};
            error.field = uid;
            return std::unexpected(std::move(error));
        }
        DK_TRY(const auto id, ParagraphId::from_text(uid));
        all.push_back({wanted.guideline, id, utf8::replace_invalid(words), now});
    }
    return all;
}

} // namespace

Done keep_reasons(
    const Services& services, const network::Viewer& viewer, const WantedReasons& wanted
) {
    if (!network::writes(&viewer)) return fail(ErrorCode::Forbidden, "guests give no reasons");
    if (wanted.reasons.empty()) return {};
    const Instant now = services.clock.now();
    DK_TRY(const auto reasons, valid_reasons(wanted, now));
    DK_TRY(auto transaction, services.main.begin(sql::Access::Write));
    DK_TRY(const auto open, store::open_request_of(transaction, wanted.guideline));
    if (open) return fail(ErrorCode::Conflict, "a release request is open");
    json::array uids;
    for (const store::WaitingReason& reason : reasons) {
        DK_DO(store::put_reason(transaction, reason, viewer.actor));
        uids.emplace_back(reason.uid.text());
    }
    const Deed deed{
        .actor = viewer.actor,
        .at = now,
        .action = "guideline.reasons_given",
        .guideline = wanted.guideline,
        .says = {{"paragraphs", std::move(uids)}}
    };
    DK_DO(record(services, transaction, deed));
    return std::move(transaction).commit();
}

} // namespace denkraum::guideline::commands
