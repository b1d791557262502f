// SPDX-License-Identifier: EUPL-1.2
// Open-loop load generator for servers that speak the y-websocket protocol (update v1), and for
// Hocuspocus. One thread, epoll, nothing but the standard library. README.md says what it prints.
#include "client.hpp"

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

/// Of all who asked: how many were told that each of their frames is durable.
static double ackedPct(const std::vector<std::unique_ptr<Client>>& cs) {
    int all = 0;
    for (auto& c : cs)
        all += c->synced && c->acked == c->framesAt.size();
    return opt.hello ? 100.0 * all / opt.clients : 0;
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

/// Of those who begin behind the same word, the words stand in the order of the client ids.
static Bytes expectedText(const std::string& doc, const std::vector<std::unique_ptr<Client>>& cs) {
    std::vector<Bytes> blocks(blockCount(), wordsOfBlock());
    for (auto& c : cs)
        for (uint64_t x = 0; c->docName == doc && x < c->clock; x++)
            blocks[c->block()].push_back(letterAt(x));
    Bytes text;
    for (const Bytes& block : blocks)
        text += block;
    return text;
}

/// One client for each document brings the draft, and stays: servers without a database forget a
/// document that everybody has left. False when a server has not taken them in within a minute.
static bool bringDrafts(const std::string& run, std::vector<std::unique_ptr<Client>>& seeders) {
    auto all = [&](auto holds) {
        const double begun = now();
        while (!std::all_of(seeders.begin(), seeders.end(), holds)) {
            if (now() - begun > 60) return false;
            pump(20);
        }
        return true;
    };
    for (int i = 0; i < opt.docs; i++) {
        seeders.push_back(std::make_unique<Client>());
        Client& c = *seeders.back();
        c.idx = i;
        c.id = seederOf(i);
        c.docName = nameOf(run, i);
        c.open();
    }
    if (!all([](auto& c) { return c->answers > 0; })) return false;
    for (auto& c : seeders) {
        c->bring(2, draftUpdate(c->id), 0);
        Bytes known;
        putVar(known, 1);
        putVar(known, c->id);
        putVar(known, blockCount() * blockUnits);
        c->ask(known);
    }
    return all([](auto& c) { return c->answers > 1; });
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
        else if (k == "--prefill")
            opt.prefill = std::stoi(v);
        else if (k == "--hello")
            opt.hello = v != "0";
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
    std::vector<std::unique_ptr<Client>> seeders;
    if (!bringDrafts(run, seeders)) {
        fprintf(stderr, "the drafts were not taken in within a minute\n");
        return 1;
    }
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
    for (auto& c : seeders)
        c->line.die();
    closed -= seeders.size();
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
    ackLat = Hist();
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
    auto isAcked = [&] { return !opt.hello || ackedPct(cs) >= 100; };
    while ((delivered < expect || !cursorsCurrent() || !isAcked()) && now() - d0 < opt.drain)
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
        "2f,\"acked_pct\":%.2f,\"ack_p50_ms\":%.2f,\"ack_p99_ms\":%.2f,\"srv_cpu_s\":%.2f,\"srv_us_"
        "per_delivery\":%.2f,\"srv_rss_mb\":[%.0f,%.0f,%.0f],\"srv_"
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
        ackedPct(cs),
        ackLat.total ? ackLat.q(.5) * 1e3 : 0,
        ackLat.total ? ackLat.q(.99) * 1e3 : 0,
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
