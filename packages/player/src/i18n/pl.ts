import { registerTranslation } from '@enhancedhr/element-kit'
import { formatRate } from './format.js'
import type { Language } from './languages.js'

/** What the element says in Polish. */
export const polish: Language = {
  $code: 'pl',
  $name: 'Polski',
  $dir: 'ltr',
  controls: {
    play: 'Odtwórz',
    pause: 'Wstrzymaj',
    mute: 'Wycisz',
    unmute: 'Wyłącz wyciszenie',
    captionsOn: 'Włącz napisy',
    captionsOff: 'Wyłącz napisy',
    fullscreen: 'Pełny ekran',
    exitFullscreen: 'Zamknij pełny ekran',
    pictureInPicture: 'Obraz w obrazie',
    exitPictureInPicture: 'Zamknij obraz w obrazie',
    airplay: 'AirPlay',
    stopAirplay: 'Zatrzymaj AirPlay',
    cast: 'Przesyłaj',
    stopCasting: 'Zatrzymaj przesyłanie',
    seekBack: 'Przewiń do tyłu',
    seekForward: 'Przewiń do przodu',
    seekBackBy: 'Przewiń o {seekOffset} s do tyłu',
    seekForwardBy: 'Przewiń o {seekOffset} s do przodu',
    speedIs: 'Szybkość {playbackRate}',
    settings: 'Ustawienia',
    audio: 'Dźwięk',
    auto: 'Automatyczna',
    off: 'Wyłączone',
    player: 'Odtwarzacz wideo',
    volume: 'Głośność',
    seek: 'Pozycja w filmie',
    time: 'Czas odtwarzania',
    loading: 'Ładowanie',
    chapter: 'Rozdział: {chapterName}',
    remaining: 'Pozostało: {time}',
    timeOf: '{currentTime} z {totalTime}',
    noTime: 'Film nie jest załadowany',
    hour: 'godz.',
    hours: 'godz.',
    minute: 'min',
    minutes: 'min',
    second: 's',
    seconds: 's',
  },
  loading: 'Ładowanie lekcji',
  lesson: 'Lekcja',
  start: 'Rozpocznij lekcję',
  retry: 'Spróbuj ponownie',
  retryNow: 'Spróbuj teraz',
  retrying: 'Próbuję…',
  countdown: (seconds) => (seconds > 0 ? `Następna próba za ${seconds} s` : 'Próbuję…'),
  noAccess: {
    title: 'Nie masz dostępu do tej lekcji',
    text: 'Poproś o dostęp organizatora kursu.',
  },
  notFound: { title: 'Nie znaleziono lekcji', text: 'Mogła zostać przeniesiona lub usunięta.' },
  notReady: {
    title: 'Prawie gotowe',
    text: 'Film jest jeszcze przetwarzany. Lekcja rozpocznie się automatycznie.',
  },
  signedOut: { title: 'Wylogowano Cię', text: 'Zaloguj się, aby obejrzeć tę lekcję.' },
  manyRequests: {
    title: 'Poczekaj chwilę',
    text: 'Zbyt wiele żądań. Automatycznie spróbujemy ponownie.',
  },
  busy: { title: 'Mamy teraz duży ruch', text: 'Lekcja otworzy się, gdy tylko będzie to możliwe.' },
  unreachable: {
    title: 'Brak połączenia',
    text: 'Sprawdź połączenie. Będziemy próbować dalej.',
  },
  interrupted: {
    title: 'Jesteś offline',
    text: 'Odtwarzanie będzie kontynuowane, gdy wrócisz online.',
  },
  playbackFailed: { title: 'Film się zatrzymał', text: 'Spróbuj ponownie, aby kontynuować od tego miejsca.' },
  accessLapsed: {
    title: 'Twoja sesja wygasła',
    text: 'Spróbuj ponownie, aby kontynuować od miejsca, w którym przerwano.',
  },
  unsupported: {
    title: 'Ta przeglądarka nie może odtworzyć filmu',
    text: 'Użyj aktualnej wersji przeglądarki Chrome, Edge, Firefox lub Safari.',
  },
  broken: {
    title: 'Coś poszło nie tak',
    text: 'Nie udało się otworzyć lekcji. Jeśli to się powtarza, skontaktuj się z organizatorem kursu.',
  },
  progressSafe: 'Twoje postępy są bezpieczne.',
  seekDenied: 'Tu nie można przewijać do przodu poza to, co już obejrzano.',
  rateDenied: (maxRate) => `Największa szybkość dla tej lekcji to ${formatRate(maxRate, 'pl')}.`,
  syncSaved: 'Zapisano',
  syncSaving: 'Zapisywanie…',
  syncWaiting: 'Zapisano na tym urządzeniu. Wkrótce nastąpi synchronizacja.',
  syncOffline: 'Jesteś offline. Postępy są zapisane na tym urządzeniu.',
  syncParked: 'Zaloguj się, aby zapisać postępy. Na razie są na tym urządzeniu.',
  syncUnkept: 'Nie zamykaj tej strony, dopóki postępy nie zostaną zapisane.',
  syncParkedUnkept: 'Zaloguj się, aby zapisać postępy, i do tego czasu nie zamykaj tej strony.',
  countedElsewhere: 'Tu nic się nie liczy, bo lekcja jest odtwarzana w innym oknie.',
}

/** Teaches the element Polish; call it once, before or after the element is on the page. */
export function usePolish(): void {
  registerTranslation(polish)
}
