// SPDX-License-Identifier: EUPL-1.2
#include "base/html/listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/html/components.hpp"
#include "base/utf8.hpp"

namespace denkraum::html {
namespace {

using Part = std::pair<std::string, std::string>;

std::string field_name(std::string_view listing, std::string_view field) {
    return listing.empty() ? std::string(field) : std::string(listing) + "-" + std::string(field);
}

std::string anchor_of(const Listing& listing) {
    return listing.name.empty() ? "liste" : listing.name;
}

/// Percent-encoded, but for what RFC 3986 leaves alone everywhere.
std::string encoded(std::string_view text) {
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string all;
    for (const char c : text) {
        if (plain.find(c) != std::string_view::npos)
            all += c;
        else
            all += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return all;
}

/// The fields that bring this choice again.
std::vector<Part> fields_of(const Listing& listing, const ListChoice& choice) {
    std::vector<Part> fields = choice.others;
    if (!choice.words.empty()) fields.emplace_back(field_name(listing.name, "suche"), choice.words);
    if (!choice.column.empty()) {
        fields.emplace_back(
            field_name(listing.name, "nach"), (choice.is_down ? "-" : "") + choice.column
        );
    }
    if (choice.page > 1) {
        fields.emplace_back(field_name(listing.name, "seite"), std::to_string(choice.page));
    }
    return fields;
}

std::string address_with(std::string address, const std::vector<Part>& fields) {
    char before = '?';
    for (const auto& [name, value] : fields) {
        address += before + name + "=" + encoded(value);
        before = '&';
    }
    return address;
}

std::string address_of(const Listing& listing, const ListChoice& choice) {
    return address_with(listing.address, fields_of(listing, choice)) + "#" + anchor_of(listing);
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words(1);
    for (const char c : text) {
        if (c != ' ')
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

bool is_found(
    const i18n::Words& say,
    const Listing& listing,
    const ListRow& row,
    const std::vector<std::string>& words
) {
    std::string all;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
        if (!listing.columns[i].key.empty()) all += row.cells[i].plain + "\n";
    const std::string folded = say.folded(all);
    return std::ranges::all_of(words, [&](const std::string& word) {
        return folded.find(word) != std::string::npos;
    });
}

std::optional<std::size_t> column_of(const Listing& listing, const ListChoice& choice) {
    for (std::size_t i = 0; i < listing.columns.size(); ++i)
        if (!choice.column.empty() && listing.columns[i].key == choice.column) return i;
    return std::nullopt;
}

/// The rows that are found, in the order that was asked for.
std::vector<const ListRow*>
arranged(const i18n::Words& say, const Listing& listing, const ListChoice& choice) {
    const auto words = words_of(say.folded(choice.words));
    const auto column = column_of(listing, choice);
    std::vector<std::pair<std::string, const ListRow*>> found;
    for (const ListRow& row : listing.rows) {
        if (!is_found(say, listing, row, words)) continue;
        std::string order;
        if (column) {
            const ListCell& cell = row.cells[*column];
            order = cell.order.empty() ? say.sort_text(cell.plain) : cell.order;
        }
        found.emplace_back(std::move(order), &row);
    }
    const auto key = [](const auto& one) -> const std::string& { return one.first; };
    if (choice.is_down)
        std::ranges::stable_sort(found, std::greater(), key);
    else
        std::ranges::stable_sort(found, std::less(), key);
    std::vector<const ListRow*> rows;
    for (const auto& [order, row] : found)
        rows.push_back(row);
    return rows;
}

Html form_of(const i18n::Words& say, const Listing& listing, const ListChoice& choice) {
    if (listing.rows.size() < listing_rows_filtered_from && choice.words.empty()) return {};
    ListChoice rest = choice;
    rest.words.clear();
    rest.page = 1;
    const Html kept = each(fields_of(listing, rest), [](const Part& field) {
        return el(
            "input",
            {attr("type", "hidden"), attr("name", field.first), attr("value", field.second)}
        );
    });
    const std::string name = field_name(listing.name, "suche");
    return el(
        "form",
        {cls("dk-filter"),
         attr("method", "get"),
         attr("role", "search"),
         attr("aria-label", say("Liste filtern: {}", listing.caption)),
         attr("action", safe_address(listing.address + "#" + anchor_of(listing)))},
        kept,
        field(
            {.name = name,
             .label = say("In dieser Liste suchen"),
             .value = choice.words,
             .type = "search",
             .length_max = static_cast<int>(listing_words_bytes_max)}
        ),
        submit_button({.label = say("Filtern"), .weight = Weight::Secondary})
    );
}

Html found_line(
    const i18n::Words& say, const Listing& listing, const ListChoice& choice, std::size_t count
) {
    if (choice.words.empty()) return {};
    ListChoice all = choice;
    all.words.clear();
    all.page = 1;
    const std::string sentence = count == 0 ? say("Keine Zeile passt zu „{}“.", choice.words)
                                            : say.plural(
                                                  "{0} Zeile passt zu „{1}“.",
                                                  "{0} Zeilen passen zu „{1}“.",
                                                  static_cast<long>(count),
                                                  choice.words
                                              );
    return el(
        "p",
        {cls("kern-body"), attr("role", "status")},
        text(sentence + " "),
        link(address_of(listing, all), say("Alle zeigen"))
    );
}

std::vector<Column> columns_of(const Listing& listing, const ListChoice& choice) {
    std::vector<Column> columns;
    for (const ListColumn& column : listing.columns) {
        if (column.key.empty()) {
            columns.push_back({text(column.label), ""});
            continue;
        }
        const bool is_here = column.key == choice.column;
        ListChoice next = choice;
        next.column = column.key;
        next.is_down = is_here && !choice.is_down;
        next.page = 1;
        const Html arrow = when(is_here, [&] {
            return el("span", {attr("aria-hidden", "true")}, text(choice.is_down ? " ▼" : " ▲"));
        });
        const Html head =
            el("a",
               {cls("kern-link dk-sort"), href(address_of(listing, next))},
               text(column.label),
               arrow);
        const std::string_view order = choice.is_down ? "descending" : "ascending";
        columns.push_back({head, is_here ? order : ""});
    }
    return columns;
}

Html paging(
    const i18n::Words& say, const Listing& listing, const ListChoice& choice, std::size_t pages
) {
    if (pages < 2) return {};
    const auto step = [&](std::size_t number, const std::string& label) {
        if (number < 1 || number > pages) return Html();
        ListChoice other = choice;
        other.page = number;
        return el("li", {}, link(address_of(listing, other), label));
    };
    return el(
        "nav",
        {cls("dk-neighbours"), attr("aria-label", say("Seiten: {}", listing.caption))},
        el("ul",
           {},
           step(choice.page - 1, say("Vorige")),
           el("li", {}, text(say("Seite {} von {}", choice.page, pages))),
           step(choice.page + 1, say("Nächste")))
    );
}

std::string csv_field(std::string_view text) {
    constexpr std::string_view formula = "=+-@\t\r";
    std::string field;
    if (!text.empty() && formula.find(text.front()) != std::string_view::npos) field += '\'';
    field += text;
    if (field.find_first_of("\";\r\n") == std::string::npos) return field;
    std::string quoted = "\"";
    for (const char c : field) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

} // namespace

ListCell word_cell(std::string words, std::string order) {
    return {text(words), std::move(words), std::move(order)};
}

std::string number_order(long long value) {
    return fmt::format("{:020}", value);
}

ListChoice
choice_from(const QueryField& query, std::string_view name, std::vector<std::string> others) {
    const auto typed = [&](std::string_view listing, std::string_view field) {
        return utf8::trim(
            utf8::truncate(query(field_name(listing, field)).value_or(""), listing_words_bytes_max)
        );
    };
    ListChoice choice;
    choice.words = utf8::replace_invalid(typed(name, "suche"));
    std::string_view column = typed(name, "nach");
    choice.is_down = column.starts_with('-');
    if (choice.is_down) column.remove_prefix(1);
    choice.column = column;
    const std::string_view page = typed(name, "seite");
    const auto [end, error] = std::from_chars(page.data(), page.data() + page.size(), choice.page);
    if (error != std::errc() || end != page.data() + page.size() || choice.page < 1)
        choice.page = 1;
    for (const std::string& other : others) {
        for (const std::string_view field : {"suche", "nach", "seite"}) {
            const std::string_view value = typed(other, field);
            if (!value.empty()) choice.others.emplace_back(field_name(other, field), value);
        }
    }
    return choice;
}

Html listing_html(const i18n::Words& say, const Listing& listing, const ListChoice& asked) {
    const auto found = arranged(say, listing, asked);
    const std::size_t pages = std::max<std::size_t>(
        1, (found.size() + listing_rows_per_page - 1) / listing_rows_per_page
    );
    ListChoice choice = asked;
    choice.page = std::min(asked.page, pages);
    std::vector<Row> rows;
    const std::size_t first = (choice.page - 1) * listing_rows_per_page;
    const std::size_t end = std::min(first + listing_rows_per_page, found.size());
    for (std::size_t i = first; i < end; ++i) {
        Row row;
        for (const ListCell& cell : found[i]->cells)
            row.cells.push_back(cell.shown);
        rows.push_back(std::move(row));
    }
    ListChoice all = choice;
    all.page = 1;
    all.others.clear();
    const std::string file = address_with(listing.file_address, fields_of(listing, all));
    return el(
        "div",
        {id(anchor_of(listing)), cls("dk-listing")},
        form_of(say, listing, choice),
        found_line(say, listing, choice, found.size()),
        when(
            !rows.empty(), [&] { return table(listing.caption, columns_of(listing, choice), rows); }
        ),
        paging(say, listing, choice, pages),
        when(
            !rows.empty(),
            [&] {
                return el(
                    "p",
                    {cls("kern-body")},
                    link(file, say("Diese Liste als Tabelle herunterladen (CSV)"))
                );
            }
        )
    );
}

std::string listing_csv(const i18n::Words& say, const Listing& listing, const ListChoice& choice) {
    std::string file = "\xEF\xBB\xBF";
    const auto add_line = [&](auto word_at) {
        std::string line;
        bool is_first = true;
        for (std::size_t i = 0; i < listing.columns.size(); ++i) {
            if (listing.columns[i].key.empty()) continue;
            if (!is_first) line += ';';
            is_first = false;
            line += csv_field(word_at(i));
        }
        file += line + "\r\n";
    };
    add_line([&](std::size_t i) { return listing.columns[i].label; });
    for (const ListRow* row : arranged(say, listing, choice))
        add_line([&](std::size_t i) { return row->cells[i].plain; });
    return file;
}

} // namespace denkraum::html
