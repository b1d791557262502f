// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/testing/rich_sample.hpp"

#include <array>
#include <utility>

#include "base/check.hpp"
#include "base/prose/atoms.hpp"
#include "platform/secret/hash.hpp"

namespace denkraum::guideline::testing {
namespace {

using prose::Block;
using prose::Inline;
using prose::Kind;
using prose::ListStyle;
using prose::Marks;

/// Two columns, one higher than the other.
constexpr std::string_view image_base64 =
    "iVBORw0KGgoAAAANSUhEUgAAAPAAAAB4CAMAAAD7aI8VAAAABlBMVEX09vodT5Hh3HHFAAAA"
    "hUlEQVR42u3PQQkAAAgAMe1f2gJ+FYVdgWMRkiRJkiRJktSW8wEDAwMDAwMDAwMDAwMDAwMD"
    "AwMDAwMDAwMDAwMDAwMDAwMDA58Fb4yBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGBgYGB"
    "gYGBgYGBgYGBgYGBgYGBgYGBgYGBgYFfgAtajTh/3CuzdAAAAABJRU5ErkJggg==";

std::string image_file() {
    const auto bytes = from_base64(image_base64);
    CHECK(bytes.has_value(), "the sample's image is base64");
    return std::string(as_text(*bytes));
}

prose::Image image() {
    return {
        .hash = to_hex(secret::sha256(as_bytes(image_file()))),
        .type = "image/png",
        .width = 240,
        .height = 120,
        .alternative = "Balkendiagramm: zweimal so viele Rückfragen wie Beschwerden"
    };
}

Inline plain(std::string words, Marks marks = {}) {
    return {.text = std::move(words), .marks = std::move(marks)};
}

class Sample {
public:
    Block& add(Kind kind, std::vector<Inline> content) {
        ParagraphId::Raw raw{};
        raw[14] = static_cast<std::uint8_t>((blocks_.size() + 1) >> 8U);
        raw[15] = static_cast<std::uint8_t>(blocks_.size() + 1);
        blocks_.push_back(
            {.uid = ParagraphId(raw).text(), .kind = kind, .content = std::move(content)}
        );
        return blocks_.back();
    }
    Block& add(Kind kind, std::string words) { return add(kind, {plain(std::move(words))}); }
    void heading(int level, std::string words) {
        add(Kind::Heading, std::move(words)).level = level;
    }
    void item(ListStyle style, int indent, std::string words, Kind kind = Kind::Paragraph) {
        Block& block = add(kind, std::move(words));
        block.list = style;
        block.indent = indent;
    }
    prose::Prose take() { return {std::move(blocks_)}; }

private:
    std::vector<Block> blocks_;
};

void add_values(Sample& sample) {
    sample.heading(1, "Werte und Grundsätze");
    sample.add(
        Kind::Paragraph,
        {plain("Diese Leitlinie gilt für jede Behörde, die "),
         plain("KI", {.term = "Künstliche Intelligenz im Sinne der Verordnung"}),
         plain(" einsetzt"),
         prose::inline_of(prose::Note{"Ausgenommen bleibt reine Texterkennung ohne Bewertung."}),
         plain(". Sie bindet "),
         plain("alle", {.strong = true}),
         plain(", auch "),
         plain("mittelbar", {.em = true}),
         plain(" Beteiligte; das Kommando "),
         plain("prüfe --gründlich", {.code = true}),
         plain(" zeigt "),
         plain("die Fassung im Amtsblatt", {.link = "https://example.org/amtsblatt?a=1&b=2"}),
         plain(" über "),
         plain(
             "Hochrisikosysteme",
             {.link = "https://example.org/anhang-3", .term = "Systeme nach Anhang III"}
         ),
         plain(", "),
         plain("die Auskunft", {.link = "tel:+4930123456"}),
         plain(".")}
    );
    sample.add(Kind::ValuePair, "Menschenzentrierung & Gemeinwohl: Nutzen <vor> Tempo.");
    Block& principle = sample.add(Kind::Principle, "Menschen entscheiden, nicht die Maschine.");
    principle.sources = {
        {.title = "Verordnung über künstliche Intelligenz",
         .link = "https://example.org/verordnung",
         .file_number = "ABl. 2024/1689",
         .looked_up = "2026-11-02"},
        {.title = "Dienstanweisung Straßenwesen", .file_number = "I-7 Ärzte/Öl"}
    };
    sample.heading(2, "Was wir zusagen");
    sample.add(Kind::CommitmentClause, "Wir prüfen vor jedem Einsatz:");
    sample.item(ListStyle::Bullet, 0, "ob die Daten größtenteils vollständig sind");
    sample.item(ListStyle::Bullet, 1, "auch für kleine Gruppen");
    sample.item(ListStyle::Number, 2, "zuerst Übersetzungen");
    sample.item(ListStyle::Number, 2, "danach Anlagen");
    sample.item(ListStyle::Bullet, 0, "wer Auskunft gibt", Kind::CheckQuestion);
    sample.add(Kind::Recommendation, "Beginnen Sie klein\nund werten Sie aus.");
}

void add_table(Sample& sample) {
    sample.heading(1, "Zahlen und Beispiele");
    Block& table = sample.add(Kind::Table, "Rückfragen nach Fachgebiet");
    table.table.header_column = true;
    const auto cell = [](std::string words) { return prose::Cell{plain(std::move(words))}; };
    table.table.rows = {
        {cell("Fachgebiet"), cell("Fragen 2025"), cell("Fragen 2026")},
        {cell("Kindergeld"),
         cell("418"),
         {plain("377"), prose::inline_of(prose::Note{"Vorläufig geschätzt."})}},
        {cell("Wohnen"), cell("unbekannt"), {plain("rückläufig", {.em = true})}}
    };
    sample.add(
        Kind::Explanation,
        {plain("Die Abbildung zeigt die Verteilung: "), prose::inline_of(image())}
    );
    sample.heading(3, "Ein Fall aus der Praxis");
    sample.add(Kind::Example, "Eine Sachbearbeiterin übernimmt den Vorschlag nicht.");
    sample.add(Kind::Quote, "„Auf Augenhöhe“, sagte der Beirat.");
    sample.add(Kind::CheckQuestion, "Wer wurde gehört?");
    sample.heading(2, "Schritte");
    sample.item(ListStyle::Number, 0, "Idee bewerten");
    sample.item(ListStyle::Number, 0, "Betrieb beenden – endgültig");
}

} // namespace

prose::Prose rich_prose() {
    Sample sample;
    sample.add(Kind::Paragraph, "Vorbemerkung ohne Überschrift.");
    add_values(sample);
    add_table(sample);
    return sample.take();
}

Edition rich_edition() {
    return {
        .key = "ki-einsatz",
        .number = 2,
        .title = "Leitlinie KI-Einsatz für die Arbeits- und Sozialverwaltung",
        .language = "de",
        .date = *instant_from_iso("2026-11-22"),
        .based_on = 1,
        .legal_state = "Stand November 2026",
        .file_number = "I-4711/26 & Co",
        .hash = hash_of(rich_prose()),
        .published_at = *instant_from_iso("2026-11-22T10:00:00.000000Z"),
        .released_by = {"Landesamt für Beispiele", "Jobcenter Musterstadt"}
    };
}

std::vector<Edition> earlier_editions() {
    Edition first = rich_edition();
    first.number = 1;
    first.date = *instant_from_iso("2025-03-01");
    first.based_on.reset();
    return {first};
}

std::vector<Paragraph> rich_paragraphs() {
    auto paragraphs = paragraphs_of(rich_prose());
    CHECK(paragraphs.has_value(), "the sample is an edition");
    return *std::move(paragraphs);
}

ImageBytes rich_images() {
    return [](const prose::Image& wanted) {
        return wanted.hash == image().hash ? std::optional(image_file()) : std::nullopt;
    };
}

prose::Prose long_prose(std::size_t count) {
    constexpr std::string_view words =
        "Die Behörde dokumentiert, welche Daten verarbeitet werden, wer sie geprüft hat und "
        "woran Beschäftigte wie Betroffene erkennen, dass ein Vorschlag von einer Maschine "
        "stammt. Abweichungen begründet sie nachvollziehbar; Rückmeldungen beantwortet sie "
        "innerhalb von vier Wochen und wertet sie jährlich aus.";
    constexpr std::array kinds{
        Kind::Paragraph,
        Kind::Principle,
        Kind::CommitmentClause,
        Kind::CheckQuestion,
        Kind::Explanation
    };
    Sample sample;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(i + 1);
        if (i % 25 == 0) {
            sample.heading(i % 100 == 0 ? 1 : 2, "Abschnitt " + number);
        } else if (i % 25 > 20) {
            sample.item(ListStyle::Bullet, i % 2 == 0 ? 0 : 1, "Merkmal " + number);
        } else {
            sample.add(kinds[i % kinds.size()], number + ": " + std::string(words));
        }
    }
    return sample.take();
}

} // namespace denkraum::guideline::testing
