// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/writing/sync.hpp"

#include <charconv>
#include <memory>

#include "domain/document/limits.hpp"
#include "domain/document/room/lines.hpp"
#include "engine/crdt/lib0/reader.hpp"

namespace denkraum::document::writing {
namespace {

using http::Response;
using network::Visit;
using room::Line;
using room::Lines;

constexpr int status_not_found = 404;
constexpr int status_conflict = 409;
constexpr int status_too_many = 429;
/// Names, boundaries and the token around the messages of one request.
constexpr std::size_t form_bytes_max = std::size_t{64} << 10U;

std::optional<std::uint64_t> number_in(const Visit& visit, std::string_view field) {
    const std::string_view typed = visit.typed(field);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    if (error != std::errc() || end != typed.data() + typed.size()) return std::nullopt;
    return number;
}

Result<std::vector<Bytes>> messages_in(ByteView bytes) {
    std::vector<Bytes> messages;
    crdt::Reader in(bytes);
    while (!in.done() && !in.failed()) {
        if (messages.size() == line_messages_max) {
            return fail(ErrorCode::TooLarge, "too many messages in one request");
        }
        const ByteView message = in.var_bytes();
        messages.emplace_back(message.begin(), message.end());
    }
    if (in.failed()) return fail(ErrorCode::Invalid, "no messages of a line");
    return messages;
}

Lines::Owner owner_of(const Visit& visit, DocumentId document) {
    return {document, visit.member().member, visit.member().session};
}

Result<Response>
open_line(const Site& site, Lines& lines, const Visit& visit, DocumentId document) {
    const auto owner = owner_of(visit, document);
    if (!lines.is_room_for(owner.member)) {
        return Response::text("too many windows", status_too_many);
    }
    const auto claim = claim_from(visit.typed("client"), false);
    DK_TRY(auto events, site.rooms.enter(document, visit.member(), claim));
    DK_TRY(const std::string name, lines.open(owner, std::move(events)));
    return Response::text(name);
}

Result<Response> send(Line& line, const Visit& visit) {
    const auto number = number_in(visit, "number");
    const http::Upload* upload = visit.request.upload("messages");
    if (!number || upload == nullptr) return fail(ErrorCode::Invalid, "no messages of a line");
    DK_TRY(auto messages, messages_in(upload->bytes));
    switch (line.take(*number, std::move(messages))) {
    case Line::Taken::Yes: return Response::no_content();
    case Line::Taken::OutOfOrder:
        return Response::text("messages before these are missing", status_conflict);
    case Line::Taken::TooFast:
        return Response::text("the messages before these come first", status_too_many);
    case Line::Taken::Ended: break;
    }
    return Line::ended_response(line.ended_with());
}

Result<Response> answer(const Site& site, Lines& lines, const Visit& visit) {
    const auto document = DocumentId::from_text(visit.request.parameter("id"));
    if (!document) return fail(ErrorCode::NotFound, "no document has such an address");
    const std::string_view name = visit.typed("line");
    if (name.empty()) return open_line(site, lines, visit, *document);
    auto line = lines.find(name, owner_of(visit, *document));
    if (!line) return Response::text("no such line", status_not_found);
    if (const auto received = number_in(visit, "received")) {
        return Response::promised([line = std::move(line), received](http::Reply reply) {
            line->wait(*received, std::move(reply));
        });
    }
    if (visit.typed("end").empty()) return send(*line, visit);
    line->end();
    return Response::no_content();
}

} // namespace

room::Rooms::Claim claim_from(std::string_view wanted, bool is_firm) {
    crdt::ClientId client = 0;
    const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), client);
    if (error != std::errc() || end != wanted.data() + wanted.size() || client == 0) return {};
    return {.client = client, .is_firm = is_firm};
}

void add_sync_routes(http::Router& router, const Site& site) {
    const auto lines = std::make_shared<Lines>(site.services.randomness, room::LineOptions{});
    site.door.post(
        router,
        "/api/document/{id}/sync",
        network::signed_in,
        [&site, lines](const Visit& visit) { return answer(site, *lines, visit); },
        // As with a WebSocket, it is the writing that keeps a session open: see Rooms::may_stay.
        {.route = {.body_bytes_max = frame_bytes_max + form_bytes_max}, .is_use = false}
    );
}

} // namespace denkraum::document::writing
