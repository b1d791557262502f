// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/doc.hpp"
#include "engine/crdt/id.hpp"

/// Taking words out of a history for good, without anybody's clock noticing: the units stay where
/// they are, as content that a peer threw away (kind Deleted, which every yjs client knows), and
/// everything that was written beside them still finds its place.
namespace denkraum::crdt {

/// The same update with the content of these units gone: an item is cut where the ranges begin and
/// end. Units that are collected or deleted already, and those of nested types, stay as they are.
/// `ranges` in any order. Fails: Corrupt, TooLarge as validate().
[[nodiscard]] Result<Bytes> redact(ByteView update, std::span<const IdRange> ranges);

/// The units that stand in nested types below keys of this root map for which `is_meant` says so,
/// and the values of these keys, those included that were overwritten.
[[nodiscard]] std::vector<IdRange> units_below(
    const Doc& document,
    std::string_view root,
    const std::function<bool(std::string_view key)>& is_meant
);

} // namespace denkraum::crdt
