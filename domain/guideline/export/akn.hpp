// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/guideline/edition/files.hpp"

/// An edition as Akoma Ntoso 3.0 (OASIS LegalDocML), a <doc> with a hierarchy in its <mainBody>.
///
///   work           /akn/de/doc/leitlinie/<key>
///   expression     <work>/<deu|eng>@<date>;ver<number>
///   manifestation  <expression>.akn.xml
///   eId            by position, as in edition/numbering.hpp
///   wId, GUID      the paragraph's uid, the same in every edition
///   lifecycle      one event for each edition up to this one: the first is the generation and has
///                  the date of the work, the others are amendments
///
/// Headings are chapters, sections, subsections and subdivisions, everything else is a paragraph,
/// items are points of the paragraph that leads them in. What Akoma Ntoso has no word for stands in
/// <proprietary> in the namespace urn:x-denkraum:edition:1: kind, number and address of each
/// paragraph, its sources, hash and file number of the edition. Terms are <abbr title="…">; terms
/// and sources are listed in <conclusions> for those who read.
namespace denkraum::guideline {

/// `all`: editions of this guideline in any order, those before this one at least.
[[nodiscard]] std::string akn_file(
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    std::span<const Edition> all,
    std::string_view base_url
);

} // namespace denkraum::guideline
