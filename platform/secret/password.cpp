// SPDX-License-Identifier: EUPL-1.2
#include "platform/secret/password.hpp"

#include <sodium.h>

#include <array>
#include <utility>

#include "base/check.hpp"

namespace denkraum::secret {
namespace {

Done check_length(const SecretText& password) {
    if (password.reveal().size() > password_bytes_max) {
        return fail(ErrorCode::TooLarge, "the password is longer than the bound");
    }
    return {};
}

} // namespace

// One of the at_once_max places, given back when it goes.
class Passwords::Turn {
public:
    static Result<Turn> take(Passwords& passwords) {
        CHECK(sodium_init() >= 0, "the system gives randomness");
        std::unique_lock lock(passwords.mutex_);
        const bool in_time = passwords.freed_.wait_for(lock, passwords.cost_.wait_max, [&] {
            return passwords.running_ < passwords.cost_.at_once_max;
        });
        if (!in_time) return fail(ErrorCode::Unavailable, "too many logins at once");
        ++passwords.running_;
        return Turn(passwords);
    }
    Turn(Turn&& other) noexcept : passwords_(std::exchange(other.passwords_, nullptr)) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
        if (passwords_ == nullptr) return;
        const std::lock_guard lock(passwords_->mutex_);
        --passwords_->running_;
        passwords_->freed_.notify_one();
    }

private:
    explicit Turn(Passwords& passwords) : passwords_(&passwords) {}
    Passwords* passwords_;
};

Result<std::string> Passwords::hash(const SecretText& password) {
    DK_DO(check_length(password));
    DK_TRY(const Turn turn, Turn::take(*this));
    std::array<char, crypto_pwhash_STRBYTES> text{};
    const int code = crypto_pwhash_str_alg(
        text.data(),
        password.reveal().data(),
        password.reveal().size(),
        cost_.passes,
        cost_.memory_bytes,
        crypto_pwhash_ALG_ARGON2ID13
    );
    if (code != 0) return fail(ErrorCode::Unavailable, "no memory for hashing a password");
    return std::string(text.data());
}

Result<bool> Passwords::verify(std::string_view stored, const SecretText& password) {
    DK_DO(check_length(password));
    if (stored.size() >= password_hash_bytes_max || !stored.starts_with("$argon2id$")) {
        return fail(ErrorCode::Corrupt, "the stored password hash is none of argon2id");
    }
    DK_TRY(const Turn turn, Turn::take(*this));
    const std::string text(stored);
    return crypto_pwhash_str_verify(
               text.c_str(), password.reveal().data(), password.reveal().size()
           )
           == 0;
}

Done Passwords::pretend_to_verify(const SecretText& password) {
    DK_TRY(const auto ignored, hash(password));
    (void)ignored;
    return {};
}

bool Passwords::is_outdated(std::string_view stored) const {
    const std::string text(stored);
    return crypto_pwhash_str_needs_rehash(text.c_str(), cost_.passes, cost_.memory_bytes) != 0;
}

} // namespace denkraum::secret
