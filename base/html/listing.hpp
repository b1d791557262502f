// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/html/html.hpp"
#include "base/i18n/words.hpp"

/// Tables that people sort and filter by plain links and a form, page through, and take away as a
/// file. What such a table asks stands in the fields of its address:
///
///   [<name>-]suche=<words>    rows in which all of them occur, in any case
///   [<name>-]nach=[-]<key>    sorted by a column; with "-" the other way round
///   [<name>-]seite=<number>   from 1
namespace denkraum::html {

inline constexpr std::size_t listing_rows_per_page = 100;
/// A table with fewer rows has no form to filter it.
inline constexpr std::size_t listing_rows_filtered_from = 6;
inline constexpr std::size_t listing_words_bytes_max = 200;

struct ListColumn {
    std::string key = {}; ///< in addresses; empty: buttons, which are not sorted, found or exported
    std::string label = {};
};
struct ListCell {
    Html shown = {};
    std::string plain = {}; ///< what it says, for finding and exporting
    std::string order = {}; ///< bytes that sort it; empty: `plain`, as people of that language sort
};
/// A cell that is only words.
[[nodiscard]] ListCell word_cell(std::string words, std::string order = {});
/// Sorts as numbers do.
[[nodiscard]] std::string number_order(long long value);

struct ListRow {
    std::vector<ListCell> cells = {};
};

struct Listing {
    std::string name = {};         ///< where a page has several: one word; its anchor, too
    std::string address = {};      ///< of the page, without a query
    std::string file_address = {}; ///< of the same as CSV, without a query
    std::string caption = {};      ///< says how many rows there are
    std::vector<ListColumn> columns = {};
    std::vector<ListRow> rows = {}; ///< in the order shown when none is asked for
};

/// What somebody chose to see of a listing.
struct ListChoice {
    std::string words = {};
    std::string column = {}; ///< its key
    bool is_down = false;
    std::size_t page = 1;
    /// Fields of the page's other listings, which a link of this one must not lose.
    std::vector<std::pair<std::string, std::string>> others = {};
};
/// The value of a field of the address, if it is there.
using QueryField = std::function<std::optional<std::string_view>(std::string_view name)>;
[[nodiscard]] ListChoice choice_from(
    const QueryField& query, std::string_view name = {}, std::vector<std::string> others = {}
);

/// The form, the table with its links, the pages and the link to the file.
[[nodiscard]] Html
listing_html(const i18n::Words& say, const Listing& listing, const ListChoice& choice);

/// All rows that are found, in their order, on all pages: UTF-8 with a byte order mark, semicolons
/// and CRLF, as German office programs read it. A cell that one of them would take for a formula
/// gets an apostrophe in front.
[[nodiscard]] std::string
listing_csv(const i18n::Words& say, const Listing& listing, const ListChoice& choice);

} // namespace denkraum::html
