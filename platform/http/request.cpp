// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/request.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.hpp"
#include "platform/http/limits.hpp"
#include "platform/http/parse/cookie.hpp"

namespace denkraum::http {
namespace {

constexpr std::array<std::pair<Method, std::string_view>, 7> methods{{
    {Method::Get, "GET"},
    {Method::Head, "HEAD"},
    {Method::Post, "POST"},
    {Method::Put, "PUT"},
    {Method::Patch, "PATCH"},
    {Method::Delete, "DELETE"},
    {Method::Options, "OPTIONS"},
}};

bool is_control_or_space(char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f;
}

} // namespace

std::string_view name_of(Method method) {
    return methods.at(static_cast<std::size_t>(method)).second;
}

std::optional<Method> method_from(std::string_view name) {
    for (const auto& [method, known] : methods) {
        if (known == name) return method;
    }
    return std::nullopt;
}

Result<Request> Request::make(Parts parts) {
    Request request(std::move(parts));
    const std::string_view target = request.parts_.target;
    if (target.empty() || target.front() != '/') {
        return fail(ErrorCode::Invalid, "a request for something that is no path");
    }
    if (std::ranges::any_of(target, is_control_or_space)) {
        return fail(ErrorCode::Invalid, "a control character in the path");
    }
    if (const std::size_t mark = target.find('?'); mark != std::string_view::npos) {
        DK_TRY(request.query_, parse_query(target.substr(mark + 1), query_fields_max));
    }
    return request;
}

std::string_view Request::path() const {
    const std::string_view target = parts_.target;
    return target.substr(0, target.find('?'));
}

std::string_view Request::parameter(std::string_view name) const {
    const auto value = parameters_.find(name);
    CHECK(value, "the route's pattern has this parameter");
    return *value;
}

std::optional<std::string_view> Request::query(std::string_view name) const {
    return query_.find(name);
}

std::optional<std::string_view> Request::header(std::string_view name) const {
    return parts_.headers.find(name);
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
    const auto field = header("Cookie");
    return field ? find_cookie(*field, name) : std::nullopt;
}

std::optional<std::string_view> Request::field(std::string_view name) const {
    return form_.fields.find(name);
}

std::vector<std::string_view> Request::fields(std::string_view name) const {
    return form_.fields.find_all(name);
}

const Upload* Request::upload(std::string_view name) const {
    for (const Upload& upload : form_.uploads) {
        if (upload.field == name) return &upload;
    }
    return nullptr;
}

Done Request::read_form() {
    const auto type = header("Content-Type");
    if (!type || !is_form_type(*type)) return {};
    DK_TRY(form_, parse_form(*type, body()));
    return {};
}

bool same_origin(const Request& request, std::string_view public_base_url) {
    const auto field = request.header("Origin");
    if (!field) return false;
    const auto theirs = origin_of(*field);
    if (!theirs) return false;
    if (!public_base_url.empty()) return theirs == origin_of(public_base_url);
    const auto host = request.header("Host");
    if (!host) return false;
    const std::string scheme = request.is_secure() ? "https://" : "http://";
    return theirs == origin_of(scheme + std::string(*host));
}

} // namespace denkraum::http
