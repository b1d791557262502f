// SPDX-License-Identifier: EUPL-1.2
#include "platform/bus/memory/memory_bus.hpp"

#include <condition_variable>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "platform/bus/limits.hpp"

namespace denkraum::bus {
namespace {

// Shared by the bus and a subscription. No lock is held while a listener runs: it may publish and
// subscribe itself, and two listeners may wake each other.
class Entry {
public:
    explicit Entry(Listener listener) : listener_(std::move(listener)) {}

    void call(ByteView payload) {
        {
            const std::lock_guard lock(mutex_);
            if (gone_) return;
            ++running_;
        }
        listener_(payload);
        const std::lock_guard lock(mutex_);
        --running_;
        returned_.notify_all();
    }

    // No call begins after this returned, and none is under way.
    void end() {
        std::unique_lock lock(mutex_);
        gone_ = true;
        returned_.wait(lock, [this] { return running_ == 0; });
    }

private:
    const Listener listener_;
    std::mutex mutex_;
    std::condition_variable returned_;
    int running_ = 0;
    bool gone_ = false;
};
using EntryPointer = std::shared_ptr<Entry>;

class MemoryBus final : public Bus {
public:
    Done publish(std::string_view topic, ByteView payload) override {
        if (topic.size() > topic_bytes_max || payload.size() > payload_bytes_max) {
            return fail(ErrorCode::TooLarge, "a hint is larger than the bus takes");
        }
        for (const EntryPointer& entry : listeners_of(topic))
            entry->call(payload);
        return {};
    }

    Result<std::unique_ptr<Subscription>>
    subscribe(std::string_view topic, Listener listener) override {
        if (topic.size() > topic_bytes_max) return fail(ErrorCode::TooLarge, "the topic is long");
        auto entry = std::make_shared<Entry>(std::move(listener));
        const std::lock_guard lock(mutex_);
        if (count_ >= subscriptions_max) return fail(ErrorCode::TooLarge, "too many listeners");
        ++count_;
        topics_[std::string(topic)].push_back(entry);
        return std::make_unique<Held>(*this, std::string(topic), std::move(entry));
    }

private:
    class Held final : public Subscription {
    public:
        Held(MemoryBus& bus, std::string topic, EntryPointer entry)
            : bus_(bus), topic_(std::move(topic)), entry_(std::move(entry)) {}
        ~Held() override {
            bus_.remove(topic_, entry_);
            entry_->end();
        }

    private:
        MemoryBus& bus_;
        std::string topic_;
        EntryPointer entry_;
    };

    std::vector<EntryPointer> listeners_of(std::string_view topic) {
        const std::lock_guard lock(mutex_);
        const auto found = topics_.find(std::string(topic));
        return found == topics_.end() ? std::vector<EntryPointer>{} : found->second;
    }

    void remove(const std::string& topic, const EntryPointer& entry) {
        const std::lock_guard lock(mutex_);
        const auto found = topics_.find(topic);
        if (found == topics_.end()) return;
        count_ -= std::erase(found->second, entry);
        if (found->second.empty()) topics_.erase(found);
    }

    std::mutex mutex_;
    std::unordered_map<std::string, std::vector<EntryPointer>> topics_;
    std::size_t count_ = 0;
};

} // namespace

std::unique_ptr<Bus> make_memory_bus() {
    return std::make_unique<MemoryBus>();
}

} // namespace denkraum::bus
