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

std::string read_me(const Edition& edition) {
    std::string text = citation_of(edition, {}) + "\n\n";
    for (const auto& [key, value] : imprint_of(edition))
        text += key + ": " + value + "\n";
    if (edition.language == "en") {
        return text
               + "\nleitlinie.pdf      the text for reading, built for PDF/UA-1\n"
                 "leitlinie.json     text and data; its hash is that of the words\n"
                 "leitlinie.akn.xml  the text as Akoma Ntoso 3.0\n"
                 "aenderungen.json   what is different from the edition before, if there is one\n"
                 "protokoll.json     which authorities asked for its release and released it;\n"
                 "                   \"link\" is the entry in the chain of the server's trail:\n"
                 "                   whoever keeps it can tell later that nothing before it was\n"
                 "                   changed\n"
                 "SHA256SUMS         hashes of these files\n\n"
                 "To verify without a network:  sha256sum -c SHA256SUMS\n";
    }
    return text
           + "\nleitlinie.pdf      der Text zum Lesen, nach PDF/UA-1 aufgebaut\n"
             "leitlinie.json     Text und Daten; die Prüfsumme darin ist die des Wortlauts\n"
             "leitlinie.akn.xml  der Text als Akoma Ntoso 3.0\n"
             "aenderungen.json   was gegenüber der Ausgabe davor anders ist, wenn es eine gibt\n"
             "protokoll.json     welche Behörden ihn vorgelegt und freigegeben haben; „link“ ist\n"
             "                   das Glied in der Kette des Protokolls auf dem Server: Wer es\n"
             "                   aufbewahrt, kann später zeigen, dass davor nichts geändert wurde\n"
             "SHA256SUMS         Prüfsummen dieser Dateien\n\n"
             "Prüfen ohne Netz:  sha256sum -c SHA256SUMS\n";
}

} // namespace

bool is_bundled(std::string_view name) {
    return std::ranges::find(bundled, name) != bundled.end();
}

File bundle_file(
    const Edition& edition, const std::vector<File>& files, std::string_view trail_extract
) {
    std::vector<exports::Entry> entries;
    for (const std::string_view name : bundled) {
        for (const File& file : files) {
            if (file.name == name) entries.push_back({file.name, file.bytes, true});
        }
    }
    entries.push_back({"protokoll.json", std::string(trail_extract), true});
    entries.push_back({"LIESMICH.txt", read_me(edition)});
    std::string sums;
    for (const exports::Entry& entry : entries)
        sums += to_hex(secret::sha256(as_bytes(entry.bytes))) + "  " + entry.name + "\n";
    entries.push_back({"SHA256SUMS", std::move(sums)});
    return {
        "leitlinie-vorgang.zip", "application/zip", exports::make_zip(entries, edition.published_at)
    };
}

} // namespace denkraum::guideline
