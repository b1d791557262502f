// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "apps/server/tools.hpp"
#include "base/bytes.hpp"
#include "domain/guideline/edition/verification.hpp"

namespace denkraum::server::tools {
namespace {

Result<std::string> text_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return fail(ErrorCode::NotFound, fmt::format("{} kann nicht gelesen werden.", path));
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

} // namespace

Done edition(const Context& context) {
    const auto& places = context.arguments.places;
    if (places.size() != 2 || places[0] != "verify") {
        return fail(
            ErrorCode::Invalid, "Es fehlt die Datei. »denkraum edition verify leitlinie.json«"
        );
    }
    const std::string& path = places[1];
    DK_TRY(const std::string text, text_of(path));
    const auto found = guideline::verify(text);
    if (!found) {
        return fail(
            ErrorCode::Invalid,
            fmt::format(
                "{} ist keine Ausgabe. Gemeint ist die Datei leitlinie.json, die zu jeder Ausgabe "
                "heruntergeladen werden kann.",
                path
            )
        );
    }
    fmt::print("{}, {}. Ausgabe\n", found->title, found->number);
    fmt::print("Prüfsumme, errechnet:       sha256:{}\n", to_hex(found->computed));
    fmt::print("Prüfsumme, in der Datei:    {}\n", found->named);
    if (found->holds()) {
        fmt::print(
            "Der Wortlaut passt zur Prüfsumme. Vergleichen Sie sie mit der gedruckten oder der "
            "auf der Seite der Ausgabe.\n"
        );
        return {};
    }
    if (found->is_redacted) {
        // The file says so itself: it proves nothing, so it must not pass a check.
        return fail(
            ErrorCode::Corrupt,
            "Der Wortlaut lässt sich nicht nachprüfen. Die Datei gibt an, dass aus dieser Ausgabe "
            "nach der Veröffentlichung etwas entfernt wurde; ihre Prüfsumme gilt für den Wortlaut "
            "davor. Ob das stimmt, sagt die Seite der Ausgabe."
        );
    }
    return fail(ErrorCode::Corrupt, "Der Wortlaut passt nicht zur Prüfsumme in der Datei.");
}

} // namespace denkraum::server::tools
