// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/doc.hpp"

/// Changing a document on the server, by the rules of yjs: the update that comes out is what a
/// browser would have sent for the same change.
namespace denkraum::crdt {

/// One formatting attribute; the value is JSON, `null` takes the attribute away.
struct Attribute {
    std::string key;
    std::string value_json;
    friend bool operator==(const Attribute&, const Attribute&) = default;
};
using Attributes = std::vector<Attribute>;

/// A place in a text: before the unit of this index, or right before or after a unit by its id
/// (deleted ones too: their place is kept).
struct Index {
    std::uint64_t value = 0;
};
struct Before {
    Id id;
};
struct After {
    Id id;
};
using Place = std::variant<Index, Before, After>;

/// One transaction of one client id. Changes show in the document at once; finish() gives the
/// one update of all of them. Requires: the client id is nobody else's, and the document is not
/// changed otherwise while the edit lives. An edit that is not finished is taken back.
///
/// The functions fail with Invalid (and change nothing) for text that is not UTF-8, JSON that is
/// none, a place that is not in this text, or a range beyond its end; TooLarge when the clock
/// runs over.
class Edit {
public:
    Edit(Doc& document, ClientId client);
    ~Edit();
    Edit(const Edit&) = delete;
    Edit& operator=(const Edit&) = delete;

    /// Attributes given are all the text has; without them it takes those on its left.
    Done insert_text(
        std::string_view root,
        const Place& place,
        std::string_view text,
        const std::optional<Attributes>& attributes = std::nullopt
    );
    /// The embed is JSON.
    Done insert_embed(
        std::string_view root,
        const Place& place,
        std::string_view json,
        const Attributes& attributes = {}
    );
    /// Length in UTF-16 units and embeds, counted in what is not deleted.
    Done remove(std::string_view root, const Place& place, std::uint64_t length);
    /// Deletes just these units, wherever they are. Unknown and deleted ones are passed over.
    Done remove_ids(const IdRange& range);
    Done format(
        std::string_view root,
        const Place& place,
        std::uint64_t length,
        const Attributes& attributes
    );

    /// Sets a key of a root map to a JSON value.
    Done set_key(std::string_view root, std::string_view key, std::string_view json);
    /// Sets a key of a root map to a new, empty array, which the id then names.
    Result<Id> set_array(std::string_view root, std::string_view key);
    /// Puts a new, empty array or text behind the last value of an array.
    Result<Id> add_array(Id array);
    Result<Id> add_text(Id array);
    /// Behind the last unit of a text that stands in an array, with just these attributes.
    Done append_text(Id text, std::string_view words, const Attributes& attributes = {});
    Done append_embed(Id text, std::string_view json, const Attributes& attributes = {});
    /// Takes a key away; nothing happens when it is not set.
    Done remove_key(std::string_view root, std::string_view key);

    /// The update: 00 00 when nothing changed. The edit is over then.
    [[nodiscard]] Bytes finish();

private:
    Store& store_;
    std::uint32_t client_;
    Clock start_;
    bool is_finished_ = false;
};

} // namespace denkraum::crdt
