// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/comparison/aspect_words.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/prose/atoms.hpp"
#include "domain/document/kind_words.hpp"

namespace denkraum::document::comparison {
namespace {

/// Also of the kinds that need no name above them.
std::string name_of(const i18n::Words& say, prose::Kind kind) {
    if (kind == prose::Kind::Heading) return say("Überschrift");
    if (kind == prose::Kind::Quote) return say("Zitat");
    if (kind == prose::Kind::Table) return say("Tabelle");
    const std::string label = kind_label(say, kind);
    return label.empty() ? say("ohne Art") : label;
}

std::string words_for(const i18n::Words& say, diff::Aspect aspect, Kinds kinds) {
    using diff::Aspect;
    switch (aspect) {
    case Aspect::Kind:
        return say("{} statt {}", name_of(say, kinds.after), name_of(say, kinds.before));
    case Aspect::Level: return say("andere Gliederungsebene");
    case Aspect::List: return say("andere Liste");
    case Aspect::Marks: return say("andere Auszeichnung");
    case Aspect::Links: return say("anderer Link");
    case Aspect::Terms: return say("andere Begriffserklärung");
    case Aspect::Notes: return say("andere Anmerkung");
    case Aspect::Images: return say("anderes Bild oder anderer Alternativtext");
    case Aspect::Heads: return say("andere Kopfzellen");
    case Aspect::Sources: return say("andere Quellen");
    }
    CHECK(false, "every aspect has words");
}

} // namespace

Kinds kinds_of(const diff::Entry& entry) {
    CHECK(!entry.frames_before.empty() && !entry.frames.empty(), "the entry has both sides");
    return {entry.frames_before.front().kind, entry.frames.front().kind};
}

std::vector<std::string>
aspect_words(const i18n::Words& say, std::span<const diff::Aspect> aspects, Kinds kinds) {
    std::vector<std::string> words;
    words.reserve(aspects.size());
    for (const diff::Aspect aspect : aspects)
        words.push_back(words_for(say, aspect, kinds));
    return words;
}

NamedAtoms::NamedAtoms(const i18n::Words& say, const prose::Block& block) {
    prose::each_run(block, [&](const prose::Inline& run) {
        if (run.atom.empty()) return;
        if (const auto image = prose::image_of(run)) {
            names_.push_back(say("[Bild: {}]", image->alternative));
        } else if (const auto note = prose::note_of(run)) {
            names_.push_back(say("[Anmerkung: {}]", note->words));
        } else {
            names_.emplace_back("[…]");
        }
    });
}

std::string NamedAtoms::in(std::string_view words) {
    constexpr std::string_view sign = "\uFFFC";
    std::string out;
    while (!words.empty()) {
        const std::size_t at = std::min(words.find(sign), words.size());
        out += words.substr(0, at);
        words.remove_prefix(at);
        if (words.empty()) break;
        out += next_ < names_.size() ? names_[next_] : "[…]";
        ++next_;
        words.remove_prefix(sign.size());
    }
    return out;
}

} // namespace denkraum::document::comparison
