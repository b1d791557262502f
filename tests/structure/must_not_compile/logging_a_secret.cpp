// SPDX-License-Identifier: EUPL-1.2
#include "platform/log/log.hpp"
#include "platform/secret/secret.hpp"

void test(denkraum::log::Log& log, const denkraum::secret::SecretText& password) {
#ifdef BAD
    log.info("signed in", {{"password", password}});
#else
    log.info("signed in", {{"empty", password.empty()}});
#endif
}
