// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "engine/crdt/state/item.hpp"

namespace denkraum::crdt {

/// The keys of a map in the order in which they were first set, with the rightmost (newest) item
/// of each. Few keys are searched one by one, many through an index.
class KeyTable {
public:
    struct Entry {
        KeyIndex key;
        LaneIndex lane;
        ItemIndex last;
    };
    /// Good until the table changes; none for a key that was never set.
    [[nodiscard]] const Entry* find(KeyIndex key) const;
    [[nodiscard]] ItemIndex last(KeyIndex key) const;
    void add(KeyIndex key, LaneIndex lane);
    /// Takes back the key that was added last.
    void pop_back();
    /// Gives back room that is not needed any more.
    void shrink();
    /// Requires: the key was added.
    void set(KeyIndex key, ItemIndex last);
    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

private:
    [[nodiscard]] std::size_t place_of(KeyIndex key) const;

    std::vector<Entry> entries_;
    std::unique_ptr<std::unordered_map<KeyIndex, std::uint32_t>> index_;
};

/// One list or one chain of values: see LaneIndex.
struct Lane {
    TypeIndex parent = none;
    KeyIndex key = none; ///< none: the list
};

/// A shared type: a list of items, a map of items, or both (xml).
struct Type {
    ItemIndex item = no_item;  ///< the item that holds it; none for a root
    ItemIndex start = no_item; ///< first item of the list
    std::uint64_t length = 0;  ///< visible units of the list
    LaneIndex list = none;     ///< the lane of its list
    KeyIndex name = none;      ///< of a root; node name of XmlElement and XmlHook
    std::uint32_t depth = 0;   ///< 0 for a root
    TypeKind kind = TypeKind::Root;
    bool has_formats = false; ///< a Format item was linked into the list once
    KeyTable keys;
};

} // namespace denkraum::crdt
