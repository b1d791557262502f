// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace denkraum {

/// A point in time: microseconds since 1970-01-01T00:00:00Z, as the database stores it.
struct Instant {
    std::int64_t us = 0;

    friend auto operator<=>(Instant, Instant) = default;
    friend Instant operator+(Instant at, std::chrono::microseconds span) {
        return {at.us + span.count()};
    }
    friend Instant operator-(Instant at, std::chrono::microseconds span) {
        return {at.us - span.count()};
    }
    friend std::chrono::microseconds operator-(Instant later, Instant earlier) {
        return std::chrono::microseconds(later.us - earlier.us);
    }
};

/// "2026-11-22T16:34:16.000000Z"; `from_iso` takes what `to_iso` gives and also a bare date.
[[nodiscard]] std::string to_iso(Instant at);
[[nodiscard]] Result<Instant> instant_from_iso(std::string_view text);

/// Time is passed in, so that tests decide what time it is. One of the five ports.
class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

/// A clock that a test moves.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start) : now_(start) {}
    [[nodiscard]] Instant now() const override { return now_; }
    void advance(std::chrono::microseconds span) { now_ = now_ + span; }
    void set(Instant at) { now_ = at; }

private:
    Instant now_;
};

} // namespace denkraum
