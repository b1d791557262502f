// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "base/prose/prose.hpp"
#include "domain/document/text/model.hpp"
#include "engine/crdt/doc.hpp"

/// What a CRDT reads as. The projection is total and deterministic: whatever anybody wrote into
/// the document, it yields blocks with unique uids and loses no living character.
namespace denkraum::document::text {

/// A living marker and where it stands.
struct LivingMarker {
    std::string uid;       ///< as written in the marker
    std::string shown_uid; ///< as projected: a derived one where `uid` is taken by a later marker
    crdt::Id id;
    bool is_keeper = true;    ///< whether it is the one that keeps `uid`: the last of its kind
    bool has_content = false; ///< anything alive between it and the next marker
};

struct Projection {
    prose::Prose prose;
    std::vector<LivingMarker> markers; ///< in document order
    /// Words (or nothing at all) before the first marker: shown as a first block with an empty
    /// uid, until the server makes it real.
    bool has_virtual_first = false;
};

[[nodiscard]] Projection project(const crdt::Doc& doc);

} // namespace denkraum::document::text
