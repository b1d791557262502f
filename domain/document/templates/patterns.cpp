// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/templates/patterns.hpp"

#include <initializer_list>
#include <string>

namespace denkraum::document::templates {
namespace {

using prose::Block;
using prose::Kind;
using prose::Prose;

void heading(Prose& into, int level, std::string_view words) {
    Block block = prose::block_of(Kind::Heading, std::string(words));
    block.level = level;
    into.blocks.push_back(std::move(block));
}

void add(Prose& into, Kind kind, std::initializer_list<std::string_view> all) {
    for (const std::string_view words : all)
        into.blocks.push_back(prose::block_of(kind, std::string(words)));
}

/// A caption, a row of heads and one empty row.
void table(Prose& into, std::string_view caption, std::initializer_list<std::string_view> heads) {
    Block block = prose::block_of(Kind::Table, std::string(caption));
    prose::Row head;
    for (const std::string_view words : heads)
        head.push_back({prose::Inline{.text = std::string(words)}});
    block.table.rows = {head, prose::Row(head.size())};
    into.blocks.push_back(std::move(block));
}

Prose guideline_words() {
    Prose words;
    heading(words, 1, "Zweck und Geltung");
    add(words, Kind::Explanation, {"Wofür gilt diese Leitlinie, für wen, und ab wann?"});
    add(words, Kind::Paragraph, {""});
    heading(words, 1, "Wertebasis");
    add(words,
        Kind::Explanation,
        {"Zu jedem Wertepaar ein oder zwei Sätze: Was heißt es für das, worum es hier geht?"});
    add(words,
        Kind::ValuePair,
        {"Menschenzentrierung und Gemeinwohl: ",
         "Fairness und Nichtdiskriminierung: ",
         "Erklärbarkeit und Transparenz: ",
         "Privatsphäre und Persönlichkeitsschutz: ",
         "Sicherheit und Robustheit: ",
         "Intervenierbarkeit und Verantwortung: ",
         "Ökologische Nachhaltigkeit und Ressourcenschonung: "});
    for (const std::string_view topic :
         {"Einführung mit Menschen und Zielen",
          "Wirkung und Risiken",
          "Datenqualität und Verzerrungen",
          "Transparenz und Erklärbarkeit"}) {
        heading(words, 1, topic);
        heading(words, 2, "Was uns leitet");
        add(words, Kind::Principle, {""});
        heading(words, 2, "Wozu wir uns verpflichten");
        add(words, Kind::CommitmentClause, {"Wir "});
        add(words, Kind::Recommendation, {""});
        heading(words, 2, "Was wir in jedem Vorhaben prüfen");
        add(words, Kind::CheckQuestion, {""});
    }
    heading(words, 1, "Fortschreibung");
    add(words,
        Kind::Paragraph,
        {"Diese Leitlinie wird überprüft, wenn sich Recht, Technik oder Erfahrung ändern, "
         "spätestens nach zwei Jahren."});
    return words;
}

Prose minutes_words() {
    Prose words;
    heading(words, 1, "Worum es ging");
    add(words, Kind::Paragraph, {"Ort und Zeit: ", "Leitung: ", "Mitschrift: "});
    heading(words, 1, "Wer dabei war");
    table(words, "Teilnehmende", {"Behörde", "Name", "Rolle"});
    heading(words, 1, "Was besprochen wurde");
    heading(words, 2, "Erstes Thema");
    add(words, Kind::Paragraph, {""});
    heading(words, 1, "Was wir vereinbart haben");
    Block item = prose::block_of(Kind::Paragraph, "");
    item.list = prose::ListStyle::Number;
    words.blocks.push_back(item);
    table(words, "Aufgaben", {"Was", "Wer", "Bis wann"});
    heading(words, 1, "Was offen blieb");
    add(words, Kind::Paragraph, {""});
    return words;
}

Prose checklist_words() {
    Prose words;
    heading(words, 1, "Wofür diese Prüfliste ist");
    add(words, Kind::Paragraph, {""});
    struct Phase {
        std::string_view name;
        std::string_view question;
    };
    for (const auto& [name, question] : std::initializer_list<Phase>{
             {"Ideenbewertung", "Welches Problem soll gelöst werden, und geht es ohne KI besser?"},
             {"Planung", "Wer ist betroffen, und wie wurden diese Menschen beteiligt?"},
             {"Entwicklung oder Beschaffung",
              "Woher kommen die Daten, und wen bilden sie schlecht ab?"},
             {"Inbetriebnahme", "Wer entscheidet, wenn das System und der Mensch uneins sind?"},
             {"Laufender Betrieb", "Woran erkennen wir, dass das System schlechter wird?"},
             {"Deaktivierung", "Was geschieht mit Daten und Ergebnissen, wenn es abgeschaltet wird?"
             }
         }) {
        heading(words, 1, name);
        add(words, Kind::CheckQuestion, {question, ""});
    }
    return words;
}

/// Heads stay, the rest becomes one empty row.
prose::Table heads_of(const prose::Table& table) {
    prose::Table heads{.header_row = table.header_row, .header_column = table.header_column};
    if (table.header_row) heads.rows.push_back(table.rows.front());
    heads.rows.emplace_back(table.columns());
    return heads;
}

} // namespace

std::string_view id_of(Pattern pattern) {
    switch (pattern) {
    case Pattern::Guideline: return "leitlinie";
    case Pattern::Minutes: return "protokoll";
    case Pattern::Checklist: return "pruefliste";
    }
    return {};
}

std::optional<Pattern> pattern_from_id(std::string_view id) {
    for (const Pattern pattern : all_patterns)
        if (id_of(pattern) == id) return pattern;
    return std::nullopt;
}

Prose words_of(Pattern pattern) {
    switch (pattern) {
    case Pattern::Guideline: return guideline_words();
    case Pattern::Minutes: return minutes_words();
    case Pattern::Checklist: return checklist_words();
    }
    return {};
}

Prose outline_of(const Prose& prose) {
    Prose outline;
    for (const Block& block : prose.blocks) {
        if (block.kind == Kind::Heading) {
            outline.blocks.push_back(block);
        } else if (block.kind == Kind::Table) {
            Block heads{.kind = Kind::Table, .content = block.content};
            heads.table = heads_of(block.table);
            outline.blocks.push_back(std::move(heads));
        } else if (outline.blocks.empty() || outline.blocks.back().kind != block.kind) {
            outline.blocks.push_back({.kind = block.kind});
        }
    }
    return copy_of(std::move(outline));
}

Prose copy_of(Prose prose) {
    for (Block& block : prose.blocks)
        block.uid.clear();
    return prose;
}

} // namespace denkraum::document::templates
