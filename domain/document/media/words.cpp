// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/media/words.hpp"

namespace denkraum::document::media {

std::string words_for(const i18n::Words& say, image::Refusal refusal) {
    using enum image::Refusal;
    switch (refusal) {
    case Empty: return say("Bitte wählen Sie ein Bild aus.");
    case FileTooLarge:
        return say("Das Bild ist größer als 10 MB. Verkleinern Sie es und laden Sie es noch einmal "
                   "hoch.");
    case Unknown: return say("Diese Datei ist kein Bild. Übernommen werden PNG und JPEG.");
    case NotTaken:
        return say("Übernommen werden PNG und JPEG. Speichern Sie das Bild in einem dieser Formate "
                   "und laden Sie es noch einmal hoch.");
    case TooManyPixels:
        return say("Das Bild hat zu viele Bildpunkte. Erlaubt sind höchstens 8192 auf einer Seite "
                   "und 25 Millionen insgesamt.");
    case Damaged:
        return say("Das Bild ist beschädigt. Öffnen Sie es in einem Bildprogramm und speichern Sie "
                   "es neu.");
    case ResultTooLarge:
        return say("Das Bild ist zu groß. Verkleinern Sie es, oder speichern Sie es als JPEG.");
    }
    return {};
}

std::string words_for(const i18n::Words& say, const Error& error) {
    switch (error.code) {
    case ErrorCode::NotFound: return say("Dieses Dokument gibt es nicht.");
    case ErrorCode::TooLarge:
        return say("In diesem Dokument stehen schon sehr viele Bilder. Löschen Sie eines, oder "
                   "teilen Sie das Dokument auf.");
    case ErrorCode::Unavailable:
        return say("Das Bild kann gerade nicht gespeichert werden. Versuchen Sie es später noch "
                   "einmal; Ihr Text ist nicht betroffen.");
    case ErrorCode::Conflict:
        return say("Dieses Bild wurde auf Beschluss zweier Personen für immer entfernt.");
    case ErrorCode::Forbidden:
    case ErrorCode::Invalid:
    case ErrorCode::Corrupt:
        return say("Das Bild konnte nicht gespeichert werden. Ihr Text ist nicht betroffen.");
    }
    return {};
}

} // namespace denkraum::document::media
