// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>
#include <vector>

#include "domain/guideline/edition/edition.hpp"
#include "platform/export/xml.hpp"

namespace denkraum::guideline {

/// The <meta> of an edition: who it is (FRBR), when it began, whom it names, and what is ours
/// alone.
void write_akn_meta(
    exports::Xml& out,
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    std::string_view base_url
);

} // namespace denkraum::guideline
