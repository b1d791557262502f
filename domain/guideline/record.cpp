// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/record.hpp"

#include <array>
#include <string>

#include "domain/network/events.hpp"
#include "domain/network/queries.hpp"
#include "domain/trail/commands.hpp"

namespace denkraum::guideline::commands {

Done record(const Services& services, sql::Transaction& transaction, const Deed& deed) {
    trail::Entry entry;
    entry.at = deed.at;
    entry.action = deed.action;
    entry.subject = {"guideline", trail::any(deed.guideline)};
    entry.payload = json::write(deed.says);
    const std::array<network::ActorId, 1> ids{deed.actor};
    DK_TRY(const auto actors, network::queries::actors(transaction, ids));
    if (!actors.empty() && actors.front().member) entry.actor = trail::any(*actors.front().member);
    if (!actors.empty() && actors.front().authority) {
        entry.authority = trail::any(*actors.front().authority);
    }
    DK_DO(trail::append(transaction, services.randomness, entry));
    const ByteView subject = deed.guideline.bytes();
    const network::Event event{
        .kind = entry.action,
        .subject_kind = "guideline",
        .subject = Bytes(subject.begin(), subject.end()),
        .payload = entry.payload
    };
    return network::append_event(transaction, deed.at, event);
}

} // namespace denkraum::guideline::commands
