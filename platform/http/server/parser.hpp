// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/http/request.hpp"

namespace denkraum::http {

/// HTTP/1.0 and 1.1 requests from bytes as they come. Beast's parser does the work and is not
/// seen outside parser.cpp, which is what keeps everything else quick to compile. What Beast
/// leaves open about the length of a request (request smuggling) is refused here.
class RequestParser {
public:
    enum class State {
        NeedsMore,
        HasHeader, ///< given once; put() again to read the body
        IsComplete,
        Failed, ///< answer with `status` and close
    };
    struct Step {
        State state;
        std::size_t consumed;
        int status = 0;
    };

    RequestParser();
    ~RequestParser();
    RequestParser(const RequestParser&) = delete;
    RequestParser& operator=(const RequestParser&) = delete;

    /// Makes ready for the next request.
    void reset();
    /// Takes bytes; what was not consumed has to be given again, with more behind it.
    [[nodiscard]] Step put(std::string_view bytes);
    /// A body beyond this fails with 413. To be set when the header is there.
    void set_body_bytes_max(std::size_t bytes_max);

    /// Whether anything of a request has come.
    [[nodiscard]] bool has_begun() const;
    /// From here on: once the header is there.
    [[nodiscard]] std::optional<Method> method() const;
    [[nodiscard]] std::string_view method_text() const;
    /// Path and query, also when the request line named the host too.
    [[nodiscard]] std::string_view target() const;
    [[nodiscard]] const Headers& headers() const;
    [[nodiscard]] bool keeps_alive() const;
    [[nodiscard]] bool is_http_1_0() const;
    [[nodiscard]] bool has_body() const;
    /// Nothing for a chunked body.
    [[nodiscard]] std::optional<std::uint64_t> body_bytes() const;

    /// Method, target, headers and body, moved out. Requires: IsComplete.
    [[nodiscard]] Request::Parts take();

private:
    struct Beast;
    std::unique_ptr<Beast> beast_;
};

} // namespace denkraum::http
