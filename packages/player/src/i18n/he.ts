import { registerTranslation } from '@enhancedhr/element-kit'
import { formatRate } from './format.js'
import type { Language } from './languages.js'

/** What the element says in Hebrew. */
export const hebrew: Language = {
  $code: 'he',
  $name: 'עברית',
  $dir: 'rtl',
  controls: {
    play: 'הפעלה',
    pause: 'השהיה',
    mute: 'השתקה',
    unmute: 'ביטול ההשתקה',
    captionsOn: 'הפעלת כתוביות',
    captionsOff: 'כיבוי כתוביות',
    fullscreen: 'מסך מלא',
    exitFullscreen: 'יציאה ממסך מלא',
    pictureInPicture: 'תמונה בתוך תמונה',
    exitPictureInPicture: 'סגירת תמונה בתוך תמונה',
    airplay: 'AirPlay',
    stopAirplay: 'הפסקת AirPlay',
    cast: 'העברה (cast)',
    stopCasting: 'הפסקת ההעברה',
    seekBack: 'הרצה אחורה',
    seekForward: 'הרצה קדימה',
    seekBackBy: '{seekOffset} שניות אחורה',
    seekForwardBy: '{seekOffset} שניות קדימה',
    speedIs: 'מהירות {playbackRate}',
    settings: 'הגדרות',
    audio: 'שמע',
    auto: 'אוטומטי',
    off: 'כבוי',
    player: 'נגן וידאו',
    volume: 'עוצמת קול',
    seek: 'מיקום בסרטון',
    time: 'זמן ניגון',
    loading: 'בטעינה',
    chapter: 'פרק: {chapterName}',
    remaining: 'נותרו: {time}',
    timeOf: '{currentTime} מתוך {totalTime}',
    noTime: 'הסרטון לא נטען',
    hour: 'שעה',
    hours: 'שעות',
    minute: 'דקה',
    minutes: 'דקות',
    second: 'שנייה',
    seconds: 'שניות',
  },
  loading: 'השיעור בטעינה',
  lesson: 'שיעור',
  start: 'התחלת השיעור',
  retry: 'ניסיון נוסף',
  retryNow: 'ניסיון עכשיו',
  retrying: 'מתבצע ניסיון…',
  countdown: (seconds) => (seconds > 0 ? `ניסיון נוסף בעוד ${seconds} שנ׳` : 'מתבצע ניסיון…'),
  noAccess: {
    title: 'אין לך גישה לשיעור הזה',
    text: 'אפשר לבקש גישה ממארגני הקורס.',
  },
  notFound: { title: 'השיעור לא נמצא', text: 'ייתכן שהוא הועבר או הוסר.' },
  notReady: {
    title: 'כמעט מוכן',
    text: 'הסרטון עדיין בעיבוד. הוא יתחיל באופן אוטומטי.',
  },
  signedOut: { title: 'לא מחוברים לחשבון', text: 'יש להתחבר כדי לצפות בשיעור הזה.' },
  manyRequests: {
    title: 'רק רגע, בבקשה',
    text: 'יותר מדי בקשות. ננסה שוב באופן אוטומטי.',
  },
  busy: { title: 'יש כרגע עומס', text: 'השיעור ייפתח בהקדם האפשרי.' },
  unreachable: {
    title: 'לא ניתן להתחבר',
    text: 'כדאי לבדוק את החיבור. נמשיך לנסות.',
  },
  interrupted: {
    title: 'אין חיבור לאינטרנט',
    text: 'הניגון יימשך כשהחיבור יחזור.',
  },
  playbackFailed: { title: 'הסרטון נעצר', text: 'אפשר לנסות שוב ולהמשיך מכאן.' },
  accessLapsed: {
    title: 'תוקף החיבור פג',
    text: 'אפשר לנסות שוב ולהמשיך מאותו מקום.',
  },
  unsupported: {
    title: 'הדפדפן הזה לא יכול לנגן את הסרטון',
    text: 'יש להשתמש בגרסה עדכנית של Chrome, ‏Edge, ‏Firefox או Safari.',
  },
  broken: {
    title: 'משהו השתבש',
    text: 'לא ניתן היה לפתוח את השיעור. אם זה חוזר, כדאי לפנות למארגני הקורס.',
  },
  progressSafe: 'ההתקדמות שלך שמורה.',
  seekDenied: 'אי אפשר לדלג כאן קדימה מעבר למה שכבר נצפה.',
  rateDenied: (maxRate) => `המהירות המרבית לשיעור הזה היא ${formatRate(maxRate, 'he')}.`,
  syncSaved: 'נשמר',
  syncSaving: 'בשמירה…',
  syncWaiting: 'נשמר במכשיר הזה. יסונכרן בקרוב.',
  syncOffline: 'אין חיבור. ההתקדמות שמורה במכשיר הזה.',
  syncParked: 'יש להתחבר כדי לשמור את ההתקדמות. בינתיים היא במכשיר הזה.',
  syncUnkept: 'יש להשאיר את הדף פתוח עד שההתקדמות תישמר.',
  syncParkedUnkept: 'יש להתחבר כדי לשמור את ההתקדמות, ולהשאיר את הדף פתוח עד אז.',
  countedElsewhere: 'הזמן לא נספר כאן כי חלון אחר מנגן.',
}

/** Teaches the element Hebrew; call it once, before or after the element is on the page. */
export function useHebrew(): void {
  registerTranslation(hebrew)
}
