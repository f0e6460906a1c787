import { registerTranslation } from '@enhancedhr/element-kit'
import { formatRate } from './format.js'
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
    title: 'Sie haben keinen Zugriff auf diese Lektion',
    text: 'Bitten Sie Ihre Kursleitung um Zugang.',
  },
  notFound: {
    title: 'Lektion nicht gefunden',
    text: 'Vielleicht wurde sie verschoben oder entfernt.',
  },
  notReady: {
    title: 'Gleich geht es los',
    text: 'Das Video wird noch verarbeitet. Es startet dann automatisch.',
  },
  signedOut: {
    title: 'Sie sind abgemeldet',
    text: 'Melden Sie sich an, um diese Lektion zu sehen.',
  },
  manyRequests: {
    title: 'Einen Moment bitte',
    text: 'Zu viele Anfragen. Wir versuchen es automatisch noch einmal.',
  },
  busy: {
    title: 'Gerade ist viel los',
    text: 'Die Lektion öffnet sich, sobald es geht.',
  },
  unreachable: {
    title: 'Keine Verbindung',
    text: 'Prüfen Sie Ihre Verbindung. Wir versuchen es weiter.',
  },
  interrupted: {
    title: 'Sie sind offline',
    text: 'Die Wiedergabe geht weiter, sobald Sie wieder online sind.',
  },
  playbackFailed: {
    title: 'Das Video wurde unterbrochen',
    text: 'Versuchen Sie es noch einmal, dann geht es hier weiter.',
  },
  accessLapsed: {
    title: 'Ihre Sitzung ist abgelaufen',
    text: 'Versuchen Sie es noch einmal, dann geht es an derselben Stelle weiter.',
  },
  unsupported: {
    title: 'Dieser Browser kann das Video nicht abspielen',
    text: 'Verwenden Sie eine aktuelle Version von Chrome, Edge, Firefox oder Safari.',
  },
  broken: {
    title: 'Etwas ist schiefgegangen',
    text: 'Die Lektion konnte nicht geöffnet werden. Wenn das öfter passiert, wenden Sie sich an Ihre Kursleitung.',
  },
  progressSafe: 'Ihr Fortschritt ist gesichert.',
  seekDenied: 'Vorspringen können Sie hier nur innerhalb dessen, was Sie schon gesehen haben.',
  rateDenied: (maxRate) => `Die höchste Geschwindigkeit für diese Lektion ist ${formatRate(maxRate, 'de')}.`,
  syncSaved: 'Gespeichert',
  syncSaving: 'Wird gespeichert …',
  syncWaiting: 'Auf diesem Gerät gespeichert. Wird bald übertragen.',
  syncOffline: 'Sie sind offline. Ihr Fortschritt ist auf diesem Gerät gespeichert.',
  syncParked: 'Melden Sie sich an, um Ihren Fortschritt zu speichern. Vorerst bleibt er auf diesem Gerät.',
  syncUnkept: 'Lassen Sie diese Seite offen, bis Ihr Fortschritt gespeichert ist.',
  syncParkedUnkept: 'Melden Sie sich an, um Ihren Fortschritt zu speichern, und lassen Sie diese Seite so lange offen.',
  countedElsewhere: 'Hier wird nicht gezählt, weil ein anderes Fenster spielt.',
}

/** Teaches the element German; call it once, before or after the element is on the page. */
export function useGerman(): void {
  registerTranslation(german)
}
