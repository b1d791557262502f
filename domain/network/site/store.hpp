// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "base/result.hpp"
#include "domain/network/site/site.hpp"
#include "platform/sql/sql.hpp"

/// The table site_text.
namespace denkraum::network::site::store {

constexpr std::int64_t versions_shown_max = 100;

/// The newest version of every page in every language.
[[nodiscard]] Result<std::vector<SiteVersion>> newest(sql::Transaction& transaction);
/// Of one page in one language, newest first, without their words.
[[nodiscard]] Result<std::vector<SiteVersion>>
versions(sql::Transaction& transaction, std::string_view page, i18n::Language language);
/// Nothing for one that was never saved.
[[nodiscard]] Result<std::optional<SiteVersion>> find(
    sql::Transaction& transaction,
    std::string_view page,
    i18n::Language language,
    std::int64_t version
);
/// Fails: Conflict when that version is there already.
[[nodiscard]] Done insert(sql::Transaction& transaction, const SiteVersion& version);

} // namespace denkraum::network::site::store
