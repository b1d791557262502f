// SPDX-License-Identifier: EUPL-1.2
#include "base/id.hpp"

using MemberId = denkraum::Id<struct MemberTag>;
using DocumentId = denkraum::Id<struct DocumentTag>;

bool same(DocumentId left, DocumentId right) {
    return left == right;
}

bool test(MemberId member, DocumentId document) {
    (void)member;
#ifdef BAD
    return same(document, member);
#else
    return same(document, document);
#endif
}
