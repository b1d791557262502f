// SPDX-License-Identifier: EUPL-1.2
#include "domain/trail/trail.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "domain/trail/limits.hpp"

namespace denkraum::trail {
namespace {

constexpr std::uint8_t format_version = 1;

bool is_word(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
}

void put(Bytes& out, std::uint64_t number, unsigned bytes) {
    for (unsigned i = bytes; i > 0; --i) {
        out.push_back(static_cast<std::uint8_t>(number >> (8U * (i - 1U))));
    }
}

void put(Bytes& out, ByteView bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

void put_text(Bytes& out, std::string_view text) {
    CHECK(text.size() <= 0xffff, "check() bounds the words of an entry");
    put(out, text.size(), 2);
    put(out, as_bytes(text));
}

} // namespace

Done check(const Entry& entry) {
    if (!is_word(entry.action) || entry.action.find('.') == std::string::npos) {
        return fail(ErrorCode::Invalid, "an action is written like guideline.published");
    }
    if (!is_word(entry.subject.kind)) {
        return fail(ErrorCode::Invalid, "a subject's kind is a lower-case word");
    }
    if (entry.action.size() > action_bytes_max || entry.subject.kind.size() > subject_kind_bytes_max
        || entry.payload.size() > payload_bytes_max) {
        return fail(ErrorCode::TooLarge, "a trail entry is over its bounds");
    }
    if (!utf8::is_valid(entry.payload)) return fail(ErrorCode::Invalid, "payloads are UTF-8");
    return {};
}

Digest hash_payload(const Salt& salt, std::string_view payload) {
    secret::Sha256 hash;
    hash.add(salt).add(payload);
    return std::move(hash).finish();
}

Link link_of(const Entry& entry, std::int64_t sequence, const Salt& salt) {
    return {
        .sequence = sequence,
        .at = entry.at,
        .actor = entry.actor,
        .authority = entry.authority,
        .action = entry.action,
        .subject = entry.subject,
        .payload_hash = hash_payload(salt, entry.payload),
    };
}

Bytes canonical_bytes(const Link& link) {
    Bytes out;
    out.push_back(format_version);
    put(out, static_cast<std::uint64_t>(link.sequence), 8);
    put(out, static_cast<std::uint64_t>(link.at.us), 8);
    put(out, link.actor.bytes());
    out.push_back(link.authority ? 1 : 0);
    if (link.authority) put(out, link.authority->bytes());
    put_text(out, link.action);
    put_text(out, link.subject.kind);
    put(out, link.subject.id.bytes());
    put(out, link.payload_hash);
    return out;
}

Digest hash_link(const Digest& previous, const Link& link) {
    secret::Sha256 hash;
    hash.add(previous).add(canonical_bytes(link));
    return std::move(hash).finish();
}

} // namespace denkraum::trail
