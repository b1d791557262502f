// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "base/random.hpp"
#include "base/result.hpp"

namespace denkraum {

/// 16 bytes in the UUIDv7 layout (RFC 9562): 48 bits of milliseconds, then randomness, so that
/// ids sort by the time they were made. Written in addresses as 22 characters of base64url.
///
/// The tag makes ids of different things different types: passing a MemberId where a DocumentId
/// is wanted does not compile (tests/structure/must_not_compile).
template <class Tag>
class Id {
public:
    using Raw = std::array<std::uint8_t, 16>;

    /// All zero: "none". Only for default-constructed values that are filled later.
    constexpr Id() = default;
    constexpr explicit Id(const Raw& raw) : raw_(raw) {}

    /// A new id of this moment.
    [[nodiscard]] static Id make(Instant now, Randomness& randomness) {
        Raw raw{};
        randomness.fill(raw);
        return from_random(now, raw);
    }

    /// A random id that tells no time (UUIDv4): for nameless posts and secret ballots.
    [[nodiscard]] static Id make_timeless(Randomness& randomness) {
        Raw raw{};
        randomness.fill(raw);
        raw[6] = static_cast<std::uint8_t>(0x40U | (raw[6] & 0x0fU));
        raw[8] = static_cast<std::uint8_t>(0x80U | (raw[8] & 0x3fU));
        return Id(raw);
    }

    /// Fails: Invalid unless `text` is 22 characters as text() gives them.
    [[nodiscard]] static Result<Id> from_text(std::string_view text) {
        DK_TRY(const Bytes bytes, from_base64url(text));
        return from_bytes(bytes);
    }
    /// Fails: Invalid unless there are 16 bytes.
    [[nodiscard]] static Result<Id> from_bytes(ByteView bytes) {
        if (bytes.size() != 16) return fail(ErrorCode::Invalid, "an id has 16 bytes");
        Raw raw{};
        std::memcpy(raw.data(), bytes.data(), raw.size());
        return Id(raw);
    }

    [[nodiscard]] ByteView bytes() const { return raw_; }
    [[nodiscard]] const Raw& raw() const { return raw_; }
    [[nodiscard]] std::string text() const { return to_base64url(raw_); }
    [[nodiscard]] bool is_none() const { return raw_ == Raw{}; }

    friend auto operator<=>(const Id&, const Id&) = default;

private:
    static Id from_random(Instant now, Raw raw) {
        const auto ms = static_cast<std::uint64_t>(now.us / 1000);
        for (std::size_t i = 0; i < 6; ++i) {
            raw[i] = static_cast<std::uint8_t>(ms >> (8U * (5U - i)));
        }
        raw[6] = static_cast<std::uint8_t>(0x70U | (raw[6] & 0x0fU));
        raw[8] = static_cast<std::uint8_t>(0x80U | (raw[8] & 0x3fU));
        return Id(raw);
    }

    Raw raw_{};
};

} // namespace denkraum

template <class Tag>
struct std::hash<denkraum::Id<Tag>> {
    std::size_t operator()(const denkraum::Id<Tag>& id) const noexcept {
        // The tail of an id is random, so it is a hash already.
        std::size_t value = 0;
        std::memcpy(&value, id.raw().data() + 8, sizeof value);
        return value;
    }
};
