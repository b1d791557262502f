// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

/// Bounds and times of the network and its logins.
namespace denkraum::network {

using namespace std::chrono_literals;

inline constexpr std::size_t name_characters_max = 200;
inline constexpr std::size_t key_bytes_max = 40;
inline constexpr std::size_t email_bytes_max = 254;
inline constexpr std::size_t user_agent_bytes_max = 300;
inline constexpr std::int64_t staff_max = 10'000'000;

inline constexpr std::size_t password_characters_min = 12;

/// A session ends when nothing was asked for in this time …
inline constexpr std::chrono::microseconds session_idle_max = 12h;
/// … and at this age in any case.
inline constexpr std::chrono::microseconds session_age_max = std::chrono::days(30);
/// How often "last seen" is written: not with every request.
inline constexpr std::chrono::microseconds session_seen_every = 5min;
/// A pause of this length makes the next request another visit.
inline constexpr std::chrono::microseconds visit_pause_min = 1h;
/// Ended sessions are kept so long for their owner to see, then deleted.
inline constexpr std::chrono::microseconds ended_session_kept = std::chrono::days(30);
inline constexpr std::int64_t sessions_shown_max = 100;

inline constexpr std::chrono::microseconds invitation_lifetime = std::chrono::days(14);
inline constexpr std::chrono::microseconds reset_lifetime = 1h;
inline constexpr std::chrono::microseconds ticket_lifetime = 60s;
/// A notice that was not shown by then is not shown at all.
inline constexpr std::chrono::microseconds notice_lifetime = 60s;
/// How long a visitor may take to fill in a form.
inline constexpr std::chrono::seconds visitor_form_lifetime = 2h;

} // namespace denkraum::network
