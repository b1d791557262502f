// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "base/html/components.hpp"

/// Form fields: label above, hint below it, error at the field, all tied together for screen
/// readers by aria-describedby.
namespace denkraum::html {
namespace {

std::string field_id(const Field& field) {
    return "f-" + std::string(field.name);
}

std::string described_by(const Field& field) {
    std::string ids;
    if (!field.hint.empty()) ids += field_id(field) + "-hint";
    if (!field.error.empty()) ids += (ids.empty() ? "" : " ") + field_id(field) + "-error";
    return ids;
}

Html hint_of(const Field& field) {
    if (field.hint.empty()) return {};
    const std::string hint_id = field_id(field) + "-hint";
    return el("div", {cls("kern-hint"), id(hint_id)}, text(field.hint));
}

Html error_below(const Field& field) {
    if (field.error.empty()) return {};
    const std::string error_id = field_id(field) + "-error";
    return el(
        "p",
        {cls("kern-error"), id(error_id)},
        el("span", {cls("kern-icon kern-icon--danger"), attr("aria-hidden", "true")}),
        el("span", {cls("kern-body")}, text(field.error))
    );
}

Attributes common_attributes(const Field& field, std::string_view base_class) {
    std::string classes(base_class);
    if (!field.error.empty()) classes += " " + std::string(base_class) + "--error";
    const std::string description = described_by(field);
    return {
        cls(classes),
        id(field_id(field)),
        attr("name", field.name),
        attr_if(!field.autocomplete.empty(), "autocomplete", field.autocomplete),
        attr_if(!description.empty(), "aria-describedby", description),
        attr_if(!field.error.empty(), "aria-invalid", "true"),
        flag("required", field.is_required),
    };
}

Html wrapped(const Field& field, const Html& control) {
    std::string classes = "kern-form-input";
    if (!field.error.empty()) classes += " kern-form-input--error";
    return el(
        "div",
        {cls(classes)},
        el("label", {cls("kern-label"), attr("for", field_id(field))}, text(field.label)),
        hint_of(field),
        control,
        error_below(field)
    );
}

} // namespace

Html field(const Field& field) {
    Attributes attributes = common_attributes(field, "kern-form-input__input");
    attributes.push_back(attr("type", field.type));
    attributes.push_back(attr("value", field.value));
    if (field.length_max > 0) attributes.push_back(attr("maxlength", field.length_max));
    return wrapped(field, el("input", attributes));
}

Html text_area(const Field& field, int rows) {
    Attributes attributes = common_attributes(field, "kern-form-input__input");
    attributes.push_back(attr("rows", rows));
    if (field.length_max > 0) attributes.push_back(attr("maxlength", field.length_max));
    return wrapped(field, el("textarea", attributes, text(field.value)));
}

Html select(const Field& field, const std::vector<Option>& options) {
    const Html items = each(options, [&](const Option& option) {
        return el(
            "option",
            {attr("value", option.value), flag("selected", option.value == field.value)},
            text(option.label)
        );
    });
    const Html control = el("select", common_attributes(field, "kern-form-input__select"), items);
    return wrapped(field, el("div", {cls("kern-form-input__select-wrapper")}, control));
}

Html radio_group(const Field& field, const std::vector<Option>& options) {
    Html items;
    for (std::size_t i = 0; i < options.size(); ++i) {
        // The first one carries the field's id, so that links of the error summary arrive there.
        const std::string radio_id = i == 0 ? field_id(field) : field_id(field) + std::to_string(i);
        items +=
            el("div",
               {cls("kern-form-check")},
               el("input",
                  {cls("kern-form-check__radio"),
                   id(radio_id),
                   attr("type", "radio"),
                   attr("name", field.name),
                   attr("value", options[i].value),
                   flag("checked", options[i].value == field.value),
                   flag("required", field.is_required)}),
               el("label", {cls("kern-label"), attr("for", radio_id)}, text(options[i].label)));
    }
    std::string classes = "kern-fieldset";
    if (!field.error.empty()) classes += " kern-fieldset--error";
    const std::string description = described_by(field);
    return el(
        "fieldset",
        {cls(classes), attr_if(!description.empty(), "aria-describedby", description)},
        el("legend", {cls("kern-label")}, text(field.label)),
        hint_of(field),
        el("div", {cls("kern-fieldset__body")}, items),
        error_below(field)
    );
}

Html checkbox(const Field& field, bool is_checked) {
    Attributes attributes = common_attributes(field, "kern-form-check__checkbox");
    attributes.push_back(attr("type", "checkbox"));
    attributes.push_back(attr("value", "1"));
    attributes.push_back(flag("checked", is_checked));
    return el(
        "div",
        {cls("dk-check")},
        el("div",
           {cls("kern-form-check")},
           el("input", attributes),
           el("label", {cls("kern-label"), attr("for", field_id(field))}, text(field.label))),
        hint_of(field),
        error_below(field)
    );
}

Html file_field(const Field& field, std::string_view accept) {
    Attributes attributes = common_attributes(field, "kern-form-input__input");
    attributes.push_back(attr("type", "file"));
    attributes.push_back(attr("accept", accept));
    return wrapped(field, el("input", attributes));
}

std::string_view error_of(const std::vector<FieldError>& errors, std::string_view field) {
    const auto found = std::find_if(errors.begin(), errors.end(), [&](const FieldError& error) {
        return error.field == field;
    });
    return found == errors.end() ? std::string_view() : std::string_view(found->sentence);
}

Html error_summary(const i18n::Words& say, const std::vector<FieldError>& errors) {
    if (errors.empty()) return {};
    const Html items = each(errors, [](const FieldError& error) {
        if (error.field.empty()) return el("li", {}, text(error.sentence));
        return el("li", {}, link("#f-" + error.field, error.sentence));
    });
    return alert(
        Tone::Danger,
        say("Bitte prüfen Sie Ihre Angaben. Was Sie eingegeben haben, ist noch da."),
        el("ul", {cls("kern-list")}, items)
    );
}

} // namespace denkraum::html
