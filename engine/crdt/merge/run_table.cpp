// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/merge/run_table.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "engine/crdt/state/id_ranges.hpp"

namespace denkraum::crdt {
namespace {

/// How much a struct tells: content, or only that there was some, or only a length.
std::size_t layer_of(const Struct& item) {
    if (item.kind == ContentKind::Gc) return 2;
    return item.kind == ContentKind::Deleted ? 1 : 0;
}

} // namespace

Done RunTable::add(ByteView update) {
    DK_DO(decode(update, scratch_));
    add(scratch_);
    return {};
}

void RunTable::add(const DecodedUpdate& update) {
    for (const Struct& item : update.structs) {
        if (item.kind != ContentKind::Skip) add_struct(item);
    }
    deletes_.insert(deletes_.end(), update.deletes.begin(), update.deletes.end());
}

void RunTable::add_struct(const Struct& item) {
    // Keystrokes of one client come one after the other.
    std::size_t place = clients_.size();
    if (!clients_.empty() && clients_.back().id == item.client) {
        place = clients_.size() - 1;
    } else {
        const auto [known, is_new] = index_.emplace(item.client, clients_.size());
        place = known->second;
        if (is_new) clients_.push_back({.id = item.client, .runs = {}, .in_order = true});
    }
    Client& client = clients_[place];
    if (!client.runs.empty()) {
        Run& last = client.runs.back();
        if (item.clock != last.item.end()) {
            client.in_order = false;
        } else if (continues(last.item, item)) {
            return join(last, item);
        }
    }
    client.runs.push_back({item, {}});
}

bool RunTable::continues(const Struct& last, const Struct& next) {
    if (last.kind != next.kind || last.end() != next.clock) return false;
    if (last.kind == ContentKind::Gc) return true;
    if (last.kind != ContentKind::String && last.kind != ContentKind::Deleted) return false;
    if (last.has_key_flag || next.has_key_flag || !next.has_origin) return false;
    return next.origin == Id{last.client, next.clock - 1}
           && last.has_right_origin == next.has_right_origin
           && (!last.has_right_origin || last.right_origin == next.right_origin);
}

void RunTable::join(Run& last, const Struct& next) {
    if (!next.content.empty()) {
        if (last.joined.empty()) {
            last.joined.assign(last.item.content.begin(), last.item.content.end());
        }
        last.joined.insert(last.joined.end(), next.content.begin(), next.content.end());
        last.item.content = last.joined;
    }
    last.item.length += next.length;
}

RunTable::Run RunTable::slice(const Run& run, Clock from, Clock to) {
    Run part;
    part.item = run.item;
    const Clock start = run.item.clock;
    append_content_part(part.joined, run.item, from - start, to - start);
    part.item.content = part.joined;
    part.item.clock = from;
    part.item.length = to - from;
    if (from > start && part.item.kind != ContentKind::Gc) {
        part.item.has_origin = true;
        part.item.origin = {run.item.client, from - 1};
        part.item.parent_kind = ParentKind::Copied;
        part.item.has_key = false;
    }
    return part;
}

void RunTable::add_layer(std::vector<Run>& out, std::vector<Run> layer) {
    const auto earlier = [](const Run& a, const Run& b) { return a.item.clock < b.item.clock; };
    std::stable_sort(layer.begin(), layer.end(), earlier);
    std::vector<Run> all;
    all.reserve(out.size() + layer.size());
    std::size_t taken = 0; // of `out`
    Clock covered = 0;
    for (Run& run : layer) {
        Clock from = std::max(run.item.clock, covered);
        while (from < run.item.end()) {
            while (taken < out.size() && out[taken].item.end() <= from) {
                all.push_back(std::move(out[taken++]));
            }
            Clock to = run.item.end();
            if (taken < out.size()) to = std::min(to, std::max(from, out[taken].item.clock));
            if (to == run.item.end() && from == run.item.clock) {
                all.push_back(std::move(run));
                break;
            }
            if (from < to) all.push_back(slice(run, from, to));
            if (to == run.item.end()) break;
            from = out[taken].item.end();
        }
        covered = std::max(covered, all.empty() ? 0 : all.back().item.end());
        covered = std::max(covered, from);
    }
    while (taken < out.size())
        all.push_back(std::move(out[taken++]));
    out = std::move(all);
}

void RunTable::put_in_order(Client& client) {
    if (client.in_order) return;
    std::array<std::vector<Run>, 3> layers;
    for (Run& run : client.runs)
        layers[layer_of(run.item)].push_back(std::move(run));
    std::vector<Run> ordered;
    for (std::vector<Run>& layer : layers)
        add_layer(ordered, std::move(layer));
    client.runs.clear();
    for (Run& run : ordered) {
        if (!client.runs.empty() && continues(client.runs.back().item, run.item)) {
            join(client.runs.back(), run.item);
        } else {
            client.runs.push_back(std::move(run));
        }
    }
    client.in_order = true;
}

void RunTable::leave_out(std::span<const IdRange> structs, std::span<const IdRange> deletes) {
    tidy(deletes_);
    deletes_ = subtract(deletes_, deletes);
    for (Client& client : clients_) {
        put_in_order(client);
        std::vector<Run> kept;
        for (Run& run : client.runs) {
            const IdRange whole{client.id, run.item.clock, run.item.length};
            const std::vector<IdRange> parts = subtract(std::span(&whole, 1), structs);
            if (parts == std::vector{whole}) {
                kept.push_back(std::move(run));
                continue;
            }
            for (const IdRange& part : parts) {
                kept.push_back(slice(run, part.clock, part.end()));
            }
        }
        client.runs = std::move(kept);
    }
}

std::vector<RunTable::Client*> RunTable::ordered() {
    std::vector<Client*> all;
    for (Client& client : clients_) {
        put_in_order(client);
        all.push_back(&client);
    }
    std::sort(all.begin(), all.end(), [](const Client* a, const Client* b) {
        return a->id > b->id;
    });
    return all;
}

void RunTable::write(Writer& writer, const Client& client, Clock known) {
    const auto lacking = [&](const Run& run) { return run.item.end() > known; };
    const auto first = std::find_if(client.runs.begin(), client.runs.end(), lacking);
    std::size_t count = 0;
    for (auto run = first; run != client.runs.end(); ++run) {
        const bool after_a_hole = run != first && std::prev(run)->item.end() < run->item.clock;
        count += after_a_hole ? 2 : 1;
    }
    const Clock start = std::max(first->item.clock, known);
    writer.var_uint(count);
    writer.var_uint(client.id);
    writer.var_uint(start);
    Clock end = first->item.clock;
    for (auto run = first; run != client.runs.end(); ++run) {
        if (end < run->item.clock) {
            Struct hole;
            hole.kind = ContentKind::Skip;
            hole.length = run->item.clock - end;
            write_struct(writer, hole, 0);
        }
        write_struct(writer, run->item, run == first ? start - run->item.clock : 0);
        end = run->item.end();
    }
}

Bytes RunTable::encode(std::span<const ClientClock> known) {
    std::unordered_map<ClientId, Clock> clocks;
    for (const ClientClock& entry : known)
        clocks[entry.client] = entry.clock;
    const auto known_of = [&](const Client& client) {
        const auto found = clocks.find(client.id);
        return found == clocks.end() ? Clock{0} : found->second;
    };
    std::vector<Client*> lacking = ordered();
    std::erase_if(lacking, [&](const Client* client) {
        return client->runs.empty() || client->runs.back().item.end() <= known_of(*client);
    });
    Writer writer;
    writer.var_uint(lacking.size());
    for (const Client* client : lacking)
        write(writer, *client, known_of(*client));
    tidy(deletes_);
    write_delete_set(writer, deletes_);
    return writer.take();
}

std::vector<ClientClock> RunTable::clocks() {
    std::vector<ClientClock> all;
    for (const Client* client : ordered()) {
        Clock clock = 0;
        for (const Run& run : client->runs) {
            if (run.item.clock != clock) break;
            clock = run.item.end();
        }
        if (clock > 0) all.push_back({client->id, clock});
    }
    return all;
}

Bytes encode_sections(const DecodedUpdate& update, std::span<const Section> sections) {
    Writer writer;
    writer.var_uint(sections.size());
    for (const Section& section : sections) {
        writer.var_uint(section.count);
        writer.var_uint(section.client);
        writer.var_uint(update.structs[section.first].clock);
        for (std::uint32_t i = 0; i < section.count; ++i) {
            write_struct(writer, update.structs[section.first + i], 0);
        }
    }
    writer.var_uint(0);
    return writer.take();
}

} // namespace denkraum::crdt
