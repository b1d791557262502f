// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/document/history/arrivals.hpp"
#include "domain/document/history/limits.hpp"
#include "domain/network/network.hpp"
#include "engine/crdt/doc.hpp"

/// Who wrote which words: for each run of words of each block the actor and when. Splitting,
/// joining, moving and undoing change nothing in it (origins.hpp).
namespace denkraum::document::history {

/// Whose client id is whose, as the command database binds them.
using Bindings = std::unordered_map<crdt::ClientId, network::ActorId>;

/// Who a run of words comes from.
struct Credit {
    RecordKind kind = RecordKind::Edit;
    network::ActorId actor = {}; ///< who sent the words to the server
    /// Of words brought back after a restore: to whom the id belongs that they came under, where
    /// that is somebody else. The one who brought them says so; nothing proves it.
    network::ActorId claimed = {};
    Instant from = {}; ///< time of the first record it came with
    Instant to = {};   ///< and of the last

    friend bool operator==(const Credit&, const Credit&) = default;
};

struct CreditedRun {
    std::string words;     ///< an embed (image, note) says U+FFFC
    std::size_t units = 0; ///< UTF-16 units in the text, embeds counted as one
    Credit credit = {};
};

struct BlockBlame {
    std::string uid; ///< as the projection shows it; empty for words before the first marker
    std::vector<CreditedRun> runs;
};

/// What stands in the document, block by block as text::project() gives them; of a table the
/// caption, then its cells, parted by line feeds and tabs that stand with the words before them.
/// `pause`: a longer silence begins a run of its own.
/// Requires: the document holds exactly the records of the arrivals.
[[nodiscard]] std::vector<BlockBlame> blame(
    const crdt::Doc& doc,
    const Arrivals& arrivals,
    const Bindings& bindings,
    std::chrono::microseconds pause = pause_max
);

} // namespace denkraum::document::history
