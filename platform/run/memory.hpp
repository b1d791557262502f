// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace denkraum::run {

/// Gives memory that was freed back to the system. A rush of work leaves its pages with the
/// C library, which keeps all that lie below something that lives on. Takes some milliseconds, in
/// which others wait for memory: on a worker, now and then. Without effect where the C library
/// cannot do it.
void give_back_memory();

} // namespace denkraum::run
