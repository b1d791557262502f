// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/reading/feeds.hpp"

#include <fmt/format.h>

#include "domain/guideline/edition/files.hpp"
#include "domain/guideline/reading/parts.hpp"

namespace denkraum::guideline::feeds {
namespace {

constexpr std::string_view xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Atom wants seconds or finer, with a zone.
std::string time_of(Instant at) {
    return to_iso(at);
}

std::string entry_of(const i18n::Words& say, const Feed& feed, const Edition& edition) {
    const std::string address = feed.base_url + address_of(edition);
    return fmt::format(
        "  <entry>\n"
        "    <id>{}</id>\n"
        "    <title xml:lang=\"{}\">{}</title>\n"
        "    <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n"
        "    <published>{}</published>\n"
        "    <updated>{}</updated>\n"
        "    <summary>{}</summary>\n"
        "  </entry>\n",
        xml_escaped(address),
        xml_escaped(edition.language),
        xml_escaped(citation_of(edition, {})),
        xml_escaped(address),
        time_of(edition.published_at),
        time_of(edition.published_at),
        xml_escaped(say("{} ist veröffentlicht.", pages::dated_edition(say, edition)))
    );
}

} // namespace

std::string xml_escaped(std::string_view words) {
    std::string out;
    for (const char c : words) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    }
    return out;
}

std::string atom(const i18n::Words& say, const Feed& feed) {
    const Instant updated = feed.editions.empty() ? feed.now : feed.editions.front().published_at;
    std::string out = fmt::format(
        "{}<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n"
        "  <id>{}</id>\n"
        "  <title>{}</title>\n"
        "  <updated>{}</updated>\n"
        "  <author><name>{}</name></author>\n"
        "  <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n"
        "  <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        xml_head,
        say.code(),
        xml_escaped(feed.base_url + feed.address),
        xml_escaped(feed.title),
        time_of(updated),
        xml_escaped(feed.author),
        xml_escaped(feed.base_url + feed.address),
        xml_escaped(feed.base_url + feed.about)
    );
    for (const Edition& edition : feed.editions)
        out += entry_of(say, feed, edition);
    return out + "</feed>\n";
}

std::string sitemap(std::string_view base_url, const std::vector<SiteEntry>& entries) {
    std::string out =
        std::string(xml_head) + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    for (const SiteEntry& entry : entries) {
        out += "  <url><loc>" + xml_escaped(std::string(base_url) + entry.address) + "</loc>";
        if (entry.changed.us != 0) out += "<lastmod>" + iso_day(entry.changed) + "</lastmod>";
        out += "</url>\n";
    }
    return out + "</urlset>\n";
}

std::string robots(std::string_view base_url) {
    return fmt::format(
        "User-agent: *\n"
        "Disallow: /anmelden\n"
        "Disallow: /koordination\n"
        "Disallow: /konto\n"
        "Disallow: /sprache/\n"
        "Sitemap: {}/sitemap.xml\n",
        base_url
    );
}

} // namespace denkraum::guideline::feeds
