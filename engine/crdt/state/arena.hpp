// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

#include "base/bytes.hpp"
#include "engine/crdt/limits.hpp"

namespace denkraum::crdt {

/// The contents of all items of a document, one after the other. Items name them by offset. A
/// run that grows at the end of the arena grows in place; one inside moves to the end and takes
/// room with it, so that typing costs a constant amount per unit.
class Arena {
public:
    [[nodiscard]] std::uint32_t add(ByteView bytes) {
        const auto at = static_cast<std::uint32_t>(size_);
        grow(bytes.size());
        if (!bytes.empty()) std::memcpy(bytes_.get() + at, bytes.data(), bytes.size());
        return at;
    }
    [[nodiscard]] ByteView view(std::uint32_t at, std::uint32_t bytes) const {
        return {bytes_.get() + at, bytes};
    }
    [[nodiscard]] std::size_t size() const { return size_; }
    /// Makes so many bytes more at the end, whatever they are.
    void grow(std::size_t bytes) {
        if (bytes > capacity_ - size_) set_capacity(std::max(size_ + bytes, 2 * capacity_));
        size_ += bytes;
    }
    [[nodiscard]] std::uint8_t* at(std::uint32_t offset) { return bytes_.get() + offset; }
    void reserve(std::size_t bytes) {
        if (bytes > capacity_ - size_) set_capacity(size_ + bytes);
    }
    /// Gives back what was reserved in vain.
    void shrink() {
        if (capacity_ > size_ + size_ / 8) set_capacity(size_);
    }
    /// Takes back what was added beyond this size.
    void cut_to(std::size_t size) { size_ = size; }
    /// Whether `bytes` more may come. Moving a run takes at most twice its size and a split as
    /// much as the run, so that offsets stay below 2^32.
    [[nodiscard]] bool has_room(std::size_t bytes) const {
        return size_ + bytes <= content_bytes_max;
    }

private:
    struct Free {
        void operator()(std::uint8_t* bytes) const { std::free(bytes); }
    };
    /// A large block moves to its new place without being copied, which a vector cannot do.
    void set_capacity(std::size_t bytes) {
        auto* const moved =
            static_cast<std::uint8_t*>(std::realloc(bytes_.get(), std::max<std::size_t>(bytes, 1)));
        if (moved == nullptr) throw std::bad_alloc();
        (void)bytes_.release();
        bytes_.reset(moved);
        capacity_ = bytes;
    }

    std::unique_ptr<std::uint8_t, Free> bytes_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

} // namespace denkraum::crdt
