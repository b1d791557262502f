// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/kind_words.hpp"

namespace denkraum::document {

std::string kind_label(const i18n::Words& say, prose::Kind kind) {
    switch (kind) {
    case prose::Kind::Paragraph:
    case prose::Kind::Heading:
    case prose::Kind::Quote:
    case prose::Kind::Table: return {};
    case prose::Kind::ValuePair: return say("Wertepaar");
    case prose::Kind::Principle: return say("Grundsatz");
    case prose::Kind::CommitmentClause: return say("Selbstverpflichtung");
    case prose::Kind::Recommendation: return say("Empfehlung");
    case prose::Kind::CheckQuestion: return say("Prüffrage");
    case prose::Kind::Explanation: return say("Erläuterung");
    case prose::Kind::Example: return say("Beispiel");
    }
    return {};
}

} // namespace denkraum::document
