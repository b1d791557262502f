// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/record.hpp"

#include <string>

#include "domain/network/events.hpp"
#include "domain/trail/commands.hpp"

namespace denkraum::guideline::commands {

Done record(const Services& services, sql::Transaction& transaction, const Deed& deed) {
    DK_TRY(
        trail::Entry entry,
        network::entry_by(
            transaction,
            deed.actor,
            deed.at,
            std::string(deed.action),
            {"guideline", trail::any(deed.guideline)}
        )
    );
    entry.payload = json::write(deed.says);
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
