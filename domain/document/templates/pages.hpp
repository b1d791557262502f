// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "domain/document/document.hpp"

namespace denkraum::document::templates::pages {

struct NewDraft {
    std::string_view csrf_token = {};
    std::vector<Document> templates = {}; ///< offered with their words
    std::vector<Document> others = {};    ///< offered with their outline
    std::string title = {};
    std::string beginning = {}; ///< chosen, as templates::id_of() says it
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page new_draft(const i18n::Words& say, const NewDraft& form);

struct Offers {
    const Document& document;
    bool is_template = false;
    bool may_mark = false;
    std::string_view csrf_token = {};
};
[[nodiscard]] html::Html offers(const i18n::Words& say, const Offers& view);

} // namespace denkraum::document::templates::pages
