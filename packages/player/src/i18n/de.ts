import { registerTranslation } from '@enhancedhr/element-kit'
import { formatRate } from './format.js'
import type { Language } from './languages.js'
import { plural } from './plural.js'

/** What the element says in German. */
export const german: Language = {
  $code: 'de',
  $name: 'Deutsch',
  $dir: 'ltr',
  controls: {
    play: 'Abspielen',
    pause: 'Pause',
    mute: 'Ton aus',
    unmute: 'Ton an',
    captionsOn: 'Untertitel einschalten',
    captionsOff: 'Untertitel ausschalten',
    fullscreen: 'Vollbild',
    exitFullscreen: 'Vollbild beenden',
    pictureInPicture: 'Bild im Bild',
    exitPictureInPicture: 'Bild im Bild beenden',
    airplay: 'AirPlay',
    stopAirplay: 'AirPlay beenden',
    cast: 'Streamen',
    stopCasting: 'Streamen beenden',
    seekBack: 'Zurückspringen',
    seekForward: 'Vorspringen',
    seekBackBy: '{seekOffset} Sekunden zurück',
    seekForwardBy: '{seekOffset} Sekunden vor',
    speedIs: 'Tempo {playbackRate}',
    settings: 'Einstellungen',
    audio: 'Ton',
    auto: 'Automatisch',
    off: 'Aus',
    player: 'Videoplayer',
    volume: 'Lautstärke',
    seek: 'Stelle im Video',
    time: 'Wiedergabezeit',
    loading: 'Wird geladen',
    chapter: 'Kapitel: {chapterName}',
    remaining: 'Noch {time}',
    timeOf: '{currentTime} von {totalTime}',
    noTime: 'Video nicht geladen',
    hour: 'Stunde',
    hours: 'Stunden',
    minute: 'Minute',
    minutes: 'Minuten',
    second: 'Sekunde',
    seconds: 'Sekunden',
  },
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
  signIn: 'Anmelden',
  close: 'Schließen',
  completed: 'Abgeschlossen',
  lessonCompleted: 'Lektion abgeschlossen',
  completing: 'Das war alles. Ihr Fortschritt wird gespeichert …',
  missingTime: (seconds) =>
    seconds < 60
      ? plural('de', seconds, {
          one: 'Noch {n} Sekunde ansehen, dann ist die Lektion abgeschlossen',
          other: 'Noch {n} Sekunden ansehen, dann ist die Lektion abgeschlossen',
        })
      : plural('de', Math.ceil(seconds / 60), {
          one: 'Noch {n} Minute ansehen, dann ist die Lektion abgeschlossen',
          other: 'Noch {n} Minuten ansehen, dann ist die Lektion abgeschlossen',
        }),
  missingParts: (count) =>
    plural('de', count, {
      one: 'Noch {n} Pflichtteil ansehen, dann ist die Lektion abgeschlossen',
      other: 'Noch {n} Pflichtteile ansehen, dann ist die Lektion abgeschlossen',
    }),
  missingQuiz: 'Bestehen Sie das Quiz, dann ist die Lektion abgeschlossen',
  missingTimeAndQuiz: (seconds) =>
    seconds < 60
      ? plural('de', seconds, {
          one: 'Noch {n} Sekunde ansehen und das Quiz bestehen',
          other: 'Noch {n} Sekunden ansehen und das Quiz bestehen',
        })
      : plural('de', Math.ceil(seconds / 60), {
          one: 'Noch {n} Minute ansehen und das Quiz bestehen',
          other: 'Noch {n} Minuten ansehen und das Quiz bestehen',
        }),
  watchMissing: 'Fehlendes ansehen',
  replay: 'Noch einmal ansehen',
  nextLesson: 'Nächste Lektion',
  nextLessonIn: (seconds) =>
    plural('de', seconds, { one: 'Nächste Lektion in {n} Sekunde', other: 'Nächste Lektion in {n} Sekunden' }),
  stayHere: 'Hier bleiben',
  resumed: (at) => `Weiter bei ${at}`,
  startOver: 'Von vorn beginnen',
  shareWatched: (percent) => `${percent} gesehen`,
  requirementTime: (percent) => `Mindestens ${percent} ansehen`,
  requirementParts: 'Die Pflichtteile ansehen',
  requirementQuiz: 'Das Quiz bestehen',
  oneIsEnough: 'Eines davon genügt',
  requirementMet: 'Erledigt',
  requirementOpen: 'Noch offen',
  notWatched: 'Noch nicht gesehen',
  notCounted: 'Abgespielt, aber nicht gezählt',
  everythingCounts: 'Alles, was Sie abgespielt haben, zählt.',
  stretch: (from, to) => `${from} bis ${to}`,
  goThere: 'Dorthin',
  goTo: (at) => `Zu ${at} gehen`,
  notReachable: 'Sehen Sie zuerst an, was davor liegt',
  checking: 'Was zählt, wird geprüft …',
  checkFailed: 'Das lässt sich gerade nicht prüfen.',
  reasons: {
    malformed: 'Die Meldung darüber ist nicht lesbar.',
    n_reused: 'Es wurde zweimal gemeldet.',
    too_old: 'Es kam mehr als 35 Tage später an.',
    token_window: 'Ihr Zugriff war abgelaufen.',
    hidden: 'Das Fenster war im Hintergrund.',
    muted: 'Der Ton war aus.',
    reversed: 'Die gemeldeten Zeiten passen nicht zusammen.',
    out_of_bounds: 'Es liegt außerhalb des Videos.',
    rate_cap: 'Es lief schneller, als diese Lektion erlaubt.',
    time_budget: 'Es wurde mehr abgespielt, als in die vergangene Zeit passt.',
    already_charged: 'Diese Zeit wurde schon gezählt.',
    concurrent_session: 'Diese Zeit wurde in einem anderen Fenster gezählt.',
    too_short: 'Es war kürzer als ein Augenblick.',
    too_fragmented: 'Es war eines von sehr vielen kurzen Stücken.',
    other: 'Es wurde nicht gezählt.',
  },
}

/** Teaches the element German; call it once, before or after the element is on the page. */
export function useGerman(): void {
  registerTranslation(german)
}
