// SPDX-License-Identifier: EUPL-1.2
// Any frames from two sockets of one room: whatever they say, what goes out are messages, nothing
// is acknowledged from the first refusal on, and the document is what was handed to the log.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.hpp"
#include "domain/document/limits.hpp"
#include "domain/document/room/room.hpp"
#include "engine/crdt/update.hpp"
#include "engine/crdt/wire/sync_message.hpp"

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
        for (std::uint8_t number = 1; number <= 2; ++number)
            come(number);
    }

    void frame(GuestId from, ByteView message) {
        carry_out(room_.frame(from, message, now_));
        // Who is sent away comes again, as browsers do.
        for (const GuestId who : std::exchange(closed_, {}))
            come_back(static_cast<std::uint8_t>(who));
    }
    void tick() { carry_out(room_.tick(now_)); }
    void presence_tick() { carry_out(room_.presence_tick()); }
    void make_durable() { carry_out(room_.durable(appended_)); }
    void store_kept_words() {
        for (const auto& [from, frame] : std::exchange(keeping_, {}))
            carry_out(room_.kept(from, frame));
    }
    void come_back(std::uint8_t number) {
        carry_out(room_.left(number));
        first_refused_.erase(number);
        come(number);
    }

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

    void come(std::uint8_t number) {
        Guest guest{.actor = actor(number), .client = number, .may_write = true};
        room_.bind(guest.client, guest.actor);
        carry_out(room_.join(number, guest));
    }

    void check_message(GuestId to, ByteView bytes) {
        const auto message = crdt::decode_message(bytes);
        CHECK(message.has_value(), "we say only messages");
        if (const auto* refused = std::get_if<crdt::Refused>(&*message)) {
            first_refused_.emplace(to, refused->frame);
        } else if (const auto* ack = std::get_if<crdt::Ack>(&*message)) {
            const auto first = first_refused_.find(to);
            const bool is_true = first == first_refused_.end() || ack->frames < first->second;
            CHECK(is_true, "what was refused is not acknowledged");
        }
    }

    void carry_out(const Outputs& outputs) {
        for (const Output& output : outputs) {
            if (const auto* append = std::get_if<Append>(&output)) {
                log_.push_back(append->update);
                appended_ = append->seq;
            } else if (const auto* send = std::get_if<Send>(&output)) {
                check_message(send->to, send->message);
            } else if (const auto* all = std::get_if<Broadcast>(&output)) {
                check_message(0, all->message);
            } else if (const auto* keep = std::get_if<KeepWords>(&output)) {
                for (const Kept& kept : keep->words)
                    CHECK(kept.words.size() <= kept_words_bytes_max, "a row holds so much");
                keeping_.emplace_back(keep->from, keep->frame);
            } else if (const auto* close = std::get_if<Close>(&output)) {
                closed_.push_back(close->who);
            }
        }
    }

    Zeros randomness_;
    Instant now_ = {};
    Room room_;
    std::vector<Bytes> log_;
    Seq appended_ = 0;
    std::vector<std::pair<GuestId, std::uint64_t>> keeping_;
    std::map<GuestId, std::uint64_t> first_refused_;
    std::vector<GuestId> closed_;
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
        if ((what & 16U) != 0) scene.store_kept_words();
        if ((what & 32U) != 0) scene.come_back(1 + (what & 1U));
        scene.frame(1 + (what & 1U), rest.subspan(2, length));
        rest = rest.subspan(2 + length);
    }
    scene.store_kept_words();
    scene.make_durable();
    scene.check_log();
    return 0;
}
