// SPDX-License-Identifier: EUPL-1.2
#include "domain/network/login/password.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/utf8.hpp"
#include "domain/network/limits.hpp"
#include "platform/secret/limits.hpp"

namespace denkraum::network {
namespace {

/// What remains of common passwords of twelve characters and more when digits and punctuation at
/// their ends are taken off. Shorter ones are refused by their length.
constexpr std::array<std::string_view, 40> common_words{
    "passwort",
    "password",
    "passwortpasswort",
    "passwordpassword",
    "kennwort",
    "geheim",
    "geheimnis",
    "hallo",
    "hallohallo",
    "willkommen",
    "welcome",
    "administrator",
    "admin",
    "adminadmin",
    "letmein",
    "letmeinplease",
    "qwertz",
    "qwertzuiop",
    "qwertzuiopü",
    "qwerty",
    "qwertyuiop",
    "qwertyuiopasdfghjkl",
    "asdfghjkl",
    "asdfghjklö",
    "yxcvbnm",
    "zxcvbnm",
    "iloveyou",
    "ichliebedich",
    "schatz",
    "sonnenschein",
    "sommer",
    "winter",
    "fruehling",
    "herbst",
    "deutschland",
    "berlin",
    "behoerde",
    "denkraum",
    "demo",
    "netzwerk",
};
constexpr std::size_t distinct_characters_min = 5;

std::string lowered(std::string_view text) {
    std::string low(text);
    std::ranges::transform(low, low.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return low;
}

bool is_decoration(char c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    return !is_letter;
}

std::string_view without_decoration(std::string_view low) {
    while (!low.empty() && is_decoration(low.front()))
        low.remove_prefix(1);
    while (!low.empty() && is_decoration(low.back()))
        low.remove_suffix(1);
    return low;
}

/// "abcdefghijkl", "987654321098": each character is the neighbour of the one before.
bool is_sequence(std::string_view low) {
    std::size_t steps = 0;
    for (std::size_t i = 1; i < low.size(); ++i) {
        const int step = low[i] - low[i - 1];
        if (step == 1 || step == -1 || step == 9 || step == -9) ++steps;
    }
    return steps + 2 >= low.size();
}

/// "abcabcabcabc": one short piece again and again.
bool is_repetition(std::string_view low) {
    for (std::size_t period = 1; period <= low.size() / 3; ++period) {
        bool repeats = true;
        for (std::size_t i = period; i < low.size() && repeats; ++i)
            repeats = low[i] == low[i - period];
        if (repeats) return true;
    }
    return false;
}

bool is_common(std::string_view low) {
    const std::set<char> distinct(low.begin(), low.end());
    if (distinct.size() < distinct_characters_min) return true;
    if (is_sequence(low) || is_repetition(low)) return true;
    const std::string_view core = without_decoration(low);
    return core.empty() || std::ranges::find(common_words, core) != common_words.end();
}

bool is_own(std::string_view low, const Person& person) {
    const std::string email = email_key(person.email);
    const std::string_view local = std::string_view(email).substr(0, email.find('@'));
    const std::string_view core = without_decoration(low);
    const auto is_same = [&](std::string_view own) { return !own.empty() && core == own; };
    return is_same(email) || is_same(local) || is_same(lowered(person.name));
}

} // namespace

PasswordFault fault_of(std::string_view password, const Person& person) {
    if (utf8::length(password) < password_characters_min) return PasswordFault::TooShort;
    if (password.size() > secret::password_bytes_max) return PasswordFault::TooLong;
    const std::string low = lowered(password);
    if (is_own(low, person)) return PasswordFault::OwnName;
    return is_common(low) ? PasswordFault::TooCommon : PasswordFault::None;
}

std::string sentence_for(PasswordFault fault, const i18n::Words& say) {
    switch (fault) {
    case PasswordFault::None: return {};
    case PasswordFault::TooShort:
        return say(
            "Das Passwort ist zu kurz. Nehmen Sie mindestens {} Zeichen.", password_characters_min
        );
    case PasswordFault::TooLong: return say("Das Passwort ist zu lang.");
    case PasswordFault::TooCommon:
        return say(
            "Dieses Passwort wird oft zuerst probiert. Nehmen Sie lieber mehrere Wörter, die "
            "nichts miteinander zu tun haben."
        );
    case PasswordFault::OwnName:
        return say("Das Passwort darf nicht Ihr Name oder Ihre E-Mail-Adresse sein.");
    }
    std::unreachable();
}

std::string why_refused(std::string_view password, const i18n::Words& say) {
    // Only the command knows the person; what is fine without one was theirs.
    const PasswordFault fault = fault_of(password, Person());
    return sentence_for(fault == PasswordFault::None ? PasswordFault::OwnName : fault, say);
}

} // namespace denkraum::network
