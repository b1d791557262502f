// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/prose/atoms.hpp"
#include "domain/guideline/edition/edition.hpp"
#include "platform/export/xml.hpp"

namespace denkraum::guideline {

/// Where the file of an image stands beside the page; empty: its words stand in its place.
using ImageName = std::function<std::string(const prose::Image&)>;

/// The paragraphs of an edition and what stands behind them, as the content of an XHTML <main>:
/// headings from h2 on with their eid as id, numbers and kinds before the words, notes as asides.
void write_xhtml(
    exports::Xml& out,
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    const ImageName& image_name
);

} // namespace denkraum::guideline
