// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/extract.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/json/json.hpp"
#include "domain/network/queries.hpp"
#include "domain/trail/queries.hpp"

namespace denkraum::guideline {
namespace {

/// What is public once an edition is: that it was begun, asked for and published.
constexpr std::array<std::string_view, 4> public_actions{
    "guideline.created",
    "guideline.release_requested",
    "guideline.published",
    "guideline.edition_imported"
};

bool is_public(std::string_view action) {
    return std::find(public_actions.begin(), public_actions.end(), action) != public_actions.end();
}

json::object line_of(const trail::Shown& entry, const std::string& authority) {
    json::object line;
    line["sequence"] = entry.sequence;
    line["at"] = to_iso(entry.at);
    line["action"] = entry.action;
    line["link"] = to_hex(entry.hash);
    if (!authority.empty()) line["authority"] = authority;
    const auto says = json::parse(entry.payload.value_or("{}"));
    if (!says || !says->is_object()) return line;
    const json::object& payload = says->get_object();
    if (const auto edition = json::integer_or(payload, "edition"); edition > 0) {
        line["edition"] = edition;
    }
    if (const auto hash = json::text_or(payload, "hash"); !hash.empty()) line["hash"] = hash;
    return line;
}

bool is_release_of(const trail::Shown& entry, int number) {
    if (entry.action != "guideline.published" && entry.action != "guideline.edition_imported") {
        return false;
    }
    const auto says = json::parse(entry.payload.value_or("{}"));
    return says && says->is_object() && json::integer_or(says->get_object(), "edition") == number;
}

} // namespace

Result<std::string> trail_extract(sql::Transaction& transaction, const Edition& edition) {
    DK_TRY(
        auto entries,
        trail::every_entry_of(
            transaction, {.kind = "guideline", .id = trail::any(edition.guideline)}
        )
    );
    DK_TRY(const auto houses, network::queries::authorities(transaction));
    std::reverse(entries.begin(), entries.end());
    json::array lines;
    for (const trail::Shown& entry : entries) {
        if (!is_public(entry.action)) continue;
        std::string name;
        for (const network::Authority& house : houses) {
            if (entry.authority == trail::any(house.id)) name = house.name;
        }
        lines.push_back(line_of(entry, name));
        if (is_release_of(entry, edition.number)) break;
    }
    json::object out;
    out["format"] = "denkraum-trail-extract 1";
    out["guideline"] = edition.key;
    out["entries"] = std::move(lines);
    return json::write(out) + "\n";
}

} // namespace denkraum::guideline
