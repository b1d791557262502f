// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/html/shell.hpp"
#include "base/i18n/words.hpp"
#include "base/prose/prose.hpp"
#include "domain/guideline/credit_store.hpp"
#include "domain/guideline/edition/rendering.hpp"
#include "domain/guideline/queries.hpp"

/// What everybody may read: start page, guidelines, editions, single paragraphs. Pure: views in,
/// pages out.
namespace denkraum::guideline::pages {

/// Who reads, as far as these pages care.
struct Reader {
    bool is_signed_in = false;
    bool writes = false;       ///< signed in and no guest
    bool renders = false;      ///< writes Leichte Sprache and translations
    std::string base_url = {}; ///< in front of addresses that are meant to be copied; may be empty
};

/// The network's own words about itself, in the language of the page.
struct StartText {
    std::string title = {};
    prose::Prose prose = {};
    i18n::Language language = i18n::Language::German;
};
struct StartView {
    std::string site_name = {};
    std::string claim = {};
    StartText text = {};
    std::vector<queries::Summary> guidelines = {};
    std::vector<std::string> houses = {}; ///< names of those that take part
    std::string about_address = {};       ///< where it says how it came about; empty: nowhere
};
[[nodiscard]] html::Page start(const i18n::Words& say, const StartView& view);

[[nodiscard]] html::Page
guidelines(const i18n::Words& say, const std::vector<queries::Summary>& all, const Reader& reader);

/// `connections` is what other folders know of the guideline: what it comes from, what became of
/// it.
[[nodiscard]] html::Page edition(
    const i18n::Words& say,
    const queries::EditionView& view,
    const Reader& reader,
    const html::Html& connections
);

/// The edition in Leichte Sprache or in another language.
[[nodiscard]] html::Page rendered_edition(
    const i18n::Words& say, const queries::EditionView& view, const RenderingLanguage& language
);
/// Links to an edition and to what it has been rendered into; empty where that is nothing.
[[nodiscard]] html::Html
language_switch(const i18n::Words& say, const queries::EditionView& view, std::string_view current);

/// A guideline that has no edition yet, for members.
[[nodiscard]] html::Page
unpublished(const i18n::Words& say, const Guideline& guideline, const Reader& reader);

[[nodiscard]] html::Page editions(const i18n::Words& say, const queries::EditionsView& view);

/// At which of its addresses a paragraph is shown.
enum class Address { OfEdition, Lasting };
[[nodiscard]] html::Page paragraph(
    const i18n::Words& say,
    const queries::ParagraphView& view,
    const Reader& reader,
    Address address
);

/// The box that another website shows in a frame: a whole small document.
struct BoxView {
    Edition edition = {};
    std::string site_name = {};
    std::string base_url = {};
    std::string style_address = {};
};
[[nodiscard]] std::string box(const i18n::Words& say, const BoxView& view);
/// The line to copy for it.
[[nodiscard]] html::Page embed(
    const i18n::Words& say, const Edition& edition, const Guideline& guideline, const Reader& reader
);

/// How a paragraph came about: which authority wrote which words, its wording in all editions.
[[nodiscard]] html::Page origin(
    const i18n::Words& say,
    const queries::ParagraphView& view,
    const store::ParagraphCredits& credits
);
/// The way there from a draft. `count` editions have the paragraph.
[[nodiscard]] html::Html in_editions(const i18n::Words& say, std::string_view uid, long count);

} // namespace denkraum::guideline::pages
