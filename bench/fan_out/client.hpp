// SPDX-License-Identifier: EUPL-1.2
// Somebody who has a document open and types, and what they are told of the others.
#pragma once

#include "draft.hpp"
#include "line.hpp"

struct Client;
static Hist lat, awLat, ackLat;
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
    std::vector<double> framesAt;            // the same of every frame that brings an update
    uint64_t acked = 0;                      // how many of these are durable, as the server says
    uint64_t answers = 0;                    // to state vectors
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
        if (opt.hello) { // asks for acknowledgements, as Denkraum's editor does
            Bytes h;
            for (uint64_t v : {100, 0, 1, 0})
                putVar(h, v);
            line.frame(2, h);
        }
        ask(std::string_view("\0", 1));
    }
    void ask(std::string_view stateVector) {
        Bytes b = head();
        putVar(b, 0);
        putVar(b, 0);
        putStr(b, stateVector);
        send(b);
    }
    /// Step 2 (kind 1) or an update (kind 2).
    void bring(uint64_t kind, std::string_view update, double sched) {
        framesAt.push_back(sched);
        Bytes b = head();
        putVar(b, 0);
        putVar(b, kind);
        putStr(b, update);
        send(b);
    }
    /// As the editor: behind the words of a block, and then on in a run of one's own.
    void type(double sched) {
        Bytes u;
        putVar(u, 1);
        putVar(u, 1);
        putVar(u, id);
        putVar(u, clock);
        const uint64_t seeder = seederOf(idx % opt.docs);
        if (clock == 0)
            putPlace(u, seeder, endOf(block()) - 1, seeder, block());
        else
            putPlace(u, id, clock - 1, seeder, block());
        putStr(u, Bytes(size_t(opt.payload), letterAt(clock)));
        putVar(u, 0);
        for (int i = 0; i < opt.payload; i++)
            sentAt.push_back(sched);
        clock += uint64_t(opt.payload);
        bring(2, u, sched);
    }
    uint64_t block() const { return uint64_t(idx / opt.docs) % blockCount(); }
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
    void noteAck(uint64_t frames) {
        double t1 = now();
        for (; acked < frames && acked < framesAt.size(); acked++)
            if (framesAt[acked] > 0) ackLat.add(t1 - framesAt[acked]);
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
                bring(1, std::string_view("\0\0", 2), 0);
                return;
            }
            if (k == 1) synced = true;
            answers += k == 1;
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
        } else if (t == 100) {
            if (in.var() == 1) noteAck(in.var());
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
