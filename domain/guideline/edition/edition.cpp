// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/edition/edition.hpp"

#include <unordered_set>
#include <utility>

#include "base/check.hpp"
#include "base/prose/canonical.hpp"
#include "domain/guideline/edition/numbering.hpp"

namespace denkraum::guideline {

secret::Digest hash_of(const prose::Prose& prose) {
    return secret::sha256(as_bytes(prose::canonical(prose)));
}

std::string iso_day(Instant date) {
    return to_iso(date).substr(0, 10);
}

Result<std::vector<Paragraph>> paragraphs_of(const prose::Prose& given) {
    prose::Prose prose = prose::normalised(given);
    auto names = names_of(prose);
    std::unordered_set<std::string> uids;
    std::vector<Paragraph> paragraphs;
    paragraphs.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        prose::Block& block = prose.blocks[i];
        DK_TRY([[maybe_unused]] const ParagraphId uid, ParagraphId::from_text(block.uid));
        if (!uids.insert(block.uid).second) {
            return fail(ErrorCode::Invalid, "two paragraphs have the uid " + block.uid);
        }
        paragraphs.push_back({std::move(block), std::move(names[i].eid), std::move(names[i].number)}
        );
    }
    return paragraphs;
}

prose::Prose prose_of(const std::vector<Paragraph>& paragraphs) {
    prose::Prose prose;
    prose.blocks.reserve(paragraphs.size());
    for (const Paragraph& paragraph : paragraphs)
        prose.blocks.push_back(paragraph.block);
    return prose;
}

std::string kind_label(prose::Kind kind, std::string_view language) {
    const auto either = [&](const char* german, const char* english) {
        return std::string(language == "en" ? english : german);
    };
    switch (kind) {
    case prose::Kind::Paragraph:
    case prose::Kind::Heading:
    case prose::Kind::Quote:
    case prose::Kind::Table: return {};
    case prose::Kind::ValuePair: return either("Wertepaar", "Value pair");
    case prose::Kind::Principle: return either("Grundsatz", "Principle");
    case prose::Kind::CommitmentClause: return either("Selbstverpflichtung", "Commitment");
    case prose::Kind::Recommendation: return either("Empfehlung", "Recommendation");
    case prose::Kind::CheckQuestion: return either("Prüffrage", "Check question");
    case prose::Kind::Explanation: return either("Erläuterung", "Explanation");
    case prose::Kind::Example: return either("Beispiel", "Example");
    }
    CHECK(false, "every kind has a label");
}

std::string address_of(const Edition& edition) {
    return "/leitlinien/" + edition.key + "/ausgaben/" + std::to_string(edition.number);
}

std::string short_address_of(const Edition& edition, std::string_view number) {
    return "/l/" + edition.key + "/" + std::to_string(edition.number) + "/" + std::string(number);
}

std::string lasting_address_of(std::string_view uid) {
    return "/p/" + std::string(uid);
}

} // namespace denkraum::guideline
