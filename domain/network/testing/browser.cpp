// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/testing/browser.hpp"

#include "base/check.hpp"
#include "platform/http/status.hpp"

namespace denkraum::network {

std::string body_of(const http::Response& response) {
    return std::string(as_text(response.body_bytes()));
}

std::string location_of(const http::Response& response) {
    return std::string(response.headers.find("Location").value_or(""));
}

std::string between(std::string_view text, std::string_view before, std::string_view after) {
    const std::size_t start = text.find(before);
    if (start == std::string_view::npos) return {};
    const std::string_view rest = text.substr(start + before.size());
    return std::string(rest.substr(0, rest.find(after)));
}

http::Request::Parts Browser::parts_for(http::Method method, std::string_view target) const {
    http::Request::Parts parts{
        .method = method, .target = std::string(target), .remote_address = address_
    };
    std::string line;
    for (const auto& [name, value] : cookies_) {
        if (!line.empty()) line += "; ";
        line += name + "=" + value;
    }
    if (!line.empty()) parts.headers.add("Cookie", line);
    if (!site.empty()) parts.headers.add("Sec-Fetch-Site", site);
    parts.headers.add("Host", "netz.example");
    parts.headers.add("Accept-Language", accepted_language);
    parts.headers.add("User-Agent", user_agent);
    return parts;
}

http::Request Browser::request(std::string_view target) const {
    auto made = http::Request::make(parts_for(http::Method::Get, target));
    CHECK(made.has_value(), "tests ask for well-formed addresses");
    return *std::move(made);
}

http::Response Browser::get(std::string_view target) {
    return make(parts_for(http::Method::Get, target));
}

http::Response Browser::send(std::string_view target, std::initializer_list<Field> fields) {
    http::Request::Parts parts = parts_for(http::Method::Post, target);
    http::Fields all;
    for (const Field& field : fields)
        all.add(field.first, field.second);
    parts.headers.add("Content-Type", "application/x-www-form-urlencoded");
    parts.body = http::to_query(all);
    return make(std::move(parts));
}

http::Response Browser::post(std::string_view target, std::initializer_list<Field> fields) {
    http::Request::Parts parts = parts_for(http::Method::Post, target);
    http::Fields all;
    all.add("csrf", csrf_token_);
    for (const Field& field : fields)
        all.add(field.first, field.second);
    parts.headers.add("Content-Type", "application/x-www-form-urlencoded");
    parts.body = http::to_query(all);
    return make(std::move(parts));
}

http::Response
Browser::upload(std::string_view target, std::string_view file_name, ByteView bytes) {
    constexpr std::string_view line = "--dk-boundary-of-a-test";
    http::Request::Parts parts = parts_for(http::Method::Post, target);
    parts.headers.add("Content-Type", "multipart/form-data; boundary=dk-boundary-of-a-test");
    std::string& body = parts.body;
    body.append(line).append("\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n");
    body.append(csrf_token_).append("\r\n").append(line);
    body.append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"");
    body.append(file_name).append("\"\r\n\r\n").append(as_text(bytes));
    body.append("\r\n").append(line).append("--\r\n");
    return make(std::move(parts));
}

http::Response Browser::make(http::Request::Parts parts) {
    const http::Method method = parts.method;
    auto made = http::Request::make(std::move(parts));
    CHECK(made.has_value(), "tests ask for well-formed addresses");
    http::Request& request = *made;
    CHECK(request.read_form().has_value(), "tests send well-formed forms");
    const auto found = router_.find(method, request.path());
    http::Response response;
    if (!found) {
        response = router_.error_page(request, found.error().status, nullptr);
    } else {
        request.set_parameters(found->parameters);
        auto answer = std::get<http::Handler>(found->endpoint->target)(request);
        response = answer ? *std::move(answer)
                          : router_.error_page(
                                request, http::status_of(answer.error().code), &answer.error()
                            );
    }
    for (std::size_t i = 0; i < response.headers.size(); ++i) {
        const auto field = response.headers.at(i);
        if (field.name != "Set-Cookie") continue;
        const std::string name(field.value.substr(0, field.value.find('=')));
        const std::string value = between(field.value, "=", ";");
        if (field.value.find("Max-Age=0") != std::string_view::npos) {
            cookies_.erase(name);
        } else {
            cookies_[name] = value;
        }
    }
    const std::string token = between(body_of(response), "name=\"csrf\" value=\"", "\"");
    if (!token.empty()) csrf_token_ = token;
    return response;
}

} // namespace denkraum::network
