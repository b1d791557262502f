// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "domain/document/room/line.hpp"
#include "domain/network/network.hpp"

namespace denkraum::document::room {

/// The lines that are open on this node, by a name that only their browser knows.
class Lines {
public:
    /// Whose line it is, of which document: nobody else finds it.
    struct Owner {
        DocumentId document = {};
        network::MemberId member = {};
        network::SessionId session = {};
        friend bool operator==(const Owner&, const Owner&) = default;
    };
    Lines(Randomness& randomness, LineOptions options);

    /// Gives the line's name. Fails: Unavailable when this member, or everybody together, has too
    /// many. Requires: the events say on which strand they live.
    [[nodiscard]] Result<std::string> open(const Owner& owner, http::SocketEvents events);
    /// Whether open() would be refused, before anything is opened for it.
    [[nodiscard]] bool is_room_for(network::MemberId member) const;
    /// Nothing when there is none of this name, or not theirs.
    [[nodiscard]] std::shared_ptr<Line> find(std::string_view name, const Owner& owner) const;
    [[nodiscard]] std::size_t count() const;

private:
    struct Register;

    Randomness& randomness_;
    const LineOptions options_;
    /// Lines outlive their register when the server stops.
    std::shared_ptr<Register> register_;
};

} // namespace denkraum::document::room
