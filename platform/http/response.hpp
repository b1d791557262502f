// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.hpp"
#include "platform/http/parse/cookie.hpp"
#include "platform/http/parse/headers.hpp"

namespace denkraum::http {

/// Immutable bytes that many requests share, with their header lines, ETag and compressed form
/// made once: published pages and static files. The server answers If-None-Match and
/// Accept-Encoding from it without copying a byte.
class Content {
public:
    enum class Compress { No, Gzip };
    struct Parts {
        Bytes body;
        std::string type; ///< e.g. "text/html; charset=utf-8"
        std::string cache_control = "no-cache";
        Compress compress = Compress::Gzip; ///< kept only where it is smaller
        Headers headers = {};               ///< further fields
    };
    static std::shared_ptr<const Content> make(Parts parts);

    [[nodiscard]] ByteView body() const { return body_; }
    /// Empty when there is no compressed form.
    [[nodiscard]] ByteView gzip() const { return gzip_; }
    /// With its quotes; the compressed form has another one.
    [[nodiscard]] const std::string& etag() const { return etag_; }
    [[nodiscard]] const std::string& gzip_etag() const { return gzip_etag_; }
    /// All header lines but Content-Length, each ended by CRLF, for the server to send as they are.
    [[nodiscard]] const std::string& head() const { return head_; }
    [[nodiscard]] const std::string& gzip_head() const { return gzip_head_; }
    /// Whether `headers` brought a policy of its own, which then replaces the server's.
    [[nodiscard]] bool has_own_policy() const { return has_own_policy_; }

private:
    Content() = default;
    Bytes body_;
    Bytes gzip_;
    std::string etag_;
    std::string gzip_etag_;
    std::string head_;
    std::string gzip_head_;
    bool has_own_policy_ = false;
};

struct Response;
/// Takes the answer that was promised. From any thread; only the first call counts.
using Reply = std::function<void(Response)>;

/// What a handler answers. The server adds Content-Length, Date, Connection and the security
/// headers; a Content-Security-Policy set here replaces the server's.
struct Response {
    using Body = std::variant<std::string, std::shared_ptr<const Content>>;

    int status = 200;
    Headers headers = {};
    Body body = {};
    /// Set: the answer comes later, and what else stands here is not sent.
    std::function<void(Reply)> later = {};

    /// A page; never cached, for it may be meant for one person.
    [[nodiscard]] static Response html(std::string page, int status = 200);
    [[nodiscard]] static Response text(std::string text, int status = 200);
    [[nodiscard]] static Response json(std::string json, int status = 200);
    /// Any other type; never cached.
    [[nodiscard]] static Response bytes(std::string bytes, std::string_view content_type);
    [[nodiscard]] static Response shared(std::shared_ptr<const Content> content);
    /// 303, the answer to every successful form.
    [[nodiscard]] static Response see_other(std::string_view url);
    /// 308: for addresses that moved for ever.
    [[nodiscard]] static Response moved(std::string_view url);
    /// 304.
    [[nodiscard]] static Response not_modified(std::string_view etag);
    /// 204.
    [[nodiscard]] static Response no_content();
    /// An answer that comes when something happens, without a thread waiting for it. `begin` is
    /// called once, on the connection's loop; it must not block or throw. Whoever never replies
    /// is answered for with 503 after ServerLimits::promise_timeout, or when the server stops.
    [[nodiscard]] static Response promised(std::function<void(Reply)> begin);

    /// These change the response and give it back, to be chained.
    Response&& with_header(std::string_view name, std::string_view value) &&;
    Response&& with_cookie(const Cookie& cookie) &&;
    void set_cookie(const Cookie& cookie);
    /// Offered for saving under this name (RFC 6266, any UTF-8).
    Response&& as_attachment(std::string_view filename) &&;

    [[nodiscard]] ByteView body_bytes() const;
};

/// `attachment; filename="…"; filename*=UTF-8''…`.
[[nodiscard]] std::string to_attachment(std::string_view filename);

/// Whether an If-None-Match field names this ETag (weak comparison, lists and "*").
[[nodiscard]] bool etag_matches(std::string_view if_none_match, std::string_view etag);

/// "text/css; charset=utf-8" for "x.css"; application/octet-stream when unknown.
[[nodiscard]] std::string_view content_type_of(std::string_view filename);

/// RFC 1952, best compression.
[[nodiscard]] Bytes gzip(ByteView bytes);

} // namespace denkraum::http
