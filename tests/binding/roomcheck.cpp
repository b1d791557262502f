// SPDX-License-Identifier: EUPL-1.2
#include <cstdio>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <sstream>
#include <string>

#include "base/bytes.hpp"
#include "domain/document/room/room.hpp"

/// The server's room as a program, for the random test of the editor's binding: one command a line,
/// one answer a line (grammar in web/islands/editor/test/support/server_stdio.ts). A connection's
/// number is the client id issued for it; every record is durable at once.
namespace denkraum::document::room {
namespace {

constexpr crdt::ClientId repair_client = 1'000'001;

class SteadyRandomness final : public Randomness {
public:
    void fill(std::span<std::uint8_t> out) override {
        for (auto& byte : out)
            byte = static_cast<std::uint8_t>(engine_());
    }

private:
    std::mt19937 engine_{1};
};

network::ActorId actor_of(crdt::ClientId client) {
    network::ActorId::Raw raw{};
    for (std::size_t i = 0; i < 8; ++i)
        raw[i] = static_cast<std::uint8_t>(client >> (8U * i));
    raw[15] = 1;
    return network::ActorId(raw);
}

class Check {
public:
    std::string answer(const std::string& line) {
        std::istringstream words(line);
        std::string command;
        std::string document;
        words >> command >> document;
        if (command == "open") return open(document);
        const auto found = rooms_.find(document);
        if (found == rooms_.end()) return "error no such document";
        Room& room = *found->second;
        std::uint64_t connection = 0;
        std::string bytes;
        words >> connection >> bytes;
        if (command == "connect") return connect(room, connection);
        if (command == "frame") return frame(room, connection, bytes);
        if (command == "disconnect") return told(room, room.left(connection), connection);
        if (command == "tick") return told(room, room.tick(now()), 0);
        if (command == "state") return "ok " + text_of(room.doc().encode_state());
        if (command == "drop") {
            guests_.erase(&room);
            rooms_.erase(found);
            return "ok";
        }
        return "error unknown command";
    }

private:
    std::string open(const std::string& document) {
        Opening opening;
        opening.repair_client = repair_client;
        opening.repair_actor = actor_of(repair_client);
        opening.bindings[repair_client] = opening.repair_actor;
        rooms_[document] = std::make_unique<Room>(std::move(opening), randomness_);
        return "ok";
    }

    std::string connect(Room& room, std::uint64_t connection) {
        room.bind(connection, actor_of(connection));
        Guest guest{.actor = actor_of(connection), .client = connection, .may_write = true};
        guests_[&room].insert(connection);
        return told(room, room.join(connection, std::move(guest)), 0);
    }

    std::string frame(Room& room, std::uint64_t connection, const std::string& text) {
        const auto bytes = from_base64(text == "-" ? "" : text);
        if (!bytes) return "error not base64";
        return told(room, room.frame(connection, *bytes, now()), 0);
    }

    /// The frames that outputs mean, once everything they append is durable.
    std::string told(Room& room, Outputs outputs, std::uint64_t gone) {
        if (gone != 0) guests_[&room].erase(gone);
        std::string line = "ok";
        // Words that are to be kept are stored at once, and what waited for them goes on.
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            const auto* keep = std::get_if<KeepWords>(&outputs[i]);
            if (keep == nullptr) continue;
            for (const Kept& kept : keep->words) {
                if (kept.reason == KeptReason::Foreign) return "error foreign: " + kept.words;
            }
            for (Output& output : room.kept(keep->from, keep->frame))
                outputs.push_back(std::move(output));
        }
        for (Output& output : room.durable(room.last_seq()))
            outputs.push_back(std::move(output));
        for (const Output& output : outputs) {
            if (const auto* send = std::get_if<Send>(&output)) add(line, send->to, send->message);
            if (const auto* all = std::get_if<Broadcast>(&output)) {
                for (const std::uint64_t to : guests_[&room]) {
                    if (to != all->except) add(line, to, all->message);
                }
            }
            if (const auto* close = std::get_if<Close>(&output)) return "error " + close->reason;
        }
        return line;
    }

    static void add(std::string& line, std::uint64_t to, const Bytes& message) {
        line += " " + std::to_string(to) + ":" + text_of(message);
    }
    static std::string text_of(const Bytes& bytes) {
        return bytes.empty() ? "-" : to_base64(bytes);
    }
    static Instant now() { return {1'700'000'000'000'000}; }

    SteadyRandomness randomness_;
    std::map<std::string, std::unique_ptr<Room>> rooms_;
    std::map<const void*, std::set<std::uint64_t>> guests_;
};

} // namespace
} // namespace denkraum::document::room

int main() {
    denkraum::document::room::Check check;
    for (std::string line; std::getline(std::cin, line);) {
        std::cout << check.answer(line) << std::endl;
    }
    return 0;
}
