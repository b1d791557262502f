// SPDX-License-Identifier: EUPL-1.2
#include "base/i18n/words.hpp"

#include <boost/locale.hpp>

#include <filesystem>

#include "base/i18n/legal_time.hpp"
#include "base/utf8.hpp"

namespace denkraum::i18n {
namespace {

std::locale make_locale(const std::string& folder, const std::string& name) {
    auto backends = boost::locale::localization_backend_manager::global();
    backends.select("icu");
    boost::locale::generator generator(backends);
    generator.add_messages_path(folder);
    generator.add_messages_domain("denkraum");
    return generator(name);
}

} // namespace

std::string_view code_of(Language language) {
    return language == Language::German ? "de" : "en";
}

Language language_from_code(std::string_view code) {
    return code == "en" ? Language::English : Language::German;
}

Language language_from_accept(std::string_view header) {
    const std::size_t german = header.find("de");
    const std::size_t english = header.find("en");
    return english < german ? Language::English : Language::German;
}

Words::Words(Language language, std::locale locale)
    : language_(language), locale_(std::move(locale)) {}

std::string Words::operator()(std::string_view sentence) const {
    if (sentence.empty()) return {};
    return boost::locale::translate(std::string(sentence)).str(locale_);
}

std::string Words::plural_form(std::string_view one, std::string_view many, long count) const {
    // Without a catalogue Boost takes the singular for one only, as German does.
    return boost::locale::translate(std::string(one), std::string(many), static_cast<int>(count))
        .str(locale_);
}

std::string Words::filled(const std::string& sentence, fmt::format_args arguments) {
    try {
        return fmt::vformat(sentence, arguments);
    } catch (const fmt::format_error&) {
        // A translation with other placeholders must not take the page down; a test finds it.
        return sentence;
    }
}

// Dates and numbers are written here and not by ICU's formatters, which are built anew for each
// value: a page with a thousand dates spent a second in them.
std::string Words::date(Instant at) const {
    const LegalTime local = legal_time(at);
    return written_day(language_, local.year, local.month, local.day);
}

std::string Words::date_and_time(Instant at) const {
    const LegalTime local = legal_time(at);
    return fmt::format(
        "{}, {:02}:{:02}{}",
        date(at),
        local.hour,
        local.minute,
        language_ == Language::German ? " Uhr" : ""
    );
}

std::string Words::number(long long value) const {
    std::string digits = fmt::format("{}", value);
    const auto first = static_cast<std::ptrdiff_t>(value < 0 ? 1 : 0);
    const char separator = language_ == Language::German ? '.' : ',';
    for (auto at = std::ssize(digits) - 3; at > first; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), 1, separator);
    }
    return digits;
}

std::string Words::sort_text(std::string_view text) const {
    const auto& collator = std::use_facet<boost::locale::collator<char>>(locale_);
    return collator.transform(boost::locale::collate_level::tertiary, utf8::replace_invalid(text));
}

std::string Words::folded(std::string_view text) const {
    return boost::locale::fold_case(utf8::replace_invalid(text), locale_);
}

Result<Catalogues> Catalogues::load(const std::string& folder) {
    std::error_code error;
    if (!std::filesystem::exists(folder + "/en/LC_MESSAGES/denkraum.mo", error)) {
        return fail(ErrorCode::Unavailable, "no English catalogue in " + folder);
    }
    Catalogues catalogues;
    catalogues.german_ =
        std::make_shared<Words>(Language::German, make_locale(folder, "de_DE.UTF-8"));
    catalogues.english_ =
        std::make_shared<Words>(Language::English, make_locale(folder, "en_GB.UTF-8"));
    return catalogues;
}

} // namespace denkraum::i18n
