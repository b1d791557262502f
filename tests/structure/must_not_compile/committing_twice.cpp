// SPDX-License-Identifier: EUPL-1.2
#include "platform/sql/sql.hpp"

denkraum::Done test(denkraum::sql::Transaction transaction) {
#ifdef BAD
    return transaction.commit();
#else
    return std::move(transaction).commit();
#endif
}
