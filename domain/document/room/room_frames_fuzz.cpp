// SPDX-License-Identifier: EUPL-1.2
// Any frames from two sockets of one room: whatever they say, what goes out are messages, and the
// document is what was handed to the log.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include "base/check.hpp"
#include "domain/document/room/room.hpp"
#include "engine/crdt/update.hpp"

namespace {

using namespace denkraum;
using namespace denkraum::document;
using namespace denkraum::document::room;

class Zeros final : public Randomness {
public:
    void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, std::uint8_t{0}); }
};

network::ActorId actor(std::uint8_t number) {
    network::ActorId::Raw raw{};
    raw.back() = number;
    return network::ActorId(raw);
}

/// A room with two writers, and a log that is a list.
class Scene {
public:
    Scene() : room_(opening(), randomness_) {
        for (std::uint8_t number = 1; number <= 2; ++number) {
            Guest guest{.actor = actor(number), .client = number, .may_write = true};
            room_.bind(guest.client, guest.actor);
            carry_out(room_.join(number, guest));
        }
    }

    void frame(GuestId from, ByteView message) { carry_out(room_.frame(from, message, now_)); }
    void tick() { carry_out(room_.tick(now_)); }
    void presence_tick() { carry_out(room_.presence_tick()); }
    void make_durable() { carry_out(room_.durable(appended_)); }

    void check_log() const {
        crdt::Doc from_log;
        for (const Bytes& update : log_)
            CHECK(from_log.apply(update).has_value(), "what is appended is an update");
        CHECK(from_log.state_vector() == room_.doc().state_vector(), "the log has everything");
        CHECK(from_log.text("t") == room_.doc().text("t"), "the log has every word");
    }

private:
    static Opening opening() {
        Opening made;
        made.repair_client = 9;
        made.repair_actor = actor(9);
        made.bindings[made.repair_client] = made.repair_actor;
        return made;
    }

    static void check_message(ByteView message) {
        CHECK(crdt::decode_message(message).has_value(), "we say only messages");
    }

    void carry_out(const Outputs& outputs) {
        for (const Output& output : outputs) {
            if (const auto* append = std::get_if<Append>(&output)) {
                log_.push_back(append->update);
                appended_ = append->seq;
            } else if (const auto* send = std::get_if<Send>(&output)) {
                check_message(send->message);
            } else if (const auto* all = std::get_if<Broadcast>(&output)) {
                check_message(all->message);
            }
        }
    }

    Zeros randomness_;
    Instant now_ = {};
    Room room_;
    std::vector<Bytes> log_;
    Seq appended_ = 0;
};

} // namespace

/// A byte says who speaks and what happens before, another one how long the frame is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Scene scene;
    ByteView rest(data, size);
    while (rest.size() >= 2) {
        const std::uint8_t what = rest[0];
        const std::size_t length = std::min(rest.size() - 2, std::size_t{rest[1]});
        if ((what & 2U) != 0) scene.make_durable();
        if ((what & 4U) != 0) scene.tick();
        if ((what & 8U) != 0) scene.presence_tick();
        scene.frame(1 + (what & 1U), rest.subspan(2, length));
        rest = rest.subspan(2 + length);
    }
    scene.make_durable();
    scene.check_log();
    return 0;
}
