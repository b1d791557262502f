// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/site/store.hpp"

namespace denkraum::network::site::store {
namespace {

Result<SiteVersion> read_version(sql::Row row) {
    sql::Columns in(row);
    SiteVersion version;
    version.page = in.next<std::string>();
    version.language = i18n::language_from_code(in.next<std::string>());
    version.version = in.next<std::int64_t>();
    version.text.title = in.next<std::string>();
    version.text.markdown = in.next<std::string>();
    version.text.address = in.next<std::string>();
    version.at = in.next<Instant>();
    version.actor = in.next<ActorId>();
    return std::move(in).finish(std::move(version));
}

} // namespace

Result<std::vector<SiteVersion>> newest(sql::Transaction& transaction) {
    return transaction.query_list(
        read_version,
        "SELECT page, language, version, title, markdown, address, at, actor FROM site_text AS one"
        " WHERE version = (SELECT max(version) FROM site_text AS all_of"
        " WHERE all_of.page = one.page AND all_of.language = one.language)"
    );
}

Result<std::vector<SiteVersion>>
versions(sql::Transaction& transaction, std::string_view page, i18n::Language language) {
    return transaction.query_list(
        read_version,
        "SELECT page, language, version, title, '' AS markdown, address, at, actor FROM site_text"
        " WHERE page = ? AND language = ? ORDER BY version DESC LIMIT ?",
        page,
        i18n::code_of(language),
        versions_shown_max
    );
}

Result<std::optional<SiteVersion>> find(
    sql::Transaction& transaction,
    std::string_view page,
    i18n::Language language,
    std::int64_t version
) {
    return transaction.query_optional(
        read_version,
        "SELECT page, language, version, title, markdown, address, at, actor FROM site_text"
        " WHERE page = ? AND language = ? AND version = ?",
        page,
        i18n::code_of(language),
        version
    );
}

Done insert(sql::Transaction& transaction, const SiteVersion& version) {
    DK_DO(transaction.execute(
        "INSERT INTO site_text (page, language, version, title, markdown, address, at, actor)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        version.page,
        i18n::code_of(version.language),
        version.version,
        version.text.title,
        version.text.markdown,
        version.text.address,
        version.at,
        version.actor
    ));
    return {};
}

} // namespace denkraum::network::site::store
