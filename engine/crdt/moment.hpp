// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/doc.hpp"

/// A moment in the history of a document, as yjs writes a Snapshot: what was there, and what of it
/// was deleted.
///
///   moment := deleteSet stateVector
namespace denkraum::crdt {

/// The document as it is now. What waits is not part of it.
[[nodiscard]] Bytes moment_of(const Doc& document);
/// The state of the document as it was then, to be applied to an empty one: documents keep what
/// was deleted later. Fails: Corrupt, TooLarge for bytes that are no moment; Invalid for a moment
/// that this document has not seen.
[[nodiscard]] Result<Bytes> state_at(const Doc& document, ByteView moment);

} // namespace denkraum::crdt
