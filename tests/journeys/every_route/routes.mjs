// SPDX-License-Identifier: EUPL-1.2
// Every GET route: an address that shows it, and who gets what.
//
// A row: pattern, address (from what fixture.mjs made), the status for visitor, member and
// coordination. 'login' stands for being sent to the form; kind says what comes when it is no page.
const everybody = [200, 200, 200];
const members = ['login', 200, 200];
const coordinates = ['login', 403, 200];

export const routes = [
  ['/', () => '/', everybody],
  ['/leitlinien', () => '/leitlinien', everybody],
  ['/leitlinien/{key}', () => '/leitlinien/ki-einsatz', everybody],
  ['/leitlinien/{key}/ausgaben', () => '/leitlinien/ki-einsatz/ausgaben', everybody],
  ['/leitlinien/{key}/ausgaben/{ausgabe}', () => '/leitlinien/ki-einsatz/ausgaben/1', everybody],
  [
    '/leitlinien/{key}/ausgaben/{ausgabe}/sprache/{sprache}',
    () => '/leitlinien/ki-einsatz/ausgaben/1/sprache/de-simple',
    everybody,
  ],
  ['/leitlinien/{key}/uebertragungen', () => '/leitlinien/ki-einsatz/uebertragungen', members],
  [
    '/leitlinien/{key}/uebertragungen/{sprache}',
    () => '/leitlinien/ki-einsatz/uebertragungen/de-simple',
    members,
  ],
  [
    '/leitlinien/{key}/uebertragungen/{sprache}/vorlage.json',
    () => '/leitlinien/ki-einsatz/uebertragungen/de-simple/vorlage.json',
    members,
    'file',
  ],
  ['/leitlinien/{key}/vergleich', () => '/leitlinien/ki-einsatz/vergleich', everybody],
  [
    '/leitlinien/{key}/vergleich/{von}/{bis}',
    () => '/leitlinien/ki-einsatz/vergleich/1/2',
    everybody,
  ],
  ['/l/{key}/{ausgabe}/{nummer}', () => '/l/ki-einsatz/1/1.1', everybody],
  ['/p/{uid}', (made) => `/p/${made.uid}`, everybody],
  ['/p/{uid}/entstehung', (made) => `/p/${made.uid}/entstehung`, everybody],
  [
    '/leitlinien/{key}/ausgaben/{ausgabe}/{datei}',
    () => '/leitlinien/ki-einsatz/ausgaben/1/leitlinie.md',
    everybody,
    'file',
  ],
  ['/leitlinien/atom.xml', () => '/leitlinien/atom.xml', everybody, 'data'],
  ['/leitlinien/{key}/atom.xml', () => '/leitlinien/ki-einsatz/atom.xml', everybody, 'data'],
  ['/sitemap.xml', () => '/sitemap.xml', everybody, 'data'],
  ['/robots.txt', () => '/robots.txt', everybody, 'data'],
  ['/leitlinien/{key}/kasten', () => '/leitlinien/ki-einsatz/kasten', everybody],
  ['/leitlinien/{key}/einbetten', () => '/leitlinien/ki-einsatz/einbetten', everybody],
  ['/leitlinien/neu', () => '/leitlinien/neu', members],
  ['/leitlinien/{key}/entwurf', () => '/leitlinien/ki-einsatz/entwurf', members],
  [
    '/leitlinien/{key}/veroeffentlichen',
    () => '/leitlinien/ki-einsatz/veroeffentlichen',
    members,
  ],
  [
    '/leitlinien/{key}/veroeffentlichen/gruende',
    () => '/leitlinien/ki-einsatz/veroeffentlichen/gruende',
    members,
  ],
  ['/freigaben/{id}', (made) => made.request, members],
  ['/entwuerfe', () => '/entwuerfe', members],
  ['/entwuerfe/liste.csv', () => '/entwuerfe/liste.csv', members, 'file'],
  ['/entwuerfe/neu', () => '/entwuerfe/neu', members],
  ['/entwuerfe/importieren', () => '/entwuerfe/importieren', members],
  ['/entwuerfe/importieren/{job}', (made) => made.job, ['login', 200, 404]],
  ['/entwuerfe/importieren/{job}/stand', (made) => `${made.job}/stand`, ['login', 200, 404], 'data'],
  [
    '/entwuerfe/importieren/{job}/bilder/{hash}',
    (made) => `${made.job}/bilder/${made.image}`,
    ['login', 404, 404],
    'file',
  ],
  ['/bilder/{hash}', (made) => `/bilder/${made.image}`, [404, 200, 200], 'file'],
  ['/dokumente/{id}', (made) => made.document, members],
  [
    '/dokumente/{id}/kommentare-der-datei',
    (made) => `${made.document}/kommentare-der-datei`,
    members,
  ],
  ['/dokumente/{id}/verlauf', (made) => `${made.document}/verlauf`, members],
  ['/dokumente/{id}/stand/{seq}', (made) => `${made.document}/stand/1`, members],
  ['/dokumente/{id}/vergleich', (made) => `${made.document}/vergleich?von=1`, members],
  ['/dokumente/{id}/absatz/{uid}', (made) => `${made.document}/absatz/${made.uid}`, members],
  ['/dokumente/{id}/titel', (made) => `${made.document}/titel`, members],
  ['/dokumente/{id}/nicht-uebernommen', (made) => `${made.document}/nicht-uebernommen`, members],
  ['/dokumente/{id}/entfernungen', (made) => `${made.document}/entfernungen`, members],
  ['/uebersicht', () => '/uebersicht', members],
  ['/konto', () => '/konto', members],
  ['/konto/email', () => '/konto/email', members],
  ['/konto/zweiter-faktor', () => '/konto/zweiter-faktor', members],
  ['/koordination', () => '/koordination', coordinates],
  ['/koordination/behoerden/{id}', (made) => made.authority, coordinates],
  ['/koordination/behoerden/{id}/angaben', (made) => `${made.authority}/angaben`, coordinates],
  ['/koordination/behoerden.csv', () => '/koordination/behoerden.csv', coordinates, 'file'],
  ['/koordination/einladungen.csv', () => '/koordination/einladungen.csv', coordinates, 'file'],
  [
    '/koordination/behoerden/{id}/mitglieder.csv',
    (made) => `${made.authority}/mitglieder.csv`,
    coordinates,
    'file',
  ],
  [
    '/koordination/behoerden/{id}/einladungen.csv',
    (made) => `${made.authority}/einladungen.csv`,
    coordinates,
    'file',
  ],
  ['/koordination/mitglieder/{id}', (made) => made.person, coordinates],
  ['/anmelden', () => '/anmelden', [200, 303, 303]],
  ['/passwort-vergessen', () => '/passwort-vergessen', everybody],
  ['/passwort/{token}', (made) => made.reset, everybody],
  ['/email/{token}', (made) => made.newEmail, everybody],
  ['/einladung/{token}', (made) => made.invitation, everybody],
  ['/ueber-das-netzwerk', () => '/ueber-das-netzwerk', everybody],
  ['/impressum', () => '/impressum', everybody],
  ['/datenschutz', () => '/datenschutz', everybody],
  ['/barrierefreiheit', () => '/barrierefreiheit', everybody],
  ['/leichte-sprache', () => '/leichte-sprache', everybody],
  ['/gebaerdensprache', () => '/gebaerdensprache', everybody],
  ['/koordination/seiten', () => '/koordination/seiten', coordinates],
  [
    '/koordination/seiten/{seite}/{sprache}',
    () => '/koordination/seiten/gebaerdensprache/de',
    coordinates,
  ],
  [
    '/koordination/seiten/{seite}/{sprache}/fassungen/{nummer}',
    () => '/koordination/seiten/gebaerdensprache/de/fassungen/1',
    coordinates,
  ],
  ['/sprache/{code}', (made) => `/sprache/${made.language}?zurueck=%2F`, everybody],
].map(([pattern, address, statuses, kind = 'page']) => ({ pattern, address, statuses, kind }));

/** Other looks of a page that stands in the list above. */
export const variants = ['spalten', 'text'].map((look) => {
  const address = `/leitlinien/ki-einsatz/vergleich/1/2?ansicht=${look}`;
  return { pattern: address, address: () => address, statuses: everybody, kind: 'page' };
});

/** Addresses that no route has or that name nothing: their pages must be as good as the others. */
export const absent = [
  '/gibt-es-nicht',
  '/leitlinien/gibt-es-nicht',
  '/leitlinien/ki-einsatz/ausgaben/99',
  '/leitlinien/ki-einsatz/vergleich/1/99',
  '/l/ki-einsatz/1/99.9',
  '/p/AAAAAAAAAAAAAAAAAAAAAA',
  '/passwort/gilt-nicht',
  '/email/gilt-nicht',
  '/einladung/gilt-nicht',
].map((address) => ({
  pattern: address,
  address: () => address,
  statuses: [404, 404, 404],
  kind: 'page',
}));
