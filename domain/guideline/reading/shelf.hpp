// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/i18n/words.hpp"
#include "base/instant.hpp"
#include "domain/network/door.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"

namespace denkraum::guideline {

/// Public pages as bytes, per address and language, for visitors of whom we know nothing: no
/// cookie, no query. They are the same for all of these, so the loop itself can hand them out.
/// Whoever is signed in gets a page of their own, made anew.
///
/// A page is made anew when something was published here (forget()), or when it is older than
/// shelf_page_age_max, since another node may have published. Used from all threads.
class Shelf {
public:
    explicit Shelf(const Clock& clock) : clock_(clock) {}
    Shelf(const Shelf&) = delete;
    Shelf& operator=(const Shelf&) = delete;

    /// For RouteOptions::ready. Nothing when there is no page, or it should be made anew: then
    /// one request makes it while the others still get the old one.
    [[nodiscard]] std::optional<http::Response> ready(const http::Request& request);

    using Make = std::function<Result<html::Page>()>;
    /// The page of a visit: kept for others like it where it may be, and only made otherwise.
    [[nodiscard]] Result<http::Response> serve(const network::Visit& visit, const Make& make);

    /// Something was published: no page is right any more.
    void forget();

    [[nodiscard]] std::size_t pages() const;

private:
    struct Entry {
        std::shared_ptr<const http::Content> content;
        Instant good_until = {};
    };
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    using Pages = std::unordered_map<std::string, Entry, Hash, std::equal_to<>>;

    void keep(
        i18n::Language language,
        std::string_view path,
        std::shared_ptr<const http::Content> content,
        std::uint64_t generation
    );

    const Clock& clock_;
    mutable std::mutex mutex_;
    std::array<Pages, 2> pages_;
    std::size_t bytes_ = 0;
    std::uint64_t generation_ = 0;
};

} // namespace denkraum::guideline
