// SPDX-License-Identifier: EUPL-1.2
// What the generator counts with: bytes of updates, options, times, the server's process.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

using Bytes = std::string;
static double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

static void putVar(Bytes& b, uint64_t v) {
    while (v > 127) {
        b.push_back(char(0x80 | (v & 127)));
        v >>= 7;
    }
    b.push_back(char(v));
}
static void putStr(Bytes& b, std::string_view s) {
    putVar(b, s.size());
    b.append(s);
}
struct In {
    const uint8_t *p, *e;
    bool ok = true;
    uint64_t var() {
        uint64_t v = 0;
        int s = 0;
        while (p < e && s < 64) {
            uint8_t c = *p++;
            v |= uint64_t(c & 127) << s;
            if (c < 128) return v;
            s += 7;
        }
        ok = false;
        return 0;
    }
    std::string_view bytes() {
        uint64_t n = var();
        if (!ok || n > uint64_t(e - p)) {
            ok = false;
            return {};
        }
        std::string_view r(reinterpret_cast<const char*>(p), n);
        p += n;
        return r;
    }
    bool empty() const { return p >= e; }
};
static size_t utf16len(std::string_view s) {
    size_t n = 0;
    for (unsigned char c : s)
        n += (c & 0xC0) != 0x80 ? (c >= 0xF0 ? 2 : 1) : 0;
    return n;
}
// Calls f(client, clock, len, text) for every struct of an update v1; the text is that of a string,
// else empty. Only the contents this tool writes are understood (string, deleted, GC, skip), and
// what servers add; anything else makes it return false.
template <class F>
static bool eachStruct(std::string_view upd, F f) {
    In in{
        reinterpret_cast<const uint8_t*>(upd.data()),
        reinterpret_cast<const uint8_t*>(upd.data()) + upd.size()
    };
    uint64_t nc = in.var();
    for (uint64_t i = 0; i < nc && in.ok; i++) {
        uint64_t ns = in.var(), client = in.var(), clock = in.var();
        for (uint64_t k = 0; k < ns && in.ok; k++) {
            if (in.empty()) return false;
            uint8_t info = *in.p++;
            uint64_t len = 0;
            int ref = info & 31;
            if (ref == 0) {
                len = in.var();
                f(client, clock, len, std::string_view());
            } else if (ref == 10) {
                len = in.var();
            } else {
                if (info & 128) {
                    in.var();
                    in.var();
                }
                if (info & 64) {
                    in.var();
                    in.var();
                }
                if (!(info & 192)) {
                    if (in.var() == 1)
                        in.bytes();
                    else {
                        in.var();
                        in.var();
                    }
                    if (info & 32) in.bytes();
                }
                std::string_view text;
                if (ref == 4) {
                    text = in.bytes();
                    len = utf16len(text);
                } else if (ref == 1)
                    len = in.var();
                else if (ref == 5 || ref == 6) { // what a server adds by itself: an embed, a format
                    len = 1;
                    in.bytes();
                    if (ref == 6) in.bytes();
                } else if (ref == 7) {
                    len = 1;
                    const uint64_t type = in.var();
                    if (type == 3 || type == 5) in.bytes();
                } else
                    return false;
                f(client, clock, len, text);
            }
            clock += len;
        }
    }
    return in.ok;
}

struct Opt {
    std::string host = "127.0.0.1", prefix = "", doc = "lg", proto = "yws", label = "";
    /// Header lines of the handshake, and the documents there are (one name a line).
    std::string cookie = "", origin = "";
    /// Folder for what fresh clients were given and what it should say: N.update, N.txt.
    std::string states = "";
    std::vector<std::string> names = {};
    int port = 1234, clients = 50, docs = 5, pid = 0, payload = 1, prefill = 10;
    double rate = 5, secs = 10, drain = 3, awareness = 0, writers = 1.0, warm = 1;
    bool verify = true, hello = false;
} opt;

struct Hist { // log buckets, 2 % wide, from 1 us
    std::vector<uint64_t> n = std::vector<uint64_t>(1200);
    uint64_t total = 0;
    double max = 0;
    void add(double s) {
        double us = std::max(s * 1e6, 1.0);
        size_t b = std::min<size_t>(size_t(std::log(us) / std::log(1.02)), n.size() - 1);
        n[b]++;
        total++;
        max = std::max(max, s);
    }
    double q(double p) const {
        uint64_t want = uint64_t(p * double(total)), c = 0;
        for (size_t i = 0; i < n.size(); i++) {
            c += n[i];
            if (c > want) return std::pow(1.02, double(i) + .5) / 1e6;
        }
        return max;
    }
};
struct Proc {
    double cpu = 0;
    long rss = 0, hwm = 0;
};
static Proc procOf(int pid) {
    Proc r;
    if (!pid) return r;
    char path[64], buf[4096];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    if (FILE* f = fopen(path, "r")) {
        size_t n = fread(buf, 1, sizeof buf - 1, f);
        buf[n] = 0;
        fclose(f);
        if (char* q = strrchr(buf, ')')) {
            unsigned long u = 0, s = 0;
            sscanf(q + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &u, &s);
            r.cpu = double(u + s) / double(sysconf(_SC_CLK_TCK));
        }
    }
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    if (FILE* f = fopen(path, "r")) {
        while (fgets(buf, sizeof buf, f)) {
            sscanf(buf, "VmRSS: %ld", &r.rss);
            sscanf(buf, "VmHWM: %ld", &r.hwm);
        }
        fclose(f);
    }
    return r;
}
