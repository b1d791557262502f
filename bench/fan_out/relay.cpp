// SPDX-License-Identifier: EUPL-1.2
// The least that any server does for a fan-out: one thread, one send for each delivery, nothing
// checked, nothing understood, nothing kept on a disk. What it takes is what the kernel takes.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <map>
#include <set>
#include <string>

struct Peer {
    int fd;
    std::string in = {};
    std::string document = {};
};

static std::map<std::string, std::set<Peer*>> documents;

static void give(int fd, const std::string& bytes) {
    for (size_t at = 0; at < bytes.size();) {
        const ssize_t n = send(fd, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
        if (n <= 0) return;
        at += size_t(n);
    }
}

static std::string framed(const std::string& payload) {
    std::string frame{char(0x82)};
    if (payload.size() < 126) {
        frame.push_back(char(payload.size()));
    } else {
        frame.push_back(126);
        frame.push_back(char(payload.size() >> 8));
        frame.push_back(char(payload.size()));
    }
    return frame + payload;
}

static void open(Peer& peer) {
    const size_t end = peer.in.find("\r\n\r\n");
    if (end == std::string::npos) return;
    const bool is_upgrade = peer.in.find("Upgrade: websocket") != std::string::npos;
    peer.document = peer.in.substr(4, peer.in.find(' ', 4) - 4);
    peer.in.erase(0, end + 4);
    if (!is_upgrade) {
        give(peer.fd, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        shutdown(peer.fd, SHUT_WR);
        return;
    }
    // The generator does not look at the accept value, and always sends the same key.
    give(
        peer.fd,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
    );
    documents[peer.document].insert(&peer);
}

static void hear(Peer& peer, const std::string& message) {
    if (message.size() < 2 || message[0] != 0) return;
    if (message[1] == 0) {
        give(peer.fd, framed(std::string("\0\1\2\0\0", 5)));
    } else if (message[1] == 2) {
        const std::string frame = framed(message);
        for (const Peer* other : documents[peer.document])
            if (other != &peer) give(other->fd, frame);
    }
}

static void read_frames(Peer& peer) {
    size_t at = 0;
    for (;;) {
        if (peer.in.size() - at < 6) break;
        const auto byte = [&](size_t i) { return uint8_t(peer.in[at + i]); };
        size_t bytes = byte(1) & 127U, head = 6;
        if (bytes == 126) {
            if (peer.in.size() - at < 8) break;
            bytes = size_t(byte(2)) << 8 | byte(3);
            head = 8;
        }
        if (peer.in.size() - at < head + bytes) break;
        std::string message = peer.in.substr(at + head, bytes);
        for (size_t i = 0; i < bytes; ++i)
            message[i] = char(uint8_t(message[i]) ^ byte(head - 4 + (i & 3)));
        if ((byte(0) & 15U) == 2) hear(peer, message);
        at += head + bytes;
    }
    peer.in.erase(0, at);
}

int main(int, char** words) {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    const int door = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(uint16_t(atoi(words[1])));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int one = 1;
    setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(door, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return 1;
    listen(door, 1024);
    const int events = epoll_create1(0);
    const auto watch = [&](int fd, Peer* peer) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = peer;
        epoll_ctl(events, EPOLL_CTL_ADD, fd, &event);
    };
    watch(door, nullptr);
    for (;;) {
        epoll_event ready[256];
        const int count = epoll_wait(events, ready, 256, -1);
        for (int i = 0; i < count; ++i) {
            auto* peer = static_cast<Peer*>(ready[i].data.ptr);
            if (peer == nullptr) {
                const int fd = accept(door, nullptr, nullptr);
                setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                watch(fd, new Peer{fd});
                continue;
            }
            char bytes[1 << 16];
            const ssize_t n = recv(peer->fd, bytes, sizeof bytes, MSG_DONTWAIT);
            if (n <= 0) {
                documents[peer->document].erase(peer);
                close(peer->fd);
                delete peer;
                continue;
            }
            peer->in.append(bytes, size_t(n));
            if (peer->document.empty()) open(*peer);
            if (!peer->document.empty()) read_frames(*peer);
        }
    }
}
