// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <limits>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/document/history/arrivals.hpp"
#include "engine/crdt/doc.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::document::history {

/// A document with all that the log says about it. Its arrivals and its document hold exactly the
/// same records.
struct Index {
    crdt::Doc doc;
    Arrivals arrivals;
};

/// Reads what the log has after the index, up to `until`. Fails: Corrupt; as the database fails.
[[nodiscard]] Done catch_up(
    sql::Transaction& log,
    DocumentId document,
    Index& index,
    Seq until = std::numeric_limits<Seq>::max()
);

/// The indexes of the documents that were looked back at last, and the readings of their old
/// points, in memory. Any thread; those who look at one document wait for each other.
class Histories {
public:
    explicit Histories(sql::Database& log) : log_(log) {}

    /// Calls `use` with the index, brought up to the newest record. No pointer into it may outlive
    /// the call. One statement when nothing is new. Fails: as catch_up(), as `use` fails.
    [[nodiscard]] Done with(DocumentId document, const std::function<Done(const Index&)>& use);

    /// The words as they stood after this record. Fails: NotFound when there is no such record.
    [[nodiscard]] Result<std::shared_ptr<const Reading>> reading(DocumentId document, Seq seq);

    /// What is held of this document is let go and read again from the log: its words were taken
    /// out of it. Waits for those who are looking at it.
    void forget(DocumentId document);

private:
    struct Entry {
        DocumentId document;
        std::mutex mutex;
        Index index;
    };
    [[nodiscard]] std::shared_ptr<Entry> entry(DocumentId document);

    sql::Database& log_;
    std::mutex mutex_;
    std::list<std::shared_ptr<Entry>> entries_; ///< last used first
    struct Kept {
        DocumentId document;
        std::shared_ptr<const Reading> reading;
    };
    std::list<Kept> readings_;    ///< last used first
    std::uint64_t forgotten_ = 0; ///< how often: a reading that began before is not kept
};

} // namespace denkraum::document::history
