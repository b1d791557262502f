// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/doc.hpp"

/// A document at rest. Its texts stand ready beside its state, so that a document that nobody
/// writes in (for search, for a preview) is read without building it: that takes as long as passing
/// over its text once. Numbers are little-endian:
///
///   snapshot := "DKS1" u32(0) u64(#bytes of texts) u64(checksum of texts) u64(checksum of state)
///               texts state
///   texts    := ( varString(root) varString(text) )*    -- roots with a list, as Doc::text() says
///   state    := update, as Doc::encode_state() writes it
namespace denkraum::crdt {

[[nodiscard]] Bytes write_snapshot(const Doc& document);

/// Points into the bytes it was opened on.
class Snapshot {
public:
    /// Checks the texts, not the state. Fails: Corrupt.
    [[nodiscard]] static Result<Snapshot> open(ByteView bytes);

    /// Empty for a root that nobody wrote to, as Doc::text().
    [[nodiscard]] std::string_view text(std::string_view root) const;
    /// The whole document. Fails: Corrupt, TooLarge.
    [[nodiscard]] Result<Doc> load() const;

private:
    Snapshot(ByteView texts, ByteView state, std::uint64_t state_checksum)
        : texts_(texts), state_(state), state_checksum_(state_checksum) {}

    ByteView texts_;
    ByteView state_;
    std::uint64_t state_checksum_;
};

} // namespace denkraum::crdt
