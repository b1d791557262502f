// SPDX-License-Identifier: EUPL-1.2
#include <charconv>

#include "domain/guideline/limits.hpp"
#include "domain/guideline/publishing/routes.hpp"
#include "domain/guideline/reading/parts.hpp"

namespace denkraum::guideline {
namespace {

using network::Visit;

std::size_t part_of(const Visit& visit, const queries::DraftView& view) {
    const std::string digits(visit.request.query("teil").value_or(""));
    std::size_t part = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), part);
    const bool is_there =
        part > 0 && (part - 1) * change_reasons_at_once_max < view.candidate.changes.size();
    return is_there ? part - 1 : 0;
}

/// Browsers end lines with two characters.
std::string plain_lines(std::string_view typed) {
    std::string out;
    for (const char c : typed) {
        if (c != '\r') out += c;
    }
    return out;
}

/// What the form says that was not said before; a field that it does not have changes nothing.
Reasons typed_reasons(const Visit& visit, const std::vector<ChangeLine>& lines) {
    Reasons typed;
    for (const ChangeLine& line : lines) {
        const auto field = visit.request.field("g-" + line.uid());
        if (!field) continue;
        std::string words = plain_lines(*field);
        if (words != line.reason) typed.emplace(line.uid(), std::move(words));
    }
    return typed;
}

html::FieldError refusal(const i18n::Words& say, const Error& error) {
    if (error.code == ErrorCode::TooLarge) {
        return {"g-" + error.field, say("Bitte fassen Sie den Grund in höchstens 1.000 Zeichen.")};
    }
    return {
        {},
        say("Der Entwurf wurde inzwischen zur Freigabe vorgelegt. Die Gründe wurden nicht "
            "gespeichert.")
    };
}

} // namespace

Publishing::Answer Publishing::show_reasons(const Visit& visit) const {
    const std::string_view key = visit.request.parameter("key");
    DK_TRY(const auto view, queries::draft(services_.main, services_.log, key));
    const pages::ReasonsForm form{.csrf_token = visit.csrf_token, .part = part_of(visit, view)};
    return visit.page(pages::change_reasons(visit.say, view, form));
}

Publishing::Answer Publishing::keep_reasons(const Visit& visit) const {
    const std::string_view key = visit.request.parameter("key");
    DK_TRY(const auto view, queries::draft(services_.main, services_.log, key));
    const auto& guideline = view.candidate.guideline;
    const commands::WantedReasons wanted{
        .guideline = guideline.id, .reasons = typed_reasons(visit, view.candidate.changes)
    };
    const Done kept = commands::keep_reasons(services_, visit.member(), wanted);
    if (kept) {
        const auto count = static_cast<long>(wanted.reasons.size());
        const std::size_t next = part_of(visit, view) + 1;
        const bool is_last = next * change_reasons_at_once_max >= view.candidate.changes.size();
        return visit.go(
            is_last ? pages::guideline_address(guideline.key) + "/veroeffentlichen"
                    : pages::reasons_address(guideline.key, next),
            visit.say.plural("{} Grund gespeichert.", "{} Gründe gespeichert.", count)
        );
    }
    const ErrorCode code = kept.error().code;
    if (code != ErrorCode::TooLarge && code != ErrorCode::Conflict) {
        return std::unexpected(kept.error());
    }
    const pages::ReasonsForm form{
        .csrf_token = visit.csrf_token,
        .part = part_of(visit, view),
        .typed = wanted.reasons,
        .errors = {refusal(visit.say, kept.error())}
    };
    return visit.form_again(pages::change_reasons(visit.say, view, form));
}

} // namespace denkraum::guideline
