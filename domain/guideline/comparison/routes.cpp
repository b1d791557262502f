// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/comparison/routes.hpp"

#include <algorithm>
#include <charconv>

#include "domain/document/comparison/diff_text.hpp"
#include "domain/document/media/media.hpp"
#include "domain/guideline/edition_store.hpp"

namespace denkraum::guideline {
namespace {

using network::everybody;
using network::Visit;

/// The edition that these digits name, or nothing.
const Edition* edition_named(const std::vector<Edition>& editions, std::string_view typed) {
    int number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    if (error != std::errc() || end != typed.data() + typed.size()) return nullptr;
    const auto found = std::find_if(editions.begin(), editions.end(), [&](const Edition& one) {
        return one.number == number && std::to_string(number) == typed;
    });
    return found == editions.end() ? nullptr : &*found;
}

} // namespace

void Comparison::add_routes(http::Router& router) const {
    door_.get(router, "/leitlinien/{key}/vergleich", everybody, [this](const Visit& visit) {
        return choose(visit);
    });
    const auto page = [this](const Visit& visit) {
        return shelf_.serve(visit, [&] { return compare(visit); });
    };
    const auto ready = [this](const http::Request& request) { return shelf_.ready(request); };
    const network::VisitOptions options{.route = {.ready = ready}};
    door_.get(router, "/leitlinien/{key}/vergleich/{von}/{bis}", everybody, page, options);
}

Result<http::Response> Comparison::choose(const Visit& visit) const {
    DK_TRY(auto transaction, database_.begin(sql::Access::Read));
    const std::string_view key = visit.request.parameter("key");
    DK_TRY(const auto view, queries::editions(transaction, key));
    if (view.editions.empty()) return fail(ErrorCode::NotFound, "nothing was published yet");
    const auto* from = edition_named(view.editions, visit.request.query("von").value_or(""));
    const auto* to = edition_named(view.editions, visit.request.query("bis").value_or(""));
    if (from != nullptr && to != nullptr && from != to) {
        const auto [first, second] = std::minmax(from->number, to->number);
        return visit.go(pages::comparison_address(view.guideline.key, first, second));
    }
    const int newest = view.editions.front().number;
    return visit.page(pages::choose_comparison(visit.say, view, std::max(1, newest - 1), newest));
}

Result<html::Page> Comparison::compare(const Visit& visit) const {
    pages::ComparisonView view;
    {
        DK_TRY(auto transaction, database_.begin(sql::Access::Read));
        DK_TRY(auto all, queries::editions(transaction, visit.request.parameter("key")));
        const auto* from = edition_named(all.editions, visit.request.parameter("von"));
        const auto* to = edition_named(all.editions, visit.request.parameter("bis"));
        if (from == nullptr || to == nullptr || from->number >= to->number) {
            return fail(ErrorCode::NotFound, "no two editions, the earlier one first");
        }
        view.from = *from;
        view.to = *to;
        DK_TRY(view.before, store::paragraphs(transaction, all.guideline.id, from->number));
        DK_TRY(view.after, store::paragraphs(transaction, all.guideline.id, to->number));
        if (to->number == from->number + 1) {
            DK_TRY(const auto files, store::files_of(transaction, all.guideline.id, to->number));
            view.has_change_table =
                std::any_of(files.begin(), files.end(), [](const store::ListedFile& file) {
                    return file.name == "aenderungen.html" && file.why_missing.empty();
                });
        }
        DK_TRY(
            view.reasons,
            store::reasons_between(transaction, all.guideline.id, from->number, to->number)
        );
        view.guideline = std::move(all.guideline);
        view.editions = std::move(all.editions);
    }
    view.diff = diff::compare(prose_of(view.before), prose_of(view.after));
    view.layout = document::comparison::layout_from(visit.request.query("ansicht").value_or(""));
    return pages::comparison(visit.say, view, document::media::addresses());
}

} // namespace denkraum::guideline
