// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/document/commands.hpp"
#include "domain/document/history/index.hpp"
#include "domain/document/room/rooms.hpp"
#include "domain/document/timeline/store.hpp"
#include "domain/network/access.hpp"

/// What a member does with a text's past. Each command writes one trail entry and one event.
namespace denkraum::document::timeline::commands {

using Services = document::commands::Services;

/// Names a point of the text. Fails: NotFound for a record that is not there; Invalid (field
/// "name") for an empty or too long name; Conflict when there are points_max of them.
[[nodiscard]] Result<PointId> name_point(
    const Services& services,
    const network::Viewer& viewer,
    DocumentId document,
    Seq seq,
    std::string_view name
);

/// Takes the name away; the text stays. Fails: NotFound.
[[nodiscard]] Done remove_point(
    const Services& services, const network::Viewer& viewer, DocumentId document, PointId point
);

/// What is brought back: the whole text as it stood after a record, or one block of it.
struct Restore {
    DocumentId document = {};
    Seq seq = 0;
    std::optional<std::string> uid = {};
};
/// Writes it through the live room as one change of today, under an actor of its own on behalf of
/// the member. Nothing is lost: it is undone by restoring the point before it. Gives the record;
/// nothing when the text says so already: then nothing is written anywhere. Fails: NotFound for a
/// point or block that is not there; Unavailable while the log is stopped.
[[nodiscard]] Result<std::optional<Seq>> restore(
    const Services& services,
    history::Histories& histories,
    room::Rooms& rooms,
    const network::Viewer& viewer,
    const Restore& wanted
);

/// Notes that the member has read up to `seq`. Whoever comes back within reading_on reads on; no
/// trail entry, nobody else sees it. Gives the mark.
[[nodiscard]] Result<ReadMark>
note_read(const Services& services, network::MemberId member, DocumentId document, Seq seq);

} // namespace denkraum::document::timeline::commands
