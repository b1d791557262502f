// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "base/html/components.hpp"
#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "domain/document/redaction/blocks.hpp"
#include "domain/document/redaction/redaction.hpp"

namespace denkraum::document::redaction::pages {

/// A request as somebody sees it.
struct Line {
    Redaction redaction = {}; ///< an open one with what was joined until now
    bool may_confirm = false;
    bool may_decline = false;
};
struct View {
    Document document = {};
    prose::Prose prose = {};
    std::vector<GoneBlock> gone = {}; ///< gone_blocks_shown_max, and those named
    bool has_more_gone = false;
    std::vector<Line> lines = {}; ///< newest first
    std::string uid = {};         ///< chosen in the form
    std::string reason = {};
    std::vector<html::FieldError> errors = {};
    bool may_request = false;
    bool has_more_joined = false; ///< than somebody saw who confirmed; nothing was done
    std::string csrf_token = {};
};
[[nodiscard]] html::Page redactions(const i18n::Words& say, const View& view);

} // namespace denkraum::document::redaction::pages
