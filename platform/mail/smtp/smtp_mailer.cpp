// SPDX-License-Identifier: EUPL-1.2
#include "platform/mail/smtp/smtp_mailer.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/check.hpp"

namespace denkraum::mail {
namespace {

struct CleanUp {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t read_from(char* out, std::size_t size, std::size_t count, void* rest) {
    auto& text = *static_cast<std::string_view*>(rest);
    const std::size_t bytes = std::min(size * count, text.size());
    std::memcpy(out, text.data(), bytes);
    text.remove_prefix(bytes);
    return bytes;
}

class SmtpMailer final : public Mailer {
public:
    SmtpMailer(SmtpServer server, Sender sender, const Clock& clock, Randomness& randomness)
        : server_(std::move(server)),
          sender_(std::move(sender)),
          clock_(clock),
          randomness_(randomness) {}

    Done send(const Message& message) override {
        DK_TRY(const auto text, compose(message, sender_, clock_.now(), randomness_));
        const std::unique_ptr<CURL, CleanUp> handle(curl_easy_init());
        const std::unique_ptr<curl_slist, CleanUp> recipients(
            curl_slist_append(nullptr, fmt::format("<{}>", message.to).c_str())
        );
        if (!handle || !recipients) return fail(ErrorCode::Unavailable, "no memory for a mail");
        std::array<char, CURL_ERROR_SIZE> reason{};
        std::string_view rest = text;
        set_server(handle.get());
        curl_easy_setopt(handle.get(), CURLOPT_ERRORBUFFER, reason.data());
        curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
        curl_easy_setopt(handle.get(), CURLOPT_READFUNCTION, &read_from);
        curl_easy_setopt(handle.get(), CURLOPT_READDATA, &rest);
        return result_of(handle.get(), curl_easy_perform(handle.get()), reason.data());
    }

private:
    void set_server(CURL* handle) const {
        const bool tls = server_.encryption == Encryption::Tls;
        // The name after the slash is what EHLO says.
        const std::string url = fmt::format(
            "{}://{}:{}/{}",
            tls ? "smtps" : "smtp",
            server_.host,
            server_.port,
            sender_.address.substr(sender_.address.rfind('@') + 1)
        );
        curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
        curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(handle, CURLOPT_PROXY, "");
        const long encryption =
            server_.encryption == Encryption::None ? CURLUSESSL_NONE : CURLUSESSL_ALL;
        curl_easy_setopt(handle, CURLOPT_USE_SSL, encryption);
        curl_easy_setopt(
            handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(server_.connect_wait.count())
        );
        curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(server_.send_wait.count()));
        curl_easy_setopt(
            handle,
            CURLOPT_SERVER_RESPONSE_TIMEOUT,
            std::max(1L, static_cast<long>(server_.send_wait.count() / 1000))
        );
        const std::string from = fmt::format("<{}>", sender_.address);
        curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from.c_str());
        if (server_.ca_file) curl_easy_setopt(handle, CURLOPT_CAINFO, server_.ca_file->c_str());
        if (server_.user.empty()) return;
        curl_easy_setopt(handle, CURLOPT_USERNAME, server_.user.c_str());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, server_.password.reveal().c_str());
    }

    static Done result_of(CURL* handle, CURLcode code, std::string_view reason) {
        if (code == CURLE_OK) return {};
        long answer = 0;
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer);
        const std::string detail = fmt::format(
            "SMTP: {} (answer {})", reason.empty() ? curl_easy_strerror(code) : reason, answer
        );
        // 5xx says: never. But a wrong password of ours or a missing STARTTLS is no fault of the
        // mail.
        const bool refused = answer >= 500 && answer < 600 && code != CURLE_LOGIN_DENIED
                             && code != CURLE_USE_SSL_FAILED;
        return fail(refused ? ErrorCode::Invalid : ErrorCode::Unavailable, detail);
    }

    const SmtpServer server_;
    const Sender sender_;
    const Clock& clock_;
    Randomness& randomness_;
};

bool is_host(std::string_view host) {
    return !host.empty() && host.size() <= 255 && std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
    });
}

} // namespace

Result<std::unique_ptr<Mailer>>
open_smtp_mailer(SmtpServer server, Sender sender, const Clock& clock, Randomness& randomness) {
    if (!is_host(server.host)) return fail(ErrorCode::Invalid, "the mail server has no host name");
    DK_DO(check_address(sender.address));
    CHECK(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK, "libcurl can be used");
    return std::make_unique<SmtpMailer>(std::move(server), std::move(sender), clock, randomness);
}

} // namespace denkraum::mail
