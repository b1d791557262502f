// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.hpp"
#include "platform/http/router.hpp"

namespace denkraum::network {

/// A browser without a network: keeps cookies, sends forms with the token of the page it last saw,
/// and says where it comes from. Redirects are not followed.
class Browser {
public:
    using Field = std::pair<std::string, std::string>;

    explicit Browser(const http::Router& router, std::string address = "192.0.2.7")
        : router_(router), address_(std::move(address)) {}

    http::Response get(std::string_view target);
    /// With the form token of the page last seen.
    http::Response post(std::string_view target, std::initializer_list<Field> fields);
    /// A file in the field "file", with the form token of the page last seen.
    http::Response upload(std::string_view target, std::string_view file_name, ByteView bytes);
    /// Exactly these fields.
    http::Response send(std::string_view target, std::initializer_list<Field> fields);

    /// Set to "cross-site" for a page of somebody else's; empty: an old browser that says nothing.
    std::string site = "same-origin";
    std::string accepted_language = "de";
    std::string user_agent = "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0";

    [[nodiscard]] bool has_cookie(const std::string& name) const { return cookies_.contains(name); }
    [[nodiscard]] const std::string& cookie(const std::string& name) const {
        return cookies_.at(name);
    }
    void set_cookie(const std::string& name, std::string value) {
        cookies_[name] = std::move(value);
    }
    /// The request this browser would make, for what is asked of the door directly.
    [[nodiscard]] http::Request request(std::string_view target) const;

private:
    http::Response make(http::Request::Parts parts);
    [[nodiscard]] http::Request::Parts
    parts_for(http::Method method, std::string_view target) const;

    const http::Router& router_;
    std::string address_;
    std::map<std::string, std::string> cookies_;
    std::string csrf_token_;
};

[[nodiscard]] std::string body_of(const http::Response& response);
/// Where a redirect leads; empty for anything else.
[[nodiscard]] std::string location_of(const http::Response& response);
/// What stands between the two, at its first occurrence; empty when it does not occur.
[[nodiscard]] std::string
between(std::string_view text, std::string_view before, std::string_view after);

} // namespace denkraum::network
