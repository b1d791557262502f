// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/site/texts.hpp"

#include <algorithm>

#include "base/html/prose_html.hpp"
#include "base/prose/markdown_read.hpp"
#include "domain/network/site/store.hpp"

namespace denkraum::network::site {
namespace {

std::string name_of(std::string_view page, i18n::Language language) {
    return std::string(page) + "/" + std::string(i18n::code_of(language));
}

} // namespace

Done Texts::reload(sql::Database& database) {
    DK_TRY(auto transaction, database.begin(sql::Access::Read));
    DK_TRY(const auto versions, store::newest(transaction));
    auto fresh = std::make_shared<Saved>();
    for (const SiteVersion& version : versions) {
        auto& piece = (*fresh)[name_of(version.page, version.language)];
        if (version.text.markdown.empty() && version.text.address.empty()) continue;
        DK_TRY(auto prose, prose::from_markdown(version.text.markdown));
        piece = std::make_shared<const Piece>(
            Piece{version.text.title, std::move(prose), version.text.address, version.language}
        );
    }
    const std::lock_guard lock(mutex_);
    saved_ = std::move(fresh);
    return {};
}

std::shared_ptr<const Texts::Saved> Texts::saved() const {
    const std::lock_guard lock(mutex_);
    return saved_;
}

std::shared_ptr<const Piece> Texts::exactly(std::string_view page, i18n::Language language) const {
    const auto now = saved();
    const auto found = now->find(name_of(page, language));
    if (found != now->end()) return found->second;
    const Piece* from_the_start = default_ ? default_(page, language) : nullptr;
    if (from_the_start == nullptr) return nullptr;
    Piece piece = *from_the_start;
    piece.language = language;
    return std::make_shared<const Piece>(std::move(piece));
}

std::shared_ptr<const Piece> Texts::find(std::string_view page, i18n::Language language) const {
    auto piece = exactly(page, language);
    return piece ? piece : exactly(page, i18n::Language::German);
}

bool Texts::is_there(const SitePage& page) const {
    return page.is_own && find(page.code, i18n::Language::German) != nullptr;
}

std::vector<html::Link> Texts::links() const {
    std::vector<html::Link> links;
    for (const SitePage& page : site_pages()) {
        if (is_there(page)) links.push_back({std::string(page.address), std::string(page.label)});
    }
    return links;
}

std::vector<html::Link> Texts::top_links() const {
    std::vector<html::Link> links;
    for (const SitePage& page : site_pages()) {
        if (!page.is_on_top || !is_there(page)) continue;
        links.push_back({std::string(page.address), std::string(page.label)});
    }
    return links;
}

html::Html html_of(const Piece& piece) {
    int highest = prose::heading_level_max + 1;
    for (const prose::Block& block : piece.prose.blocks) {
        if (block.kind == prose::Kind::Heading) highest = std::min(highest, block.level);
    }
    const int shift = highest > prose::heading_level_max ? 0 : 2 - highest;
    const std::string language(i18n::code_of(piece.language));
    return html::el(
        "div",
        {html::attr("lang", language)},
        html::prose_html(piece.prose, {.heading_shift = shift, .language = language})
    );
}

} // namespace denkraum::network::site
