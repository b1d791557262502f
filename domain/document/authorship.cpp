// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/authorship.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>

#include "domain/document/facts.hpp"
#include "domain/document/store.hpp"
#include "domain/network/commands.hpp"

namespace denkraum::document {
namespace {

constexpr std::string_view epoch_name = "epoch";
constexpr std::string_view repair_name = "repair_actor";
constexpr int tries_max = 16;
constexpr crdt::ClientId client_max = (crdt::ClientId{1} << 53U) - 1;

Bytes number_bytes(std::int64_t number) {
    const std::string text = std::to_string(number);
    return {text.begin(), text.end()};
}

} // namespace

Result<crdt::ClientId> issue_client(
    sql::Transaction& main,
    DocumentId document,
    network::ActorId actor,
    Instant now,
    Randomness& randomness
) {
    for (int tries = 0; tries < tries_max; ++tries) {
        std::array<std::uint8_t, 4> raw{};
        randomness.fill(raw);
        std::uint32_t client = 0;
        std::memcpy(&client, raw.data(), sizeof client);
        if (client == 0) continue;
        DK_TRY(const auto owner, store::bound_to(main, document, client));
        if (owner) continue;
        DK_DO(store::bind(main, document, {client, actor}, now));
        return client;
    }
    return fail(ErrorCode::Unavailable, "no free client id found");
}

Done may_claim(
    sql::Transaction& main, DocumentId document, network::ActorId actor, crdt::ClientId wanted
) {
    if (wanted == 0 || wanted > client_max) {
        return fail(ErrorCode::Invalid, "not a client id");
    }
    DK_TRY(const auto owner, store::bound_to(main, document, wanted));
    if (!owner || *owner == actor) return {};
    return fail(ErrorCode::Conflict, "the client id is another actor's");
}

Result<crdt::ClientId> claim_client(
    sql::Transaction& main,
    DocumentId document,
    network::ActorId actor,
    crdt::ClientId wanted,
    Instant now
) {
    DK_DO(may_claim(main, document, actor, wanted));
    DK_TRY(const auto owner, store::bound_to(main, document, wanted));
    if (!owner) DK_DO(store::bind(main, document, {wanted, actor}, now));
    return wanted;
}

Result<Epoch> epoch(sql::Transaction& main) {
    DK_TRY(const auto stored, fact(main, epoch_name));
    if (!stored) return Epoch{1};
    return static_cast<Epoch>(std::strtoll(std::string(as_text(*stored)).c_str(), nullptr, 10));
}

Result<Epoch> raise_epoch(sql::Transaction& main, Instant now) {
    constexpr Instant year_2020{1'577'836'800'000'000};
    DK_TRY(const Epoch old, epoch(main));
    const Epoch minutes = std::chrono::floor<std::chrono::minutes>(now - year_2020).count();
    const Epoch raised = std::max(old + 1, minutes);
    DK_DO(set_fact(main, epoch_name, number_bytes(raised)));
    return raised;
}

Result<network::ActorId> repair_actor(sql::Transaction& main, Instant now, Randomness& randomness) {
    DK_TRY(const auto stored, fact(main, repair_name));
    if (stored) return network::ActorId::from_bytes(*stored);
    DK_TRY(
        const auto made,
        network::commands::make_actor(
            main, network::ActorKind::Repair, std::nullopt, now, randomness
        )
    );
    DK_DO(set_fact(main, repair_name, made.bytes()));
    return made;
}

Result<crdt::ClientId> repair_client(
    sql::Transaction& main,
    DocumentId document,
    network::ActorId repair_actor,
    Instant now,
    Randomness& randomness
) {
    DK_TRY(const auto known, store::client_of(main, document, repair_actor));
    if (known) return *known;
    return issue_client(main, document, repair_actor, now, randomness);
}

} // namespace denkraum::document
