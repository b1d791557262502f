// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <utility>

#include "base/bytes.hpp"
#include "platform/secret/hash.hpp"

namespace denkraum::secret {

/// A value that must not reach a log, a page or a message: a password, a token, a key. It has no
/// `<<`, no formatter, no JSON and no comparison except in constant time; the one way to see it is
/// reveal(), which is easy to search for. Its memory is overwritten when it goes.
template <class T>
class Secret {
public:
    Secret() = default;
    explicit Secret(T value) : value_(std::move(value)) {}
    Secret(const Secret&) = default;
    Secret& operator=(const Secret&) = default;
    Secret(Secret&& other) noexcept : value_(std::move(other.value_)) { other.wipe(); }
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            wipe();
            value_ = std::move(other.value_);
            other.wipe();
        }
        return *this;
    }
    ~Secret() { wipe(); }

    [[nodiscard]] const T& reveal() const { return value_; }
    [[nodiscard]] bool empty() const { return value_.empty(); }

    friend bool operator==(const Secret& left, const Secret& right) {
        return equal_in_constant_time(
            {reinterpret_cast<const std::uint8_t*>(left.value_.data()), left.value_.size()},
            {reinterpret_cast<const std::uint8_t*>(right.value_.data()), right.value_.size()}
        );
    }

private:
    void wipe() {
        overwrite(value_.data(), value_.size());
        value_.clear();
    }

    T value_;
};

using SecretText = Secret<std::string>;
using SecretBytes = Secret<Bytes>;

} // namespace denkraum::secret
