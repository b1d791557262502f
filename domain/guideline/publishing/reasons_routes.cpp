// SPDX-License-Identifier: EUPL-1.2
#include <charconv>
#include <set>

#include "domain/guideline/limits.hpp"
#include "domain/guideline/publishing/routes.hpp"
#include "domain/guideline/reading/parts.hpp"
#include "domain/guideline/shown_words.hpp"

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

/// What the form says that is new; a field that it does not have changes nothing.
struct TypedReasons {
    Reasons news = {};
    std::set<std::string> overtaken = {}; ///< of them: somebody else wrote there since
};
TypedReasons typed_reasons(const Visit& visit, const std::vector<ChangeLine>& lines) {
    TypedReasons typed;
    for (const ChangeLine& line : lines) {
        const std::string uid = line.uid();
        const auto field = visit.request.field("g-" + uid);
        if (!field) continue;
        std::string words = plain_lines(*field);
        const std::string_view mark = visit.typed("m-" + uid);
        const Typed is = compare({.typed = words, .mark = mark, .stored = line.reason});
        if (is == Typed::Nothing) continue;
        if (is == Typed::Overtaken) typed.overtaken.insert(uid);
        typed.news.emplace(uid, std::move(words));
    }
    return typed;
}

pages::ReasonsForm again(const Visit& visit, const queries::DraftView& view, Reasons typed) {
    return {
        .csrf_token = visit.csrf_token, .part = part_of(visit, view), .typed = std::move(typed)
    };
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
    TypedReasons typed = typed_reasons(visit, view.candidate.changes);
    std::set<std::string> places;
    for (const ChangeLine& line : view.candidate.changes)
        places.insert(line.uid());
    if (auto words = homeless_words(visit.request.form(), 'g', places); !words.empty()) {
        pages::ReasonsForm form = again(visit, view, std::move(typed.news));
        form.homeless = std::move(words);
        return visit.form_again(pages::change_reasons(visit.say, view, form));
    }
    if (!typed.overtaken.empty()) {
        pages::ReasonsForm form = again(visit, view, std::move(typed.news));
        for (const std::string& uid : typed.overtaken) {
            form.errors.push_back(
                {"g-" + uid,
                 visit.say("Diesen Grund hat inzwischen jemand anderes geschrieben. Er steht unter "
                           "Ihrem. Führen Sie beide zusammen und speichern Sie noch einmal.")}
            );
        }
        form.overtaken = std::move(typed.overtaken);
        return visit.form_again(pages::change_reasons(visit.say, view, form));
    }
    const commands::WantedReasons wanted{
        .guideline = guideline.id, .reasons = std::move(typed.news)
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
    pages::ReasonsForm form = again(visit, view, wanted.reasons);
    form.errors = {refusal(visit.say, kept.error())};
    return visit.form_again(pages::change_reasons(visit.say, view, form));
}

} // namespace denkraum::guideline
