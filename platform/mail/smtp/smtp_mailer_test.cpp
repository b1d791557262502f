// SPDX-License-Identifier: EUPL-1.2
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <vector>

#include "platform/mail/smtp/smtp_mailer.hpp"
#include "platform/secret/random.hpp"

namespace denkraum::mail {
namespace {

using namespace std::chrono_literals;

// A server on a loopback port that speaks just enough SMTP (RFC 5321) for one connection.
class SmallServer {
public:
    struct Script {
        std::string features = {};               ///< lines after EHLO
        std::string to_recipient = "250 ok\r\n"; ///< answer to RCPT TO
        bool silent = false;                     ///< accepts and says nothing
    };

    explicit SmallServer(Script script) : script_(std::move(script)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        socklen_t size = sizeof address;
        EXPECT_EQ(::bind(listener_, generic, size), 0);
        EXPECT_EQ(::listen(listener_, 1), 0);
        EXPECT_EQ(::getsockname(listener_, generic, &size), 0);
        port_ = ::ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~SmallServer() {
        ::shutdown(listener_, SHUT_RDWR);
        if (thread_.joinable()) thread_.join();
        ::close(listener_);
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }

    // All commands and the mail, after the connection has ended.
    const std::vector<std::string>& commands() {
        if (thread_.joinable()) thread_.join();
        return commands_;
    }
    const std::string& mail() {
        if (thread_.joinable()) thread_.join();
        return mail_;
    }

private:
    void serve() {
        const int connection = ::accept(listener_, nullptr, nullptr);
        if (connection < 0) return;
        if (script_.silent) {
            char ignored = 0;
            while (::recv(connection, &ignored, 1, 0) > 0) {
            }
        } else {
            say(connection, "220 small.example ESMTP\r\n");
            for (std::string line; read_line(connection, line);) {
                commands_.push_back(line);
                answer(connection, line);
            }
        }
        ::close(connection);
    }
    void answer(int connection, const std::string& line) {
        if (line.starts_with("EHLO")) {
            say(connection, "250-small.example\r\n" + script_.features + "250 8BITMIME\r\n");
        } else if (line.starts_with("RCPT")) {
            say(connection, script_.to_recipient);
        } else if (line == "DATA") {
            say(connection, "354 go\r\n");
            for (std::string text; read_line(connection, text) && text != ".";) {
                // Section 4.5.2: a leading dot was doubled.
                mail_ += (text.starts_with('.') ? text.substr(1) : text) + "\r\n";
            }
            say(connection, "250 taken\r\n");
        } else if (line == "QUIT") {
            say(connection, "221 bye\r\n");
        } else {
            say(connection, "250 ok\r\n");
        }
    }
    static void say(int connection, const std::string& text) {
        EXPECT_EQ(
            ::send(connection, text.data(), text.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(text.size())
        );
    }
    static bool read_line(int connection, std::string& line) {
        line.clear();
        for (char c = 0; ::recv(connection, &c, 1, 0) == 1;) {
            line += c;
            if (line.ends_with("\r\n")) {
                line.resize(line.size() - 2);
                return true;
            }
        }
        return false;
    }

    Script script_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::vector<std::string> commands_;
    std::string mail_;
    std::thread thread_;
};

class SmtpMail : public testing::Test {
protected:
    Done send(SmallServer& server, Encryption encryption, const std::string& to) {
        auto mailer = open_smtp_mailer(
            {.host = "127.0.0.1",
             .port = server.port(),
             .encryption = encryption,
             .connect_wait = 2000ms,
             .send_wait = 1000ms},
            {.address = "denkraum@amt.example"},
            clock_,
            randomness_
        );
        EXPECT_TRUE(mailer);
        return (*mailer)->send({.to = to, .subject = "Hallo", .text = ".\nZeile mit ü\n..\n"});
    }
    ManualClock clock_{Instant{1'795'365'256'000'000}};
    secret::SystemRandomness randomness_;
};

TEST_F(SmtpMail, hands_the_whole_mail_to_the_server) {
    SmallServer server({});
    const Done sent = send(server, Encryption::None, "anna@example.org");
    ASSERT_TRUE(sent) << sent.error().detail;
    const auto& commands = server.commands();
    ASSERT_GE(commands.size(), 4U);
    EXPECT_EQ(commands[0], "EHLO amt.example");
    EXPECT_TRUE(commands[1].starts_with("MAIL FROM:<denkraum@amt.example>")) << commands[1];
    EXPECT_EQ(commands[2], "RCPT TO:<anna@example.org>");
    EXPECT_EQ(commands[3], "DATA");
    EXPECT_NE(server.mail().find("Subject: Hallo\r\n"), std::string::npos);
    EXPECT_TRUE(server.mail().ends_with("\r\n\r\n.\r\nZeile mit =C3=BC\r\n..\r\n"))
        << server.mail();
}

TEST_F(SmtpMail, a_server_without_starttls_gets_no_mail) {
    SmallServer server({});
    const Done sent = send(server, Encryption::StartTls, "anna@example.org");
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().code, ErrorCode::Unavailable);
    for (const auto& command : server.commands()) {
        EXPECT_FALSE(command.starts_with("MAIL")) << command;
    }
    EXPECT_EQ(server.mail(), "");
}

TEST_F(SmtpMail, a_recipient_refused_for_good_is_told_from_one_refused_for_now) {
    SmallServer never({.to_recipient = "550 no such person\r\n"});
    EXPECT_EQ(send(never, Encryption::None, "x@example.org").error().code, ErrorCode::Invalid);
    SmallServer later({.to_recipient = "451 try later\r\n"});
    EXPECT_EQ(send(later, Encryption::None, "x@example.org").error().code, ErrorCode::Unavailable);
}

TEST_F(SmtpMail, a_silent_server_is_given_up) {
    SmallServer server({.silent = true});
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(send(server, Encryption::None, "x@example.org").error().code, ErrorCode::Unavailable);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 10s);
}

TEST_F(SmtpMail, a_host_that_is_none_is_refused) {
    for (const auto* host : {"", "a b", "a/b", "user@host", "a\nb"}) {
        const auto opened = open_smtp_mailer(
            {.host = host}, {.address = "denkraum@amt.example"}, clock_, randomness_
        );
        EXPECT_EQ(opened.error().code, ErrorCode::Invalid) << host;
    }
}

} // namespace
} // namespace denkraum::mail
