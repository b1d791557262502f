// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/prose/prose.hpp"
#include "engine/crdt/doc.hpp"

/// How a document stands in its CRDT: one text, markers for blocks.
///
///   root text "t" := ( marker | text | format | atom )*
///   marker        := embed {"b": uid, "kind"?: id, "level"?: 0…, "list"?: id, "indent"?: 0…}
///                    immutable; what it left out is the default (prose::Block)
///   atom          := embed {"t": …}, one thing that is not text
///   format        := strong | em | code (true), link (address), term (its meaning); null ends
///   root map "b"  := "<uid>/<attribute>" → value, for attributes changed later, and
///                    "<uid>/rows" (tables.hpp), "<uid>/header_row", "<uid>/header_column" (bool),
///                    "<uid>/sources" (array of objects, as in base/prose/prose_json.hpp)
///
/// What has rows is a table, and a table without cells is a paragraph. A block reaches from its
/// marker to the next one. An attribute is read as b["<uid>/<attribute>"], else from the marker,
/// else the default.
namespace denkraum::document::text {

constexpr std::string_view text_root = "t";
constexpr std::string_view attribute_root = "b";

/// A uid has just so many characters, all of base64url; an embed with another `b` is an atom.
constexpr std::size_t uid_bytes = 22;
[[nodiscard]] bool is_uid(std::string_view uid);

struct Attributes {
    std::optional<std::string> kind;
    std::optional<int> level;
    std::optional<std::string> list;
    std::optional<int> indent;
    // Only in the root map:
    std::optional<bool> header_row = {};
    std::optional<bool> header_column = {};
    std::vector<prose::Source> sources = {};
    crdt::ItemIndex rows = crdt::no_item; ///< the item that holds them
};

struct Marker {
    std::string uid;
    Attributes attributes;
};

/// The marker an embed's JSON makes, or nothing when it is an atom (or rubbish).
[[nodiscard]] std::optional<Marker> marker_of(std::string_view embed_json);

/// The embed's JSON for a block.
[[nodiscard]] std::string marker_json(const prose::Block& block);

/// Attributes that the root map sets, per uid. Unknown keys and values are passed over.
using AttributeMap = std::unordered_map<std::string, Attributes>;
[[nodiscard]] AttributeMap attributes_of(const crdt::Doc& doc);

/// Whether a key is "<uid>/<known attribute>".
[[nodiscard]] bool is_known_key(std::string_view key);

/// Writes the attributes into the block: map, then marker, then default.
void set_attributes(prose::Block& block, const Attributes& marker, const Attributes* changed);

} // namespace denkraum::document::text
