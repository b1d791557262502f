// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/writing/drafts.hpp"

#include "base/html/components.hpp"

namespace denkraum::document::writing::pages {

html::Listing drafts(const i18n::Words& say, const std::vector<Document>& documents) {
    html::Listing listing;
    listing.address = "/entwuerfe";
    listing.file_address = "/entwuerfe/liste.csv";
    listing.caption = say.plural("{} Entwurf", "{} Entwürfe", static_cast<long>(documents.size()));
    listing.columns = {
        {"titel", say("Titel")}, {"begonnen", say("Begonnen am")}, {"herkunft", say("Herkunft")}
    };
    for (const Document& document : documents) {
        const std::string address = "/dokumente/" + document.id.text();
        std::string origin = document.origin.empty() ? say("hier begonnen") : document.origin;
        listing.rows.push_back(
            {{{html::link(address, document.title), document.title},
              html::word_cell(say.date(document.created_at), to_iso(document.created_at)),
              html::word_cell(std::move(origin))}}
        );
    }
    return listing;
}

html::Page draft_list(
    const i18n::Words& say,
    const html::Listing& drafts,
    const html::ListChoice& choice,
    bool may_write
) {
    html::Html actions;
    if (may_write) {
        actions = html::join(
            html::link_button("/entwuerfe/neu", say("Neuer Entwurf"), html::Weight::Primary),
            html::link_button("/entwuerfe/importieren", say("Datei importieren"))
        );
    }
    html::Page page;
    page.title = say("Entwürfe");
    page.place = "/entwuerfe";
    page.body = html::head(
        {.title = page.title,
         .subtitle = say(
             "Texte, an denen das Netzwerk gemeinsam schreibt. Lesen können sie alle Mitglieder."
         ),
         .actions = actions}
    );
    if (drafts.rows.empty()) {
        page.body += html::empty_place(
            say("Hier stehen bald die Texte, an denen Sie gemeinsam schreiben."),
            say("Ein Entwurf ist von Anfang an für alle Mitglieder da: Wer dazukommt, sieht, was "
                "andere "
                "gerade schreiben, und nichts geht verloren.")
        );
    } else {
        page.body += html::listing_html(say, drafts, choice);
    }
    return page;
}

} // namespace denkraum::document::writing::pages
