import { registerTranslation } from '@enhancedhr/element-kit'
import { formatRate } from './format.js'
import type { Language } from './languages.js'

/** What the element says in Ukrainian. */
export const ukrainian: Language = {
  $code: 'uk',
  $name: 'Українська',
  $dir: 'ltr',
  controls: {
    play: 'Відтворити',
    pause: 'Пауза',
    mute: 'Вимкнути звук',
    unmute: 'Увімкнути звук',
    captionsOn: 'Увімкнути субтитри',
    captionsOff: 'Вимкнути субтитри',
    fullscreen: 'На весь екран',
    exitFullscreen: 'Вийти з повноекранного режиму',
    pictureInPicture: 'Картинка в картинці',
    exitPictureInPicture: 'Закрити картинку в картинці',
    airplay: 'AirPlay',
    stopAirplay: 'Зупинити AirPlay',
    cast: 'Транслювати',
    stopCasting: 'Зупинити трансляцію',
    seekBack: 'Перемотати назад',
    seekForward: 'Перемотати вперед',
    seekBackBy: 'Назад на {seekOffset} с',
    seekForwardBy: 'Вперед на {seekOffset} с',
    speedIs: 'Швидкість {playbackRate}',
    settings: 'Налаштування',
    audio: 'Звук',
    auto: 'Автоматична',
    off: 'Вимкнено',
    player: 'Відеопрогравач',
    volume: 'Гучність',
    seek: 'Позиція у відео',
    time: 'Час відтворення',
    loading: 'Завантаження',
    chapter: 'Розділ: {chapterName}',
    remaining: 'Залишилося: {time}',
    timeOf: '{currentTime} із {totalTime}',
    noTime: 'Відео не завантажено',
    hour: 'год',
    hours: 'год',
    minute: 'хв',
    minutes: 'хв',
    second: 'с',
    seconds: 'с',
  },
  loading: 'Урок завантажується',
  lesson: 'Урок',
  start: 'Почати урок',
  retry: 'Спробувати ще раз',
  retryNow: 'Спробувати зараз',
  retrying: 'Спроба…',
  countdown: (seconds) => (seconds > 0 ? `Наступна спроба за ${seconds} с` : 'Спроба…'),
  noAccess: {
    title: 'У вас немає доступу до цього уроку',
    text: 'Попросіть доступ в організатора курсу.',
  },
  notFound: { title: 'Урок не знайдено', text: 'Можливо, його перенесли або видалили.' },
  notReady: {
    title: 'Майже готово',
    text: 'Відео ще обробляється. Воно почнеться автоматично.',
  },
  signedOut: { title: 'Ви вийшли із системи', text: 'Увійдіть, щоб переглянути цей урок.' },
  manyRequests: {
    title: 'Зачекайте, будь ласка',
    text: 'Забагато запитів. Ми автоматично спробуємо ще раз.',
  },
  busy: { title: 'Зараз багато відвідувачів', text: 'Урок відкриється, щойно це стане можливо.' },
  unreachable: {
    title: 'Не вдається з’єднатися',
    text: 'Перевірте з’єднання. Ми й далі намагатимемося.',
  },
  interrupted: {
    title: 'Немає з’єднання',
    text: 'Відтворення продовжиться, коли з’єднання відновиться.',
  },
  playbackFailed: { title: 'Відео зупинилося', text: 'Спробуйте ще раз, щоб продовжити з цього місця.' },
  accessLapsed: {
    title: 'Термін дії сеансу минув',
    text: 'Спробуйте ще раз, щоб продовжити з того самого місця.',
  },
  unsupported: {
    title: 'Цей браузер не може відтворити відео',
    text: 'Скористайтеся актуальною версією Chrome, Edge, Firefox або Safari.',
  },
  broken: {
    title: 'Щось пішло не так',
    text: 'Не вдалося відкрити урок. Якщо це повторюється, зверніться до організатора курсу.',
  },
  progressSafe: 'Ваш прогрес збережено.',
  seekDenied: 'Тут не можна перемотувати вперед далі, ніж ви вже переглянули.',
  rateDenied: (maxRate) => `Найбільша швидкість для цього уроку — ${formatRate(maxRate, 'uk')}.`,
  syncSaved: 'Збережено',
  syncSaving: 'Збереження…',
  syncWaiting: 'Збережено на цьому пристрої. Невдовзі синхронізується.',
  syncOffline: 'Немає з’єднання. Прогрес збережено на цьому пристрої.',
  syncParked: 'Увійдіть, щоб зберегти прогрес. Поки що він на цьому пристрої.',
  syncUnkept: 'Не закривайте цю сторінку, доки прогрес не збережено.',
  syncParkedUnkept: 'Увійдіть, щоб зберегти прогрес, і доти не закривайте цю сторінку.',
  countedElsewhere: 'Тут не зараховується: відео відтворюється в іншому вікні.',
}

/** Teaches the element Ukrainian; call it once, before or after the element is on the page. */
export function useUkrainian(): void {
  registerTranslation(ukrainian)
}
