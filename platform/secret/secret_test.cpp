// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <concepts>
#include <ostream>
#include <set>
#include <thread>
#include <type_traits>
#include <vector>

#include "platform/secret/hash.hpp"
#include "platform/secret/password.hpp"
#include "platform/secret/random.hpp"
#include "platform/secret/secret.hpp"
#include "platform/secret/token.hpp"

namespace denkraum::secret {
namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };
template <class T>
concept Ordered = requires(const T& value) { value < value; };

static_assert(Printable<std::string> && !Printable<SecretText>);
static_assert(Ordered<std::string> && !Ordered<SecretText>);
static_assert(fmt::is_formattable<std::string>() && !fmt::is_formattable<SecretText>());
static_assert(!std::convertible_to<SecretText, std::string>);

TEST(Secret, equals_only_the_same_bytes) {
    EXPECT_TRUE(SecretText("abc") == SecretText("abc"));
    EXPECT_FALSE(SecretText("abc") == SecretText("abd"));
    EXPECT_FALSE(SecretText("abc") == SecretText("ab"));
    EXPECT_TRUE(SecretText() == SecretText(""));
}

TEST(Secret, leaves_nothing_behind_when_moved) {
    SecretText from("short");
    const SecretText to = std::move(from);
    EXPECT_EQ(to.reveal(), "short");
    EXPECT_TRUE(from.empty()); // NOLINT(bugprone-use-after-move): that is the question
}

// FIPS 180-2, appendix B.
TEST(Hash, sha256_gives_the_published_values) {
    EXPECT_EQ(
        to_hex(sha256(as_bytes("abc"))),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    EXPECT_EQ(
        to_hex(sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}

TEST(Hash, pieces_give_the_same_as_the_whole) {
    Sha256 hash;
    hash.add("a").add("").add("bc");
    EXPECT_EQ(std::move(hash).finish(), sha256(as_bytes("abc")));
}

// RFC 4231, test cases 1, 2 and 6 (a key longer than a block).
TEST(Hash, hmac_gives_the_published_values) {
    EXPECT_EQ(
        to_hex(hmac_sha256(Bytes(20, 0x0b), as_bytes("Hi There"))),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    );
    EXPECT_EQ(
        to_hex(hmac_sha256(as_bytes("Jefe"), as_bytes("what do ya want for nothing?"))),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    EXPECT_EQ(
        to_hex(hmac_sha256(
            Bytes(131, 0xaa), as_bytes("Test Using Larger Than Block-Size Key - Hash Key First")
        )),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    );
}

TEST(Token, is_looked_up_by_the_hash_it_was_made_with) {
    SystemRandomness randomness;
    std::set<std::string> seen;
    for (int i = 0; i < 50; ++i) {
        const NewToken token = make_token(randomness);
        EXPECT_EQ(token.text.reveal().size(), 43U);
        EXPECT_EQ(token_hash(token.text.reveal()).value(), token.hash);
        EXPECT_TRUE(seen.insert(token.text.reveal()).second);
    }
}

TEST(Token, other_text_is_no_token) {
    for (const auto* text : {"", "abc", "====", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
        EXPECT_EQ(token_hash(text).error().code, ErrorCode::Invalid) << text;
    }
}

TEST(Passwords, only_the_right_password_passes) {
    Passwords passwords(cheap_password_cost);
    const auto stored = passwords.hash(SecretText("Überraschung 1"));
    ASSERT_TRUE(stored);
    EXPECT_TRUE(passwords.verify(*stored, SecretText("Überraschung 1")).value());
    EXPECT_FALSE(passwords.verify(*stored, SecretText("überraschung 1")).value());
    EXPECT_FALSE(passwords.verify(*stored, SecretText("")).value());
}

TEST(Passwords, the_same_password_is_stored_differently_each_time) {
    Passwords passwords(cheap_password_cost);
    EXPECT_NE(passwords.hash(SecretText("x")).value(), passwords.hash(SecretText("x")).value());
}

TEST(Passwords, the_default_cost_is_the_documented_one) {
    Passwords passwords(PasswordCost{});
    const auto stored = passwords.hash(SecretText("x"));
    ASSERT_TRUE(stored);
    EXPECT_TRUE(stored->starts_with("$argon2id$v=19$m=65536,t=2,p=1$")) << *stored;
    EXPECT_FALSE(passwords.is_outdated(*stored));
    EXPECT_TRUE(Passwords(cheap_password_cost).is_outdated(*stored));
}

TEST(Passwords, bad_input_is_told_apart) {
    Passwords passwords(cheap_password_cost);
    EXPECT_EQ(passwords.verify("secret", SecretText("x")).error().code, ErrorCode::Corrupt);
    const SecretText long_one(std::string(password_bytes_max + 1, 'x'));
    EXPECT_EQ(passwords.hash(long_one).error().code, ErrorCode::TooLarge);
}

TEST(Passwords, who_does_not_get_a_turn_in_time_is_told_so) {
    PasswordCost cost;
    cost.at_once_max = 1;
    cost.wait_max = std::chrono::milliseconds(1);
    Passwords passwords(cost);
    std::atomic<int> refused = 0;
    std::atomic<int> done = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                const auto hashed = passwords.hash(SecretText("x"));
                hashed ? ++done : ++refused;
                if (!hashed) {
                    EXPECT_EQ(hashed.error().code, ErrorCode::Unavailable);
                }
            });
        }
    }
    EXPECT_GE(done, 1);
    EXPECT_GE(refused, 1);
    EXPECT_TRUE(passwords.hash(SecretText("x"))) << "a place was not given back";
}

} // namespace
} // namespace denkraum::secret
