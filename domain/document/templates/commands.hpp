// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "domain/document/commands.hpp"
#include "domain/document/templates/patterns.hpp"
#include "domain/network/access.hpp"

namespace denkraum::document::templates {

/// What a new draft begins with.
struct Blank {};
struct FromTemplate {
    DocumentId document = {}; ///< marked by the coordination: its words
};
struct FromOutline {
    DocumentId document = {}; ///< any document: only how it is built
};
using Beginning = std::variant<Blank, Pattern, FromTemplate, FromOutline>;

/// "leer", "muster-leitlinie", "vorlage-<id>", "gliederung-<id>"; anything else is a blank sheet.
[[nodiscard]] Beginning beginning_from(std::string_view typed);
[[nodiscard]] std::string id_of(const Beginning& beginning);

} // namespace denkraum::document::templates

namespace denkraum::document::templates::commands {

using Services = document::commands::Services;

/// A draft of one's own that begins so. Fails: Invalid (field "title"); NotFound for a document
/// that is not there or, as a template, not marked as one.
[[nodiscard]] Result<DocumentId> begin(
    const Services& services,
    const network::Viewer& viewer,
    std::string title,
    const Beginning& beginning
);

/// Offers a document to everybody as a beginning. Fails: Forbidden for whoever does not coordinate;
/// NotFound; Conflict when it is one already.
[[nodiscard]] Done
mark(const Services& services, const network::Viewer& viewer, DocumentId document);
/// Takes the offer back; drafts that began with it stay. Fails: Forbidden, NotFound, Conflict.
[[nodiscard]] Done
unmark(const Services& services, const network::Viewer& viewer, DocumentId document);

} // namespace denkraum::document::templates::commands
