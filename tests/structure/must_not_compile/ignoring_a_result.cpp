// SPDX-License-Identifier: EUPL-1.2
#include "platform/sql/sql.hpp"

void test(denkraum::sql::Transaction transaction) {
#ifdef BAD
    std::move(transaction).commit();
#else
    (void)std::move(transaction).commit();
#endif
}
