// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/site/commands.hpp"

#include "base/json/json.hpp"
#include "domain/network/events.hpp"
#include "domain/network/site/store.hpp"

namespace denkraum::network::site {

Done save(const Services& services, const Viewer& by, const NewText& wanted) {
    if (!coordinates(&by)) return fail(ErrorCode::Forbidden, "the coordination writes these pages");
    const SitePage* page = find_page(wanted.page);
    if (page == nullptr) return fail(ErrorCode::NotFound, "no such page");
    if (const auto fault = fault_of(*page, wanted.text); !fault.empty()) {
        return fail_field(std::string(fault), "not a text we take");
    }
    DK_TRY(auto transaction, services.database.begin(sql::Access::Write));
    DK_TRY(const auto before, store::versions(transaction, page->code, wanted.language));
    const std::int64_t newest = before.empty() ? 0 : before.front().version;
    if (newest != wanted.based_on) return fail(ErrorCode::Conflict, "saved meanwhile");
    const SiteVersion version{
        .page = std::string(page->code),
        .language = wanted.language,
        .version = newest + 1,
        .text = wanted.text,
        .at = services.clock.now(),
        .actor = by.actor
    };
    DK_DO(store::insert(transaction, version));
    const std::string payload = json::write(json::object{
        {"page", version.page},
        {"language", i18n::code_of(version.language)},
        {"version", version.version}
    });
    DK_DO(record(
        transaction,
        services,
        by,
        {.action = "network.site_text_saved", .subject_kind = "site_page", .payload = payload}
    ));
    DK_DO(std::move(transaction).commit());
    announce(services, changed_topic, page->code);
    return {};
}

} // namespace denkraum::network::site
