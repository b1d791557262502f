// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "domain/document/document.hpp"
#include "domain/network/access.hpp"
#include "engine/crdt/id.hpp"

namespace denkraum::document::writing::pages {

/// A form for the title of a draft.
struct TitleForm {
    std::string_view csrf_token;
    std::string title = {};
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page
rename(const i18n::Words& say, const Document& document, const TitleForm& form);

/// The page of one document: the editor for those with script, the words for all.
struct EditorPage {
    const Document& document;
    const Reading& reading;
    const network::Viewer& viewer;
    crdt::ClientId client = 0;
    Epoch epoch = 1;
    std::string_view csrf_token = {}; ///< for what the editor sends besides the socket
    /// The editor's sentences by key (islands/editor/texts.json), German.
    const std::map<std::string, std::string>& texts;
    std::int64_t kept_count = 0;
    const Kept* again = nullptr;    ///< kept words that the editor is to put in again
    bool has_news = false;          ///< written since the member last read here
    std::int64_t comment_count = 0; ///< of the imported file
    html::Html actions = {};        ///< what higher folders offer here: publishing
    html::Html offers = {};         ///< list items: what can be begun with this text
    std::size_t part = 1;           ///< of a long text, for those without script (reading_page.hpp)
};
[[nodiscard]] html::Page editor(const i18n::Words& say, const EditorPage& page);

/// Words that were not taken over, for their author. Who writes here can put them in again.
struct KeptPage {
    const Document& document;
    const std::vector<Kept>& words;
    std::string_view csrf_token = {};
    bool may_write = false;
};
[[nodiscard]] html::Page kept(const i18n::Words& say, const KeptPage& page);

} // namespace denkraum::document::writing::pages
