// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/room/lines.hpp"

#include <array>
#include <map>
#include <mutex>

#include "base/bytes.hpp"
#include "domain/document/limits.hpp"

namespace denkraum::document::room {

struct Lines::Register {
    struct Entry {
        Owner owner;
        std::shared_ptr<Line> line;
    };
    mutable std::mutex mutex;
    std::map<std::string, Entry, std::less<>> entries;
    std::map<network::MemberId, std::size_t> counts;

    /// Requires: the lock.
    [[nodiscard]] bool is_room_for(network::MemberId member) const {
        const auto count = counts.find(member);
        const bool has_many = count != counts.end() && count->second >= lines_of_member_max;
        return !has_many && entries.size() < lines_max;
    }
    void forget(const std::string& name) {
        const std::lock_guard lock(mutex);
        const auto found = entries.find(name);
        if (found == entries.end()) return;
        const auto count = counts.find(found->second.owner.member);
        if (--count->second == 0) counts.erase(count);
        entries.erase(found);
    }
};

Lines::Lines(Randomness& randomness, LineOptions options)
    : randomness_(randomness), options_(options), register_(std::make_shared<Register>()) {}

bool Lines::is_room_for(network::MemberId member) const {
    const std::lock_guard lock(register_->mutex);
    return register_->is_room_for(member);
}

Result<std::string> Lines::open(const Owner& owner, http::SocketEvents events) {
    std::array<std::uint8_t, 16> secret{};
    randomness_.fill(secret);
    std::string name = to_base64url(secret);
    const auto gone = [name, weak = std::weak_ptr(register_)] {
        if (const auto entries = weak.lock()) entries->forget(name);
    };
    const auto line = std::make_shared<Line>(std::move(events), options_, gone);
    {
        const std::lock_guard lock(register_->mutex);
        if (!register_->is_room_for(owner.member)) {
            return fail(ErrorCode::Unavailable, "too many lines are open");
        }
        register_->entries.emplace(name, Register::Entry{owner, line});
        ++register_->counts[owner.member];
    }
    line->open();
    return name;
}

std::shared_ptr<Line> Lines::find(std::string_view name, const Owner& owner) const {
    const std::lock_guard lock(register_->mutex);
    const auto found = register_->entries.find(name);
    if (found == register_->entries.end() || found->second.owner != owner) return nullptr;
    return found->second.line;
}

std::size_t Lines::count() const {
    const std::lock_guard lock(register_->mutex);
    return register_->entries.size();
}

} // namespace denkraum::document::room
