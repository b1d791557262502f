// SPDX-License-Identifier: EUPL-1.2
#include "domain/trail/queries.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "domain/trail/limits.hpp"
#include "domain/trail/store.hpp"

namespace denkraum::trail {
namespace {

std::vector<Shown> shown(std::vector<store::Stored> entries) {
    std::vector<Shown> list;
    list.reserve(entries.size());
    for (auto& entry : entries) {
        list.push_back({
            .sequence = entry.link.sequence,
            .at = entry.link.at,
            .actor = entry.link.actor,
            .authority = entry.link.authority,
            .action = std::move(entry.link.action),
            .subject = std::move(entry.link.subject),
            .payload = std::move(entry.payload),
            .hash = entry.hash,
        });
    }
    return list;
}

// Why an entry cannot follow the chain so far, if it cannot.
std::optional<std::string> fault_of(const store::Stored& entry, const store::Head& previous) {
    if (entry.link.sequence != previous.sequence + 1) return "entries before it are missing";
    if (entry.hash != hash_link(previous.hash, entry.link)) {
        return "it was changed, or does not follow the entry before it";
    }
    if (entry.payload.has_value() != entry.salt.has_value()) return "it is erased by half";
    if (entry.payload && hash_payload(*entry.salt, *entry.payload) != entry.link.payload_hash) {
        return "its payload was changed";
    }
    return std::nullopt;
}

} // namespace

Result<std::vector<Shown>>
entries_of(sql::Transaction& transaction, const Subject& subject, std::int64_t before) {
    DK_TRY(auto entries, store::before(transaction, subject, before, page_entries_max));
    return shown(std::move(entries));
}

Result<std::vector<Shown>> every_entry_of(sql::Transaction& transaction, const Subject& subject) {
    std::vector<Shown> all;
    for (std::int64_t before = from_newest;;) {
        DK_TRY(auto page, entries_of(transaction, subject, before));
        const bool is_last = std::ssize(page) < page_entries_max;
        if (!page.empty()) before = page.back().sequence;
        std::ranges::move(page, std::back_inserter(all));
        if (is_last) return all;
    }
}

Result<std::vector<Shown>> recent(sql::Transaction& transaction, std::int64_t before) {
    DK_TRY(auto entries, store::before(transaction, std::nullopt, before, page_entries_max));
    return shown(std::move(entries));
}

Result<Report> verify(sql::Database& database) {
    DK_TRY(auto transaction, database.begin(sql::Access::Read));
    Report report;
    store::Head previous;
    for (;;) {
        DK_TRY(const auto batch, store::after(transaction, previous.sequence, batch_entries));
        if (batch.empty()) break;
        for (const auto& entry : batch) {
            ++report.entries;
            if (!entry.payload) ++report.erased;
            auto fault = fault_of(entry, previous);
            if (fault && !report.first_fault) {
                report.first_fault = {entry.link.sequence, *std::move(fault)};
            }
            previous = {.sequence = entry.link.sequence, .hash = entry.hash};
        }
    }
    report.head = previous.hash;
    return report;
}

} // namespace denkraum::trail
