// SPDX-License-Identifier: EUPL-1.2
#include "base/i18n/words.hpp"

#include <boost/locale.hpp>

#include <filesystem>
#include <sstream>

namespace denkraum::i18n {
namespace {

constexpr const char* time_zone = "Europe/Berlin";

std::locale make_locale(const std::string& folder, const std::string& name) {
    auto backends = boost::locale::localization_backend_manager::global();
    backends.select("icu");
    boost::locale::generator generator(backends);
    generator.add_messages_path(folder);
    generator.add_messages_domain("denkraum");
    return generator(name);
}

/// Formats are sticky on a stream, hence a fresh one for each value.
std::string formatted_time(const std::locale& locale, Instant at, const char* format) {
    std::ostringstream stream;
    stream.imbue(locale);
    stream << boost::locale::as::ftime(format) << boost::locale::as::time_zone(time_zone)
           << static_cast<double>(at.us / 1'000'000);
    return stream.str();
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

std::string Words::date(Instant at) const {
    return formatted_time(locale_, at, language_ == Language::German ? "%e. %B %Y" : "%e %B %Y");
}

std::string Words::date_and_time(Instant at) const {
    const bool is_german = language_ == Language::German;
    return formatted_time(locale_, at, is_german ? "%e. %B %Y, %H:%M Uhr" : "%e %B %Y, %H:%M");
}

std::string Words::number(long long value) const {
    std::ostringstream stream;
    stream.imbue(locale_);
    stream << boost::locale::as::number << value;
    return stream.str();
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
