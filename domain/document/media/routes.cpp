// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/media/routes.hpp"

#include <algorithm>
#include <memory>

#include "base/json/json.hpp"
#include "domain/document/media/access.hpp"
#include "domain/document/media/commands.hpp"
#include "domain/document/media/limits.hpp"
#include "domain/document/media/store.hpp"
#include "domain/document/media/words.hpp"
#include "platform/http/rate_limit.hpp"
#include "platform/http/status.hpp"
#include "platform/image/limits.hpp"

namespace denkraum::document::media {
namespace {

using http::Response;
using network::Visit;

constexpr int status_gone = 410;
constexpr int status_unprocessable = 422;
constexpr int status_too_many = 429;

Response refusal(std::string sentence, int status) {
    return Response::json(json::write(json::object{{"error", std::move(sentence)}}), status);
}

Result<Response> take(const Site& site, http::RateLimiter& rate, const Visit& visit) {
    const auto id = DocumentId::from_text(visit.request.parameter("id"));
    if (!id) return fail(ErrorCode::NotFound, "no document has such an address");
    if (!rate.allow(visit.member().member.text(), visit.now)) {
        return refusal(
            visit.say("Das waren viele Bilder auf einmal. Warten Sie einen Augenblick, und "
                      "versuchen Sie es noch einmal."),
            status_too_many
        );
    }
    const http::Upload* upload = visit.request.upload("file");
    const auto picture = image::renewed(upload == nullptr ? ByteView() : ByteView(upload->bytes));
    if (!picture) return refusal(words_for(visit.say, picture.error()), status_unprocessable);
    const auto added = add(site.services, visit.member(), *id, *picture);
    if (!added) {
        return refusal(words_for(visit.say, added.error()), http::status_of(added.error().code));
    }
    return Response::json(json::write(json::object{
        {"hash", added->hash},
        {"type", added->type},
        {"width", added->width},
        {"height", added->height}
    }));
}

Result<Response> show(const Site& site, const Visit& visit) {
    secret::Digest hash{};
    const auto named = from_hex(visit.request.parameter("hash"));
    if (!named || named->size() != hash.size()) {
        return fail(ErrorCode::NotFound, "no image has such an address");
    }
    std::ranges::copy(*named, hash.begin());
    DK_TRY(auto main, site.services.main.begin(sql::Access::Read));
    DK_TRY(auto image, store::find(main, hash));
    if (image.is_erased()) {
        return Response::text(
            visit.say("Dieses Bild wurde auf Beschluss zweier Personen für immer entfernt."),
            status_gone
        );
    }
    if (!may_see(visit.viewer ? &*visit.viewer : nullptr, image.is_public)) {
        return fail(ErrorCode::NotFound, "the image is not public");
    }
    return picture_response(std::move(image.type), std::move(image.bytes), image.is_public);
}

} // namespace

http::Response picture_response(std::string type, Bytes bytes, bool is_public) {
    http::Content::Parts parts{.body = std::move(bytes), .type = std::move(type)};
    parts.cache_control =
        is_public ? "public, max-age=31536000, immutable" : "private, max-age=31536000, immutable";
    parts.compress = http::Content::Compress::No;
    return Response::shared(http::Content::make(std::move(parts)));
}

void add_routes(http::Router& router, const Site& site) {
    const auto rate = std::make_shared<http::RateLimiter>(
        http::Rate{.burst = uploads_burst, .every = upload_every}
    );
    const network::VisitOptions upload{
        .route = {.body_bytes_max = image::file_bytes_max + form_bytes}
    };
    site.door.post(
        router,
        "/dokumente/{id}/bilder",
        network::writes,
        [site, rate](const Visit& visit) { return take(site, *rate, visit); },
        upload
    );
    site.door.get(router, "/bilder/{hash}", network::everybody, [site](const Visit& visit) {
        return show(site, visit);
    });
}

} // namespace denkraum::document::media
