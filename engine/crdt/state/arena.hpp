// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.hpp"
#include "engine/crdt/limits.hpp"

namespace denkraum::crdt {

/// The contents of all items of a document, one after the other. Items name them by offset. A
/// run that grows at the end of the arena grows in place; one inside moves to the end and takes
/// room with it, so that typing costs a constant amount per unit.
class Arena {
public:
    [[nodiscard]] std::uint32_t add(ByteView bytes) {
        const auto at = static_cast<std::uint32_t>(bytes_.size());
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
        return at;
    }
    [[nodiscard]] ByteView view(std::uint32_t at, std::uint32_t bytes) const {
        return ByteView(bytes_).subspan(at, bytes);
    }
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    void resize(std::size_t bytes) { bytes_.resize(bytes); }
    [[nodiscard]] std::uint8_t* at(std::uint32_t offset) { return bytes_.data() + offset; }
    /// Gives back what was reserved in vain.
    void shrink() {
        if (bytes_.capacity() > bytes_.size() + bytes_.size() / 8) bytes_.shrink_to_fit();
    }
    void reserve(std::size_t bytes) { bytes_.reserve(bytes_.size() + bytes); }
    /// Whether `bytes` more may come. Moving a run takes at most twice its size and a split as
    /// much as the run, so that offsets stay below 2^32.
    [[nodiscard]] bool has_room(std::size_t bytes) const {
        return bytes_.size() + bytes <= content_bytes_max;
    }

private:
    Bytes bytes_;
};

} // namespace denkraum::crdt
