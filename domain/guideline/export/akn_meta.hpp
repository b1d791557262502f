// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>
#include <vector>

#include "domain/guideline/edition/edition.hpp"
#include "platform/export/xml.hpp"

namespace denkraum::guideline {

/// Where an edition stands among those of its guideline.
struct AknSource {
    const Edition& edition;
    std::vector<const Edition*> history = {}; ///< the first edition to this one, in order
    std::string_view base_url = {};
};

/// The <meta> of an edition: who it is (FRBR), what came before it, whom it names, and what is ours
/// alone.
void write_akn_meta(
    exports::Xml& out, const AknSource& source, const std::vector<Paragraph>& paragraphs
);

} // namespace denkraum::guideline
