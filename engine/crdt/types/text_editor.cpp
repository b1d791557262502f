// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/types/text_editor.hpp"

#include <algorithm>

#include "engine/crdt/limits.hpp"
#include "engine/crdt/types/read.hpp"

namespace denkraum::crdt {
namespace {

constexpr std::string_view off = "null";

/// What Y.Text counts as text when it deletes.
bool is_text_content(ContentKind kind) {
    return kind == ContentKind::String || kind == ContentKind::Embed || kind == ContentKind::Type;
}

} // namespace

std::string_view FormatMap::value(std::string_view key) const {
    for (const auto& [known, value] : entries_) {
        if (known == key) return value;
    }
    return off;
}

bool FormatMap::has(std::string_view key) const {
    return std::ranges::any_of(entries_, [&](const auto& entry) { return entry.first == key; });
}

void FormatMap::set(std::string_view key, std::string_view value) {
    for (auto& entry : entries_) {
        if (entry.first == key) {
            entry.second = value;
            return;
        }
    }
    entries_.emplace_back(key, value);
}

void FormatMap::erase(std::string_view key) {
    std::erase_if(entries_, [&](const auto& entry) { return entry.first == key; });
}

void FormatMap::apply(std::string_view key, std::string_view value) {
    value == off ? erase(key) : set(key, value);
}

TextEditor::TextEditor(Store& store, ClientIndex client, TypeIndex text)
    : store_(store),
      client_(client),
      text_(text),
      right_(store.type(text).start),
      budget_{conflict_steps_max} {}

void TextEditor::forward() {
    const Item& item = right();
    if (item.kind == ContentKind::Format && !item.deleted) {
        const Format format = format_of(store_, item);
        formats_.apply(format.key, format.value);
    }
    left_ = right_;
    right_ = item.right;
}

void TextEditor::split_right(std::uint64_t offset) {
    const Item& item = right();
    store_.starting_at(store_.client_of(item), item.clock + static_cast<Clock>(offset));
}

/// Goes to a place from which it is not far to the index: to the last edit or to a milestone. Then
/// fewer units than the index are on the left: deleted items and formats there stay on the right.
void TextEditor::start_near(std::uint64_t index) {
    const PlaceHint& hint = store_.place_hint;
    const bool has_hint = hint.text == text_;
    if (store_.type(text_).has_formats) {
        if (!has_hint || hint.index >= index) return;
        formats_ = FormatMap(hint.formats);
        const Item& item = store_.item(hint.item);
        return start_at(item.kind == ContentKind::Format ? item.right : hint.item, hint);
    }
    const auto milestone = store_.milestones.near(index);
    const auto way_from = [&](std::uint64_t start) {
        return start < index ? index - start : start - index;
    };
    if (has_hint && way_from(hint.index) <= way_from(milestone ? milestone->index : 0)) {
        start_at(hint.item, hint);
    } else if (milestone) {
        right_ = milestone->item;
        left_ = store_.item(right_).left;
        index_ = milestone->index;
    }
    while (index_ >= index && left_ != no_item) {
        right_ = left_;
        left_ = right().left;
        if (right().is_visible()) index_ -= right().length;
    }
}

void TextEditor::start_at(ItemIndex right, const PlaceHint& hint) {
    right_ = right;
    left_ = right == no_item ? hint.item : store_.item(right).left;
    index_ = hint.index;
}

void TextEditor::seek(std::uint64_t index) {
    const bool has_formats = store_.type(text_).has_formats;
    // What is in force at a milestone is not known.
    has_formats ? store_.milestones.forget() : store_.milestones.use_for(text_);
    if (index > 0) start_near(index);
    std::size_t passed = 0;
    while (right_ != no_item && index_ < index) {
        const Item& item = right();
        if (item.is_visible()) {
            if (++passed > store_.milestones.gap() && !has_formats) {
                store_.milestones.add(right_, index_);
                passed = 0;
            }
            if (index - index_ < item.length) split_right(index - index_);
            index_ += right().length;
        }
        forward();
    }
    // The left neighbour is there already and stays where it is, whatever is written behind it.
    store_.place_hint.text = none;
    if (left_ == no_item) return;
    const Item& left = store_.item(left_);
    const std::uint64_t before = index - (left.is_visible() ? left.length : 0);
    PlaceHint& hint = store_.place_hint;
    hint.text = text_;
    hint.item = left_;
    hint.index = before;
    if (has_formats || !hint.formats.empty()) hint.formats = formats_.entries();
}

void TextEditor::seek_item(ItemIndex wanted) {
    store_.forget_places();
    if (!store_.type(text_).has_formats) {
        right_ = wanted;
        left_ = store_.item(wanted).left;
        return;
    }
    while (right_ != wanted)
        forward();
}

void TextEditor::seek_before(ClientIndex client, Clock clock) {
    seek_item(store_.starting_at(client, clock));
}

void TextEditor::seek_after(ClientIndex client, Clock clock) {
    seek_item(store_.ending_at(client, clock));
    forward();
}

std::uint64_t TextEditor::visible_to_the_right(std::uint64_t enough) const {
    std::uint64_t count = 0;
    for (ItemIndex at = right_; at != no_item && count < enough; at = store_.item(at).right) {
        if (store_.item(at).is_visible()) count += store_.item(at).length;
    }
    return count;
}

Done TextEditor::write(ContentKind kind, ByteView content, Clock length) {
    Item item;
    item.kind = kind;
    item.clock = store_.log(client_).next;
    item.length = length;
    Bonds bonds{.client = client_, .lane = store_.type(text_).list};
    item.left = left_;
    if (length > clock_max - item.clock) return fail(ErrorCode::TooLarge, "clock used up");
    if (!store_.has_room(content.size())) return fail(ErrorCode::TooLarge, "document full");
    if (left_ != no_item) {
        const Item& left = store_.item(left_);
        bonds.origin_client = store_.client_of(left);
        item.origin_clock = left.last();
    }
    if (right_ != no_item) {
        bonds.right_client = store_.client_of(right());
        item.right_clock = right().clock;
    }
    if (goes_on_left(item, bonds)) {
        store_.extend(left_, length, content);
        return {};
    }
    item.bonds = store_.intern(bonds) & index_bits;
    DK_TRY(right_, place(store_, item, right_, content, budget_));
    forward();
    return {};
}

/// Whether the item makes the run on the left longer.
bool TextEditor::goes_on_left(const Item& item, const Bonds& bonds) const {
    if (left_ == no_item || item.kind != ContentKind::String) return false;
    const Item& left = store_.item(left_);
    if (left.end() != item.clock || left.deleted || left.kind != item.kind) return false;
    const Bonds& before = store_.bonds(left);
    return before.client == client_ && before.right_client == bonds.right_client
           && left.right_clock == item.right_clock;
}

Done TextEditor::write_format(std::string_view key, std::string_view value) {
    Writer content;
    content.var_string(key);
    content.var_string(value);
    return write(ContentKind::Format, content.view(), 1);
}

/// Passes what needs no item of its own: deleted items, and formats that say what is wanted.
void TextEditor::minimize(const FormatMap& attributes) {
    while (right_ != no_item) {
        const Item& item = right();
        if (!item.deleted) {
            if (item.kind != ContentKind::Format) return;
            const Format format = format_of(store_, item);
            if (attributes.value(format.key) != format.value) return;
        }
        forward();
    }
}

/// Switches the attributes on that are not in force. Gives what has to be restored behind.
Result<FormatMap> TextEditor::open(const FormatMap& attributes) {
    FormatMap negated;
    for (const auto& [key, value] : attributes.entries()) {
        const std::string current(formats_.value(key));
        if (current == value) continue;
        negated.set(key, current);
        DK_DO(write_format(key, value));
    }
    return negated;
}

Done TextEditor::close(FormatMap negated) {
    while (right_ != no_item) {
        const Item& item = right();
        if (!item.deleted) {
            if (item.kind != ContentKind::Format) break;
            const Format format = format_of(store_, item);
            if (!negated.has(format.key) || negated.value(format.key) != format.value) break;
            negated.erase(format.key);
        }
        forward();
    }
    for (const auto& [key, value] : negated.entries())
        DK_DO(write_format(key, value));
    return {};
}

Done TextEditor::insert(ContentKind kind, ByteView content, Clock length, FormatMap attributes) {
    if (attributes.empty() && !store_.type(text_).has_formats) {
        return insert_plain(kind, content, length);
    }
    for (const auto& [key, value] : formats_.entries()) {
        if (!attributes.has(key)) attributes.set(key, off);
    }
    minimize(attributes);
    DK_TRY(FormatMap negated, open(attributes));
    DK_DO(write(kind, content, length));
    store_.milestones.inserted(index_, length);
    index_ += length;
    return close(std::move(negated));
}

/// What insert() comes to where there are no formats.
Done TextEditor::insert_plain(ContentKind kind, ByteView content, Clock length) {
    while (right_ != no_item && right().deleted)
        forward();
    DK_DO(write(kind, content, length));
    store_.milestones.inserted(index_, length);
    index_ += length;
    return {};
}

void TextEditor::remove(std::uint64_t length) {
    const ItemIndex start = right_;
    const bool has_formats = store_.type(text_).has_formats;
    FormatMap before;
    if (has_formats) before = formats_;
    store_.milestones.removed(index_, length);
    while (length > 0 && right_ != no_item) {
        if (!right().deleted && is_text_content(right().kind)) {
            if (length < right().length) split_right(length);
            length -= right().length;
            crdt::remove(store_, right_);
        } else if (right().is_visible()) {
            store_.milestones.forget(); // values of an array are passed
        }
        forward();
    }
    if (has_formats && start != no_item) clean_gap(start, right_, before);
}

/// Deletes formats that nothing stands behind any more: those that another one in the same gap
/// overrides, and those that say what was in force before the gap.
void TextEditor::clean_gap(ItemIndex start, ItemIndex current, FormatMap& before) {
    std::vector<std::pair<std::string, ItemIndex>> last_of_key;
    ItemIndex end = start;
    for (; end != no_item && !store_.item(end).is_visible(); end = store_.item(end).right) {
        const Item& item = store_.item(end);
        if (item.deleted || item.kind != ContentKind::Format) continue;
        const std::string key(format_of(store_, item).key);
        std::erase_if(last_of_key, [&](const auto& entry) { return entry.first == key; });
        last_of_key.emplace_back(key, end);
    }
    bool reached = false;
    for (ItemIndex at = start; at != end; at = store_.item(at).right) {
        reached = reached || at == current;
        const Item& item = store_.item(at);
        if (item.deleted || item.kind != ContentKind::Format) continue;
        const Format format = format_of(store_, item);
        const std::string_view was = before.value(format.key);
        const bool overridden = std::ranges::none_of(last_of_key, [&](const auto& entry) {
            return entry.second == at;
        });
        if (overridden || was == format.value) {
            if (!reached && formats_.value(format.key) == format.value && was != format.value) {
                formats_.apply(format.key, was);
            }
            crdt::remove(store_, at);
        } else if (!reached) {
            formats_.apply(format.key, format.value);
        }
    }
}

Done TextEditor::format(std::uint64_t length, const FormatMap& attributes) {
    minimize(attributes);
    DK_TRY(FormatMap negated, open(attributes));
    while (right_ != no_item) {
        const bool is_gap = right().deleted || right().kind == ContentKind::Format;
        if (length == 0 && (negated.empty() || !is_gap)) break;
        if (!right().deleted && right().kind == ContentKind::Format) {
            const Format found = format_of(store_, right());
            if (attributes.has(found.key)) {
                if (attributes.value(found.key) == found.value) {
                    negated.erase(found.key);
                } else if (length == 0) {
                    break;
                } else {
                    negated.set(found.key, found.value);
                }
                crdt::remove(store_, right_);
            } else {
                formats_.set(found.key, found.value);
            }
        } else if (!right().deleted) {
            if (length < right().length) split_right(length);
            length -= right().length;
        }
        forward();
    }
    return close(std::move(negated));
}

} // namespace denkraum::crdt
