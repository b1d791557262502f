// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/edit.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "engine/crdt/lib0/any.hpp"
#include "engine/crdt/lib0/json_text.hpp"
#include "engine/crdt/lib0/utf16.hpp"
#include "engine/crdt/limits.hpp"
#include "engine/crdt/merge/apply.hpp"
#include "engine/crdt/merge/integrate.hpp"
#include "engine/crdt/state/store.hpp"
#include "engine/crdt/types/text_editor.hpp"

namespace denkraum::crdt {

namespace {

template <class... Cases>
struct overloaded : Cases... {
    using Cases::operator()...;
};

/// A unit that stands in the list of this text.
Done check_place(const Store& store, TypeIndex text, Id id) {
    const auto client = store.find_client(id.client);
    if (!client || id.clock >= store.log(*client).next) {
        return fail(ErrorCode::Invalid, "place is not known");
    }
    const Item& item = store.item(store.find(*client, id.clock));
    if (store.bonds(item).lane != store.type(text).list) {
        return fail(ErrorCode::Invalid, "place is not in this text");
    }
    return {};
}

Result<TextEditor>
editor_at(Store& store, ClientIndex client, std::string_view root, const Place& place) {
    const TypeIndex text = store.root(root);
    TextEditor editor(store, client, text);
    const auto go = overloaded{
        [&](const Index& index) -> Done {
            if (index.value > store.type(text).length) {
                return fail(ErrorCode::Invalid, "index beyond the end");
            }
            editor.seek(index.value);
            return {};
        },
        [&](const Before& before) -> Done {
            DK_DO(check_place(store, text, before.id));
            editor.seek_before(*store.find_client(before.id.client), before.id.clock);
            return {};
        },
        [&](const After& after) -> Done {
            DK_DO(check_place(store, text, after.id));
            editor.seek_after(*store.find_client(after.id.client), after.id.clock);
            return {};
        },
    };
    DK_DO(std::visit(go, place));
    return editor;
}

Result<FormatMap> format_map(const Attributes& attributes) {
    FormatMap map;
    for (const Attribute& attribute : attributes) {
        if (!utf16_units(attribute.key) || !utf16_units(attribute.value_json)
            || !is_json(attribute.value_json)) {
            return fail(ErrorCode::Invalid, "attribute is not JSON");
        }
        std::string compact;
        append_compact_json(compact, attribute.value_json);
        map.set(attribute.key, compact);
    }
    return map;
}

/// Formats before and behind may come on top of what is inserted.
Done check_clock(const Store& store, ClientIndex client, std::uint64_t units) {
    constexpr std::uint64_t reserve = 1'000'000;
    if (units + reserve > clock_max - store.log(client).next) {
        return fail(ErrorCode::TooLarge, "clock used up");
    }
    return {};
}

/// What stands on the wire for a new, empty type.
Bytes type_content(TypeKind kind) {
    Writer content;
    content.var_uint(static_cast<std::uint64_t>(kind));
    const ByteView written = content.view();
    return {written.begin(), written.end()};
}

/// The type of this kind that the item of an id holds.
Result<TypeIndex> type_held(const Store& store, Id id, TypeKind kind) {
    const auto client = store.find_client(id.client);
    if (client && id.clock < store.log(*client).next) {
        const Item& item = store.item(store.find(*client, id.clock));
        const bool is_type = item.kind == ContentKind::Type && !item.deleted;
        if (is_type && store.type(store.held_by(item)).kind == kind) return store.held_by(item);
    }
    return fail(ErrorCode::Invalid, "no such type");
}

TextEditor editor_at_end(Store& store, ClientIndex client, TypeIndex type) {
    TextEditor editor(store, client, type);
    editor.seek(store.type(type).length);
    return editor;
}

Result<Id> add_type(Store& store, ClientIndex client, Id array, TypeKind kind) {
    DK_TRY(const TypeIndex list, type_held(store, array, TypeKind::Array));
    DK_DO(check_clock(store, client, 1));
    const Id id{store.log(client).id, store.log(client).next};
    const Bytes content = type_content(kind);
    DK_DO(editor_at_end(store, client, list).insert(ContentKind::Type, content, 1, FormatMap{}));
    return id;
}

/// A new value for a key of a root map.
struct KeyValue {
    std::string_view root;
    std::string_view key;
    ContentKind kind;
    ByteView content;
};
Done put_key(Store& store, ClientIndex client, const KeyValue& value) {
    const TypeIndex map = store.root(value.root);
    const ItemIndex last = store.type(map).keys.last(store.intern(value.key));
    Struct item;
    item.kind = value.kind;
    item.client = store.log(client).id;
    item.clock = store.log(client).next;
    item.length = 1;
    item.content = value.content;
    item.has_key_flag = true;
    if (last != no_item) {
        const Item& before = store.item(last);
        item.has_origin = true;
        item.origin = {store.writer_of(before), before.last()};
    } else {
        item.parent_kind = ParentKind::Root;
        item.root = value.root;
        item.has_key = true;
        item.key = value.key;
    }
    Budget budget{conflict_steps_max};
    return integrate(store, item, 0, budget);
}

} // namespace

Edit::Edit(Doc& document, ClientId client)
    : store_(document.store()), client_(store_.client(client)), start_(store_.log(client_).next) {
    CHECK(store_.journal().empty(), "one edit at a time");
    store_.split_steps = 0;
}

Edit::~Edit() {
    if (!is_finished_) store_.roll_back();
}

Done Edit::insert_text(
    std::string_view root,
    const Place& place,
    std::string_view text,
    const std::optional<Attributes>& attributes
) {
    const auto units = utf16_units(text);
    if (!units) return fail(ErrorCode::Invalid, "text is not UTF-8");
    DK_DO(check_clock(store_, client_, *units));
    FormatMap wanted;
    if (attributes) {
        DK_TRY(wanted, format_map(*attributes));
    }
    DK_TRY(TextEditor editor, editor_at(store_, client_, root, place));
    if (*units == 0) return {};
    if (!attributes) wanted = editor.formats();
    return editor.insert(
        ContentKind::String, as_bytes(text), static_cast<Clock>(*units), std::move(wanted)
    );
}

Done Edit::insert_embed(
    std::string_view root, const Place& place, std::string_view json, const Attributes& attributes
) {
    if (!utf16_units(json) || !is_json(json)) return fail(ErrorCode::Invalid, "bad JSON");
    std::string compact;
    append_compact_json(compact, json);
    DK_DO(check_clock(store_, client_, 1));
    DK_TRY(FormatMap wanted, format_map(attributes));
    DK_TRY(TextEditor editor, editor_at(store_, client_, root, place));
    return editor.insert(ContentKind::Embed, as_bytes(compact), 1, std::move(wanted));
}

Done Edit::remove(std::string_view root, const Place& place, std::uint64_t length) {
    DK_TRY(TextEditor editor, editor_at(store_, client_, root, place));
    if (length > editor.visible_to_the_right(length)) {
        return fail(ErrorCode::Invalid, "range beyond the end");
    }
    if (length > 0) editor.remove(length);
    return {};
}

Done Edit::remove_ids(const IdRange& range) {
    if (range.length > clock_max - range.clock) return fail(ErrorCode::Invalid, "bad range");
    store_.forget_places();
    (void)remove_range(store_, range);
    return {};
}

Done Edit::format(
    std::string_view root, const Place& place, std::uint64_t length, const Attributes& attributes
) {
    DK_DO(check_clock(store_, client_, 0));
    DK_TRY(const FormatMap wanted, format_map(attributes));
    DK_TRY(TextEditor editor, editor_at(store_, client_, root, place));
    if (length > editor.visible_to_the_right(length)) {
        return fail(ErrorCode::Invalid, "range beyond the end");
    }
    if (length == 0) return {};
    return editor.format(length, wanted);
}

Done Edit::set_key(std::string_view root, std::string_view key, std::string_view json) {
    if (!utf16_units(key) || !utf16_units(json)) {
        return fail(ErrorCode::Invalid, "text is not UTF-8");
    }
    DK_DO(check_clock(store_, client_, 1));
    Writer content;
    DK_DO(write_any(content, json));
    return put_key(store_, client_, {root, key, ContentKind::Any, content.view()});
}

Result<Id> Edit::set_array(std::string_view root, std::string_view key) {
    if (!utf16_units(key)) return fail(ErrorCode::Invalid, "text is not UTF-8");
    DK_DO(check_clock(store_, client_, 1));
    const Id id{store_.log(client_).id, store_.log(client_).next};
    const Bytes content = type_content(TypeKind::Array);
    DK_DO(put_key(store_, client_, {root, key, ContentKind::Type, content}));
    return id;
}

Result<Id> Edit::add_array(Id array) {
    return add_type(store_, client_, array, TypeKind::Array);
}

Result<Id> Edit::add_text(Id array) {
    return add_type(store_, client_, array, TypeKind::Text);
}

Done Edit::append_text(Id text, std::string_view words, const Attributes& attributes) {
    const auto units = utf16_units(words);
    if (!units) return fail(ErrorCode::Invalid, "text is not UTF-8");
    DK_DO(check_clock(store_, client_, *units));
    DK_TRY(FormatMap wanted, format_map(attributes));
    DK_TRY(const TypeIndex type, type_held(store_, text, TypeKind::Text));
    if (*units == 0) return {};
    const auto length = static_cast<Clock>(*units);
    return editor_at_end(store_, client_, type)
        .insert(ContentKind::String, as_bytes(words), length, std::move(wanted));
}

Done Edit::append_embed(Id text, std::string_view json, const Attributes& attributes) {
    if (!utf16_units(json) || !is_json(json)) return fail(ErrorCode::Invalid, "bad JSON");
    std::string compact;
    append_compact_json(compact, json);
    DK_DO(check_clock(store_, client_, 1));
    DK_TRY(FormatMap wanted, format_map(attributes));
    DK_TRY(const TypeIndex type, type_held(store_, text, TypeKind::Text));
    return editor_at_end(store_, client_, type)
        .insert(ContentKind::Embed, as_bytes(compact), 1, std::move(wanted));
}

Done Edit::remove_key(std::string_view root, std::string_view key) {
    const auto map = store_.find_root(root);
    const auto name = store_.find_name(key);
    if (!map || !name) return {};
    const ItemIndex last = store_.type(*map).keys.last(*name);
    if (last != no_item) crdt::remove(store_, last);
    return {};
}

Bytes Edit::finish() {
    CHECK(!is_finished_, "an edit is finished once");
    is_finished_ = true;
    const std::vector<IdRange> deleted = commit_edit(store_);
    Bytes update = encode_since(store_, client_, start_, deleted);
    take_in_waiting(store_);
    return update;
}

} // namespace denkraum::crdt
