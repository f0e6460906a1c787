import { registerTranslation } from '@enhancedhr/element-kit'
import type { Messages } from './messages.js'

/** What the element says in German. */
export const german: Messages = {
  $code: 'de',
  $name: 'Deutsch',
  $dir: 'ltr',
  loading: 'Die Lektion wird geladen',
  lesson: 'Lektion',
  start: 'Lektion starten',
  retry: 'Noch einmal versuchen',
  retryNow: 'Jetzt versuchen',
  retrying: 'Wird versucht …',
  countdown: (seconds) => (seconds > 0 ? `Nächster Versuch in ${seconds} s` : 'Wird versucht …'),
  noAccess: {
    title: 'Diese Lektion ist für Sie nicht freigegeben',
    text: 'Bitten Sie Ihre Kursleitung um Zugang.',
  },
  notFound: {
    title: 'Diese Lektion gibt es hier nicht',
    text: 'Vielleicht wurde sie verschoben oder entfernt.',
  },
  notReady: {
    title: 'Diese Lektion wird vorbereitet',
    text: 'Das Video ist noch nicht fertig. Es startet dann von selbst.',
  },
  signedOut: {
    title: 'Sie sind abgemeldet',
    text: 'Melden Sie sich wieder an, um diese Lektion zu sehen. Was Sie gesehen haben, ist gesichert.',
  },
  manyRequests: {
    title: 'Einen Moment bitte',
    text: 'In kurzer Zeit kamen viele Anfragen. Die Lektion öffnet sich von selbst.',
  },
  busy: {
    title: 'Gerade ist viel los',
    text: 'Die Lektion öffnet sich von selbst, sobald Platz ist.',
  },
  unreachable: {
    title: 'Die Lektion ist nicht erreichbar',
    text: 'Bitte prüfen Sie Ihre Verbindung. Die Lektion öffnet sich dann von selbst.',
  },
  interrupted: {
    title: 'Die Verbindung ist unterbrochen',
    text: 'Die Lektion läuft von selbst weiter, sobald sie wieder da ist. Was Sie gesehen haben, ist gesichert.',
  },
  playbackFailed: {
    title: 'Das Video wurde unterbrochen',
    text: 'Was Sie gesehen haben, ist gesichert. Versuchen Sie es noch einmal, dann geht es hier weiter.',
  },
  accessLapsed: {
    title: 'Diese Lektion war lange geöffnet',
    text: 'Der Zugang ist abgelaufen. Versuchen Sie es noch einmal, dann geht es hier weiter.',
  },
  unsupported: {
    title: 'Dieser Browser kann das Video nicht abspielen',
    text: 'Bitte verwenden Sie eine aktuelle Version von Chrome, Edge, Firefox oder Safari.',
  },
  broken: {
    title: 'Etwas ist schiefgegangen',
    text: 'Die Lektion ließ sich nicht öffnen. Wenn es so bleibt, sagen Sie es bitte Ihrer Kursleitung.',
  },
  seekDenied: 'Sie können nur in dem vorspringen, was Sie schon gesehen haben.',
  rateDenied: (maxRate) => `Diese Lektion läuft höchstens mit ${maxRate.toLocaleString('de')}-facher Geschwindigkeit.`,
  syncSaved: 'Gespeichert',
  syncSaving: 'Wird gespeichert …',
  syncWaiting: 'Ihr Fortschritt ist auf diesem Gerät gesichert und wird bald übertragen.',
  syncOffline: 'Keine Verbindung. Ihr Fortschritt bleibt auf diesem Gerät gesichert, bis das Netz wieder da ist.',
  syncParked: 'Melden Sie sich an, um Ihren Fortschritt zu speichern. Bis dahin bleibt er auf diesem Gerät.',
  syncUnkept: 'Dieses Gerät kann Ihren Fortschritt nicht sichern. Lassen Sie die Seite offen, bis er gespeichert ist.',
  syncParkedUnkept:
    'Melden Sie sich an, um Ihren Fortschritt zu speichern. Dieses Gerät kann ihn nicht sichern; lassen Sie die Seite offen.',
  countedElsewhere: 'Diese Zeit wird in einem anderen Fenster gezählt.',
}

/** Teaches the element German; call it once, before or after the element is on the page. */
export function useGerman(): void {
  registerTranslation(german)
}
