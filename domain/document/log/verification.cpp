// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/log/verification.hpp"

#include <fmt/format.h>

#include <optional>

#include "domain/document/log/sealed_store.hpp"
#include "domain/document/log/update_log.hpp"

namespace denkraum::document::update_log {
namespace {

constexpr std::int64_t records_at_once = 1000;

std::string_view name_of(Damage damage) {
    switch (damage) {
    case Damage::Missing: return "is missing";
    case Damage::Changed: return "was changed";
    case Damage::Unchained: return "does not follow its predecessor";
    case Damage::NoUpdate: return "is no update";
    case Damage::SnapshotDiffers: return "the snapshot differs";
    }
    return "is damaged";
}

class Inspection {
public:
    explicit Inspection(std::optional<Snapshot> snapshot) : snapshot_(std::move(snapshot)) {}

    void take(const Sealed& sealed) {
        const Record& record = sealed.record;
        for (Seq seq = report_.newest + 1; seq < record.seq; ++seq)
            add(seq, Damage::Missing);
        const bool is_redacted = sealed.seal.salt.empty();
        const bool has_gap = record.seq != report_.newest + 1;
        ++report_.records;
        report_.redacted += is_redacted ? 1 : 0;
        report_.newest = record.seq;
        const auto hash = payload_hash_of(sealed.seal.salt, record.update);
        if (!is_redacted && hash != sealed.seal.payload_hash) add(record.seq, Damage::Changed);
        // Behind a fault the chain is taken up as it stands: one fault is told once.
        const auto chain = chain_of(report_.head, record, sealed.seal.payload_hash);
        if (!has_gap && chain != sealed.seal.chain) add(record.seq, Damage::Unchained);
        report_.head = sealed.seal.chain;
        if (!doc_.apply(record.update)) add(record.seq, Damage::NoUpdate);
        if (snapshot_ && snapshot_->seq == record.seq) compare_snapshot();
    }

    Report finish() && {
        // A snapshot of something later than the last record: that record is missing.
        if (snapshot_ && snapshot_->seq > report_.newest) {
            for (Seq seq = report_.newest + 1; seq <= snapshot_->seq; ++seq)
                add(seq, Damage::Missing);
        }
        return std::move(report_);
    }

private:
    void add(Seq seq, Damage damage) {
        ++report_.fault_count;
        if (report_.faults.size() < faults_told_max) report_.faults.push_back({seq, damage});
    }
    void compare_snapshot() {
        crdt::Doc saved;
        const bool is_same =
            saved.apply(snapshot_->state) && saved.state_vector() == doc_.state_vector()
            && saved.text("t") == doc_.text("t") && saved.map_json("b") == doc_.map_json("b")
            && snapshot_->chain == report_.head;
        // With damaged records the text of the snapshot is the better one.
        if (!is_same && report_.fault_count == 0) add(report_.newest, Damage::SnapshotDiffers);
    }

    std::optional<Snapshot> snapshot_;
    crdt::Doc doc_;
    Report report_;
};

} // namespace

Result<Report> inspect(sql::Transaction& log, DocumentId document) {
    DK_TRY(auto snapshot, newest_snapshot(log, document));
    Inspection inspection(std::move(snapshot));
    Seq seq = 0;
    for (;;) {
        DK_TRY(const auto batch, sealed_store::after(log, document, seq, records_at_once));
        for (const auto& sealed : batch)
            inspection.take(sealed);
        if (batch.empty()) return std::move(inspection).finish();
        seq = batch.back().record.seq;
    }
}

Result<std::int64_t> verify(sql::Transaction& log, DocumentId document) {
    DK_TRY(const Report report, inspect(log, document));
    if (report.faults.empty()) return report.records;
    const Fault& first = report.faults.front();
    return fail(
        ErrorCode::Corrupt,
        fmt::format("update log, record {}: {}", first.seq, name_of(first.damage))
    );
}

} // namespace denkraum::document::update_log
