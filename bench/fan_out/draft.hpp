// SPDX-License-Identifier: EUPL-1.2
// The draft that everybody writes in: blocks in the root text "t" as the editor makes them
// (domain/document/text/model.hpp), written by one client before the others come.
#pragma once

#include "measure.hpp"

/// Units of a block: its marker, and its words.
static constexpr uint64_t markerUnits = 1, wordUnits = 400, blockUnits = markerUnits + wordUnits;
static constexpr uint64_t firstSeeder = 800000001ull;

static uint64_t seederOf(int doc) {
    return firstSeeder + uint64_t(doc);
}
static uint64_t blockCount() {
    return std::max<uint64_t>(1, uint64_t(opt.prefill) * 1000 / wordUnits);
}
static Bytes wordsOfBlock() {
    static const Bytes sentence =
        "Die Behörde sagt, wozu sie das Verfahren braucht und wer entscheidet. ";
    Bytes words;
    while (utf16len(words) + utf16len(sentence) <= wordUnits)
        words += sentence;
    return words + Bytes(wordUnits - utf16len(words), '.');
}

/// The draft as one update.
static Bytes draftUpdate(uint64_t client) {
    const Bytes words = wordsOfBlock();
    Bytes u;
    putVar(u, 1);
    putVar(u, 2 * blockCount());
    putVar(u, client);
    putVar(u, 0);
    uint64_t clock = 0;
    auto place = [&](int content) {
        u.push_back(char(clock == 0 ? content : 0x80 | content));
        if (clock == 0) {
            putVar(u, 1);
            putStr(u, "t");
        } else {
            putVar(u, client);
            putVar(u, clock - 1);
        }
    };
    for (uint64_t block = 0; block < blockCount(); block++) {
        char uid[32];
        snprintf(uid, sizeof uid, "b%021llu", static_cast<unsigned long long>(block));
        place(5);
        putStr(u, "{\"b\":\"" + Bytes(uid) + "\"}");
        clock += markerUnits;
        place(4);
        putStr(u, words);
        clock += wordUnits;
    }
    putVar(u, 0);
    return u;
}

static uint64_t endOf(uint64_t block) {
    return (block + 1) * blockUnits;
}
/// Head of a string that goes behind this unit and before the marker of the next block.
static void
putPlace(Bytes& u, uint64_t leftClient, uint64_t leftClock, uint64_t seeder, uint64_t block) {
    const bool isLast = block + 1 == blockCount();
    u.push_back(char(isLast ? 0x84 : 0xc4));
    putVar(u, leftClient);
    putVar(u, leftClock);
    if (isLast) return;
    putVar(u, seeder);
    putVar(u, endOf(block));
}
