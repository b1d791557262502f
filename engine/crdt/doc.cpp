// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/doc.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "engine/crdt/limits.hpp"
#include "engine/crdt/merge/apply.hpp"
#include "engine/crdt/state/store.hpp"
#include "engine/crdt/types/read.hpp"
#include "engine/crdt/update.hpp"

namespace denkraum::crdt {

Doc::Doc() : store_(std::make_unique<Store>()) {}
Doc::~Doc() = default;
Doc::Doc(Doc&&) noexcept = default;
Doc& Doc::operator=(Doc&&) noexcept = default;

Result<Changes> Doc::apply(ByteView update) {
    return crdt::apply(*store_, update);
}

Clock Doc::next_clock(ClientId client) const {
    return store_->next_clock(client);
}

std::vector<ClientClock> Doc::clocks() const {
    std::vector<ClientClock> all;
    for (ClientIndex client = 0; client < store_->client_count(); ++client) {
        const ClientLog& log = store_->log(client);
        if (log.next > 0) all.push_back({log.id, log.next});
    }
    std::sort(all.begin(), all.end(), std::greater());
    return all;
}

Bytes Doc::state_vector() const {
    return encode_state_vector(clocks());
}

Bytes Doc::encode_state() const {
    return encode(*store_, {});
}

Result<Bytes> Doc::diff(ByteView state_vector) const {
    DK_TRY(const std::vector<ClientClock> known, decode_state_vector(state_vector));
    return encode(*store_, known);
}

bool Doc::has_pending() const {
    return !store_->pending.updates.empty() || !store_->pending.deletes.empty();
}

// --- reading ---

std::string Doc::text(std::string_view root) const {
    std::string out;
    if (const auto type = store_->find_root(root)) append_text(out, *store_, *type);
    return out;
}

std::uint64_t Doc::length(std::string_view root) const {
    const auto type = store_->find_root(root);
    return type ? store_->type(*type).length : 0;
}

std::string Doc::delta_json(std::string_view root) const {
    const auto type = store_->find_root(root);
    if (!type) return "[]";
    std::string out;
    append_delta(out, *store_, *type);
    return out;
}

std::string Doc::array_json(std::string_view root) const {
    const auto type = store_->find_root(root);
    if (!type) return "[]";
    std::string out;
    append_array(out, *store_, *type);
    return out;
}

std::string Doc::map_json(std::string_view root) const {
    const auto type = store_->find_root(root);
    if (!type) return "{}";
    std::string out;
    append_map(out, *store_, *type);
    return out;
}

std::string Doc::xml(std::string_view root) const {
    std::string out;
    if (const auto type = store_->find_root(root)) append_xml(out, *store_, *type);
    return out;
}

// --- walking ---

ItemIndex Doc::first(std::string_view root) const {
    const auto type = store_->find_root(root);
    return type ? store_->type(*type).start : no_item;
}

ItemIndex Doc::next(ItemIndex item) const {
    return store_->item(item).right;
}

ItemIndex Doc::previous(ItemIndex item) const {
    return store_->item(item).left;
}

ItemView Doc::view(ItemIndex index) const {
    const Item& item = store_->item(index);
    ItemView view;
    view.id = store_->id_of(item);
    view.length = item.length;
    const Bonds& bonds = store_->bonds(item);
    if (bonds.origin_client != none) {
        view.origin = Id{store_->log(bonds.origin_client).id, item.origin_clock};
    }
    if (bonds.right_client != none) {
        view.right_origin = Id{store_->log(bonds.right_client).id, item.right_clock};
    }
    view.deleted = item.deleted;
    view.countable = item.is_countable();
    view.kind = item.kind;
    if (item.kind == ContentKind::String || item.kind == ContentKind::Embed) {
        view.content = as_text(store_->content(item));
    } else if (item.kind == ContentKind::Format) {
        const Format format = format_of(*store_, item);
        view.content = format.value;
        view.format_key = format.key;
    }
    const Lane& lane = store_->lane(bonds.lane);
    const Type& parent = store_->type(lane.parent);
    view.parent = parent.item;
    if (parent.item == no_item) view.root = store_->name(parent.name);
    if (item.keyed) view.map_key = store_->name(lane.key);
    return view;
}

std::optional<Found> Doc::find(Id id) const {
    const auto client = store_->find_client(id.client);
    if (!client || id.clock >= store_->log(*client).next) return std::nullopt;
    const ItemIndex index = store_->find(*client, id.clock);
    const Item& item = store_->item(index);
    if (item.kind == ContentKind::Gc) return std::nullopt;
    return Found{index, id.clock - item.clock};
}

Clock Doc::end_of(Id id) const {
    const auto client = store_->find_client(id.client);
    CHECK(client.has_value(), "callers ask for known units only");
    return store_->item(store_->find(*client, id.clock)).end();
}

std::string Doc::json_of(ItemIndex item) const {
    std::string out;
    if (!append_last_value(out, *store_, store_->item(item))) out = "null";
    return out;
}

bool Doc::is_deleted(Id id) const {
    const auto client = store_->find_client(id.client);
    if (!client || id.clock >= store_->log(*client).next) return false;
    return store_->item(store_->find(*client, id.clock)).deleted;
}

// --- shared types within others ---

Held Doc::held_by(ItemIndex index) const {
    const Item& item = store_->item(index);
    if (item.kind != ContentKind::Type) return Held::Nothing;
    switch (store_->type(store_->held_by(item)).kind) {
    case TypeKind::Text: return Held::Text;
    case TypeKind::Array: return Held::Array;
    case TypeKind::Map:
    case TypeKind::XmlElement:
    case TypeKind::XmlFragment:
    case TypeKind::XmlHook:
    case TypeKind::XmlText:
    case TypeKind::Root: return Held::Other;
    }
    return Held::Other;
}

ItemIndex Doc::first_in(ItemIndex index) const {
    const Item& item = store_->item(index);
    return item.kind == ContentKind::Type ? store_->type(store_->held_by(item)).start : no_item;
}

// --- root maps ---

std::vector<MapEntry> Doc::map_entries(std::string_view root) const {
    std::vector<MapEntry> entries;
    const auto type = store_->find_root(root);
    if (!type) return entries;
    for (const KeyTable::Entry& entry : store_->type(*type).keys.entries()) {
        if (entry.last != no_item) entries.push_back({store_->name(entry.key), entry.last});
    }
    return entries;
}

std::optional<std::string> Doc::map_value(std::string_view root, std::string_view key) const {
    const auto type = store_->find_root(root);
    const auto name = store_->find_name(key);
    if (!type || !name) return std::nullopt;
    const ItemIndex last = store_->type(*type).keys.last(*name);
    if (last == no_item || store_->item(last).deleted) return std::nullopt;
    return json_of(last);
}

// --- positions ---

std::optional<Id> Doc::id_at(std::string_view root, std::uint64_t index, Side side) const {
    if (side == Side::Left) {
        if (index == 0) return std::nullopt;
        --index;
    }
    for (ItemIndex at = first(root); at != no_item; at = next(at)) {
        const Item& item = store_->item(at);
        if (!item.is_visible()) continue;
        if (index < item.length) {
            return Id{store_->writer_of(item), item.clock + static_cast<Clock>(index)};
        }
        index -= item.length;
    }
    return std::nullopt;
}

std::optional<std::uint64_t> Doc::index_of(Id id, Side side) const {
    const auto found = find(id);
    if (!found) return std::nullopt;
    const Item& item = store_->item(found->item);
    std::uint64_t index = 0;
    if (item.is_visible()) index = found->offset + (side == Side::Left ? 1U : 0U);
    for (ItemIndex at = item.left; at != no_item; at = store_->item(at).left) {
        if (store_->item(at).is_visible()) index += store_->item(at).length;
    }
    return index;
}

} // namespace denkraum::crdt
