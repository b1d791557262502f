// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/html/components.hpp"
#include "base/prose/prose.hpp"
#include "base/result.hpp"
#include "domain/network/site/site.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::network::site {

/// What is shown on a page.
struct Piece {
    std::string title = {};
    prose::Prose prose = {};
    std::string address = {};
    i18n::Language language = i18n::Language::German;
};

/// The words of all pages as they are now, in memory: every page has them in its foot. Used from
/// all threads.
class Texts {
public:
    /// What the installation was set up with; nothing where it says nothing.
    using Default = std::function<const Piece*(std::string_view page, i18n::Language)>;
    explicit Texts(Default default_text) : default_(std::move(default_text)) {}
    Texts(const Texts&) = delete;
    Texts& operator=(const Texts&) = delete;

    /// Reads what was saved. What was shown before goes on being shown when it fails.
    [[nodiscard]] Done reload(sql::Database& database);

    /// In that language, else in German; nothing when there is neither.
    [[nodiscard]] std::shared_ptr<const Piece>
    find(std::string_view page, i18n::Language language) const;
    /// In that language and no other; nothing when it was emptied or never written.
    [[nodiscard]] std::shared_ptr<const Piece>
    exactly(std::string_view page, i18n::Language language) const;
    /// The foot's links, labels German: pages that are not there yet are not shown.
    [[nodiscard]] std::vector<html::Link> links() const;
    /// Those of them that stand in the top bar too.
    [[nodiscard]] std::vector<html::Link> top_links() const;

private:
    /// "<page>/<language>"; a null piece was emptied.
    using Saved = std::map<std::string, std::shared_ptr<const Piece>, std::less<>>;
    [[nodiscard]] std::shared_ptr<const Saved> saved() const;
    [[nodiscard]] bool is_there(const SitePage& page) const;

    Default default_;
    mutable std::mutex mutex_;
    std::shared_ptr<const Saved> saved_ = std::make_shared<const Saved>();
};

/// The words as Html that says its language, with the highest heading as a second level one.
[[nodiscard]] html::Html html_of(const Piece& piece);

} // namespace denkraum::network::site
