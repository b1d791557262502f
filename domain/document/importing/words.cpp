// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/importing/words.hpp"

namespace denkraum::document::importing {
namespace {

std::string refusal_words(const i18n::Words& say, intake::Refusal refusal) {
    using enum intake::Refusal;
    switch (refusal) {
    case Empty: return say("Die Datei ist leer.");
    case TooLarge:
        return say("Die Datei ist zu groß. Teilen Sie das Dokument in mehrere Dateien auf.");
    case Encrypted:
        return say(
            "Die Datei ist mit einem Kennwort geschützt. Speichern Sie sie ohne Kennwort und "
            "laden Sie sie noch einmal hoch."
        );
    case OldWord:
        return say("Das ist ein altes Word-Dokument (.doc). Öffnen Sie es in Word oder LibreOffice "
                   "und speichern Sie es als .docx oder .odt.");
    case Rtf:
        return say("Das ist eine RTF-Datei. Öffnen Sie sie in Word oder LibreOffice und speichern "
                   "Sie sie als .docx oder .odt.");
    case Pdf:
        return say("PDF-Dateien können nicht übernommen werden, weil ihnen der Aufbau des Textes "
                   "fehlt. Verwenden Sie die Datei, aus der das PDF entstanden ist.");
    case Spreadsheet:
        return say("Das ist eine Tabelle oder Präsentation. Übernommen werden Texte: .docx, .odt, "
                   ".html, .md und .txt.");
    case Image:
        return say("Das ist ein Bild. Übernommen werden Texte: .docx, .odt, .html, .md und .txt.");
    case OtherZip:
        return say("Das ist ein Archiv und kein Dokument. Entpacken Sie es und laden Sie das "
                   "Dokument daraus hoch.");
    case Binary:
        return say(
            "Diese Art von Datei ist unbekannt. Übernommen werden Texte: .docx, .odt, .html, "
            ".md und .txt."
        );
    case Damaged:
        return say(
            "Die Datei ist beschädigt. Öffnen Sie sie in Word oder LibreOffice und speichern "
            "Sie sie neu."
        );
    case Bomb:
        return say("Die Datei entpackt sich zu einer ungewöhnlichen Größe und wird deshalb nicht "
                   "geöffnet. Speichern Sie das Dokument in Word oder LibreOffice neu.");
    case NoWords: return say("In der Datei stehen keine Worte, nur Bilder oder leere Absätze.");
    }
    return {};
}

/// The examples of a remark behind its sentence.
std::string with_examples(std::string sentence, const intake::Remark& remark) {
    for (std::size_t i = 0; i < remark.examples.size() && i < 5; ++i) {
        sentence += (i == 0 ? " „" : ", „") + remark.examples[i] + "“";
    }
    return sentence;
}

} // namespace

std::string words_for(const i18n::Words& say, Stage stage) {
    switch (stage) {
    case Stage::Waiting: return say("Die Datei wartet darauf, gelesen zu werden …");
    case Stage::Reading: return say("Schritt 1 von 3: Die Datei wird gelesen …");
    case Stage::Converting: return say("Schritt 2 von 3: Der Text wird umgewandelt …");
    case Stage::Arranging:
        return say("Schritt 3 von 3: Überschriften und Nummern werden erkannt …");
    case Stage::Taking: return say("Der Entwurf wird angelegt …");
    case Stage::Ready: return say("Die Vorschau ist fertig.");
    case Stage::Refused: return say("Die Datei wurde nicht übernommen.");
    case Stage::Cancelled:
        return say("Das Einlesen wurde abgebrochen. Es ist nichts zurückgeblieben.");
    case Stage::Taken: return say("Der Entwurf ist angelegt.");
    }
    return {};
}

std::string words_for(const i18n::Words& say, const Job& job) {
    if (job.is_our_fault) {
        return say(
            "Das Programm, das Dokumente umwandelt, fehlt oder hat zu lange gebraucht. Bitte "
            "wenden Sie sich an die Administration; Ihre Datei ist unverändert bei Ihnen."
        );
    }
    return refusal_words(say, job.refusal);
}

// NOLINTNEXTLINE(readability-function-size): one sentence a kind
std::string words_for(const i18n::Words& say, const intake::Remark& remark) {
    using enum intake::RemarkKind;
    const auto n = static_cast<long>(remark.count);
    switch (remark.kind) {
    case WordsMissing:
        return with_examples(
            say.plural(
                "{} Wort der Datei fehlt im Text. Bitte tragen Sie es im Entwurf nach:",
                "{} Worte der Datei fehlen im Text. Bitte tragen Sie sie im Entwurf nach:",
                n
            ),
            remark
        );
    case ImageTaken: return say.plural("{} Bild steht im Text.", "{} Bilder stehen im Text.", n);
    case ImageUndescribed:
        return with_examples(
            say.plural(
                "{} Bild hat keine Beschreibung. Bitte schreiben Sie im Entwurf, was es zeigt:",
                "{} Bilder haben keine Beschreibung. Bitte schreiben Sie im Entwurf, was sie "
                "zeigen:",
                n
            ),
            remark
        );
    case ImageLeftOut:
        return with_examples(
            say.plural(
                "{} Bild wurde nicht übernommen, weil es weder PNG noch JPEG ist, in einer "
                "Zeichnung steckt oder zu groß ist.",
                "{} Bilder wurden nicht übernommen, weil sie weder PNG noch JPEG sind, in einer "
                "Zeichnung stecken oder zu groß sind.",
                n
            ),
            remark
        );
    case TableTaken: return say.plural("{} Tabelle ist da.", "{} Tabellen sind da.", n);
    case MergedCells:
        return with_examples(
            say.plural(
                "{} verbundene Zelle ist jetzt geteilt; ihre Worte stehen in der ersten Zelle.",
                "{} verbundene Zellen sind jetzt geteilt; ihre Worte stehen in der ersten Zelle.",
                n
            ),
            remark
        );
    case TableInTable:
        return say.plural(
            "{} Tabelle stand in einer Zelle; ihre Worte stehen jetzt in dieser Zelle "
            "untereinander.",
            "{} Tabellen standen in Zellen; ihre Worte stehen jetzt in diesen Zellen "
            "untereinander.",
            n
        );
    case NoteTaken:
        return say.plural(
            "{} Fußnote oder Endnote steht als Anmerkung an ihrer Stelle.",
            "{} Fußnoten oder Endnoten stehen als Anmerkungen an ihrer Stelle.",
            n
        );
    case NoteMoved:
        return say.plural(
            "{} lange Fußnote steht jetzt als Erläuterung nach ihrem Absatz.",
            "{} lange Fußnoten stehen jetzt als Erläuterungen nach ihren Absätzen.",
            n
        );
    case TextBoxTaken:
        return say.plural(
            "{} Absatz aus einem Textfeld wurde in den Text eingefügt.",
            "{} Absätze aus Textfeldern wurden in den Text eingefügt.",
            n
        );
    case PassageRecovered:
        return with_examples(
            say.plural(
                "{} Absatz wäre beim Umwandeln verloren gegangen und wurde gerettet; bitte "
                "ansehen.",
                "{} Absätze wären beim Umwandeln verloren gegangen und wurden gerettet; bitte "
                "ansehen.",
                n
            ),
            remark
        );
    case TrackedChanges:
        return say.plural(
            "Die Datei enthält {} nachverfolgte Änderung.",
            "Die Datei enthält {} nachverfolgte Änderungen.",
            n
        );
    case CommentKept:
        return say.plural(
            "{} Kommentar steht nicht im Text. Er wird mit dem Entwurf aufbewahrt, und alle "
            "Mitglieder können ihn dort lesen.",
            "{} Kommentare stehen nicht im Text. Sie werden mit dem Entwurf aufbewahrt, und alle "
            "Mitglieder können sie dort lesen.",
            n
        );
    case FieldAsText:
        return say.plural(
            "{} Feld (Seitenzahl, Verweis, Datum) steht mit seinem jetzigen Inhalt als Text da.",
            "{} Felder (Seitenzahl, Verweis, Datum) stehen mit ihrem jetzigen Inhalt als Text da.",
            n
        );
    case ShapeLeftOut:
        return say.plural(
            "{} Zeichnung oder Diagramm wurde nicht übernommen; Worte darin sind da.",
            "{} Zeichnungen oder Diagramme wurden nicht übernommen; Worte darin sind da.",
            n
        );
    case HeaderFooterLeftOut:
        return say.plural(
            "{} Wort in Kopf- und Fußzeilen wurde nicht übernommen.",
            "{} Worte in Kopf- und Fußzeilen wurden nicht übernommen.",
            n
        );
    case RawHtmlLeftOut:
        return say.plural(
            "{} HTML-Befehl wurde weggelassen; seine Worte sind da.",
            "{} HTML-Befehle wurden weggelassen; ihre Worte sind da.",
            n
        );
    case LinkLeftOut:
        return with_examples(
            say.plural(
                "{} Verweis führt weder ins Web noch zu einer E-Mail-Adresse und ist jetzt nur "
                "Text.",
                "{} Verweise führen weder ins Web noch zu E-Mail-Adressen und sind jetzt nur Text.",
                n
            ),
            remark
        );
    case NumberKeptAsText:
        return say.plural(
            "{} Nummer steht als Text im Absatz, damit sie sich nie verschiebt.",
            "{} Nummern stehen als Text in den Absätzen, damit sie sich nie verschieben.",
            n
        );
    case MathAsText:
        return say.plural("{} Formel steht als Text da.", "{} Formeln stehen als Text da.", n);
    case StrikeoutAsText:
        return say.plural(
            "{} durchgestrichene Stelle steht als gewöhnlicher Text da.",
            "{} durchgestrichene Stellen stehen als gewöhnlicher Text da.",
            n
        );
    case DefinitionList:
        return say.plural(
            "{} Begriffsliste steht als Absätze da.", "{} Begriffslisten stehen als Absätze da.", n
        );
    case HeadingLevelRaised:
        return say.plural(
            "{} Überschrift war tiefer als vier Ebenen und steht jetzt auf der vierten.",
            "{} Überschriften waren tiefer als vier Ebenen und stehen jetzt auf der vierten.",
            n
        );
    case EncodingGuessed:
        return say("Die Zeichenkodierung war nicht angegeben und wurde als Windows-1252 gelesen. "
                   "Bitte prüfen Sie Umlaute und Anführungszeichen.");
    case UnknownElement:
        return with_examples(
            say.plural(
                "{} unbekanntes Element wurde weggelassen; seine Worte sind da.",
                "{} unbekannte Elemente wurden weggelassen; ihre Worte sind da.",
                n
            ),
            remark
        );
    }
    return {};
}

std::string undescribed_words(const i18n::Words& say, std::string_view file_name) {
    return say("Bild ohne Beschreibung aus {}, bitte beschreiben", file_name);
}

std::string words_for(const i18n::Words& say, intake::Doubt doubt) {
    switch (doubt) {
    case intake::Doubt::None: return {};
    case intake::Doubt::OutOfSequence: return say("Die Nummer folgt nicht auf die vorige.");
    case intake::Doubt::TitleMissing: return say("Der Titel fehlt.");
    case intake::Doubt::LineSplit: return say("Zwei Überschriften standen in einer Zeile.");
    }
    return {};
}

} // namespace denkraum::document::importing
