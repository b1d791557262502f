// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/server/parser.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <utility>

#include "platform/http/limits.hpp"

namespace denkraum::http {
namespace {

namespace beast = boost::beast::http;
using BeastError = boost::beast::error_code;
using Text = boost::beast::string_view;

std::string_view view(Text text) {
    return {text.data(), text.size()};
}

/// "http://host/path" becomes "/path": proxies ask like this.
std::string_view without_authority(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!target.starts_with(scheme)) continue;
        const std::size_t slash = target.find('/', scheme.size());
        return slash == std::string_view::npos ? "/" : target.substr(slash);
    }
    return target;
}

/// Stores what Beast finds straight into our own values.
class Collector final : public beast::basic_parser<true> {
public:
    Collector() {
        header_limit(header_bytes_max);
        body_limit(boost::none); // the bound depends on the route, see on_body_impl
    }

    Request::Parts parts;
    std::string method_text;
    int http_version = 11;
    std::size_t body_bytes_max = 0;
    int failure = 0; ///< a status of ours, more telling than Beast's error

private:
    void on_request_impl(beast::verb, Text method, Text target, int version, BeastError&) override {
        http_version = version;
        method_text = view(method);
        parts.target = without_authority(view(target));
    }
    void on_response_impl(int, Text, int, BeastError&) override {}
    void on_field_impl(beast::field, Text name, Text value, BeastError& error) override {
        if (is_header_done()) return; // fields after a chunked body come too late to mean anything
        if (parts.headers.size() == header_fields_max) {
            failure = 431;
            error = beast::error::header_limit;
            return;
        }
        parts.headers.add(view(name), view(value));
    }
    void on_header_impl(BeastError& error) override {
        const bool has_encoding = parts.headers.find("Transfer-Encoding").has_value();
        const std::size_t hosts = parts.headers.count("Host");
        const bool is_1_0 = http_version < 11;
        // An encoding that does not end in "chunked" leaves the length open, and so does one in
        // HTTP/1.0: another program before us may see another request here.
        if ((has_encoding && (!chunked() || is_1_0)) || hosts > 1 || (hosts == 0 && !is_1_0)) {
            failure = 400;
            error = beast::error::bad_field;
        }
    }
    void on_body_init_impl(boost::optional<std::uint64_t> const&, BeastError&) override {}
    std::size_t on_body_impl(Text body, BeastError& error) override {
        if (body.size() > body_bytes_max - parts.body.size()) {
            failure = 413;
            error = beast::error::body_limit;
            return 0;
        }
        parts.body.append(body.data(), body.size());
        return body.size();
    }
    void on_chunk_header_impl(std::uint64_t, Text, BeastError&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, Text body, BeastError& error) override {
        return on_body_impl(body, error);
    }
    void on_finish_impl(BeastError&) override {}
};

int status_of_failure(const BeastError& error) {
    if (error == beast::error::header_limit) return 431;
    if (error == beast::error::body_limit) return 413;
    if (error == beast::error::bad_version) return 505;
    return 400;
}

} // namespace

struct RequestParser::Beast {
    std::optional<Collector> collector{std::in_place};
    std::size_t header_bytes = 0;
    bool is_header_told = false;
};

RequestParser::RequestParser() : beast_(std::make_unique<Beast>()) {}
RequestParser::~RequestParser() = default;

void RequestParser::reset() {
    beast_->collector.emplace();
    beast_->header_bytes = 0;
    beast_->is_header_told = false;
}

RequestParser::Step RequestParser::put(std::string_view bytes) {
    Collector& collector = *beast_->collector;
    Step step{.state = State::NeedsMore, .consumed = 0};
    for (;;) {
        if (collector.is_header_done() && !beast_->is_header_told) {
            beast_->is_header_told = true;
            step.state = State::HasHeader;
            return step;
        }
        if (collector.is_done()) {
            step.state = State::IsComplete;
            return step;
        }
        const std::string_view rest = bytes.substr(step.consumed);
        if (rest.empty()) return step;
        BeastError error;
        const bool was_header = !collector.is_header_done();
        const std::size_t n = collector.put(boost::asio::buffer(rest.data(), rest.size()), error);
        step.consumed += n;
        if (was_header) beast_->header_bytes += n;
        const bool is_waiting = error == beast::error::need_more;
        const std::size_t seen =
            beast_->header_bytes + (was_header && is_waiting ? rest.size() - n : 0);
        if (seen > header_bytes_max && was_header) {
            step.state = State::Failed;
            step.status = 431;
            return step;
        }
        if (is_waiting) return step;
        if (error) {
            step.state = State::Failed;
            step.status = collector.failure != 0 ? collector.failure : status_of_failure(error);
            return step;
        }
    }
}

void RequestParser::set_body_bytes_max(std::size_t bytes_max) {
    beast_->collector->body_bytes_max = bytes_max;
}

bool RequestParser::has_begun() const {
    return beast_->collector->got_some();
}

std::optional<Method> RequestParser::method() const {
    return method_from(beast_->collector->method_text);
}

std::string_view RequestParser::method_text() const {
    return beast_->collector->method_text;
}

std::string_view RequestParser::target() const {
    return beast_->collector->parts.target;
}

const Headers& RequestParser::headers() const {
    return beast_->collector->parts.headers;
}

bool RequestParser::keeps_alive() const {
    return beast_->collector->keep_alive();
}

bool RequestParser::is_http_1_0() const {
    return beast_->collector->http_version < 11;
}

bool RequestParser::has_body() const {
    return beast_->collector->chunked() || body_bytes().value_or(0) > 0;
}

std::optional<std::uint64_t> RequestParser::body_bytes() const {
    const auto length = beast_->collector->content_length();
    if (length) return *length;
    return std::nullopt;
}

Request::Parts RequestParser::take() {
    Request::Parts parts = std::move(beast_->collector->parts);
    parts.method = method().value_or(Method::Get);
    return parts;
}

} // namespace denkraum::http
