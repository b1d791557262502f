// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/prose/prose.hpp"
#include "platform/secret/hash.hpp"

/// Ausgabe: the words of a guideline as they were released, once and for ever.
namespace denkraum::guideline {

using GuidelineId = Id<struct GuidelineTag>;
using ParagraphId = Id<struct ParagraphTag>; ///< a block's uid

/// What is printed on an edition besides its words.
struct Edition {
    GuidelineId guideline = {};
    std::string key = {}; ///< of the guideline, in addresses: "ki-einsatz"
    int number = 0;       ///< 1, 2, 3 …
    std::string title = {};
    std::string language = "de"; ///< of the words
    Instant date = {};           ///< midnight UTC of the day printed on it
    std::optional<int> based_on = {};
    std::string legal_state = {}; ///< which law it was written for, in words
    std::string file_number = {}; ///< Aktenzeichen, or empty
    secret::Digest hash = {};     ///< of the canonical text
    Instant published_at = {};
    std::vector<std::string> released_by = {}; ///< names of authorities as they were
    /// Files say so: words went since, and the hash is that of the text before. Not stored, since
    /// it follows from the hash.
    bool is_redacted = false;

    friend bool operator==(const Edition&, const Edition&) = default;
};

/// One block of an edition with the names it has for ever.
struct Paragraph {
    prose::Block block = {};
    std::string eid = {};
    std::string number = {}; ///< as in addresses; empty for deeper headings
    /// What it says in other languages, by their id (rendering.hpp); where they were attached.
    std::map<std::string, std::string> renderings = {};

    friend bool operator==(const Paragraph&, const Paragraph&) = default;
};

/// SHA-256 over prose::canonical().
[[nodiscard]] secret::Digest hash_of(const prose::Prose& prose);

/// "2026-11-22".
[[nodiscard]] std::string iso_day(Instant date);

/// The blocks with their names. Fails: Invalid when a block has no uid, or two have the same.
[[nodiscard]] Result<std::vector<Paragraph>> paragraphs_of(const prose::Prose& prose);

[[nodiscard]] prose::Prose prose_of(const std::vector<Paragraph>& paragraphs);

/// What people call a kind in a text of this language ("Grundsatz", "Principle"); empty for plain
/// paragraphs, headings and quotes, which need no name.
[[nodiscard]] std::string kind_label(prose::Kind kind, std::string_view language);

/// "/leitlinien/ki-einsatz/ausgaben/2".
[[nodiscard]] std::string address_of(const Edition& edition);
/// "/l/ki-einsatz/2/3.4".
[[nodiscard]] std::string short_address_of(const Edition& edition, std::string_view number);
/// "/p/<uid>".
[[nodiscard]] std::string lasting_address_of(std::string_view uid);

} // namespace denkraum::guideline
