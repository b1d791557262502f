// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/id.hpp"
#include "engine/crdt/wire/update_v1.hpp"

namespace denkraum::crdt {

/// The structs of many updates, by client and clock, without a document: what merging and diffing
/// updates needs. Adding is linear; a struct that continues the client's last run joins it.
///
/// Joining is safe for text: B continues A when B starts where A ends, was written right behind
/// A's last unit and both saw the same right neighbour. Whatever else stands behind A has an
/// origin before A's end, so integrating B would stop at once; integrating the run is the same.
/// Values are never joined: behind an origin the map key is not on the wire, and two values of
/// one key would look like a run.
///
/// Points into the bytes that were added: they must live as long.
class RunTable {
public:
    /// Fails as decode() does; nothing is added then.
    [[nodiscard]] Done add(ByteView update);
    void add(const DecodedUpdate& update);

    /// Takes these units and these deletions out again. Requires: tidy.
    void leave_out(std::span<const IdRange> structs, std::span<const IdRange> deletes);

    /// Everything that a replica with these clocks lacks, with all deletions.
    [[nodiscard]] Bytes encode(std::span<const ClientClock> known);
    /// For each client the clock up to which there is no hole, highest client id first.
    [[nodiscard]] std::vector<ClientClock> clocks();

private:
    struct Run {
        Struct item;
        Bytes joined; ///< owns the content once it is put together from several
    };
    struct Client {
        ClientId id = 0;
        std::vector<Run> runs;
        bool in_order = true; ///< each run starts where the one before ended
    };

    static bool continues(const Struct& last, const Struct& next);
    static void join(Run& last, const Struct& next);
    static Run slice(const Run& run, Clock from, Clock to);
    static void add_layer(std::vector<Run>& out, std::vector<Run> layer);
    static void put_in_order(Client& client);
    static void write(Writer& writer, const Client& client, Clock known);
    void add_struct(const Struct& item);
    [[nodiscard]] std::vector<Client*> ordered();

    std::vector<Client> clients_;
    std::unordered_map<ClientId, std::size_t> index_;
    std::vector<IdRange> deletes_;
    DecodedUpdate scratch_;
};

/// Writes these sections as an update of their own, without deletions.
[[nodiscard]] Bytes encode_sections(const DecodedUpdate& update, std::span<const Section> sections);

} // namespace denkraum::crdt
