// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "engine/crdt/merge/integrate.hpp"
#include "engine/crdt/state/store.hpp"

namespace denkraum::crdt {

/// Attributes by key with compact JSON values, in the order in which they were set. `null` stands
/// for "none" where an attribute is to be taken away.
class FormatMap {
public:
    using Entries = std::vector<std::pair<std::string, std::string>>;
    FormatMap() = default;
    explicit FormatMap(Entries entries) : entries_(std::move(entries)) {}
    /// `null` when there is none.
    [[nodiscard]] std::string_view value(std::string_view key) const;
    [[nodiscard]] bool has(std::string_view key) const;
    void set(std::string_view key, std::string_view value);
    void erase(std::string_view key);
    /// What a Format item does to the attributes in force.
    void apply(std::string_view key, std::string_view value);
    [[nodiscard]] const Entries& entries() const { return entries_; }
    [[nodiscard]] bool empty() const { return entries_.empty(); }

private:
    Entries entries_;
};

/// A cursor in a text that writes as Y.Text does: Format items switch an attribute on for what
/// follows and off again (`null`, or the value before) behind what was written.
class TextEditor {
public:
    TextEditor(Store& store, ClientIndex client, TypeIndex text);

    /// Goes right until `index` visible units are on the left; splits an item if need be.
    /// Requires: there are so many.
    void seek(std::uint64_t index);
    /// Goes to just before or just after a unit of this text. Requires: it is known there.
    void seek_before(ClientIndex client, Clock clock);
    void seek_after(ClientIndex client, Clock clock);
    /// Visible units on the right, counted up to `enough`.
    [[nodiscard]] std::uint64_t visible_to_the_right(std::uint64_t enough) const;
    [[nodiscard]] const FormatMap& formats() const { return formats_; }

    /// One struct (String, Embed) with exactly these attributes.
    Done insert(ContentKind kind, ByteView content, Clock length, FormatMap attributes);
    void remove(std::uint64_t length);
    Done format(std::uint64_t length, const FormatMap& attributes);

private:
    Done insert_plain(ContentKind kind, ByteView content, Clock length);
    void forward();
    void seek_item(ItemIndex right);
    void start_near(std::uint64_t index);
    void start_at(ItemIndex right, const PlaceHint& hint);
    void minimize(const FormatMap& attributes);
    [[nodiscard]] Result<FormatMap> open(const FormatMap& attributes);
    Done close(FormatMap negated);
    Done write(ContentKind kind, ByteView content, Clock length);
    Done write_format(std::string_view key, std::string_view value);
    [[nodiscard]] bool goes_on_left(const Item& item, const Bonds& bonds) const;
    void clean_gap(ItemIndex start, ItemIndex current, FormatMap& before);
    void split_right(std::uint64_t offset);
    [[nodiscard]] const Item& right() const { return store_.item(right_); }

    Store& store_;
    ClientIndex client_;
    TypeIndex text_;
    ItemIndex left_ = no_item;
    ItemIndex right_ = no_item;
    FormatMap formats_;
    std::uint64_t index_ = 0; ///< visible units on the left after seek()
    Budget budget_;
};

} // namespace denkraum::crdt
