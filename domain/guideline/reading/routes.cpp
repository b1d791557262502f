// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/reading/routes.hpp"

#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "domain/guideline/edition_store.hpp"
#include "domain/guideline/store.hpp"
#include "domain/network/queries.hpp"

namespace denkraum::guideline {
namespace {

using network::everybody;
using network::Visit;

/// "2" and nothing else: an edition has one address. Fails: NotFound.
Result<int> edition_number(const http::Request& request) {
    const std::string_view typed = request.parameter("ausgabe");
    int number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    const bool is_whole = error == std::errc() && end == typed.data() + typed.size();
    if (!is_whole || number < 1 || std::to_string(number) != typed) {
        return fail(ErrorCode::NotFound, "no number of an edition");
    }
    return number;
}

/// Published bytes do not change, unless somebody had to redact them: ask again now and then.
constexpr std::string_view file_cache = "public, max-age=3600";

} // namespace

void Reading::add_page(http::Router& router, std::string_view pattern, PageFor page) const {
    const auto handler = [this, page](const Visit& visit) {
        return shelf_.serve(visit, [&] { return (this->*page)(visit); });
    };
    const auto ready = [this](const http::Request& request) { return shelf_.ready(request); };
    door_.get(router, pattern, everybody, handler, {.route = {.ready = ready}});
}

void Reading::add_routes(http::Router& router) const {
    add_page(router, "/", &Reading::start);
    add_page(router, "/leitlinien", &Reading::guidelines);
    add_page(router, "/leitlinien/{key}", &Reading::newest_edition);
    add_page(router, "/leitlinien/{key}/ausgaben", &Reading::editions);
    add_page(router, "/leitlinien/{key}/ausgaben/{ausgabe}", &Reading::one_edition);
    const std::string rendered = "/leitlinien/{key}/ausgaben/{ausgabe}/sprache/{sprache}";
    add_page(router, rendered, &Reading::rendered_edition);
    add_page(router, "/l/{key}/{ausgabe}/{nummer}", &Reading::paragraph);
    add_page(router, "/p/{uid}", &Reading::lasting_paragraph);
    add_page(router, "/p/{uid}/entstehung", &Reading::origin);
    add_feed_routes(router);
    const auto serve_file = [this](const Visit& visit) { return file(visit); };
    door_.get(router, "/leitlinien/{key}/ausgaben/{ausgabe}/{datei}", everybody, serve_file);
}

pages::Reader Reading::reader(const Visit& visit) const {
    const network::Viewer* viewer = visit.viewer ? &*visit.viewer : nullptr;
    const network::Site& site = door_.site();
    return {
        .is_signed_in = viewer != nullptr,
        .writes = network::writes(viewer),
        .renders = network::speaks_for_authority(viewer) || network::coordinates(viewer),
        .base_url = site.cite_url.empty() ? site.base_url : site.cite_url
    };
}

Result<html::Page> Reading::start(const Visit& visit) const {
    DK_TRY(auto transaction, database_.begin(sql::Access::Read));
    pages::StartView view{
        .site_name = visit.say(door_.site().name),
        .claim = visit.say(slots_.claim),
        .about_address = slots_.about_address
    };
    if (slots_.start_text) view.text = slots_.start_text(visit.say.language());
    DK_TRY(view.guidelines, queries::all(transaction));
    DK_TRY(const auto houses, network::queries::authorities(transaction));
    for (const network::Authority& house : houses) {
        if (network::has_voice(house)) view.houses.push_back(house.name);
    }
    return pages::start(visit.say, view);
}

Result<html::Page> Reading::guidelines(const Visit& visit) const {
    DK_TRY(auto transaction, database_.begin(sql::Access::Read));
    DK_TRY(const auto all, queries::all(transaction));
    return pages::guidelines(visit.say, all, reader(visit));
}

Result<html::Page>
Reading::edition_page(const Visit& visit, const queries::EditionView& view) const {
    html::Html connections;
    if (slots_.connections) {
        DK_TRY(connections, slots_.connections(visit, view.guideline.id));
    }
    return pages::edition(visit.say, view, reader(visit), connections);
}

Result<html::Page> Reading::newest_edition(const Visit& visit) const {
    const std::string_view key = visit.request.parameter("key");
    std::optional<queries::EditionView> view;
    {
        DK_TRY(auto transaction, database_.begin(sql::Access::Read));
        auto found = queries::edition(transaction, key, std::nullopt);
        if (!found && found.error().code == ErrorCode::NotFound && visit.viewer) {
            DK_TRY(const auto editions, queries::editions(transaction, key));
            return pages::unpublished(visit.say, editions.guideline, reader(visit));
        }
        if (!found) return std::unexpected(std::move(found).error());
        view = *std::move(found);
    }
    return edition_page(visit, *view);
}

Result<html::Page> Reading::editions(const Visit& visit) const {
    DK_TRY(auto transaction, database_.begin(sql::Access::Read));
    DK_TRY(const auto view, queries::editions(transaction, visit.request.parameter("key")));
    if (view.editions.empty()) return fail(ErrorCode::NotFound, "nothing was published yet");
    return pages::editions(visit.say, view);
}

Result<html::Page> Reading::one_edition(const Visit& visit) const {
    DK_TRY(const int number, edition_number(visit.request));
    std::optional<queries::EditionView> view;
    {
        DK_TRY(auto transaction, database_.begin(sql::Access::Read));
        DK_TRY(view, queries::edition(transaction, visit.request.parameter("key"), number));
    }
    return edition_page(visit, *view);
}

Result<html::Page> Reading::rendered_edition(const Visit& visit) const {
    DK_TRY(const int number, edition_number(visit.request));
    DK_TRY(auto transaction, database_.begin(sql::Access::Read));
    DK_TRY(const auto view, queries::edition(transaction, visit.request.parameter("key"), number));
    for (const auto& language : languages_in(view.paragraphs, view.edition.language)) {
        if (language.id == visit.request.parameter("sprache")) {
            return pages::rendered_edition(visit.say, view, language);
        }
    }
    return fail(ErrorCode::NotFound, "not in this language");
}

Result<html::Page> Reading::paragraph(const Visit& visit) const {
    DK_TRY(const int number, edition_number(visit.request));
    DK_TRY(auto transaction, database_.begin(sql::Access::Read));
    DK_TRY(
        const auto view,
        queries::paragraph(
            transaction, visit.request.parameter("key"), number, visit.request.parameter("nummer")
        )
    );
    return pages::paragraph(visit.say, view, reader(visit), pages::Address::OfEdition);
}

Result<html::Page> Reading::lasting_paragraph(const Visit& visit) const {
    const auto uid = ParagraphId::from_text(visit.request.parameter("uid"));
    if (!uid) return fail(ErrorCode::NotFound, "no uid");
    DK_TRY(auto transaction, database_.begin(sql::Access::Read));
    DK_TRY(const auto view, queries::lasting_paragraph(transaction, *uid));
    return pages::paragraph(visit.say, view, reader(visit), pages::Address::Lasting);
}

Result<html::Page> Reading::origin(const Visit& visit) const {
    const auto uid = ParagraphId::from_text(visit.request.parameter("uid"));
    if (!uid) return fail(ErrorCode::NotFound, "no uid");
    DK_TRY(auto transaction, database_.begin(sql::Access::Read));
    DK_TRY(const auto view, queries::lasting_paragraph(transaction, *uid));
    DK_TRY(const auto credits, store::credits_of(transaction, view.guideline.id, *uid));
    return pages::origin(visit.say, view, credits);
}

Result<html::Html> Reading::in_editions(const Visit& visit, std::string_view uid) const {
    const auto id = ParagraphId::from_text(uid);
    if (!id) return html::Html();
    DK_TRY(auto transaction, database_.begin(sql::Access::Read));
    DK_TRY(const auto places, store::places_of(transaction, *id));
    if (places.empty()) return html::Html();
    return pages::in_editions(visit.say, uid, static_cast<long>(places.size()));
}

Result<http::Response> Reading::file(const Visit& visit) const {
    DK_TRY(const int number, edition_number(visit.request));
    DK_TRY(auto transaction, database_.begin(sql::Access::Read));
    const std::string_view key = visit.request.parameter("key");
    DK_TRY(const auto guideline, store::guideline_by_key(transaction, key));
    const std::string_view name = visit.request.parameter("datei");
    DK_TRY(const auto stored, store::file(transaction, guideline.id, number, name));
    const std::string etag = '"' + to_hex(stored.hash) + '"';
    const auto known = visit.request.header("If-None-Match");
    if (known && http::etag_matches(*known, etag)) return http::Response::not_modified(etag);
    // "ki-einsatz-2.pdf", "ki-einsatz-2-aenderungen.html"
    const std::string_view stem = name.substr(0, name.find_first_of("-."));
    const std::string which = stem == "leitlinie" ? std::string() : "-" + std::string(stem);
    const std::string saved_as = std::string(key) + "-" + std::to_string(number) + which
                                 + std::string(name.substr(stem.size()));
    http::Response response;
    response.headers.add("Content-Type", stored.type);
    response.headers.add("Cache-Control", file_cache);
    response.headers.add("ETag", etag);
    response.body = std::string(as_text(stored.bytes));
    return std::move(response).as_attachment(saved_as);
}

} // namespace denkraum::guideline
