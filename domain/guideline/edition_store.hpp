// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "domain/document/document.hpp"
#include "domain/guideline/edition/edition.hpp"
#include "domain/guideline/export/exports.hpp"
#include "platform/sql/sql.hpp"

/// The only SQL of editions. It inserts and reads; nothing here changes or removes a row, because
/// what was published stays (a test reads the statements of this folder).
namespace denkraum::guideline::store {

/// Puts bytes where they are found by their hash; the same bytes are kept once.
[[nodiscard]] Result<secret::Digest> put_content(sql::Transaction& transaction, ByteView bytes);
/// Fails: NotFound.
[[nodiscard]] Result<Bytes> content(sql::Transaction& transaction, const secret::Digest& hash);

/// The whole edition: its row, its paragraphs, its files and the names of those that are missing.
/// Fails: Conflict if there is an edition of this number.
[[nodiscard]] Done insert_edition(
    sql::Transaction& transaction,
    const Edition& edition,
    document::Seq document_seq,
    const std::vector<Paragraph>& paragraphs,
    const MadeFiles& files
);

/// One more file of an edition that was inserted in the same transaction.
[[nodiscard]] Done
insert_file(sql::Transaction& transaction, const Edition& edition, const File& file);

/// All editions of a guideline, newest first.
[[nodiscard]] Result<std::vector<Edition>>
editions_of(sql::Transaction& transaction, GuidelineId guideline);

/// The newest edition of every guideline that has one.
[[nodiscard]] Result<std::vector<Edition>> newest_editions(sql::Transaction& transaction);

/// Of all guidelines, newest first.
[[nodiscard]] Result<std::vector<Edition>>
recent_editions(sql::Transaction& transaction, std::int64_t count_max);

/// In reading order; empty for an edition that does not exist.
[[nodiscard]] Result<std::vector<Paragraph>>
paragraphs(sql::Transaction& transaction, GuidelineId guideline, int edition);

/// Where a paragraph stands or stood.
struct Place {
    GuidelineId guideline = {};
    int edition = 0;
    Paragraph paragraph = {};
};
/// Newest edition first; empty for a uid that was never published.
[[nodiscard]] Result<std::vector<Place>> places_of(sql::Transaction& transaction, ParagraphId uid);

/// What an edition has to be downloaded, and what it should have; by name.
struct ListedFile {
    std::string name = {};
    std::int64_t bytes = 0;
    std::string why_missing = {}; ///< empty: it is there

    friend bool operator==(const ListedFile&, const ListedFile&) = default;
};
/// With this begins why a file is missing that a redaction took away.
inline constexpr std::string_view gone_since_redaction = "not made again after a redaction";
[[nodiscard]] inline bool is_gone_since_redaction(const ListedFile& file) {
    // The second one was written before files were made anew.
    return file.why_missing.starts_with(gone_since_redaction)
           || file.why_missing == "a paragraph of this edition was redacted";
}
[[nodiscard]] Result<std::vector<ListedFile>>
files_of(sql::Transaction& transaction, GuidelineId guideline, int edition);

/// A file of an edition.
struct StoredFile {
    std::string type = {};
    secret::Digest hash = {};
    Bytes bytes = {};
};
/// Fails: NotFound.
[[nodiscard]] Result<StoredFile>
file(sql::Transaction& transaction, GuidelineId guideline, int edition, std::string_view name);

/// A column of 32 bytes. Fails: Corrupt.
[[nodiscard]] Result<secret::Digest> digest_from(ByteView bytes);

} // namespace denkraum::guideline::store
