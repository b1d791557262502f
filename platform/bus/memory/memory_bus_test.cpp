// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "platform/bus/limits.hpp"
#include "platform/bus/memory/memory_bus.hpp"

namespace denkraum::bus {
namespace {

class BusContract : public testing::Test {
protected:
    std::unique_ptr<Subscription> listen(std::string_view topic, std::vector<std::string>& heard) {
        auto subscription = bus_->subscribe(topic, [&heard](ByteView payload) {
            heard.emplace_back(as_text(payload));
        });
        EXPECT_TRUE(subscription);
        return *std::move(subscription);
    }
    void publish(std::string_view topic, std::string_view payload) {
        EXPECT_TRUE(bus_->publish(topic, as_bytes(payload)));
    }
    std::unique_ptr<Bus> bus_ = make_memory_bus();
};

TEST_F(BusContract, everyone_who_listens_to_the_topic_hears_it_in_order) {
    std::vector<std::string> first;
    std::vector<std::string> second;
    std::vector<std::string> other;
    const auto a = listen("document.1", first);
    const auto b = listen("document.1", second);
    const auto c = listen("document.2", other);
    publish("document.1", "x");
    publish("document.1", "y");
    EXPECT_EQ(first, (std::vector<std::string>{"x", "y"}));
    EXPECT_EQ(second, first);
    EXPECT_TRUE(other.empty());
}

TEST_F(BusContract, who_stopped_listening_hears_nothing) {
    std::vector<std::string> heard;
    auto subscription = listen("t", heard);
    publish("t", "x");
    subscription.reset();
    publish("t", "y");
    EXPECT_EQ(heard, std::vector<std::string>{"x"});
}

TEST_F(BusContract, a_listener_may_publish_and_subscribe) {
    std::vector<std::string> heard;
    std::unique_ptr<Subscription> late;
    const auto subscription = bus_->subscribe("t", [&](ByteView payload) {
        if (as_text(payload) != "first") return;
        late = listen("u", heard);
        publish("t", "second");
        publish("u", "third");
    });
    publish("t", "first");
    EXPECT_EQ(heard, std::vector<std::string>{"third"});
}

TEST_F(BusContract, refuses_what_is_too_large) {
    const Bytes large(payload_bytes_max + 1);
    EXPECT_EQ(bus_->publish("t", large).error().code, ErrorCode::TooLarge);
    const std::string topic(topic_bytes_max + 1, 't');
    EXPECT_EQ(bus_->publish(topic, {}).error().code, ErrorCode::TooLarge);
    EXPECT_EQ(bus_->subscribe(topic, [](ByteView) {}).error().code, ErrorCode::TooLarge);
}

TEST_F(BusContract, no_call_begins_after_the_subscription_is_gone) {
    std::atomic<bool> stop = false;
    std::jthread publisher([&] {
        while (!stop)
            publish("t", "x");
    });
    for (int i = 0; i < 200; ++i) {
        auto alive = std::make_unique<std::atomic<bool>>(true);
        auto subscription =
            bus_->subscribe("t", [&flag = *alive](ByteView) { EXPECT_TRUE(flag.load()); });
        ASSERT_TRUE(subscription);
        std::this_thread::yield();
        subscription->reset();
        *alive = false;
    }
    stop = true;
}

} // namespace
} // namespace denkraum::bus
