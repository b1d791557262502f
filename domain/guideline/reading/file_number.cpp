// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/reading/file_number.hpp"

namespace denkraum::guideline::pages {

html::Html file_number_of(const i18n::Words& say, const Guideline& guideline) {
    if (guideline.file_number.empty()) return {};
    return html::el(
        "p",
        {html::cls("kern-body kern-body--small")},
        html::text(say("Aktenzeichen: {}", guideline.file_number))
    );
}

} // namespace denkraum::guideline::pages
