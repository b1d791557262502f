// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/odt/styles.hpp"

#include <algorithm>
#include <utility>

#include "engine/intake/file/xml.hpp"
#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

/// A circle in a hostile file must end.
constexpr int chain_max = 20;

/// "Quelle_20_Titel" stands for "Quelle Titel" where no display name is given.
std::string decoded(std::string_view name) {
    constexpr std::string_view space = "_20_";
    std::string out;
    while (!name.empty()) {
        const std::size_t at = std::min(name.find(space), name.size());
        out += name.substr(0, at);
        name.remove_prefix(at);
        if (name.empty()) break;
        out += ' ';
        name.remove_prefix(space.size());
    }
    return out;
}

} // namespace

Result<OdtStyles> OdtStyles::read(const Package& package) {
    OdtStyles all;
    for (const std::string_view part : {"styles.xml", "content.xml"}) {
        const auto xml = package.find(part);
        if (!xml) continue;
        bool is_automatic = false;
        DK_DO(walk_xml(
            *xml,
            {.open =
                 [&](const XmlElement& element) {
                     if (element.name() == "automatic-styles") is_automatic = true;
                     if (element.name() != "style") return;
                     const std::string name = element.short_attribute("name");
                     Style style{
                         .shown = element.short_attribute("display-name"),
                         .parent = element.short_attribute("parent-style-name"),
                         .is_automatic = is_automatic
                     };
                     if (style.shown.empty()) style.shown = decoded(name);
                     // Automatic styles of headers are no styles of the text.
                     const bool is_margin = is_automatic && part == "styles.xml";
                     if (!is_margin && all.styles_.size() < styles_max)
                         all.styles_.emplace(name, std::move(style));
                 },
             .close =
                 [&](const XmlElement& element) {
                     if (element.name() == "automatic-styles") is_automatic = false;
                 },
             .text = [](std::string_view) {}}
        ));
    }
    return all;
}

std::string OdtStyles::shown(std::string_view name) const {
    for (int i = 0; i < chain_max; ++i) {
        const auto found = styles_.find(name);
        if (found == styles_.end()) return decoded(name);
        if (!found->second.is_automatic || found->second.parent.empty()) {
            return found->second.shown;
        }
        name = found->second.parent;
    }
    return {};
}

} // namespace denkraum::intake
