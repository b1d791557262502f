// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "platform/http/parse/form.hpp"
#include "platform/http/parse/headers.hpp"
#include "platform/http/parse/url.hpp"

namespace denkraum::http {

enum class Method { Get, Head, Post, Put, Patch, Delete, Options };
[[nodiscard]] std::string_view name_of(Method method);
/// Nothing for methods this server does not know.
[[nodiscard]] std::optional<Method> method_from(std::string_view name);

/// One request, read completely. A value that belongs to whoever handles it; views it gives out
/// live as long as the request.
class Request {
public:
    /// What a request is made of: by the server from the wire, by a test from nothing.
    struct Parts {
        Method method = Method::Get;
        std::string target = "/"; ///< path and query as on the request line
        Headers headers = {};
        std::string body = {};
        std::string remote_address = {};
        bool is_secure = false;
    };

    /// Fails: Invalid for a malformed target; TooLarge for more than query_fields_max fields.
    static Result<Request> make(Parts parts);

    [[nodiscard]] Method method() const { return parts_.method; }
    /// As it was sent, percent-encoded, without the query.
    [[nodiscard]] std::string_view path() const;
    /// Path and query as they were sent: what to come back to after a login.
    [[nodiscard]] std::string_view target() const { return parts_.target; }

    /// What stands in the path for `{name}`, decoded, never empty (`{name...}` may be).
    /// Requires: the route's pattern has that name.
    [[nodiscard]] std::string_view parameter(std::string_view name) const;

    /// The first of that name.
    [[nodiscard]] std::optional<std::string_view> query(std::string_view name) const;
    [[nodiscard]] const Fields& query_fields() const { return query_; }
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
    [[nodiscard]] const Headers& headers() const { return parts_.headers; }
    [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;

    [[nodiscard]] ByteView body() const { return as_bytes(parts_.body); }

    /// The body as a form; empty when it was none. The server answers a malformed form with 400
    /// before the handler is called.
    [[nodiscard]] const Form& form() const { return form_; }
    /// The first form field of that name.
    [[nodiscard]] std::optional<std::string_view> field(std::string_view name) const;
    /// Every form field of that name (checkboxes).
    [[nodiscard]] std::vector<std::string_view> fields(std::string_view name) const;
    /// The first file of that form field.
    [[nodiscard]] const Upload* upload(std::string_view name) const;

    /// Of the person, not of a trusted proxy before us.
    [[nodiscard]] const std::string& remote_address() const { return parts_.remote_address; }
    /// Whether the person's browser speaks https (with us or with a trusted proxy).
    [[nodiscard]] bool is_secure() const { return parts_.is_secure; }

    /// For the router: what the pattern's names stand for.
    void set_parameters(Fields parameters) { parameters_ = std::move(parameters); }
    /// For the server: reads the body as a form where its type says so.
    /// Fails: as parse_form.
    [[nodiscard]] Done read_form();

private:
    explicit Request(Parts parts) : parts_(std::move(parts)) {}

    Parts parts_;
    Fields parameters_;
    Fields query_;
    Form form_;
};

/// Whether the Origin field names this site: `public_base_url`'s origin or, where that is empty,
/// the Host the request was sent to. False without an Origin field: browsers always send it with
/// a WebSocket handshake and with a POST from a script.
[[nodiscard]] bool same_origin(const Request& request, std::string_view public_base_url);

} // namespace denkraum::http
