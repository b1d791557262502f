// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/site/routes.hpp"

#include <charconv>

#include "base/prose/markdown.hpp"
#include "domain/network/site/commands.hpp"
#include "domain/network/site/pages.hpp"
#include "domain/network/site/store.hpp"

namespace denkraum::network::site {
namespace {

std::int64_t number_from(std::string_view typed) {
    std::int64_t number = -1;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    return error == std::errc() && end == typed.data() + typed.size() ? number : -1;
}

/// Where nothing was saved yet the form begins with what is shown.
SiteText text_of(const Piece& piece) {
    return {piece.title, prose::to_markdown(piece.prose), piece.address};
}

html::FieldError error_for(const i18n::Words& say, std::string_view field) {
    if (field == "title") return {"title", say("Geben Sie eine Überschrift an.")};
    if (field == "markdown") return {"markdown", say("Der Text ist zu lang.")};
    return {"address", say("Das ist keine Adresse, die hier passt.")};
}

} // namespace

Result<Pages::Wanted> Pages::wanted(const Visit& visit) {
    const SitePage* page = find_page(visit.request.parameter("seite"));
    const std::string_view code = visit.request.parameter("sprache");
    if (page == nullptr || (code != "de" && code != "en")) {
        return fail(ErrorCode::NotFound, "no such page");
    }
    return Wanted{page, i18n::language_from_code(code)};
}

Pages::Answer Pages::show_list(const Visit& visit) const {
    std::vector<pages::Line> lines;
    for (const SitePage& page : site_pages()) {
        lines.push_back(
            {&page,
             texts_.exactly(page.code, i18n::Language::German) != nullptr,
             texts_.exactly(page.code, i18n::Language::English) != nullptr}
        );
    }
    return visit.page(pages::list(visit.say, lines));
}

Pages::Answer Pages::show_form(const Visit& visit) const {
    DK_TRY(const Wanted which, wanted(visit));
    pages::Form form{.page = which.page, .language = which.language};
    form.csrf_token = visit.csrf_token;
    DK_TRY(auto transaction, services_.database.begin(sql::Access::Read));
    DK_TRY(form.versions, store::versions(transaction, which.page->code, which.language));
    if (!form.versions.empty()) form.based_on = form.versions.front().version;
    const auto chosen = visit.request.query("fassung");
    const std::int64_t version = chosen ? number_from(*chosen) : form.based_on;
    DK_TRY(const auto saved, store::find(transaction, which.page->code, which.language, version));
    const auto piece = texts_.exactly(which.page->code, which.language);
    if (saved) form.typed = saved->text;
    if (!saved && piece) form.typed = text_of(*piece);
    return visit.page(pages::edit(visit.say, form));
}

Pages::Answer Pages::take_form(const Visit& visit) const {
    DK_TRY(const Wanted which, wanted(visit));
    pages::Form form{.page = which.page, .language = which.language};
    form.csrf_token = visit.csrf_token;
    form.typed = {
        .title = std::string(visit.typed("title")),
        .markdown = std::string(visit.request.field("markdown").value_or("")),
        .address = std::string(visit.typed("address"))
    };
    form.based_on = number_from(visit.typed("based_on"));
    const std::string_view fault = fault_of(*which.page, form.typed);
    if (!fault.empty()) form.errors.push_back(error_for(visit.say, fault));
    form.is_preview = fault.empty() && visit.typed("step") == "preview";
    if (fault.empty() && !form.is_preview) {
        const Done saved = save(
            services_, visit.member(), {which.page->code, which.language, form.based_on, form.typed}
        );
        if (saved) {
            return visit.go("/koordination/seiten", visit.say("Die Seite ist gespeichert."));
        }
        if (saved.error().code != ErrorCode::Conflict) return std::unexpected(saved.error());
        form.errors.push_back(
            {"markdown",
             visit.say("Inzwischen hat jemand diese Seite gespeichert. Ihr Text steht noch hier: "
                       "Sehen Sie unten die neueste Fassung an, und speichern Sie dann noch einmal."
             )}
        );
    }
    DK_TRY(auto transaction, services_.database.begin(sql::Access::Read));
    DK_TRY(form.versions, store::versions(transaction, which.page->code, which.language));
    // Whoever was told of the newer version may save on top of it.
    if (!form.errors.empty() && fault.empty()) {
        form.based_on = form.versions.empty() ? 0 : form.versions.front().version;
    }
    return visit.page(pages::edit(visit.say, form), form.errors.empty() ? 200 : 422);
}

Pages::Answer Pages::show_earlier(const Visit& visit) const {
    DK_TRY(const Wanted which, wanted(visit));
    const std::int64_t number = number_from(visit.request.parameter("nummer"));
    DK_TRY(auto transaction, services_.database.begin(sql::Access::Read));
    DK_TRY(const auto found, store::find(transaction, which.page->code, which.language, number));
    if (!found) return fail(ErrorCode::NotFound, "no such version");
    return visit.page(pages::earlier(visit.say, *found));
}

void Pages::add_routes(http::Router& router) const {
    for (const SitePage& page : site_pages()) {
        if (!page.is_own) continue;
        const auto show = [this, &page](const Visit& visit) -> Answer {
            const auto piece = texts_.find(page.code, visit.say.language());
            if (!piece) return fail(ErrorCode::NotFound, "nothing was written here yet");
            const std::string name = visit.say(door_.site().name);
            return visit.page(pages::shown(visit.say, page, *piece, name));
        };
        door_.get(router, page.address, everybody, show);
    }
    const auto list = [this](const Visit& visit) { return show_list(visit); };
    door_.get(router, "/koordination/seiten", coordinates, list);
    const auto form = [this](const Visit& visit) { return show_form(visit); };
    door_.get(router, "/koordination/seiten/{seite}/{sprache}", coordinates, form);
    const auto take = [this](const Visit& visit) { return take_form(visit); };
    door_.post(router, "/koordination/seiten/{seite}/{sprache}", coordinates, take);
    const auto earlier = [this](const Visit& visit) { return show_earlier(visit); };
    door_.get(
        router, "/koordination/seiten/{seite}/{sprache}/fassungen/{nummer}", coordinates, earlier
    );
}

} // namespace denkraum::network::site
