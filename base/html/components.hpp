// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/html/html.hpp"
#include "base/i18n/words.hpp"
#include "base/json/json.hpp"

/// KERN UX components as functions, free of domain words. What a person typed and what was wrong
/// with it come in as values, so that a form that is shown again has lost nothing.
namespace denkraum::html {

struct Link {
    std::string address = {};
    std::string label = {};
    bool is_current = false;
};

enum class Weight { Primary, Secondary, Tertiary };
enum class Tone { Info, Success, Warning, Danger };

[[nodiscard]] Html link(std::string_view address, std::string_view label);
/// A link that looks like a button, for going somewhere.
[[nodiscard]] Html
link_button(std::string_view address, std::string_view label, Weight weight = Weight::Secondary);
/// A submit button of the form around it; `name` and `value` say which one was pressed.
struct Submit {
    std::string_view label;
    Weight weight = Weight::Primary;
    std::string_view name = {};
    std::string_view value = {};
};
[[nodiscard]] Html submit_button(const Submit& button);

/// One labelled field. `error` is a sentence for people; it stands at the field and is announced.
struct Field {
    std::string_view name;
    std::string_view label;
    std::string_view value = {};
    std::string_view hint = {};
    std::string_view error = {};
    std::string_view type = "text";
    std::string_view autocomplete = {};
    bool is_required = false;
    int length_max = 0;
};
[[nodiscard]] Html field(const Field& field);
[[nodiscard]] Html text_area(const Field& field, int rows = 4);

struct Option {
    std::string value;
    std::string label;
};
[[nodiscard]] Html select(const Field& field, const std::vector<Option>& options);
[[nodiscard]] Html radio_group(const Field& field, const std::vector<Option>& options);
[[nodiscard]] Html checkbox(const Field& field, bool is_checked);
/// `accept` as in the attribute: ".docx,.odt".
[[nodiscard]] Html file_field(const Field& field, std::string_view accept);

/// What is wrong, on top of a form, with links to the fields. Empty when nothing is.
struct FieldError {
    std::string field;
    std::string sentence;
};
[[nodiscard]] Html error_summary(const i18n::Words& say, const std::vector<FieldError>& errors);
/// The sentence for one field, or nothing.
[[nodiscard]] std::string_view
error_of(const std::vector<FieldError>& errors, std::string_view field);

/// A form that posts to `action` with the session's token.
struct Form {
    std::string_view action;
    std::string_view csrf_token;
    bool has_files = false;
    std::string_view label = {}; ///< its accessible name, where the page has several forms
};
[[nodiscard]] Html form(const Form& form, const Html& content);
/// A form that is only a button: for a command without questions.
[[nodiscard]] Html button_form(const Form& form, const Submit& button);

/// `role` is status for good news and alert for bad news.
[[nodiscard]] Html alert(Tone tone, std::string_view title, const Html& body = {});
/// A state: words first, icon second, colour last.
[[nodiscard]] Html badge(Tone tone, std::string_view label);
/// An empty place: what will be here, why it is worth it, and the first step.
[[nodiscard]] Html
empty_place(std::string_view what, std::string_view why, const Html& first_step = {});

[[nodiscard]] Html breadcrumb(const i18n::Words& say, const std::vector<Link>& trail);

struct Head {
    std::string_view kind = {};
    std::string_view title = {};
    std::string_view title_language = {}; ///< empty: that of the page
    Html state = {};
    std::string_view subtitle = {};
    Html actions = {};
};
/// The head of every thing: kind, title (h1), state, actions.
[[nodiscard]] Html head(const Head& head);

struct Row {
    std::vector<Html> cells;
};
/// A table that scrolls within itself; the first cell of each row is its header.
[[nodiscard]] Html table(
    std::string_view caption, const std::vector<std::string>& columns, const std::vector<Row>& rows
);

/// The head of a column that holds more than words, such as a link that sorts.
struct Column {
    Html head = {};
    std::string_view order = {}; ///< aria-sort: ascending or descending; empty: unsorted
};
[[nodiscard]] Html
table(std::string_view caption, const std::vector<Column>& columns, const std::vector<Row>& rows);

struct Pair {
    std::string key;
    Html value;
};
[[nodiscard]] Html description_list(const std::vector<Pair>& pairs);

/// Folded details, closed at first.
[[nodiscard]] Html accordion(std::string_view title, const Html& body);

/// An island: `fallback` is what people without script get, and what is there until it has loaded.
[[nodiscard]] Html island(Name name, const json::value& props, const Html& fallback);

} // namespace denkraum::html
