// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/merge/apply.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "engine/crdt/limits.hpp"
#include "engine/crdt/merge/integrate.hpp"
#include "engine/crdt/merge/load.hpp"
#include "engine/crdt/merge/run_table.hpp"
#include "engine/crdt/state/id_ranges.hpp"

namespace denkraum::crdt {
namespace {

constexpr std::size_t kept_structs_max = 1024;

/// What of an update could not be taken in, and which clocks would help.
struct Rest {
    std::vector<Section> sections;
    std::vector<ClientClock> missing;
};

/// Takes the structs of an update in, clients with high ids first, as yjs does it: a struct that
/// builds on one of another client in the same update waits on a stack until that is in. When
/// something is missing from the update, the clients on the stack stay behind from there on.
class Integration {
public:
    Integration(Store& store, Scratch& scratch, Budget& budget)
        : store_(store),
          update_(scratch.update),
          budget_(budget),
          next_(scratch.next),
          ends_(scratch.ends),
          stack_(scratch.stack) {
        ends_.clear();
        stack_.clear();
        for (const Section& section : update_.sections)
            ends_.push_back(section.count);
        next_.assign(update_.sections.size(), 0);
    }

    Result<Rest> run() {
        for (std::size_t i = 0; i < next_.size(); ++i) {
            while (next_[i] < ends_[i])
                DK_DO(take(i));
        }
        return std::move(rest_);
    }

private:
    using Waiting = Scratch::Waiting;

    [[nodiscard]] const Struct& at(Waiting waiting) const {
        return update_.structs[update_.sections[waiting.section].first + waiting.place];
    }

    Done take(std::size_t section) {
        stack_.push_back({section, next_[section]++});
        while (!stack_.empty()) {
            const Waiting head = stack_.back();
            const Struct& item = at(head);
            const Clock known = store_.next_clock(item.client);
            if (item.kind == ContentKind::Skip || item.end() <= known) {
                stack_.pop_back();
                continue;
            }
            if (item.clock > known) {
                leave({item.client, item.clock - 1});
                return {};
            }
            const bool is_rest = item.clock < known;
            const Struct rest = is_rest ? rest_of(item, known) : Struct{};
            const Struct& wanted = is_rest ? rest : item;
            if (const auto client = missing_client(store_, wanted)) {
                if (!push_next_of(*client)) {
                    leave({*client, store_.next_clock(*client)});
                    return {};
                }
                continue;
            }
            stack_.pop_back();
            DK_DO(integrate(store_, wanted, known - item.clock, budget_));
        }
        return {};
    }

    bool push_next_of(ClientId client) {
        const auto found = std::lower_bound(
            update_.sections.begin(),
            update_.sections.end(),
            client,
            [](const Section& section, ClientId wanted) { return section.client > wanted; }
        );
        if (found == update_.sections.end() || found->client != client) return false;
        const auto section = static_cast<std::size_t>(found - update_.sections.begin());
        if (next_[section] >= ends_[section]) return false;
        stack_.push_back({section, next_[section]++});
        return true;
    }

    void leave(ClientClock missing) {
        rest_.missing.push_back(missing);
        for (const Waiting& waiting : stack_) {
            const Section& whole = update_.sections[waiting.section];
            const std::uint32_t end = ends_[waiting.section];
            // The lowest struct of a client is on the stack first.
            if (end > waiting.place) {
                // Another one may write the same units meanwhile: then the rest can go on.
                const Clock known = store_.next_clock(whole.client);
                rest_.missing.push_back({whole.client, std::max(known, at(waiting).clock)});
                rest_.sections.push_back(
                    {whole.client, whole.first + waiting.place, whole.count - waiting.place}
                );
            }
            ends_[waiting.section] = 0;
        }
        stack_.clear();
    }

    Store& store_;
    const DecodedUpdate& update_;
    Budget& budget_;
    std::vector<std::uint32_t>& next_;
    std::vector<std::uint32_t>& ends_;
    std::vector<Waiting>& stack_;
    Rest rest_;
};

bool is_worth_trying(const Store& store) {
    const auto& missing = store.pending.missing;
    return std::any_of(missing.begin(), missing.end(), [&](const ClientClock& wanted) {
        return wanted.clock < store.next_clock(wanted.client);
    });
}

Bytes merged_into_one(const std::vector<Bytes>& updates) {
    RunTable runs;
    for (const Bytes& update : updates) {
        CHECK(runs.add(update).has_value(), "written by encode_sections()");
    }
    return runs.encode({});
}

Done keep_rest(Pending& pending, const DecodedUpdate& update, Rest rest) {
    if (rest.sections.empty()) return {};
    std::sort(rest.sections.begin(), rest.sections.end(), [](const auto& a, const auto& b) {
        return a.client > b.client;
    });
    pending.missing.insert(pending.missing.end(), rest.missing.begin(), rest.missing.end());
    Bytes bytes = encode_sections(update, rest.sections);
    pending.bytes += bytes.size();
    pending.updates.push_back(std::move(bytes));
    // Merged when their number has doubled: the work stays in proportion to what came in.
    if (pending.updates.size() > 2 * pending.merged + 16) {
        Bytes merged = merged_into_one(pending.updates);
        pending.updates.clear();
        pending.bytes = merged.size();
        pending.updates.push_back(std::move(merged));
        pending.merged = pending.updates.size();
        auto& missing = pending.missing;
        std::sort(missing.begin(), missing.end());
        const auto same = [](const auto& a, const auto& b) { return a.client == b.client; };
        missing.erase(std::unique(missing.begin(), missing.end(), same), missing.end());
    }
    if (pending.bytes > pending_bytes_max) {
        return fail(ErrorCode::TooLarge, "too much waits for what it builds on");
    }
    return {};
}

/// Takes in what waited, again and again while that makes more of it possible.
Done retry_pending(Store& store, Budget& budget) {
    while (!store.pending.updates.empty() && is_worth_trying(store)) {
        const std::vector<Bytes> updates = std::move(store.pending.updates);
        store.pending.updates.clear();
        store.pending.missing.clear();
        store.pending.bytes = 0;
        store.pending.merged = 0;
        const Bytes merged = merged_into_one(updates);
        Scratch scratch;
        DK_DO(decode(merged, scratch.update));
        DK_TRY(Rest rest, Integration(store, scratch, budget).run());
        DK_DO(keep_rest(store.pending, scratch.update, std::move(rest)));
    }
    return {};
}

void apply_all(Store& store, std::span<const IdRange> deletes) {
    for (const IdRange& range : deletes) {
        if (const auto unknown = remove_range(store, range)) {
            store.pending.deletes.push_back(*unknown);
        }
    }
}

/// What waited comes last, as in yjs: where one half of a pair is deleted before the other, both
/// become U+FFFD.
void apply_deletes(Store& store, std::vector<IdRange>& deletes) {
    const std::vector<IdRange> waited = std::exchange(store.pending.deletes, {});
    tidy(deletes);
    apply_all(store, deletes);
    apply_all(store, waited);
    tidy(store.pending.deletes);
}

Done take_in(Store& store, Scratch& scratch) {
    Budget budget{conflict_steps_max};
    DK_TRY(Rest rest, Integration(store, scratch, budget).run());
    DK_DO(keep_rest(store.pending, scratch.update, std::move(rest)));
    DK_DO(retry_pending(store, budget));
    apply_deletes(store, scratch.update.deletes);
    if (store.pending.deletes.size() > pending_bytes_max / sizeof(IdRange)) {
        return fail(ErrorCode::TooLarge, "too many deletions wait for what they delete");
    }
    return {};
}

/// A keystroke that goes on where its writer was, and nothing else.
std::optional<Changes> take_keystroke(Store& store) {
    const DecodedUpdate& update = store.scratch.update;
    if (update.structs.size() != 1 || !update.deletes.empty()) return std::nullopt;
    const Struct& item = update.structs.front();
    if (!typed_on(store, item)) return std::nullopt;
    store.commit();
    Changes changes;
    changes.inserted.push_back({item.client, item.clock, item.length});
    if (item.kind == ContentKind::Deleted) changes.deleted = changes.inserted;
    return changes;
}

/// Room that was made for bytes that are no update is not kept.
[[gnu::cold]] Result<Changes> give_up(Store& store, const Error& error) {
    store.scratch = {};
    return std::unexpected(error);
}

} // namespace

void take_in_waiting(Store& store) {
    if (store.pending.updates.empty() && store.pending.deletes.empty()) return;
    Pending before = store.pending;
    const Store::Sizes sizes_before = store.sizes();
    store.forget_places();
    Budget budget{conflict_steps_max};
    if (retry_pending(store, budget)) {
        std::vector<IdRange> none_new;
        apply_deletes(store, none_new);
        (void)commit(store);
    } else {
        store.roll_back_to(sizes_before);
        store.pending = std::move(before);
    }
}

Result<Changes> apply(Store& store, ByteView bytes) {
    if (bytes.size() > update_bytes_max) return fail(ErrorCode::TooLarge, "update too long");
    if (!store.has_room(bytes.size())) return fail(ErrorCode::TooLarge, "document full");
    const bool has_pending = !store.pending.updates.empty() || !store.pending.deletes.empty();
    if (store.is_empty() && !has_pending) {
        DK_TRY(std::optional<Changes> loaded, load(store, bytes));
        if (loaded) return std::move(*loaded);
    }
    const Done read = decode(bytes, store.scratch.update);
    if (!read) return give_up(store, read.error());
    store.forget_places();
    if (!has_pending) {
        if (auto changes = take_keystroke(store)) return std::move(*changes);
    }
    const Store::Sizes sizes_before = store.sizes();
    store.split_steps = 0;
    store.reserve(store.scratch.update);
    // Waiting structs are few or none; taking them back must bring exactly them back.
    Pending before;
    if (has_pending) before = store.pending;
    const auto done = take_in(store, store.scratch);
    // Room for the next keystrokes is kept, room for a whole document is not.
    if (store.scratch.update.structs.capacity() > kept_structs_max) store.scratch = {};
    if (!done) {
        store.roll_back_to(sizes_before);
        store.pending = std::move(before);
        return std::unexpected(done.error());
    }
    return commit(store);
}

} // namespace denkraum::crdt
