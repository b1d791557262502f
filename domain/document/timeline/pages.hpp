// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "domain/document/comparison/diff_html.hpp"
#include "domain/document/history/blame.hpp"
#include "domain/document/history/sittings.hpp"
#include "domain/document/timeline/names.hpp"
#include "domain/document/timeline/store.hpp"

/// Looking back at a text: pure, views in, pages out.
namespace denkraum::document::timeline::pages {

/// Somebody whose sittings the time line can be narrowed to.
struct Choice {
    std::string value = {};
    std::string label = {};
};

struct Timeline {
    const Document& document;
    std::vector<history::Sitting> sittings = {}; ///< of this page, newest first
    std::vector<history::Sitting> ends = {};     ///< whose ends may be compared, newest first
    std::vector<Point> points = {};              ///< newest place first
    const Names& names;
    std::vector<Choice> choices = {};
    std::string chosen = {};
    std::size_t page = 1;
    std::size_t pages = 1;
    std::size_t count = 0; ///< sittings in all
    Seq newest = 0;
    bool may_write = false;
    std::string_view csrf_token = {};
};
[[nodiscard]] html::Page timeline(const i18n::Words& say, const Timeline& view);

/// The text as it stood after a record.
struct Moment {
    const Document& document;
    const Reading& reading;
    Seq newest = 0;
    bool may_write = false;
    std::string_view csrf_token = {};
    std::string name = {};
    std::vector<html::FieldError> errors = {};
};
[[nodiscard]] html::Page moment(const i18n::Words& say, const Moment& view);

struct Comparison {
    const Document& document;
    const Reading& before;
    const Reading& after;
    const diff::ProseDiff& diff;
    std::vector<std::string> writers = {}; ///< who wrote between the two
    comparison::Layout layout = comparison::Layout::Inline;
    bool since_last_read = false;
    bool may_write = false;
    std::string_view csrf_token = {};
};
[[nodiscard]] html::Page compare(const i18n::Words& say, const Comparison& view);

/// How a paragraph of the draft came about.
struct Origin {
    const Document& document;
    const prose::Block& block;
    const history::BlockBlame& blame;
    const Names& names;
    html::Html in_editions = {}; ///< the way to its wording there, or nothing
};
[[nodiscard]] html::Page origin(const i18n::Words& say, const Origin& view);

} // namespace denkraum::document::timeline::pages
