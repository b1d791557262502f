// SPDX-License-Identifier: EUPL-1.2
// Any request line, form and path: nothing is found that the patterns do not allow, parameters are
// never empty, and what is taken apart goes together again.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "platform/http/request.hpp"
#include "platform/http/router.hpp"

namespace {

using namespace denkraum;

const http::Router& router() {
    static const http::Router all = [] {
        http::Router made;
        const auto answer = [](const http::Request&) { return http::Response(); };
        for (const char* pattern :
             {"/",
              "/leitlinien",
              "/leitlinien/{key}",
              "/leitlinien/{key}/ausgaben/{ausgabe}",
              "/l/{key}/{ausgabe}/{nummer}",
              "/p/{uid}",
              "/web/{datei...}"}) {
            made.get(pattern, answer);
        }
        made.post("/anmelden", answer);
        return made;
    }();
    return all;
}

void find(const http::Request& request) {
    const auto found = router().find(request.method(), request.path());
    if (found) {
        for (const auto& [name, value] : found->parameters.all())
            CHECK(!value.empty() || name == "datei", "a parameter has a value");
    } else {
        const int status = found.error().status;
        CHECK(
            status == 404 || status == 405 || status == 400 || status == 308 || status == 204,
            "one of the refusals"
        );
        if (status == 308) CHECK(http::is_local_path(found.error().moved), "stays on this site");
    }
}

} // namespace

/// First byte: the method. Then the target up to a line feed, a content type up to the next one,
/// and the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    std::string_view rest(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto line = [&] {
        const std::size_t end = rest.find('\n');
        const std::string_view words = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        return words;
    };
    const std::string target(line());
    const std::string_view type = line();
    http::Request::Parts parts;
    parts.method = data[0] % 2 == 0 ? http::Method::Get : http::Method::Post;
    parts.target = target;
    parts.headers.add("Content-Type", type);
    parts.body = rest;
    const auto request = http::Request::make(std::move(parts));
    if (request) {
        find(*request);
        const auto again = http::parse_query(
            http::to_query(request->query_fields()), request->query_fields().all().size()
        );
        CHECK(again && again->all() == request->query_fields().all(), "a query reads back");
    }
    const auto form = http::parse_form(type, as_bytes(rest));
    if (form) {
        for (const auto& upload : form->uploads)
            CHECK(upload.filename.find('/') == std::string::npos, "a name has no folders");
    }
    return 0;
}
