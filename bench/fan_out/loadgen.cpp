// SPDX-License-Identifier: EUPL-1.2
// Open-loop load generator for servers that speak the y-websocket protocol (update v1), and for
// Hocuspocus. One thread, epoll, nothing but the standard library. README.md says what it prints.
#include "line.hpp"

struct Client;
static Hist lat, awLat;
static uint64_t delivered, echoes, awDelivered, badMsgs;
static std::unordered_map<uint64_t, Client*> byId;

/// What everybody types: which letter stands at a clock.
static char letterAt(uint64_t clock) {
    return char('a' + (clock - clock % uint64_t(opt.payload)) % 26);
}

/// What one client has of another one's words: all of them up to a clock, as they were typed.
struct View {
    uint64_t clock = 0;
    bool isWrong = false;

    void take(uint64_t from, uint64_t length, std::string_view text) {
        isWrong = isWrong || from > clock || text.size() != length;
        for (size_t i = 0; i < text.size(); i++)
            isWrong = isWrong || text[i] != letterAt(from + i);
        clock = std::max(clock, from + length);
    }
};

/// Somebody who has a document open: types and moves their cursor when they are told to.
struct Client {
    Line line;
    int idx = 0;
    std::string docName;
    uint64_t id = 0;
    bool synced = false;
    uint64_t clock = 0, awClock = 0;
    std::vector<double> sentAt, awAt;        // scheduled send time, by clock
    std::unordered_map<uint64_t, View> seen; // what came of each other client
    Bytes whole;                             // of a fresh one: the answer, as it came
    bool isFresh = false;
    std::unordered_map<uint64_t, uint64_t> cursors; // client -> newest clock of its presence

    Bytes head() {
        Bytes b;
        if (opt.proto == "hocuspocus") putStr(b, docName);
        return b;
    }
    void send(std::string_view body) {
        line.frame(2, body);
        line.flush();
    }
    bool isOpen() const { return synced && line.st == Line::Open; }
    void open() {
        line.opened = [this] { hello(); };
        line.heard = [this](std::string_view m) { message(m); };
        line.open(
            opt.prefix + docName + (opt.names.empty() ? "" : "?client=" + std::to_string(id))
        );
    }
    void hello() {
        if (opt.proto == "hocuspocus") {
            Bytes a = head();
            putVar(a, 2);
            putVar(a, 0);
            putStr(a, "token");
            putStr(a, "4.0.0");
            line.frame(2, a);
        }
        Bytes b = head();
        putVar(b, 0);
        putVar(b, 0);
        putStr(b, std::string_view("\0", 1));
        send(b);
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
        putStr(u, Bytes(size_t(opt.payload), letterAt(clock)));
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
            if (k == 1 && isFresh) whole = p;
            double t1 = now();
            bool ok = eachStruct(p, [&](uint64_t c, uint64_t clk, uint64_t len, auto text) {
                if (c == id) {
                    echoes += k == 2; // some servers send an update back to its sender
                    return;
                }
                auto it = byId.find(c);
                if (it == byId.end()) return;
                seen[c].take(clk, len, text);
                if (k != 2) return;
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
                if (it != byId.end()) cursors[c] = std::max(cursors[c], k);
                if (it != byId.end() && k < it->second->awAt.size() && it->second->awAt[k] > 0) {
                    awDelivered++;
                    awLat.add(t1 - it->second->awAt[k]);
                }
            }
        }
    }
};
/// Of all who see somebody's cursor: how many see it where it is.
static double cursorsCurrentPct(const std::vector<std::unique_ptr<Client>>& cs) {
    uint64_t pairs = 0, current = 0;
    for (auto& one : cs) {
        for (auto& other : cs) {
            if (one == other || one->docName != other->docName || other->awClock == 0) continue;
            pairs++;
            auto it = one->cursors.find(other->id);
            current += it != one->cursors.end() && it->second == other->awClock;
        }
    }
    return pairs ? 100.0 * double(current) / double(pairs) : 100.0;
}

static std::string nameOf(const std::string& run, int doc) {
    return opt.names.empty() ? run + std::to_string(doc) : opt.names[size_t(doc)];
}

/// How many of the others' words this client lacks, or has otherwise than they were typed.
static int lacking(Client& one, const std::vector<std::unique_ptr<Client>>& cs) {
    int lacks = 0;
    for (auto& other : cs) {
        if (other.get() == &one || other->docName != one.docName || other->clock == 0) continue;
        const View& view = one.seen[other->id];
        lacks += view.isWrong || view.clock != other->clock;
    }
    return lacks;
}

/// Each begins its words at the start of the text: they stand in the order of the client ids.
static Bytes expectedText(const std::string& doc, const std::vector<std::unique_ptr<Client>>& cs) {
    Bytes text;
    for (auto& c : cs)
        for (uint64_t x = 0; c->docName == doc && x < c->clock; x++)
            text.push_back(letterAt(x));
    return text;
}

static void writeFile(const std::string& name, const Bytes& bytes) {
    std::ofstream(name, std::ios::binary) << bytes;
}

/// A fresh client for each document asks for everything: of a hundred, how many have every word.
static int freshPct(const std::string& run, const std::vector<std::unique_ptr<Client>>& cs) {
    std::vector<std::unique_ptr<Client>> fresh;
    for (int i = 0; i < opt.docs; i++) {
        auto c = std::make_unique<Client>();
        c->idx = i;
        c->id = 900000001ull + uint64_t(i);
        c->docName = nameOf(run, i);
        c->isFresh = true;
        c->open();
        fresh.push_back(std::move(c));
    }
    double begun = now();
    auto isDone = [&] {
        return std::all_of(fresh.begin(), fresh.end(), [](auto& c) {
            return c->synced || c->line.st == Line::Dead;
        });
    };
    while (!isDone() && now() - begun < 60)
        pump(20);
    int whole = 0;
    for (auto& c : fresh) {
        int lacks = lacking(*c, cs);
        const char* heard = c->synced ? "was answered" : "had no answer within a minute";
        if (!c->synced || lacks)
            fprintf(
                stderr,
                "%s: a fresh client %s, and lacks words of %d\n",
                c->docName.c_str(),
                heard,
                lacks
            );
        whole += c->synced && !lacks;
        if (!opt.states.empty()) {
            const std::string name = opt.states + "/" + std::to_string(c->idx);
            writeFile(name + ".update", c->whole);
            writeFile(name + ".txt", expectedText(c->docName, cs));
        }
        c->line.die();
    }
    return whole * 100 / std::max(1, opt.docs);
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
        else if (k == "--states")
            opt.states = v;
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
        if (c->isOpen()) inDoc[size_t(c->idx % opt.docs)]++;
    Proc p1 = procOf(opt.pid);
    rusage r1{};
    getrusage(RUSAGE_SELF, &r1);
    double t0 = now(), tEnd = t0 + opt.secs;
    uint64_t k = 0, ka = 0, sent = 0, expect = 0, awSent = 0;
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
            if (!c.isOpen()) continue;
            double s = t0 + double(k) * step;
            lag = std::max(lag, t - s);
            c.type(s);
            sent++;
            expect += uint64_t(inDoc[size_t(c.idx % opt.docs)] - 1);
        }
        for (; opt.awareness > 0 && t0 + double(ka) * stepA <= t; ka++) {
            Client& c = *cs[ka % cs.size()];
            if (!c.isOpen()) continue;
            c.cursor(t0 + double(ka) * stepA);
            awSent++;
        }
        double nx = std::min(t0 + double(k) * step, t0 + double(ka) * stepA) - now();
        pump(std::clamp(nx * 1e3, 0.0, 1.0));
    }
    inWindow = delivered;
    uint64_t awInWindow = awDelivered;
    Proc p2 = procOf(opt.pid);
    rusage r2{};
    getrusage(RUSAGE_SELF, &r2);
    double d0 = now();
    auto cursorsCurrent = [&] { return opt.awareness <= 0 || cursorsCurrentPct(cs) >= 100; };
    while ((delivered < expect || !cursorsCurrent()) && now() - d0 < opt.drain)
        pump(10);
    double drainS = now() - d0;
    uint64_t dead = closed;
    int views = 0;
    for (auto& c : cs)
        views += c->synced && lacking(*c, cs) == 0;
    const double viewsPct = 100.0 * views / opt.clients;
    const int vOk = opt.verify ? freshPct(run, cs) : -1;
    auto cpu = [](const rusage& a, const rusage& b) {
        auto s = [](const timeval& t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
        return s(b.ru_utime) + s(b.ru_stime) - s(a.ru_utime) - s(a.ru_stime);
    };
    printf(
        "{\"label\":\"%s\",\"clients\":%d,\"up\":%d,\"docs\":%d,\"rate\":%g,\"secs\":%g,\"connect_"
        "s\":%.2f,\"sent_per_s\":%.0f,\"expected_fanout_per_s\":%.0f,\"delivered_per_s\":%.0f,"
        "\"delivered_pct\":%.2f,\"echo_per_s\":%.0f,\"p50_ms\":%.2f,\"p90_ms\":%.2f,\"p99_ms\":%."
        "2f,\"max_ms\":%.1f,\"drain_s\":%.2f,\"aw_sent_per_s\":%.0f,\"aw_per_s\":%.0f,\"aw_current_"
        "pct\":%.2f,\"aw_p50_ms\":%.2f,\"aw_p99_ms\":%."
        "2f,\"srv_cpu_s\":%.2f,\"srv_us_per_delivery\":%.2f,\"srv_rss_mb\":[%.0f,%.0f,%.0f],\"srv_"
        "hwm_mb\":%.0f,\"gen_cpu_s\":%.2f,\"gen_lag_ms\":%.1f,\"bad\":%llu,\"closed\":%llu,"
        "\"views_pct\":%.2f,\"verify_pct\":%d,\"mb_in_per_s\":%.2f}\n",
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
        double(awSent) / opt.secs,
        double(awInWindow) / opt.secs,
        opt.awareness > 0 ? cursorsCurrentPct(cs) : 0,
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
        viewsPct,
        vOk,
        double(bytesIn) / opt.secs / 1e6
    );
    return 0;
}
