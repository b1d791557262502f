// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

/// The bounds of documents.
namespace denkraum::document {

constexpr std::size_t title_characters_max = 300;
/// One frame of a socket; a large paste is far below, a whole imported document too.
constexpr std::size_t frame_bytes_max = std::size_t{8} << 20U;
/// What waits for one slow reader; and how much of it may be others' updates and presence, before
/// they are dropped and brought later as one.
constexpr std::size_t queue_bytes_max = std::size_t{16} << 20U;
constexpr std::size_t stream_bytes_max = std::size_t{1} << 20U;
/// What one answer of a line of plain requests brings, if its first message is not larger.
constexpr std::size_t line_answer_bytes_max = std::size_t{1} << 20U;
/// Messages that one request of such a line brings.
constexpr std::size_t line_messages_max = 1000;
/// Lines of plain requests: each has at most one request waiting. Windows of one member, and all.
constexpr std::size_t lines_of_member_max = 12;
constexpr std::size_t lines_max = 2000;
/// Sockets in one document.
constexpr std::size_t guests_max = 500;
/// The state of one person's presence (cursor, name), JSON.
constexpr std::size_t presence_bytes_max = std::size_t{4} << 10U;
/// A document's encoded state. Whoever opens it gets it in one message, and whoever brings it back
/// after a restore sends it in one frame.
constexpr std::size_t state_bytes_max = std::size_t{7} << 20U;
static_assert(state_bytes_max < frame_bytes_max && state_bytes_max < queue_bytes_max);
/// The same of a file that becomes one: whoever takes it over goes on writing.
constexpr std::size_t imported_state_bytes_max = state_bytes_max - (std::size_t{1} << 20U);
/// Blocks of a text that is to be published.
constexpr std::size_t published_blocks_max = 20'000;
/// Words kept for one refusal or orphan; more is split into several.
constexpr std::size_t kept_words_bytes_max = std::size_t{1} << 20U;
/// Orphaned words that come no later than this after those before them are kept with them: people
/// type letter by letter.
constexpr std::chrono::seconds kept_together{60};
/// Words that wait while those before them are stored, in one document.
constexpr std::size_t keeps_at_once_max = 1000;
constexpr std::size_t keeps_bytes_max = std::size_t{16} << 20U;
/// Updates after the last snapshot before a new one is written.
constexpr std::int64_t snapshot_every = 500;
/// Older records are packed together, so many or so many bytes of updates in one row …
constexpr std::int64_t pack_records_max = 1000;
constexpr std::size_t pack_bytes_max = std::size_t{1} << 20U;
/// … while the newest ones stay alone; and so many rows at a time, each with a commit of its own.
constexpr std::int64_t unpacked_records_min = 500;
constexpr int packs_at_once_max = 20;
/// How long a change may stand unrepaired.
constexpr std::chrono::milliseconds repair_after{300};
/// A room without guests is kept open this long, for the next one to come.
constexpr std::chrono::seconds room_linger{30};
/// How often a room asks whether its guests' sessions still run.
constexpr std::chrono::seconds session_check_every{60};
/// How long a change of the server's waits for the disk.
constexpr std::chrono::seconds change_patience{10};
/// How often memory is given back that a rush of updates took: what waits while the disk stands
/// still.
constexpr std::chrono::seconds give_back_every{60};
/// How often a stopped log is tried again.
constexpr std::chrono::seconds retry_after{2};

/// Files being read at the same time, and previews waiting for their members.
constexpr std::int64_t imports_at_once_max = 2;
constexpr std::size_t imports_kept_max = 50;
/// Of one member: nobody takes the places of all others.
constexpr std::size_t imports_of_member_max = 5;
/// Pictures that wait with a preview.
constexpr std::size_t import_pictures_max = 300;
constexpr std::size_t import_pictures_bytes_max = std::size_t{32} << 20U;
/// How long a preview waits.
constexpr std::chrono::hours import_lifetime{1};

} // namespace denkraum::document
