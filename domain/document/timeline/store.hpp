// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "platform/sql/sql.hpp"

/// The only SQL on named points and on what members have read (migrations/main/0013).
namespace denkraum::document::timeline {

using PointId = Id<struct PointTag>;

/// A point of a document that somebody gave a name.
struct Point {
    PointId id = {};
    Seq seq = 0; ///< the text as it stood after this record
    std::string name = {};
    Instant named_at = {};
    network::ActorId named_by = {};
};

/// Up to where a member has read a document.
struct ReadMark {
    Seq seq = 0;    ///< now
    Seq before = 0; ///< when they came this time
    Instant at = {};
};

namespace store {

[[nodiscard]] Done insert(sql::Transaction& main, DocumentId document, const Point& point);
/// Fails: NotFound.
[[nodiscard]] Result<Point> point(sql::Transaction& main, DocumentId document, PointId id);
/// Latest place in the text's history first, at most points_max.
[[nodiscard]] Result<std::vector<Point>> points(sql::Transaction& main, DocumentId document);
/// Fails: NotFound.
[[nodiscard]] Done remove(sql::Transaction& main, DocumentId document, PointId id);

[[nodiscard]] Result<std::optional<ReadMark>>
read_mark(sql::Transaction& main, network::MemberId member, DocumentId document);
[[nodiscard]] Done set_read_mark(
    sql::Transaction& main, network::MemberId member, DocumentId document, const ReadMark& mark
);
/// The documents a member read last, with their titles; at most `count_max`.
struct ReadDocument {
    DocumentId document = {};
    std::string title = {};
    Seq seq = 0;
};
[[nodiscard]] Result<std::vector<ReadDocument>>
read_documents(sql::Transaction& main, network::MemberId member, std::int64_t count_max);

} // namespace store
} // namespace denkraum::document::timeline
