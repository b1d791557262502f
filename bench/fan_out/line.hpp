// SPDX-License-Identifier: EUPL-1.2
// One WebSocket of the generator: RFC 6455 as a client, on one epoll.
#pragma once

#include <functional>

#include "measure.hpp"

static int ep;
static uint64_t bytesIn, framesIn, closed;

struct Line {
    int fd = -1;
    enum { Connecting, Handshake, Open, Dead } st = Connecting;
    bool wantOut = false;
    Bytes out, in, frag, target;
    size_t outPos = 0;
    uint32_t masks = 1;
    std::function<void()> opened;
    std::function<void(std::string_view)> heard; // a whole message

    void arm() {
        epoll_event e{};
        e.events = EPOLLIN | (wantOut ? uint32_t(EPOLLOUT) : 0u);
        e.data.ptr = this;
        epoll_ctl(ep, EPOLL_CTL_MOD, fd, &e);
    }
    void flush() {
        while (outPos < out.size()) {
            ssize_t n = ::send(fd, out.data() + outPos, out.size() - outPos, MSG_NOSIGNAL);
            if (n > 0) {
                outPos += size_t(n);
                continue;
            }
            if (errno == EAGAIN) {
                if (!wantOut) {
                    wantOut = true;
                    arm();
                }
                return;
            }
            die();
            return;
        }
        out.clear();
        outPos = 0;
        if (wantOut) {
            wantOut = false;
            arm();
        }
    }
    void die() {
        if (st != Dead) {
            st = Dead;
            closed++;
            epoll_ctl(ep, EPOLL_CTL_DEL, fd, nullptr);
            ::close(fd);
            fd = -1;
        }
    }
    /// One masked frame, queued; flush() sends it.
    void frame(uint8_t op, std::string_view p) {
        out.push_back(char(0x80 | op));
        if (p.size() < 126)
            out.push_back(char(0x80 | p.size()));
        else if (p.size() < 65536) {
            out.push_back(char(0x80 | 126));
            out.push_back(char(p.size() >> 8));
            out.push_back(char(p.size()));
        } else {
            out.push_back(char(0x80 | 127));
            for (int i = 7; i >= 0; i--)
                out.push_back(char(uint64_t(p.size()) >> (8 * i)));
        }
        masks = masks * 1664525u + 1013904223u;
        uint8_t m[4] = {uint8_t(masks >> 24), uint8_t(masks >> 16), 0x5a, uint8_t(masks >> 8)};
        out.append(reinterpret_cast<char*>(m), 4);
        for (size_t i = 0; i < p.size(); i++)
            out.push_back(char(uint8_t(p[i]) ^ m[i & 3]));
    }
    void parse() {
        size_t o = 0;
        if (st == Handshake) {
            size_t e = in.find("\r\n\r\n");
            if (e == Bytes::npos) return;
            if (in.compare(0, 12, "HTTP/1.1 101") != 0) {
                fprintf(stderr, "refused: %.60s\n", in.c_str());
                die();
                return;
            }
            o = e + 4;
            st = Open;
            opened();
        }
        while (st == Open && in.size() - o >= 2) {
            uint8_t b0 = uint8_t(in[o]), b1 = uint8_t(in[o + 1]);
            uint64_t n = b1 & 127;
            size_t h = 2;
            if (n == 126) {
                if (in.size() - o < 4) break;
                n = uint64_t(uint8_t(in[o + 2])) << 8 | uint8_t(in[o + 3]);
                h = 4;
            } else if (n == 127) {
                if (in.size() - o < 10) break;
                n = 0;
                for (int i = 0; i < 8; i++)
                    n = n << 8 | uint8_t(in[o + 2 + size_t(i)]);
                h = 10;
            }
            if (in.size() - o < h + n) break;
            std::string_view p(in.data() + o + h, n);
            o += h + n;
            framesIn++;
            switch (b0 & 15) {
            case 0:
            case 1:
            case 2:
                if (!(b0 & 128)) {
                    frag.append(p);
                    break;
                }
                if (!frag.empty()) {
                    frag.append(p);
                    Bytes x;
                    x.swap(frag);
                    heard(x);
                } else
                    heard(p);
                break;
            case 9:
                frame(10, p);
                flush();
                break;
            case 8: die(); break;
            default: break;
            }
        }
        in.erase(0, o);
    }
    void event(uint32_t ev) {
        if (st == Connecting && (ev & (EPOLLOUT | EPOLLERR))) {
            int err = 0;
            socklen_t l = sizeof err;
            getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &l);
            if (err) {
                die();
                return;
            }
            st = Handshake;
            out = "GET /" + target + " HTTP/1.1\r\nHost: " + opt.host + ":"
                  + std::to_string(opt.port)
                  + (opt.cookie.empty() ? "" : "\r\nCookie: " + opt.cookie)
                  + (opt.origin.empty() ? "" : "\r\nOrigin: " + opt.origin)
                  + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                    "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
            wantOut = true;
        }
        if (st == Dead) return;
        if (ev & EPOLLOUT) flush();
        if (st != Dead && (ev & (EPOLLIN | EPOLLHUP | EPOLLERR))) {
            static char buf[1 << 18];
            ssize_t n = ::recv(fd, buf, sizeof buf, 0);
            if (n > 0) {
                bytesIn += uint64_t(n);
                in.append(buf, size_t(n));
                parse();
            } else if (n == 0 || errno != EAGAIN)
                die();
        }
    }
    /// Begins to connect; pump() does the rest.
    bool open(const Bytes& to) {
        target = to;
        fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        int one = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        sockaddr_in a{};
        a.sin_family = AF_INET;
        a.sin_port = htons(uint16_t(opt.port));
        inet_pton(AF_INET, opt.host.c_str(), &a.sin_addr);
        ::connect(fd, reinterpret_cast<sockaddr*>(&a), sizeof a);
        epoll_event e{};
        e.events = EPOLLIN | EPOLLOUT;
        e.data.ptr = this;
        wantOut = true;
        return epoll_ctl(ep, EPOLL_CTL_ADD, fd, &e) == 0;
    }
};

static void pump(double ms) {
    epoll_event ev[512];
    timespec t{time_t(ms / 1e3), long(std::fmod(ms, 1e3) * 1e6)};
    int n = epoll_pwait2(ep, ev, 512, &t, nullptr);
    for (int i = 0; i < n; i++)
        static_cast<Line*>(ev[i].data.ptr)->event(ev[i].events);
}
