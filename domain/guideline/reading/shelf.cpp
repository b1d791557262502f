// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/reading/shelf.hpp"

#include <utility>

#include "domain/guideline/limits.hpp"

namespace denkraum::guideline {
namespace {

std::size_t index_of(i18n::Language language) {
    return language == i18n::Language::German ? 0 : 1;
}

bool has_query(const http::Request& request) {
    return request.target().size() != request.path().size();
}

/// A request that says nothing about who makes it, as the door would see it.
bool is_stranger(const http::Request& request) {
    const bool reads =
        request.method() == http::Method::Get || request.method() == http::Method::Head;
    return reads && !has_query(request) && !request.header("Cookie");
}

i18n::Language language_of(const http::Request& request) {
    return i18n::language_from_accept(request.header("Accept-Language").value_or(std::string_view())
    );
}

/// Cookies may be there, as long as none of them changes the page.
bool is_shared(const network::Visit& visit) {
    return !visit.viewer && visit.notice.empty() && visit.csrf_token.empty()
           && !has_query(visit.request);
}

std::shared_ptr<const http::Content> content_of(const http::Response& response) {
    const ByteView body = response.body_bytes();
    http::Content::Parts parts{
        .body = Bytes(body.begin(), body.end()), .type = "text/html; charset=utf-8"
    };
    parts.headers.add("Vary", "Cookie, Accept-Language");
    return http::Content::make(std::move(parts));
}

} // namespace

std::optional<http::Response> Shelf::ready(const http::Request& request) {
    if (!is_stranger(request)) return std::nullopt;
    const Instant now = clock_.now();
    const std::lock_guard lock(mutex_);
    Pages& pages = pages_[index_of(language_of(request))];
    const auto found = pages.find(request.path());
    if (found == pages.end()) return std::nullopt;
    Entry& entry = found->second;
    if (now >= entry.good_until) {
        entry.good_until = now + shelf_patience;
        return std::nullopt;
    }
    return http::Response::shared(entry.content);
}

Result<http::Response> Shelf::serve(const network::Visit& visit, const Make& make) {
    std::uint64_t generation = 0;
    {
        const std::lock_guard lock(mutex_);
        generation = generation_;
    }
    DK_TRY(html::Page page, make());
    http::Response response = visit.page(std::move(page));
    if (!is_shared(visit)) return response;
    auto content = content_of(response);
    keep(visit.say.language(), visit.request.path(), content, generation);
    return http::Response::shared(std::move(content));
}

void Shelf::keep(
    i18n::Language language,
    std::string_view path,
    std::shared_ptr<const http::Content> content,
    std::uint64_t generation
) {
    const Instant good_until = clock_.now() + shelf_page_age_max;
    const std::lock_guard lock(mutex_);
    // Made from what was true before something was published.
    if (generation != generation_) return;
    const auto size = [](const http::Content& one) {
        return one.body().size() + one.gzip().size();
    };
    const std::size_t count = pages_[0].size() + pages_[1].size();
    if (bytes_ + size(*content) > shelf_bytes_max || count >= shelf_pages_max) {
        for (Pages& pages : pages_)
            pages.clear();
        bytes_ = 0;
    }
    Entry& entry = pages_[index_of(language)][std::string(path)];
    if (entry.content) bytes_ -= size(*entry.content);
    bytes_ += size(*content);
    entry = {std::move(content), good_until};
}

void Shelf::forget() {
    const std::lock_guard lock(mutex_);
    ++generation_;
    for (Pages& pages : pages_)
        pages.clear();
    bytes_ = 0;
}

std::size_t Shelf::pages() const {
    const std::lock_guard lock(mutex_);
    return pages_[0].size() + pages_[1].size();
}

} // namespace denkraum::guideline
