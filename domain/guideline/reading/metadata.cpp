// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/reading/metadata.hpp"

#include "base/json/json.hpp"
#include "domain/guideline/edition/files.hpp"

namespace denkraum::guideline {
namespace {

std::string json_of(
    const html::Page& page, const Edition& edition, std::string_view base_url, std::string_view url
) {
    json::array houses;
    for (const std::string& house : edition.released_by) {
        houses.push_back(json::object{{"@type", "GovernmentOrganization"}, {"name", house}});
    }
    json::object about{
        {"@context", "https://schema.org"},
        {"@type", "DigitalDocument"},
        {"name", page.title},
        {"headline", edition.title},
        {"url", url},
        {"inLanguage", edition.language},
        {"datePublished", iso_day(edition.date)},
        {"version", edition.number},
        {"isAccessibleForFree", true},
        {"publisher", std::move(houses)},
        {"isPartOf", std::string(base_url) + "/leitlinien/" + edition.key},
    };
    if (edition.based_on) {
        const Edition before{.key = edition.key, .number = *edition.based_on};
        about["isBasedOn"] = std::string(base_url) + address_of(before);
    }
    return json::write(about);
}

} // namespace

void describe(
    html::Page& page, const Edition& edition, std::string_view base_url, std::string_view address
) {
    const std::string url = std::string(base_url) + std::string(address);
    page.meta = {
        {"DC.title", page.title},
        {"DC.language", edition.language},
        {"DC.date", iso_day(edition.date)},
        {"DC.identifier", url},
        {"DC.type", "Text"},
    };
    for (const std::string& house : edition.released_by)
        page.meta.push_back({"DC.publisher", house});
    page.meta.push_back({"og:title", page.title, true});
    page.meta.push_back({"og:type", "article", true});
    page.meta.push_back({"og:url", url, true});
    page.meta.push_back({"og:description", page.description, true});
    page.data_json = json_of(page, edition, base_url, url);
}

} // namespace denkraum::guideline
