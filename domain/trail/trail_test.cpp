// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "domain/trail/limits.hpp"
#include "domain/trail/trail.hpp"

namespace denkraum::trail {
namespace {

AnyId id(std::uint8_t byte) {
    AnyId::Raw raw{};
    raw.fill(byte);
    return AnyId(raw);
}

Entry entry() {
    return {
        .at = Instant{1'700'000'000'000'000},
        .actor = id(1),
        .authority = id(2),
        .action = "guideline.published",
        .subject = {.kind = "guideline", .id = id(3)},
        .payload = R"({"edition":2})",
    };
}

constexpr Salt salt{1, 2, 3};

TEST(Trail, canonical_bytes_are_those_of_the_grammar) {
    Link link = link_of(entry(), 5, salt);
    link.at = Instant{-1};
    link.action = "a.b";
    link.subject.kind = "k";
    link.payload_hash.fill(0xee);
    std::string expected = "01"
                           "0000000000000005"
                           "ffffffffffffffff";
    for (int i = 0; i < 16; ++i)
        expected += "01";
    expected += "01";
    for (int i = 0; i < 16; ++i)
        expected += "02";
    expected += "0003612e62"
                "00016b";
    for (int i = 0; i < 16; ++i)
        expected += "03";
    for (int i = 0; i < 32; ++i)
        expected += "ee";
    EXPECT_EQ(to_hex(canonical_bytes(link)), expected);
    link.authority = std::nullopt;
    EXPECT_EQ(canonical_bytes(link).size(), expected.size() / 2 - 16);
}

TEST(Trail, every_field_changes_the_hash) {
    const Link link = link_of(entry(), 5, salt);
    const Digest hash = hash_link(no_hash, link);
    const std::vector<std::function<void(Link&)>> changes{
        [](Link& l) { ++l.sequence; },
        [](Link& l) { ++l.at.us; },
        [](Link& l) { l.actor = id(9); },
        [](Link& l) { l.authority = id(9); },
        [](Link& l) { l.authority = std::nullopt; },
        [](Link& l) { l.action += "x"; },
        [](Link& l) { l.subject.kind += "x"; },
        [](Link& l) { l.subject.id = id(9); },
        [](Link& l) { l.payload_hash[31] ^= 1; },
    };
    for (const auto& change : changes) {
        Link changed = link;
        change(changed);
        EXPECT_NE(hash_link(no_hash, changed), hash);
    }
    EXPECT_NE(hash_link(hash, link), hash) << "the entry before it";
}

TEST(Trail, a_letter_cannot_move_from_the_action_to_the_kind) {
    Link left = link_of(entry(), 1, salt);
    Link right = left;
    left.action = "a.bc";
    left.subject.kind = "d";
    right.action = "a.b";
    right.subject.kind = "cd";
    EXPECT_NE(hash_link(no_hash, left), hash_link(no_hash, right));
}

TEST(Trail, the_payloads_hash_depends_on_salt_and_words) {
    EXPECT_NE(hash_payload({}, "{}"), hash_payload(salt, "{}"));
    EXPECT_NE(hash_payload(salt, "{}"), hash_payload(salt, "{ }"));
    EXPECT_EQ(hash_payload(salt, "{}"), hash_payload(salt, "{}"));
}

TEST(Trail, an_entry_that_cannot_be_chained_is_refused) {
    EXPECT_TRUE(check(entry()));
    const auto code_of = [](const std::function<void(Entry&)>& change) {
        Entry changed = entry();
        change(changed);
        return check(changed).error().code;
    };
    EXPECT_EQ(code_of([](Entry& e) { e.action = ""; }), ErrorCode::Invalid);
    EXPECT_EQ(code_of([](Entry& e) { e.action = "published"; }), ErrorCode::Invalid);
    EXPECT_EQ(code_of([](Entry& e) { e.action = "Guideline.published"; }), ErrorCode::Invalid);
    EXPECT_EQ(code_of([](Entry& e) { e.subject.kind = ""; }), ErrorCode::Invalid);
    EXPECT_EQ(code_of([](Entry& e) { e.payload = "\xff"; }), ErrorCode::Invalid);
    EXPECT_EQ(
        code_of([](Entry& e) { e.payload.assign(payload_bytes_max + 1, ' '); }), ErrorCode::TooLarge
    );
}

} // namespace
} // namespace denkraum::trail
