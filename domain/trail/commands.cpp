// SPDX-License-Identifier: EUPL-1.2
#include "domain/trail/commands.hpp"

#include "domain/trail/store.hpp"

namespace denkraum::trail {

Result<std::int64_t>
append(sql::Transaction& transaction, Randomness& randomness, const Entry& entry) {
    DK_DO(check(entry));
    DK_TRY(const auto head, store::head(transaction));
    Salt salt{};
    randomness.fill(salt);
    store::Stored stored;
    stored.link = link_of(entry, head.sequence + 1, salt);
    stored.hash = hash_link(head.hash, stored.link);
    stored.salt = salt;
    stored.payload = entry.payload;
    DK_DO(store::insert(transaction, stored));
    return stored.link.sequence;
}

Result<std::int64_t> erase(
    sql::Transaction& transaction,
    Randomness& randomness,
    std::int64_t sequence,
    const Entry& because
) {
    DK_DO(store::erase(transaction, sequence));
    return append(transaction, randomness, because);
}

} // namespace denkraum::trail
