// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/document/log/record.hpp"
#include "platform/sql/sql.hpp"

/// Reads a document's log again and says what is wrong with it, all of it and not the first alone.
namespace denkraum::document::update_log {

enum class Damage {
    Missing,         ///< the record is not there
    Changed,         ///< its bytes are not those that were written
    Unchained,       ///< it does not follow its predecessor
    NoUpdate,        ///< its bytes are no update
    SnapshotDiffers, ///< the snapshot after it is not what the records make
};
struct Fault {
    Seq seq = 0;
    Damage damage = Damage::Missing;
    friend bool operator==(const Fault&, const Fault&) = default;
};

constexpr std::size_t faults_told_max = 100;

struct Report {
    std::int64_t records = 0;
    std::int64_t redacted = 0; ///< their bytes were taken away, which the chain survives
    Seq newest = 0;
    secret::Digest head = {}; ///< of the newest record; what was cut off behind it is not seen
    std::vector<Fault> faults = {}; ///< the first ones, at most faults_told_max
    std::int64_t fault_count = 0;
};

/// Reads every record and the snapshot. Fails: as the database does; damage is no failure.
[[nodiscard]] Result<Report> inspect(sql::Transaction& log, DocumentId document);

/// The number of records. Fails: Corrupt naming the first fault; as the database does.
[[nodiscard]] Result<std::int64_t> verify(sql::Transaction& log, DocumentId document);

} // namespace denkraum::document::update_log
