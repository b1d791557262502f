// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.hpp"

/// A plain blocking client for tests: it can misbehave as no library would let it.
namespace denkraum::http {

struct Received {
    int status = 0;
    std::string head;
    std::string body;

    [[nodiscard]] bool has(std::string_view text) const {
        return head.find(text) != std::string::npos;
    }
};

class TestClient {
public:
    explicit TestClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
        set_timeout(std::chrono::seconds(10));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        is_connected_ =
            ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    TestClient(TestClient&& other) noexcept
        : fd_(std::exchange(other.fd_, -1)),
          is_connected_(other.is_connected_),
          buffer_(std::move(other.buffer_)) {}
    TestClient& operator=(TestClient&&) = delete;
    ~TestClient() {
        if (fd_ >= 0) ::close(fd_);
    }

    [[nodiscard]] bool is_connected() const { return is_connected_; }
    [[nodiscard]] int fd() const { return fd_; }

    void set_timeout(std::chrono::milliseconds time) const {
        const timeval value{.tv_sec = time.count() / 1000, .tv_usec = (time.count() % 1000) * 1000};
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &value, sizeof value);
        ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &value, sizeof value);
    }

    /// False when the server does not take it any more.
    bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (n <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
        return true;
    }

    /// Reads until there are so many bytes. False at the end or after the timeout.
    bool fill(std::size_t bytes) {
        while (buffer_.size() < bytes) {
            char chunk[16384];
            const ssize_t n = ::recv(fd_, chunk, sizeof chunk, 0);
            if (n <= 0) return false;
            buffer_.append(chunk, static_cast<std::size_t>(n));
        }
        return true;
    }
    [[nodiscard]] std::string take(std::size_t bytes) {
        if (!fill(bytes)) return {};
        std::string taken = buffer_.substr(0, bytes);
        buffer_.erase(0, bytes);
        return taken;
    }

    /// One response; status 0 when the connection ended before.
    Received receive(std::string_view method = "GET") {
        Received received;
        std::size_t end = 0;
        while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
            if (!fill(buffer_.size() + 1)) return received;
        }
        received.head = take(end + 4);
        received.status = std::stoi(received.head.substr(9, 3));
        const std::size_t length = received.head.find("Content-Length: ");
        if (length != std::string::npos && method != "HEAD") {
            received.body = take(std::stoul(received.head.substr(length + 16)));
        }
        return received;
    }

    Received get(std::string_view target, std::string_view more = "") {
        send(
            "GET " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n" + std::string(more)
            + "\r\n"
        );
        return receive();
    }

    /// Whether the server has ended the connection (waits for it).
    bool is_at_end() {
        char byte = 0;
        errno = 0;
        return buffer_.empty() && ::recv(fd_, &byte, 1, 0) <= 0 && errno != EAGAIN;
    }

    /// Performs a WebSocket handshake.
    Received upgrade(std::string_view target, std::string_view more = "") {
        send(
            "GET " + std::string(target)
            + " HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + std::string(more) + "\r\n"
        );
        return receive();
    }

    /// Sends one masked frame.
    bool send_frame(std::uint8_t first_byte, std::string_view payload) {
        std::string frame(1, static_cast<char>(first_byte));
        if (payload.size() < 126) {
            frame.push_back(static_cast<char>(0x80U | payload.size()));
        } else if (payload.size() <= 0xffff) {
            frame.push_back(static_cast<char>(0x80U | 126U));
            frame.push_back(static_cast<char>(payload.size() >> 8U));
            frame.push_back(static_cast<char>(payload.size()));
        } else {
            frame.push_back(static_cast<char>(0x80U | 127U));
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.push_back(static_cast<char>(std::uint64_t{payload.size()} >> shift));
            }
        }
        static constexpr std::string_view mask = "\x21\x43\x65\x07";
        frame += mask;
        for (std::size_t i = 0; i < payload.size(); ++i) {
            frame.push_back(static_cast<char>(payload[i] ^ mask[i % 4]));
        }
        return send(frame);
    }

    struct Frame {
        std::uint8_t opcode = 0xff; ///< 0xff: the connection ended
        std::string payload;

        [[nodiscard]] int close_code() const {
            return payload.size() < 2 ? 0
                                      : static_cast<unsigned char>(payload[0]) * 256
                                            + static_cast<unsigned char>(payload[1]);
        }
    };
    Frame receive_frame() {
        const std::string start = take(2);
        if (start.size() < 2) return {};
        std::size_t length = static_cast<unsigned char>(start[1]) & 0x7fU;
        if (length >= 126) {
            const std::string more = take(length == 126 ? 2 : 8);
            length = 0;
            for (const char c : more)
                length = length << 8U | static_cast<unsigned char>(c);
        }
        return {.opcode = static_cast<std::uint8_t>(start[0] & 0x0f), .payload = take(length)};
    }

private:
    int fd_;
    bool is_connected_ = false;
    std::string buffer_;
};

} // namespace denkraum::http
