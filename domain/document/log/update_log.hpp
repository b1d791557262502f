// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/document/log/record.hpp"
#include "engine/crdt/doc.hpp"
#include "platform/sql/sql.hpp"

/// The update log of documents (migrations/log): the only SQL that reads and writes it. It is the
/// truth about every text; the command database refers to it by (document, seq), and the log is
/// written first.
namespace denkraum::document::update_log {

/// Statement and width for a queue that appends many rows with one commit (platform/sql/append).
extern const std::string_view insert_statement;
constexpr std::size_t insert_width = 10;
[[nodiscard]] std::vector<sql::OwnedValue> row_of(const Record& record, const Seal& seal);

/// For commands: appends in the caller's transaction.
[[nodiscard]] Done append(sql::Transaction& log, const Record& record, const Seal& seal);

/// A document as the log holds it.
struct Loaded {
    crdt::Doc doc;
    Seq seq = 0;     ///< 0: nothing was ever written
    Instant at = {}; ///< of the last record
    secret::Digest chain = {};
    std::int64_t since_snapshot = 0; ///< records read one by one
};
/// From the newest snapshot and what came after. Fails: Corrupt when a record is missing, out of
/// order or no update.
[[nodiscard]] Result<Loaded> load(sql::Transaction& log, DocumentId document);

/// The document as it stood after `until`, or as it is when there is less. From the newest snapshot
/// if that is not younger, else from the first record. Fails: as load().
[[nodiscard]] Result<Loaded> load_until(sql::Transaction& log, DocumentId document, Seq until);

/// The document after `seq`.
struct Snapshot {
    DocumentId document = {};
    Seq seq = 0;
    Instant at = {};
    Bytes state = {};
    secret::Digest chain = {};
};
[[nodiscard]] Result<std::optional<Snapshot>>
newest_snapshot(sql::Transaction& log, DocumentId document);
/// Replaces the document's snapshot, unless it has a newer one.
[[nodiscard]] Done save_snapshot(sql::Transaction& log, const Snapshot& snapshot);

/// One record without its bytes, for the history: who wrote when.
struct Line {
    Seq seq = 0;
    RecordKind kind = RecordKind::Edit;
    network::ActorId actor = {};
    Instant at = {};
};
/// The newest `count_max`, newest first.
[[nodiscard]] Result<std::vector<Line>>
newest(sql::Transaction& log, DocumentId document, std::int64_t count_max);

/// Calls `take` for every record after `after` up to `until`, in order. The bytes are not kept.
/// Fails: Corrupt when a record is missing; as `take` fails.
using TakeRecord = std::function<Done(const Line& line, ByteView update)>;
[[nodiscard]] Done each_record(
    sql::Transaction& log, DocumentId document, Seq after, Seq until, const TakeRecord& take
);

/// All updates after `after` as one; empty: there is none. Fails: Corrupt when a record is missing.
[[nodiscard]] Result<Bytes> merged_after(sql::Transaction& log, DocumentId document, Seq after);

/// The seq of the newest record of each of these documents that has one. One query.
struct Newest {
    DocumentId document = {};
    Seq seq = 0;
};
[[nodiscard]] Result<std::vector<Newest>>
newest_seqs(sql::Transaction& log, std::span<const DocumentId> documents);

/// Every document that has a record or a snapshot.
[[nodiscard]] Result<std::vector<DocumentId>> documents(sql::Transaction& log);

} // namespace denkraum::document::update_log
