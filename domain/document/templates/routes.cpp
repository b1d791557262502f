// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/templates/routes.hpp"

#include <algorithm>

#include "domain/document/queries.hpp"
#include "domain/document/templates/commands.hpp"
#include "domain/document/templates/pages.hpp"
#include "domain/document/templates/store.hpp"

namespace denkraum::document::templates {
namespace {

using http::Response;
using network::Visit;

Result<pages::NewDraft> form_for(const Site& site, const Visit& visit, std::string_view chosen) {
    pages::NewDraft form{.csrf_token = visit.csrf_token};
    form.beginning = id_of(beginning_from(chosen));
    DK_TRY(auto documents, queries::all(site.services.main));
    DK_TRY(auto main, site.services.main.begin(sql::Access::Read));
    DK_TRY(const auto marked, store::marked(main));
    for (Document& document : documents) {
        const bool is_template =
            std::find(marked.begin(), marked.end(), document.id) != marked.end();
        (is_template ? form.templates : form.others).push_back(std::move(document));
    }
    return form;
}

Result<Response> show_new(const Site& site, const Visit& visit) {
    const auto chosen = visit.request.query("beginn").value_or("");
    DK_TRY(const auto form, form_for(site, visit, chosen));
    return visit.page(pages::new_draft(visit.say, form));
}

Result<Response> begin(const Site& site, const Visit& visit) {
    const std::string title(visit.typed("title"));
    const Beginning beginning = beginning_from(visit.typed("beginn"));
    const auto made = commands::begin(site.services, visit.member(), title, beginning);
    if (made) return visit.go("/dokumente/" + made->text());
    if (made.error().field != "title") return std::unexpected(made.error());
    DK_TRY(auto form, form_for(site, visit, id_of(beginning)));
    form.title = title;
    form.errors = {
        {"title", visit.say("Bitte geben Sie einen Titel mit höchstens 300 Zeichen ein.")}
    };
    return visit.form_again(pages::new_draft(visit.say, form));
}

Result<Response> change_offer(const Site& site, const Visit& visit) {
    const auto id = DocumentId::from_text(visit.request.parameter("id"));
    if (!id) return fail(ErrorCode::NotFound, "no document has such an address");
    const std::string address = "/dokumente/" + id->text();
    if (visit.typed("an") == "1") {
        DK_DO(commands::mark(site.services, visit.member(), *id));
        return visit.go(
            address, visit.say("Dieser Text steht jetzt allen als Vorlage zur Verfügung.")
        );
    }
    DK_DO(commands::unmark(site.services, visit.member(), *id));
    return visit.go(
        address,
        visit.say("Dieser Text ist keine Vorlage mehr. Entwürfe, die damit begannen, bleiben.")
    );
}

} // namespace

void add_routes(http::Router& router, const Site& site) {
    const auto on = [site](auto handler) {
        return [site, handler](const Visit& visit) { return handler(site, visit); };
    };
    site.door.get(router, "/entwuerfe/neu", network::writes, on(show_new));
    site.door.post(router, "/entwuerfe/neu", network::writes, on(begin));
    site.door.post(router, "/dokumente/{id}/vorlage", network::coordinates, on(change_offer));
}

Result<html::Html> offers(const Site& site, const Visit& visit, const Document& document) {
    if (!network::writes(&visit.member())) return html::Html();
    DK_TRY(auto main, site.services.main.begin(sql::Access::Read));
    DK_TRY(const bool is_template, store::is_marked(main, document.id));
    return pages::offers(
        visit.say,
        {.document = document,
         .is_template = is_template,
         .may_mark = network::coordinates(&visit.member()),
         .csrf_token = visit.csrf_token}
    );
}

} // namespace denkraum::document::templates
