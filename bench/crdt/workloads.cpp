// SPDX-License-Identifier: EUPL-1.2
#include "bench/crdt/workloads.hpp"

#include <malloc.h>

#include <algorithm>

#include "engine/crdt/doc.hpp"
#include "engine/crdt/edit.hpp"
#include "engine/crdt/merge/run_table.hpp"
#include "engine/crdt/redact.hpp"
#include "engine/crdt/snapshot.hpp"
#include "engine/crdt/update.hpp"

namespace denkraum::bench {
namespace {

constexpr crdt::ClientId writer = 0x7fff'1234;

Done edit_once(crdt::Edit& edit, const std::vector<Patch>& patches) {
    for (const Patch& patch : patches) {
        const crdt::Index at{patch.position};
        if (patch.deleted > 0) DK_DO(edit.remove(text_root, at, patch.deleted));
        if (!patch.inserted.empty()) DK_DO(edit.insert_text(text_root, at, patch.inserted));
    }
    return {};
}

Done replay(crdt::Doc& doc, const Trace& trace, std::vector<Bytes>* updates) {
    if (!trace.start.empty()) {
        crdt::Edit edit(doc, writer);
        DK_DO(edit.insert_text(text_root, crdt::Index{0}, trace.start));
        Bytes update = edit.finish();
        if (updates != nullptr) updates->push_back(std::move(update));
    }
    for (const Transaction& transaction : trace.transactions) {
        crdt::Edit edit(doc, writer);
        DK_DO(edit_once(edit, transaction.patches));
        Bytes update = edit.finish();
        if (updates != nullptr) updates->push_back(std::move(update));
    }
    return {};
}

/// One agent of a concurrent trace: a document, and which transactions are in it.
struct Agent {
    crdt::Doc doc;
    std::vector<bool> has;

    /// Takes in these transactions and all that they build on.
    Done catch_up(
        const Trace& trace, const std::vector<Bytes>& updates, std::vector<std::size_t> wanted
    ) {
        std::vector<std::size_t> lacking;
        while (!wanted.empty()) {
            const std::size_t at = wanted.back();
            wanted.pop_back();
            if (has[at]) continue;
            has[at] = true;
            lacking.push_back(at);
            const auto& parents = trace.transactions[at].parents;
            wanted.insert(wanted.end(), parents.begin(), parents.end());
        }
        std::sort(lacking.begin(), lacking.end());
        for (const std::size_t at : lacking) {
            DK_TRY([[maybe_unused]] const crdt::Changes changes, doc.apply(updates[at]));
        }
        return {};
    }
};

/// One update for each transaction of a concurrent trace; gives the document that has them all.
Result<crdt::Doc> replay_concurrent(const Trace& trace, std::vector<Bytes>& updates) {
    std::vector<Agent> agents(trace.agents);
    for (Agent& agent : agents)
        agent.has.resize(trace.transactions.size());
    for (std::size_t at = 0; at < trace.transactions.size(); ++at) {
        const Transaction& transaction = trace.transactions[at];
        Agent& agent = agents[transaction.agent];
        DK_DO(agent.catch_up(trace, updates, transaction.parents));
        crdt::Edit edit(agent.doc, writer + transaction.agent);
        DK_DO(edit_once(edit, transaction.patches));
        updates.push_back(edit.finish());
        agent.has[at] = true;
    }
    if (!updates.empty()) DK_DO(agents[0].catch_up(trace, updates, {updates.size() - 1}));
    return std::move(agents[0].doc);
}

/// yjs saves no deleted text, we do: both shall load the same.
Result<Bytes> without_deleted_text(const crdt::Doc& doc) {
    const Bytes whole = doc.encode_state();
    crdt::Doc copy;
    DK_TRY(const crdt::Changes changes, copy.apply(whole));
    DK_TRY(const Bytes redacted, crdt::redact(whole, changes.deleted));
    crdt::Doc redacted_doc;
    DK_TRY([[maybe_unused]] const crdt::Changes again, redacted_doc.apply(redacted));
    return redacted_doc.encode_state();
}

Result<Outcome> local(const Input& input) {
    if (input.trace.agents > 1) return fail(ErrorCode::Invalid, "several write in this trace");
    Outcome outcome;
    crdt::Doc doc;
    const Meter meter;
    DK_DO(replay(doc, input.trace, nullptr));
    outcome.cost = meter.cost();
    outcome.text = doc.text(text_root);
    outcome.bytes = doc.encode_state().size();
    return outcome;
}

Result<Outcome> remote(const Input& input) {
    Outcome outcome;
    crdt::Doc doc;
    const Meter meter;
    for (const Bytes& update : input.updates) {
        DK_TRY([[maybe_unused]] const crdt::Changes changes, doc.apply(update));
        outcome.bytes += update.size();
    }
    outcome.cost = meter.cost();
    outcome.text = doc.text(text_root);
    return outcome;
}

Result<Outcome> remote_relay(const Input& input) {
    Outcome outcome;
    crdt::RunTable runs;
    const Meter meter;
    for (const Bytes& update : input.updates) {
        DK_DO(runs.add(update));
        outcome.bytes += update.size();
    }
    outcome.cost = meter.cost();
    crdt::Doc doc;
    DK_TRY([[maybe_unused]] const crdt::Changes changes, doc.apply(runs.encode({})));
    outcome.text = doc.text(text_root);
    return outcome;
}

/// The best of several times, each long enough for the clock.
template <class Read>
Result<Outcome> best_reading(ByteView bytes, const Read& read) {
    constexpr int best_of = 7;
    constexpr double repeated_ms_min = 50;
    Outcome outcome;
    outcome.bytes = bytes.size();
    outcome.cost = {1e9, 1e9};
    for (int round = 0; round < best_of; ++round) {
        int times = 0;
        const Meter meter;
        Cost cost;
        do {
            DK_TRY(outcome.text, read(bytes));
            ++times;
            cost = meter.cost();
        } while (cost.wall_ms < repeated_ms_min);
        outcome.cost.cpu_ms = std::min(outcome.cost.cpu_ms, cost.cpu_ms / times);
        outcome.cost.wall_ms = std::min(outcome.cost.wall_ms, cost.wall_ms / times);
    }
    return outcome;
}

std::vector<ByteView> first_updates(const Input& input, std::size_t count) {
    const std::size_t first =
        count == 0 ? input.updates.size() : std::min(count, input.updates.size());
    return {input.updates.begin(), input.updates.begin() + static_cast<std::ptrdiff_t>(first)};
}

Result<Outcome> load(const Input& input) {
    return best_reading(input.saved, [](ByteView bytes) -> Result<std::string> {
        crdt::Doc doc;
        DK_TRY([[maybe_unused]] const crdt::Changes changes, doc.apply(bytes));
        return doc.text(text_root);
    });
}

Result<Outcome> snapshot(const Input& input) {
    crdt::Doc doc;
    DK_TRY([[maybe_unused]] const crdt::Changes changes, doc.apply(input.saved));
    const Bytes written = crdt::write_snapshot(doc);
    DK_TRY(const crdt::Snapshot opened, crdt::Snapshot::open(written));
    DK_TRY(const crdt::Doc again, opened.load());
    if (again.encode_state() != input.saved) return fail(ErrorCode::Corrupt, "another document");
    return best_reading(written, [](ByteView bytes) -> Result<std::string> {
        DK_TRY(const crdt::Snapshot read, crdt::Snapshot::open(bytes));
        return std::string(read.text(text_root));
    });
}

Result<Outcome> merge(const Input& input, std::size_t count) {
    const std::vector<ByteView> views = first_updates(input, count);
    Outcome outcome;
    const Meter meter;
    DK_TRY(const Bytes merged, crdt::merge_updates(views));
    outcome.cost = meter.cost();
    outcome.bytes = merged.size();
    crdt::Doc doc;
    DK_TRY([[maybe_unused]] const crdt::Changes changes, doc.apply(merged));
    outcome.text = doc.text(text_root);
    return outcome;
}

/// The state vector of the merge of `count` updates, and its diff against that of their first half.
Result<Outcome> vector(const Input& input, std::size_t count) {
    const std::vector<ByteView> views = first_updates(input, count);
    DK_TRY(const Bytes merged, crdt::merge_updates(views));
    DK_TRY(const Bytes half, crdt::merge_updates(std::span(views).first(views.size() / 2)));
    DK_TRY(const Bytes known, crdt::state_vector_of(half));
    Outcome outcome;
    const Meter meter;
    DK_TRY([[maybe_unused]] const Bytes all, crdt::state_vector_of(merged));
    DK_TRY(const Bytes rest, crdt::diff_update(merged, known));
    outcome.cost = meter.cost();
    outcome.bytes = rest.size();
    crdt::Doc doc;
    DK_TRY([[maybe_unused]] const crdt::Changes before, doc.apply(half));
    DK_TRY([[maybe_unused]] const crdt::Changes behind, doc.apply(rest));
    outcome.text = doc.text(text_root);
    return outcome;
}

Result<Outcome> memory(const Input& input, std::size_t count) {
    constexpr std::size_t copies_min = 20;
    const std::size_t copies = std::max(count, copies_min);
    Outcome outcome;
    outcome.bytes = input.saved.size();
    malloc_trim(0);
    const double before = resident_mb();
    const Meter meter;
    std::vector<crdt::Doc> docs(copies);
    for (crdt::Doc& doc : docs) {
        DK_TRY([[maybe_unused]] const crdt::Changes changes, doc.apply(input.saved));
    }
    outcome.cost = meter.cost();
    malloc_trim(0);
    outcome.rss_mb = (resident_mb() - before) / static_cast<double>(copies);
    outcome.text = docs.front().text(text_root);
    return outcome;
}

} // namespace

Result<Input> prepare(Trace trace) {
    Input input;
    crdt::Doc doc;
    if (trace.agents == 1) {
        DK_DO(replay(doc, trace, &input.updates));
    } else {
        DK_TRY(doc, replay_concurrent(trace, input.updates));
    }
    DK_TRY(input.saved, without_deleted_text(doc));
    input.trace = std::move(trace);
    return input;
}

Result<Outcome> run_workload(std::string_view workload, const Input& input, std::size_t count) {
    if (workload == "local") return local(input);
    if (workload == "remote") return remote(input);
    if (workload == "remote-relay") return remote_relay(input);
    if (workload == "load") return load(input);
    if (workload == "snapshot") return snapshot(input);
    if (workload == "merge") return merge(input, count);
    if (workload == "vector") return vector(input, count);
    if (workload == "memory") return memory(input, count);
    return fail(ErrorCode::Invalid, "unknown workload: " + std::string(workload));
}

} // namespace denkraum::bench
