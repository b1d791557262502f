// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/bundle.hpp"

#include <algorithm>
#include <array>

#include "domain/guideline/edition/imprint.hpp"
#include "platform/export/zip.hpp"
#include "platform/secret/hash.hpp"

namespace denkraum::guideline {
namespace {

constexpr std::array<std::string_view, 4> bundled{
    "leitlinie.pdf", "leitlinie.json", "leitlinie.akn.xml", "aenderungen.json"
};

constexpr std::string_view about_german = R"(
leitlinie.pdf      der Text zum Lesen, nach PDF/UA-1 aufgebaut
leitlinie.json     Text und Daten; die Prüfsumme darin ist die des Wortlauts
leitlinie.akn.xml  der Text als Akoma Ntoso 3.0
aenderungen.json   was gegenüber der Ausgabe davor anders ist, wenn es eine gibt
protokoll.json     welche Behörden ihn vorgelegt und freigegeben haben; „link“ ist
                   das Glied in der Kette des Protokolls auf dem Server: Wer es
                   aufbewahrt, kann später zeigen, dass davor nichts geändert wurde
SHA256SUMS         Prüfsummen dieser Dateien

Prüfen ohne Netz
Ob die Dateien noch dieselben sind:  sha256sum -c SHA256SUMS
Ob der Wortlaut der gedruckte ist:   denkraum edition verify leitlinie.json
Die gedruckte Prüfsumme des Textes ist die des Wortlauts und keine einer Datei.
Der zweite Befehl rechnet sie aus leitlinie.json nach. Das Programm ist frei;
wie es rechnet, steht in seinem Quelltext in docs/internals/editions.md.
)";

constexpr std::string_view about_english = R"(
leitlinie.pdf      the text for reading, built for PDF/UA-1
leitlinie.json     text and data; its hash is that of the words
leitlinie.akn.xml  the text as Akoma Ntoso 3.0
aenderungen.json   what is different from the edition before, if there is one
protokoll.json     which authorities asked for its release and released it;
                   "link" is the entry in the chain of the server's trail:
                   whoever keeps it can tell later that nothing before it was
                   changed
SHA256SUMS         hashes of these files

To verify without a network
Whether the files are still the same:     sha256sum -c SHA256SUMS
Whether the words are the printed ones:   denkraum edition verify leitlinie.json
The printed hash of the text is that of its words and not that of a file. The
second command computes it again from leitlinie.json. The program is free; how
it computes stands in its source in docs/internals/editions.md.
)";

std::string read_me(const Edition& edition, std::string_view base_url) {
    std::string text = citation_of(edition, {}) + "\n\n";
    for (const auto& [key, value] : imprint_of(edition, base_url))
        text += key + ": " + value + "\n";
    return text + std::string(edition.language == "en" ? about_english : about_german);
}

} // namespace

bool is_bundled(std::string_view name) {
    return std::ranges::find(bundled, name) != bundled.end();
}

File bundle_file(
    const Edition& edition,
    const std::vector<File>& files,
    std::string_view trail_extract,
    std::string_view base_url
) {
    std::vector<exports::Entry> entries;
    for (const std::string_view name : bundled) {
        for (const File& file : files) {
            if (file.name == name) entries.push_back({file.name, file.bytes, true});
        }
    }
    entries.push_back({"protokoll.json", std::string(trail_extract), true});
    entries.push_back({"LIESMICH.txt", read_me(edition, base_url)});
    std::string sums;
    for (const exports::Entry& entry : entries)
        sums += to_hex(secret::sha256(as_bytes(entry.bytes))) + "  " + entry.name + "\n";
    entries.push_back({"SHA256SUMS", std::move(sums)});
    return {
        "leitlinie-vorgang.zip", "application/zip", exports::make_zip(entries, edition.published_at)
    };
}

} // namespace denkraum::guideline
