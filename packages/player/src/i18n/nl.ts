import { registerTranslation } from '@enhancedhr/element-kit'
import { formatRate } from './format.js'
import type { Language } from './languages.js'
import { plural } from './plural.js'

/** What the element says in Dutch. */
export const dutch: Language = {
  $code: 'nl',
  $name: 'Nederlands',
  $dir: 'ltr',
  controls: {
    play: 'Afspelen',
    pause: 'Pauzeren',
    mute: 'Geluid uit',
    unmute: 'Geluid aan',
    captionsOn: 'Ondertiteling aan',
    captionsOff: 'Ondertiteling uit',
    fullscreen: 'Volledig scherm',
    exitFullscreen: 'Volledig scherm sluiten',
    pictureInPicture: 'Beeld-in-beeld',
    exitPictureInPicture: 'Beeld-in-beeld sluiten',
    airplay: 'AirPlay',
    stopAirplay: 'AirPlay stoppen',
    cast: 'Casten',
    stopCasting: 'Casten stoppen',
    seekBack: 'Terugspoelen',
    seekForward: 'Vooruitspoelen',
    seekBackBy: '{seekOffset} seconden terug',
    seekForwardBy: '{seekOffset} seconden vooruit',
    speedIs: 'Snelheid {playbackRate}',
    settings: 'Instellingen',
    audio: 'Audio',
    auto: 'Automatisch',
    off: 'Uit',
    player: 'Videospeler',
    volume: 'Volume',
    seek: 'Positie in de video',
    time: 'Afspeeltijd',
    loading: 'Laden',
    chapter: 'Hoofdstuk: {chapterName}',
    remaining: 'Nog {time}',
    timeOf: '{currentTime} van {totalTime}',
    noTime: 'Video niet geladen',
    hour: 'uur',
    hours: 'uur',
    minute: 'minuut',
    minutes: 'minuten',
    second: 'seconde',
    seconds: 'seconden',
  },
  loading: 'De les wordt geladen',
  lesson: 'Les',
  start: 'Les starten',
  retry: 'Opnieuw proberen',
  retryNow: 'Nu proberen',
  retrying: 'Bezig…',
  countdown: (seconds) => (seconds > 0 ? `Nieuwe poging over ${seconds} s` : 'Bezig…'),
  noAccess: {
    title: 'Je hebt geen toegang tot deze les',
    text: 'Vraag je cursusbegeleider om toegang.',
  },
  notFound: { title: 'Les niet gevonden', text: 'Misschien is de les verplaatst of verwijderd.' },
  notReady: {
    title: 'Bijna klaar',
    text: 'De video wordt nog verwerkt. Hij start dan automatisch.',
  },
  signedOut: { title: 'Je bent uitgelogd', text: 'Log in om deze les te bekijken.' },
  manyRequests: {
    title: 'Een ogenblik geduld',
    text: 'Te veel aanvragen. We proberen het automatisch opnieuw.',
  },
  busy: { title: 'Het is nu erg druk', text: 'De les gaat zo snel mogelijk open.' },
  unreachable: {
    title: 'Geen verbinding',
    text: 'Controleer je verbinding. We blijven het proberen.',
  },
  interrupted: {
    title: 'Je bent offline',
    text: 'De video gaat verder zodra je weer online bent.',
  },
  playbackFailed: { title: 'De video is gestopt', text: 'Probeer het opnieuw om hier verder te gaan.' },
  accessLapsed: {
    title: 'Je sessie is verlopen',
    text: 'Probeer het opnieuw om verder te gaan waar je was.',
  },
  unsupported: {
    title: 'Deze browser kan de video niet afspelen',
    text: 'Gebruik een recente versie van Chrome, Edge, Firefox of Safari.',
  },
  broken: {
    title: 'Er ging iets mis',
    text: 'De les kon niet worden geopend. Neem contact op met je cursusbegeleider als dit blijft gebeuren.',
  },
  progressSafe: 'Je voortgang is veilig.',
  seekDenied: 'Vooruitspoelen kan hier alleen binnen wat je al hebt bekeken.',
  rateDenied: (maxRate) => `De hoogste snelheid voor deze les is ${formatRate(maxRate, 'nl')}.`,
  syncSaved: 'Opgeslagen',
  syncSaving: 'Opslaan…',
  syncWaiting: 'Opgeslagen op dit apparaat. Wordt binnenkort gesynchroniseerd.',
  syncOffline: 'Je bent offline. Je voortgang is opgeslagen op dit apparaat.',
  syncParked: 'Log in om je voortgang op te slaan. Voorlopig staat die op dit apparaat.',
  syncUnkept: 'Houd deze pagina open tot je voortgang is opgeslagen.',
  syncParkedUnkept: 'Log in om je voortgang op te slaan en houd deze pagina tot dan open.',
  countedElsewhere: 'Telt hier niet: de les speelt in een ander venster.',
  signIn: 'Inloggen',
  close: 'Sluiten',
  completed: 'Afgerond',
  lessonCompleted: 'Les afgerond',
  completing: 'Dat was alles. Je voortgang wordt opgeslagen…',
  missingTime: (seconds) =>
    seconds < 60
      ? plural('nl', seconds, {
          one: 'Bekijk nog {n} seconde om de les af te ronden',
          other: 'Bekijk nog {n} seconden om de les af te ronden',
        })
      : plural('nl', Math.ceil(seconds / 60), {
          one: 'Bekijk nog {n} minuut om de les af te ronden',
          other: 'Bekijk nog {n} minuten om de les af te ronden',
        }),
  missingParts: (count) =>
    plural('nl', count, {
      one: 'Bekijk {n} verplicht deel om de les af te ronden',
      other: 'Bekijk {n} verplichte delen om de les af te ronden',
    }),
  missingQuiz: 'Haal de quiz om de les af te ronden',
  missingTimeAndQuiz: (seconds) =>
    seconds < 60
      ? plural('nl', seconds, {
          one: 'Bekijk nog {n} seconde en haal de quiz om de les af te ronden',
          other: 'Bekijk nog {n} seconden en haal de quiz om de les af te ronden',
        })
      : plural('nl', Math.ceil(seconds / 60), {
          one: 'Bekijk nog {n} minuut en haal de quiz om de les af te ronden',
          other: 'Bekijk nog {n} minuten en haal de quiz om de les af te ronden',
        }),
  watchMissing: 'Bekijk wat ontbreekt',
  replay: 'Opnieuw bekijken',
  nextLesson: 'Volgende les',
  nextLessonIn: (seconds) =>
    plural('nl', seconds, { one: 'Volgende les over {n} seconde', other: 'Volgende les over {n} seconden' }),
  stayHere: 'Hier blijven',
  resumed: (at) => `Verder bij ${at}`,
  startOver: 'Opnieuw beginnen',
  shareWatched: (percent) => `${percent} bekeken`,
  requirementTime: (percent) => `Bekijk ten minste ${percent}`,
  requirementParts: 'Bekijk de verplichte delen',
  requirementQuiz: 'Haal de quiz',
  oneIsEnough: 'Een van deze is genoeg',
  requirementMet: 'Gedaan',
  requirementOpen: 'Nog niet gedaan',
  notWatched: 'Nog niet bekeken',
  notCounted: 'Afgespeeld, maar niet meegeteld',
  everythingCounts: 'Alles wat je hebt afgespeeld, telt.',
  stretch: (from, to) => `${from} tot ${to}`,
  goThere: 'Ga erheen',
  goTo: (at) => `Ga naar ${at}`,
  notReachable: 'Bekijk eerst wat ervoor komt',
  checking: 'Controleren wat telt…',
  checkFailed: 'Dit kan nu niet worden gecontroleerd.',
  reasons: {
    malformed: 'De melding ervan is niet leesbaar.',
    n_reused: 'Het is twee keer gemeld.',
    too_old: 'Het kwam meer dan 35 dagen later aan.',
    token_window: 'Je toegang was verlopen.',
    hidden: 'Het venster stond op de achtergrond.',
    muted: 'Het geluid stond uit.',
    reversed: 'De gemelde tijden kloppen niet.',
    out_of_bounds: 'Het ligt buiten de video.',
    rate_cap: 'Het werd sneller afgespeeld dan deze les toestaat.',
    time_budget: 'Er is meer afgespeeld dan in de verstreken tijd past.',
    already_charged: 'Deze tijd was al geteld.',
    concurrent_session: 'Deze tijd is in een ander venster geteld.',
    too_short: 'Het was korter dan een moment.',
    too_fragmented: 'Het was een van heel veel korte stukjes.',
    other: 'Het is niet geteld.',
  },
}

/** Teaches the element Dutch; call it once, before or after the element is on the page. */
export function useDutch(): void {
  registerTranslation(dutch)
}
