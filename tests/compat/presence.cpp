// SPDX-License-Identifier: EUPL-1.2

// A room on a line protocol, for comparing who is seen in it with y-protocols. One command a line
// on standard input, one answer a line on standard output:
//
//   new                  → ok: an empty room
//   join CLIENT          → messages
//   frame CLIENT B64     → messages: a message of theirs came
//   left CLIENT          → messages: their socket has ended
//   tick                 → messages: the time has passed after which presence is shown again
//
//   messages := ( ("to" | "but") ":" CLIENT ":" B64 )*    to one, or to everybody but one (0: all)

#include <algorithm>
#include <iostream>
#include <memory>
#include <span>
#include <sstream>
#include <string>
#include <variant>

#include "base/bytes.hpp"
#include "domain/document/room/room.hpp"

namespace {

using namespace denkraum;
namespace room = document::room;

class Zeros final : public Randomness {
public:
    void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, std::uint8_t{0}); }
};

std::string line_of(const char* whom, room::GuestId guest, const Bytes& message) {
    return std::string(whom) + ":" + std::to_string(guest) + ":" + to_base64(message) + " ";
}

std::string lines_of(const room::Outputs& outputs) {
    std::string all;
    for (const room::Output& output : outputs) {
        if (const auto* send = std::get_if<room::Send>(&output)) {
            all += line_of("to", send->to, send->message);
        } else if (const auto* told = std::get_if<room::Broadcast>(&output)) {
            all += line_of("but", told->except, told->message);
        } else if (const auto* close = std::get_if<room::Close>(&output)) {
            return "error closed: " + close->reason;
        }
    }
    return all;
}

class Session {
public:
    std::string answer(std::istream& words) {
        std::string command;
        room::GuestId guest = 0;
        std::string frame;
        words >> command >> guest >> frame;
        if (command == "new") {
            room_ = std::make_unique<room::Room>(room::Opening{}, zeros_);
            return "ok";
        }
        if (command == "tick" && room_) return lines_of(room_->presence_tick());
        if (!room_ || guest == 0) return "error no room, or nobody named";
        if (command == "join") return join(guest);
        if (command == "left") return lines_of(room_->left(guest));
        const auto message = from_base64(frame);
        if (command != "frame" || !message) return "error unknown command";
        return lines_of(room_->frame(guest, *message, {}));
    }

private:
    std::string join(room::GuestId guest) {
        room_->bind(guest, {});
        return lines_of(room_->join(guest, {.client = guest, .name = "Name", .authority = "Amt"}));
    }

    Zeros zeros_;
    std::unique_ptr<room::Room> room_;
};

} // namespace

int main() {
    std::ios::sync_with_stdio(false);
    Session session;
    std::string line;
    while (std::getline(std::cin, line)) {
        std::istringstream words(line);
        std::cout << session.answer(words) << '\n';
        if (std::cin.rdbuf()->in_avail() <= 0) std::cout.flush();
    }
}
