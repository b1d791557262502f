// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "platform/secret/hash.hpp"

/// The Protokoll: who did what, when, to what. Each entry carries the hash of the one before it, so
/// that a changed, inserted or missing entry is found. What an entry says in words (its payload)
/// may have to be erased one day: only its salted hash is chained, and the chain still verifies.
namespace denkraum::trail {

/// An id of anything: the trail is below all other folders and does not know their types.
using AnyId = Id<struct AnyTag>;

template <class Tag>
[[nodiscard]] AnyId any(const Id<Tag>& id) {
    return AnyId(id.raw());
}

/// What an entry is about, for example {"guideline", any(guideline_id)}.
struct Subject {
    std::string kind;
    AnyId id;
    friend auto operator<=>(const Subject&, const Subject&) = default;
};

/// One thing somebody did, as a command hands it in.
struct Entry {
    Instant at;
    /// The id of an actor, as domain/network makes them: a pseudonym for a member with the
    /// authority and role of that time; the name lives elsewhere and can be erased there. Always
    /// made by network::entry_by(). None (all zero): nobody who is known, such as a visitor.
    AnyId actor = {};
    /// The authority for which the actor acted.
    std::optional<AnyId> authority = {};
    /// "guideline.published": the subject's folder, a dot, a past participle.
    std::string action;
    Subject subject;
    /// Details as JSON text. Erasable; nothing else is.
    std::string payload = "{}";
    friend bool operator==(const Entry&, const Entry&) = default;
};

using secret::Digest;
using Salt = std::array<std::uint8_t, 16>;

/// The part of an entry that stays for ever and is chained.
struct Link {
    std::int64_t sequence = 0;
    Instant at;
    AnyId actor = {};
    std::optional<AnyId> authority = {};
    std::string action;
    Subject subject;
    Digest payload_hash = {};
};

/// Before the first entry.
inline constexpr Digest no_hash{};

/// Fails: Invalid for an action or kind that is not lower-case words; TooLarge over a bound.
[[nodiscard]] Done check(const Entry& entry);

/// SHA-256(salt ‖ payload). The salt keeps a short payload from being guessed after its erasure.
[[nodiscard]] Digest hash_payload(const Salt& salt, std::string_view payload);

[[nodiscard]] Link link_of(const Entry& entry, std::int64_t sequence, const Salt& salt);

/// The bytes of a link that are hashed. Numbers are big-endian:
///
///     link         = version sequence at actor authority action kind subject payload_hash
///     version      = 0x01
///     sequence     = 8 bytes, from 1
///     at           = 8 bytes, two's complement, microseconds since 1970-01-01T00:00:00Z
///     actor        = 16 bytes
///     authority    = 0x00 | 0x01 16 bytes
///     action, kind = length (2 bytes) and as many bytes of UTF-8
///     subject      = 16 bytes
///     payload_hash = 32 bytes
[[nodiscard]] Bytes canonical_bytes(const Link& link);

/// SHA-256(previous ‖ canonical_bytes(link)); `previous` is no_hash for the first link.
[[nodiscard]] Digest hash_link(const Digest& previous, const Link& link);

} // namespace denkraum::trail
