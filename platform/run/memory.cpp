// SPDX-License-Identifier: EUPL-1.2
#include "platform/run/memory.hpp"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace denkraum::run {

void give_back_memory() {
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

} // namespace denkraum::run
