// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/guideline/edition/change_table.hpp"
#include "domain/guideline/edition_store.hpp"
#include "domain/guideline/guideline.hpp"
#include "domain/network/network.hpp"
#include "platform/sql/sql.hpp"

/// What pages and other folders read of guidelines. They pass their own transaction, so that a
/// page is one moment; each function says how many statements it takes.
namespace denkraum::guideline::queries {

struct Summary {
    Guideline guideline = {};
    std::optional<Edition> newest = {};
};
/// Every guideline with its newest edition, in the order in which they were begun. Two statements.
[[nodiscard]] Result<std::vector<Summary>> all(sql::Transaction& transaction);

/// Every edition of every guideline, newest first, at most recent_editions_max. One statement.
[[nodiscard]] Result<std::vector<Edition>> recent_editions(sql::Transaction& transaction);

/// The guideline that this document is the draft of, if any. One statement.
[[nodiscard]] Result<std::optional<Guideline>>
by_draft(sql::Transaction& transaction, document::DocumentId draft);

/// Where a paragraph of an older edition stands today.
struct Today {
    std::string eid = {};
    std::string number = {};
    bool is_changed = false; ///< other words, kind or marks
    bool is_joined = false;  ///< with others: this is the place of what they became
};

/// One line of the Verlauf.
struct HistoryLine {
    Instant at = {};
    std::string action = {};    ///< as in the trail: "guideline.published"
    std::string authority = {}; ///< name of the authority that acted; empty for the program
    int edition = 0;            ///< 0: about none
};

struct EditionView {
    Guideline guideline = {};
    std::vector<Edition> editions = {}; ///< all of them, newest first
    Edition edition = {};               ///< the one at hand
    std::vector<Paragraph> paragraphs = {};
    std::vector<ChangeLine> changes = {};      ///< against the edition before it
    std::map<std::string, Today> today = {};   ///< by uid; only for a superseded edition
    std::vector<HistoryLine> history = {};     ///< newest first
    std::vector<store::ListedFile> files = {}; ///< and those that are missing

    [[nodiscard]] const Edition& newest() const { return editions.front(); }
    [[nodiscard]] bool is_superseded() const { return edition.number != newest().number; }
};
/// `number` nothing: the newest. Paragraphs have their renderings. At most ten statements.
/// Fails: NotFound for a guideline without that edition.
[[nodiscard]] Result<EditionView>
edition(sql::Transaction& transaction, std::string_view key, std::optional<int> number);

/// Guideline and editions alone. Two statements. Fails: NotFound.
struct EditionsView {
    Guideline guideline = {};
    std::vector<Edition> editions = {}; ///< newest first; may be empty
};
[[nodiscard]] Result<EditionsView> editions(sql::Transaction& transaction, std::string_view key);

/// One paragraph as an edition says it.
struct ParagraphView {
    Guideline guideline = {};
    std::vector<Edition> editions = {};     ///< newest first
    Edition edition = {};                   ///< the one whose wording is shown
    std::vector<std::string> chapters = {}; ///< words of the headings above it, outermost first
    std::vector<Paragraph> leads = {};      ///< what it is an item of, outermost first
    std::vector<Paragraph> paragraphs = {}; ///< itself, then its own items
    std::string before = {};                ///< number of the paragraph before it, or empty
    std::string after = {};                 ///< number of the one after it, or empty
    /// Every edition it stands in, newest first, with its number and words there.
    struct Place {
        int edition = 0;
        Paragraph paragraph = {};
    };
    std::vector<Place> places = {};
    /// If the newest edition has it no more: what it became there, if anything.
    std::optional<Paragraph> successor = {};

    [[nodiscard]] const Paragraph& paragraph() const { return paragraphs.front(); }
    [[nodiscard]] const Edition& newest() const { return editions.front(); }
    [[nodiscard]] bool is_superseded() const { return edition.number != newest().number; }
    /// Where it stands in the newest edition, or nothing if that has dropped it.
    [[nodiscard]] const Place* place_today() const;
};
/// By the address /l/<key>/<edition>/<number>. Four statements, one more where the newest edition
/// has it no more. Fails: NotFound.
[[nodiscard]] Result<ParagraphView> paragraph(
    sql::Transaction& transaction, std::string_view key, int edition, std::string_view number
);
/// By its uid: the newest wording there is. Statements as above. Fails: NotFound.
[[nodiscard]] Result<ParagraphView>
lasting_paragraph(sql::Transaction& transaction, ParagraphId uid);

} // namespace denkraum::guideline::queries
