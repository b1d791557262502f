// SPDX-License-Identifier: EUPL-1.2
// Open-loop load generator for servers that speak the y-websocket protocol (update v1), and for
// Hocuspocus. One thread, epoll, nothing but the standard library. README.md says what it prints.
#include "measure.hpp"

struct Client;
static int ep;
static Hist lat, awLat;
static uint64_t delivered, echoes, awDelivered, bytesIn, framesIn, badMsgs, closed;
static std::unordered_map<uint64_t, Client*> byId;
struct Client {
    int fd = -1;
    int idx = 0;
    std::string docName;
    uint64_t id = 0;
    enum { Connecting, Handshake, Open, Dead } st = Connecting;
    bool synced = false, wantOut = false;
    Bytes out, in, frag;
    size_t outPos = 0;
    uint64_t clock = 0, awClock = 0;
    std::vector<double> sentAt, awAt;            // scheduled send time, by clock
    std::unordered_map<uint64_t, uint64_t> seen; // verify: client -> clock reached

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
        uint8_t m[4] = {uint8_t(idx * 31 + 7), uint8_t(idx >> 3), 0x5a, uint8_t(clock)};
        out.append(reinterpret_cast<char*>(m), 4);
        for (size_t i = 0; i < p.size(); i++)
            out.push_back(char(uint8_t(p[i]) ^ m[i & 3]));
    }
    Bytes head() {
        Bytes b;
        if (opt.proto == "hocuspocus") putStr(b, docName);
        return b;
    }
    void send(std::string_view body) {
        frame(2, body);
        flush();
    }
    void hello() {
        if (opt.proto == "hocuspocus") {
            Bytes a = head();
            putVar(a, 2);
            putVar(a, 0);
            putStr(a, "token");
            putStr(a, "4.0.0");
            frame(2, a);
        }
        Bytes b = head();
        putVar(b, 0);
        putVar(b, 0);
        putStr(b, std::string_view("\0", 1));
        frame(2, b);
        flush();
    }
    void type(double sched) {
        Bytes u;
        putVar(u, 1);
        putVar(u, 1);
        putVar(u, id);
        putVar(u, clock);
        if (clock == 0) {
            u.push_back(4);
            putVar(u, 1);
            putStr(u, "text");
        } else {
            u.push_back(char(0x84));
            putVar(u, id);
            putVar(u, clock - 1);
        }
        putStr(u, Bytes(size_t(opt.payload), char('a' + clock % 26)));
        putVar(u, 0);
        for (int i = 0; i < opt.payload; i++)
            sentAt.push_back(sched);
        clock += uint64_t(opt.payload);
        Bytes b = head();
        putVar(b, 0);
        putVar(b, 2);
        putStr(b, u);
        send(b);
    }
    void cursor(double sched) {
        Bytes u;
        putVar(u, 1);
        putVar(u, id);
        putVar(u, ++awClock);
        awAt.resize(awClock + 1);
        awAt[awClock] = sched;
        putStr(
            u,
            "{\"user\":{\"name\":\"u" + std::to_string(idx)
                + "\",\"color\":\"#aabbcc\"},\"cursor\":{\"anchor\":" + std::to_string(clock) + "}}"
        );
        Bytes b = head();
        putVar(b, 1);
        putStr(b, u);
        send(b);
    }
    void message(std::string_view m) {
        In in{
            reinterpret_cast<const uint8_t*>(m.data()),
            reinterpret_cast<const uint8_t*>(m.data()) + m.size()
        };
        if (opt.proto == "hocuspocus") in.bytes();
        uint64_t t = in.var();
        if (t == 0 || (t == 4 && opt.proto == "hocuspocus")) {
            uint64_t k = in.var();
            std::string_view p = in.bytes();
            if (!in.ok) {
                badMsgs++;
                return;
            }
            if (k == 0) {
                Bytes b = head();
                putVar(b, 0);
                putVar(b, 1);
                putStr(b, std::string_view("\0\0", 2));
                send(b);
                return;
            }
            if (k == 1) synced = true;
            double t1 = now();
            bool ok = eachStruct(p, [&](uint64_t c, uint64_t clk, uint64_t len) {
                auto& s = seen[c];
                s = std::max(s, clk + len);
                if (k != 2) return;
                if (c == id) {
                    echoes++;
                    return;
                } // some servers send an update back to its sender
                auto it = byId.find(c);
                if (it == byId.end()) return;
                for (uint64_t x = clk; x < clk + len && x < it->second->sentAt.size();
                     x += uint64_t(opt.payload)) {
                    delivered++;
                    lat.add(t1 - it->second->sentAt[x]);
                }
            });
            if (!ok) badMsgs++;
        } else if (t == 1) {
            std::string_view p = in.bytes();
            In a{
                reinterpret_cast<const uint8_t*>(p.data()),
                reinterpret_cast<const uint8_t*>(p.data()) + p.size()
            };
            uint64_t n = a.var();
            double t1 = now();
            for (uint64_t i = 0; i < n && a.ok; i++) {
                uint64_t c = a.var(), k = a.var();
                a.bytes();
                if (c == id) continue;
                auto it = byId.find(c);
                if (it != byId.end() && k < it->second->awAt.size() && it->second->awAt[k] > 0) {
                    awDelivered++;
                    awLat.add(t1 - it->second->awAt[k]);
                }
            }
        }
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
            hello();
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
                    message(x);
                } else
                    message(p);
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
            out = "GET /" + opt.prefix + docName
                  + (opt.names.empty() ? "" : "?client=" + std::to_string(id))
                  + " HTTP/1.1\r\nHost: " + opt.host + ":" + std::to_string(opt.port)
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
    bool open() {
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
        static_cast<Client*>(ev[i].data.ptr)->event(ev[i].events);
}

static std::string nameOf(const std::string& run, int doc) {
    return opt.names.empty() ? run + std::to_string(doc) : opt.names[size_t(doc)];
}

int main(int argc, char** argv) {
    for (int i = 1; i + 1 < argc; i += 2) {
        std::string k = argv[i], v = argv[i + 1];
        if (k == "--host")
            opt.host = v;
        else if (k == "--port")
            opt.port = std::stoi(v);
        else if (k == "--prefix")
            opt.prefix = v;
        else if (k == "--doc")
            opt.doc = v;
        else if (k == "--proto")
            opt.proto = v;
        else if (k == "--label")
            opt.label = v;
        else if (k == "--cookie")
            opt.cookie = v;
        else if (k == "--origin")
            opt.origin = v;
        else if (k == "--names") {
            std::ifstream in(v);
            for (std::string one; std::getline(in, one);)
                opt.names.push_back(one);
            opt.docs = int(opt.names.size());
        } else if (k == "--clients")
            opt.clients = std::stoi(v);
        else if (k == "--docs")
            opt.docs = std::stoi(v);
        else if (k == "--rate")
            opt.rate = std::stod(v);
        else if (k == "--secs")
            opt.secs = std::stod(v);
        else if (k == "--drain")
            opt.drain = std::stod(v);
        else if (k == "--pid")
            opt.pid = std::stoi(v);
        else if (k == "--awareness")
            opt.awareness = std::stod(v);
        else if (k == "--writers")
            opt.writers = std::stod(v);
        else if (k == "--payload")
            opt.payload = std::stoi(v);
        else if (k == "--verify")
            opt.verify = v != "0";
        else if (k == "--warm")
            opt.warm = std::stod(v);
        else {
            fprintf(stderr, "unknown option %s (see README.md)\n", k.c_str());
            return 2;
        }
    }
    rlimit rl{};
    getrlimit(RLIMIT_NOFILE, &rl);
    rl.rlim_cur = rl.rlim_max;
    setrlimit(RLIMIT_NOFILE, &rl);
    ep = epoll_create1(0);
    std::string run = opt.doc + std::to_string(getpid()) + "-";
    std::vector<std::unique_ptr<Client>> cs;
    Proc p0 = procOf(opt.pid);
    double c0 = now();
    auto ready = [&] {
        int n = 0;
        for (auto& c : cs)
            n += c->synced;
        return n;
    };
    for (int i = 0; i < opt.clients; i++) {
        auto c = std::make_unique<Client>();
        c->idx = i;
        c->id = 1000003ull + uint64_t(i) * 7919;
        c->docName = nameOf(run, i % opt.docs);
        byId[c->id] = c.get();
        c->open();
        cs.push_back(std::move(c));
        // Never more handshakes at once than a server lets wait.
        while (i + 1 - ready() - int(closed) > 256 && now() - c0 < 60)
            pump(20);
    }
    while (ready() + int(closed) < opt.clients && now() - c0 < 20)
        pump(20);
    double connectS = now() - c0;
    int up = ready();
    double w = now() + opt.warm;
    while (now() < w)
        pump(10);
    int writers = std::max(1, int(opt.writers * opt.clients));
    std::vector<int> inDoc(size_t(opt.docs), 0);
    for (auto& c : cs)
        if (c->synced && c->st == Client::Open) inDoc[size_t(c->idx % opt.docs)]++;
    Proc p1 = procOf(opt.pid);
    rusage r1{};
    getrusage(RUSAGE_SELF, &r1);
    double t0 = now(), tEnd = t0 + opt.secs;
    uint64_t k = 0, ka = 0, sent = 0, expect = 0, awExpect = 0;
    double lag = 0;
    double step = 1.0 / (opt.rate * writers),
           stepA = opt.awareness > 0 ? 1.0 / (opt.awareness * opt.clients) : 1e9;
    delivered = echoes = awDelivered = bytesIn = framesIn = 0;
    lat = Hist();
    awLat = Hist();
    uint64_t inWindow = 0;
    while (now() < tEnd) {
        double t = now();
        for (int burst = 0;
             burst < 256 && t0 + double(k) * step <= t && t0 + double(k) * step < tEnd;
             burst++, k++) {
            Client& c = *cs[k % uint64_t(writers)];
            if (c.st != Client::Open || !c.synced) continue;
            double s = t0 + double(k) * step;
            lag = std::max(lag, t - s);
            c.type(s);
            sent++;
            expect += uint64_t(inDoc[size_t(c.idx % opt.docs)] - 1);
        }
        for (; opt.awareness > 0 && t0 + double(ka) * stepA <= t; ka++) {
            Client& c = *cs[ka % cs.size()];
            if (c.st == Client::Open && c.synced) {
                c.cursor(t0 + double(ka) * stepA);
                awExpect += uint64_t(inDoc[size_t(c.idx % opt.docs)] - 1);
            }
        }
        double nx = std::min(t0 + double(k) * step, t0 + double(ka) * stepA) - now();
        pump(std::clamp(nx * 1e3, 0.0, 1.0));
    }
    inWindow = delivered;
    Proc p2 = procOf(opt.pid);
    rusage r2{};
    getrusage(RUSAGE_SELF, &r2);
    double d0 = now();
    while ((delivered < expect || awDelivered < awExpect) && now() - d0 < opt.drain)
        pump(10);
    double drainS = now() - d0;
    uint64_t dead = closed;
    // verification: a fresh client per document asks for the whole state and must see every
    // sender's full clock
    int vOk = -1;
    if (opt.verify) {
        vOk = 0;
        std::vector<std::unique_ptr<Client>> vs;
        int nv = std::min(opt.docs, 20);
        for (int i = 0; i < nv; i++) {
            auto c = std::make_unique<Client>();
            c->idx = i;
            c->id = 900000001ull + uint64_t(i);
            c->docName = nameOf(run, i);
            c->open();
            vs.push_back(std::move(c));
        }
        double v0 = now();
        auto done = [&] {
            for (auto& c : vs)
                if (!c->synced && c->st != Client::Dead) return false;
            return true;
        };
        while (!done() && now() - v0 < 60)
            pump(20);
        for (auto& v : vs) {
            int lacks = 0;
            for (auto& c : cs)
                lacks += c->docName == v->docName && c->clock && v->seen[c->id] < c->clock;
            if (!v->synced || lacks)
                fprintf(
                    stderr,
                    "%s: a fresh client %s, and lacks words of %d\n",
                    v->docName.c_str(),
                    v->synced ? "was answered" : "had no answer within a minute",
                    lacks
                );
            vOk += v->synced && !lacks;
        }
        for (auto& v : vs)
            v->die();
        vOk = vOk * 100 / std::max(1, nv);
    }
    auto cpu = [](const rusage& a, const rusage& b) {
        auto s = [](const timeval& t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
        return s(b.ru_utime) + s(b.ru_stime) - s(a.ru_utime) - s(a.ru_stime);
    };
    printf(
        "{\"label\":\"%s\",\"clients\":%d,\"up\":%d,\"docs\":%d,\"rate\":%g,\"secs\":%g,\"connect_"
        "s\":%.2f,\"sent_per_s\":%.0f,\"expected_fanout_per_s\":%.0f,\"delivered_per_s\":%.0f,"
        "\"delivered_pct\":%.2f,\"echo_per_s\":%.0f,\"p50_ms\":%.2f,\"p90_ms\":%.2f,\"p99_ms\":%."
        "2f,\"max_ms\":%.1f,\"drain_s\":%.2f,\"aw_per_s\":%.0f,\"aw_p50_ms\":%.2f,\"aw_p99_ms\":%."
        "2f,\"srv_cpu_s\":%.2f,\"srv_us_per_delivery\":%.2f,\"srv_rss_mb\":[%.0f,%.0f,%.0f],\"srv_"
        "hwm_mb\":%.0f,\"gen_cpu_s\":%.2f,\"gen_lag_ms\":%.1f,\"bad\":%llu,\"closed\":%llu,"
        "\"verify_pct\":%d,\"mb_in_per_s\":%.2f}\n",
        opt.label.c_str(),
        opt.clients,
        up,
        opt.docs,
        opt.rate,
        opt.secs,
        connectS,
        double(sent) / opt.secs,
        double(expect) / opt.secs,
        double(inWindow) / opt.secs,
        expect ? 100.0 * double(delivered) / double(expect) : 0,
        double(echoes) / opt.secs,
        lat.q(.5) * 1e3,
        lat.q(.9) * 1e3,
        lat.q(.99) * 1e3,
        lat.max * 1e3,
        drainS,
        double(awDelivered) / opt.secs,
        awLat.total ? awLat.q(.5) * 1e3 : 0,
        awLat.total ? awLat.q(.99) * 1e3 : 0,
        p2.cpu - p1.cpu,
        inWindow ? (p2.cpu - p1.cpu) * 1e6 / double(inWindow) : 0,
        double(p0.rss) / 1024,
        double(p1.rss) / 1024,
        double(p2.rss) / 1024,
        double(p2.hwm) / 1024,
        cpu(r1, r2),
        lag * 1e3,
        static_cast<unsigned long long>(badMsgs),
        static_cast<unsigned long long>(dead),
        vOk,
        double(bytesIn) / opt.secs / 1e6
    );
    return 0;
}
