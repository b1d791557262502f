// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/response.hpp"

#include <sodium.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "platform/http/limits.hpp"
#include "platform/http/parse/url.hpp"

namespace denkraum::http {
namespace {

std::string hash_of(ByteView bytes) {
    std::array<std::uint8_t, crypto_generichash_BYTES_MIN> hash{};
    ::crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
    return to_base64url(hash);
}

void add_line(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
}

} // namespace

Bytes gzip(ByteView bytes) {
    CHECK(bytes.size() < UINT32_MAX / 2, "contents in memory are far smaller");
    z_stream stream{};
    constexpr int window_with_gzip_header = 15 + 16;
    const int ready = ::deflateInit2(
        &stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_with_gzip_header, 8, Z_DEFAULT_STRATEGY
    );
    CHECK(ready == Z_OK, "zlib's own parameters are right");
    Bytes packed(::deflateBound(&stream, static_cast<uLong>(bytes.size())));
    stream.next_in = const_cast<Bytef*>(bytes.data()); // zlib does not write to it
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = packed.data();
    stream.avail_out = static_cast<uInt>(packed.size());
    const int done = ::deflate(&stream, Z_FINISH);
    CHECK(done == Z_STREAM_END, "deflateBound leaves room for everything");
    packed.resize(stream.total_out);
    ::deflateEnd(&stream);
    return packed;
}

std::shared_ptr<const Content> Content::make(Parts parts) {
    const std::shared_ptr<Content> content(new Content); // the constructor is private
    content->body_ = std::move(parts.body);
    content->etag_ = "\"" + hash_of(content->body_) + "\"";
    if (parts.compress == Compress::Gzip && content->body_.size() >= compress_bytes_min) {
        Bytes packed = http::gzip(content->body_);
        if (packed.size() < content->body_.size() - content->body_.size() / 20) {
            packed.shrink_to_fit();
            content->gzip_ = std::move(packed);
            content->gzip_etag_ = content->etag_;
            content->gzip_etag_.insert(content->gzip_etag_.size() - 1, "-gz");
        }
    }
    std::string head;
    if (!parts.type.empty()) add_line(head, "Content-Type", parts.type);
    add_line(head, "Cache-Control", parts.cache_control);
    for (std::size_t i = 0; i < parts.headers.size(); ++i) {
        const auto field = parts.headers.at(i);
        add_line(head, field.name, field.value);
    }
    content->has_own_policy_ = parts.headers.find("Content-Security-Policy").has_value();
    content->head_ = head;
    add_line(content->head_, "ETag", content->etag_);
    if (!content->gzip_.empty()) {
        add_line(content->head_, "Vary", "Accept-Encoding");
        content->gzip_head_ = std::move(head);
        add_line(content->gzip_head_, "ETag", content->gzip_etag_);
        add_line(content->gzip_head_, "Vary", "Accept-Encoding");
        add_line(content->gzip_head_, "Content-Encoding", "gzip");
    }
    return content;
}

Response Response::bytes(std::string bytes, std::string_view content_type) {
    Response response;
    response.headers.add("Content-Type", content_type);
    response.headers.add("Cache-Control", "no-store");
    response.body = std::move(bytes);
    return response;
}

Response Response::html(std::string page, int status) {
    Response response = bytes(std::move(page), "text/html; charset=utf-8");
    response.status = status;
    return response;
}

Response Response::text(std::string text, int status) {
    Response response = bytes(std::move(text), "text/plain; charset=utf-8");
    response.status = status;
    return response;
}

Response Response::json(std::string json, int status) {
    Response response = bytes(std::move(json), "application/json");
    response.status = status;
    return response;
}

Response Response::shared(std::shared_ptr<const Content> content) {
    CHECK(content != nullptr, "there is something to share");
    Response response;
    response.body = std::move(content);
    return response;
}

Response Response::see_other(std::string_view url) {
    Response response;
    response.status = 303;
    response.headers.add("Location", url);
    response.headers.add("Cache-Control", "no-store");
    return response;
}

Response Response::moved(std::string_view url) {
    Response response;
    response.status = 308;
    response.headers.add("Location", url);
    return response;
}

Response Response::not_modified(std::string_view etag) {
    Response response;
    response.status = 304;
    response.headers.add("ETag", etag);
    return response;
}

Response Response::no_content() {
    Response response;
    response.status = 204;
    return response;
}

Response Response::promised(std::function<void(Reply)> begin) {
    Response response;
    response.later = std::move(begin);
    return response;
}

Response&& Response::with_header(std::string_view name, std::string_view value) && {
    headers.add(name, value);
    return std::move(*this);
}

void Response::set_cookie(const Cookie& cookie) {
    headers.add("Set-Cookie", to_set_cookie(cookie));
}

Response&& Response::with_cookie(const Cookie& cookie) && {
    set_cookie(cookie);
    return std::move(*this);
}

Response&& Response::as_attachment(std::string_view filename) && {
    headers.add("Content-Disposition", to_attachment(filename));
    return std::move(*this);
}

ByteView Response::body_bytes() const {
    if (const auto* content = std::get_if<std::shared_ptr<const Content>>(&body)) {
        return (*content)->body();
    }
    return as_bytes(std::get<std::string>(body));
}

std::string to_attachment(std::string_view filename) {
    // The plain name is for programs of before 2011: ASCII, without what could end the quotes.
    std::string plain;
    const std::string name = utf8::replace_invalid(filename);
    for (std::string_view rest = name; !rest.empty();) {
        const auto next = utf8::decode_first(rest);
        const bool is_plain = next.code_point >= 0x20 && next.code_point < 0x7f
                              && next.code_point != '"' && next.code_point != '\\'
                              && next.code_point != '/' && next.code_point != '%';
        plain.push_back(is_plain ? static_cast<char>(next.code_point) : '_');
        rest.remove_prefix(next.bytes);
    }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + percent_encode(name);
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
    const auto strong = [](std::string_view tag) {
        return tag.starts_with("W/") ? tag.substr(2) : tag;
    };
    while (!if_none_match.empty()) {
        const std::size_t end = std::min(if_none_match.find(','), if_none_match.size());
        const std::string_view tag = utf8::trim(if_none_match.substr(0, end));
        if (tag == "*" || strong(tag) == strong(etag)) return true;
        if_none_match.remove_prefix(std::min(end + 1, if_none_match.size()));
    }
    return false;
}

std::string_view content_type_of(std::string_view filename) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 24> types{{
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".html", "text/html; charset=utf-8"},
        {".txt", "text/plain; charset=utf-8"},
        {".md", "text/markdown; charset=utf-8"},
        {".csv", "text/csv; charset=utf-8"},
        {".json", "application/json"},
        {".map", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".xml", "application/xml"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".jpeg", "image/jpeg"},
        {".webp", "image/webp"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".woff", "font/woff"},
        {".ttf", "font/ttf"},
        {".wasm", "application/wasm"},
        {".pdf", "application/pdf"},
        {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {".odt", "application/vnd.oasis.opendocument.text"},
    }};
    for (const auto& [ending, type] : types) {
        if (filename.size() >= ending.size()
            && equals_ignoring_case(filename.substr(filename.size() - ending.size()), ending)) {
            return type;
        }
    }
    return "application/octet-stream";
}

} // namespace denkraum::http
