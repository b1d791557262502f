// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <fmt/format.h>

#include <locale>
#include <memory>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/result.hpp"

/// What people read. German is the source language: the German sentence is the key of the gettext
/// catalogue (locales/en/<folder>.po), so that pages read like pages:
///
///   say("Willkommen, {}.", member.name)
///   say.plural("{} Vorschlag", "{} Vorschläge", count)
///
/// A sentence that does not stand at the call of say() is marked with i18n::mark("…"), so that it
/// is found for the catalogue. tests/structure fails when an English sentence is missing or its
/// placeholders differ.
namespace denkraum::i18n {

enum class Language { German, English };

/// "de" and "en", as in the lang attribute of a page.
[[nodiscard]] std::string_view code_of(Language language);
/// German for anything unknown.
[[nodiscard]] Language language_from_code(std::string_view code);
/// The first language of an Accept-Language header that we speak; German otherwise.
[[nodiscard]] Language language_from_accept(std::string_view header);

/// Marks a sentence for the catalogue; say() translates it later.
[[nodiscard]] constexpr std::string_view mark(std::string_view sentence) {
    return sentence;
}

/// One language's sentences, dates and numbers. Immutable and shared by all threads.
class Words {
public:
    Words(Language language, std::locale locale);

    [[nodiscard]] Language language() const { return language_; }
    [[nodiscard]] std::string_view code() const { return code_of(language_); }

    [[nodiscard]] std::string operator()(std::string_view sentence) const;
    /// With {} placeholders filled in; arguments are text or whole numbers.
    template <class First, class... Rest>
    [[nodiscard]] std::string
    operator()(std::string_view sentence, const First& first, const Rest&... rest) const {
        return filled((*this)(sentence), fmt::make_format_args(first, rest...));
    }
    /// The form for `count`, which is the first placeholder.
    template <class... Rest>
    [[nodiscard]] std::string
    plural(std::string_view one, std::string_view many, long count, const Rest&... rest) const {
        const std::string shown = number(count);
        return filled(plural_form(one, many, count), fmt::make_format_args(shown, rest...));
    }

    /// "22. November 2026", "22 November 2026", in German legal time.
    [[nodiscard]] std::string date(Instant at) const;
    /// "22. November 2026, 14:05 Uhr", "22 November 2026, 14:05".
    [[nodiscard]] std::string date_and_time(Instant at) const;
    /// "1.234.567", "1,234,567".
    [[nodiscard]] std::string number(long long value) const;

    /// Bytes that sort as readers of this language expect; for lists that a page sorts.
    [[nodiscard]] std::string sort_text(std::string_view text) const;
    /// Without the difference of upper and lower case, to look for words.
    [[nodiscard]] std::string folded(std::string_view text) const;

private:
    [[nodiscard]] std::string
    plural_form(std::string_view one, std::string_view many, long count) const;
    [[nodiscard]] static std::string
    filled(const std::string& sentence, fmt::format_args arguments);

    Language language_;
    std::locale locale_;
};

/// All languages, loaded once at the start.
class Catalogues {
public:
    /// `folder` holds <code>/LC_MESSAGES/denkraum.mo. Fails: Unavailable when English is missing.
    [[nodiscard]] static Result<Catalogues> load(const std::string& folder);

    [[nodiscard]] const Words& of(Language language) const {
        return language == Language::German ? *german_ : *english_;
    }

private:
    Catalogues() = default;
    std::shared_ptr<const Words> german_;
    std::shared_ptr<const Words> english_;
};

} // namespace denkraum::i18n
