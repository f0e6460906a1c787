/**
 * The ways in which a state is looked at. `width` and `height` are the window's, in CSS pixels; `page` goes to the page of
 * the host (`host-page.mjs`), `media` to what the browser says of the learner's settings.
 */
const desktop = { width: 1280, height: 720, page: {} }
const phone = { width: 390, height: 700, touch: true, scale: 2, page: {} }

export const looks = {
  phone,
  narrow: { ...phone, width: 220, height: 600 },
  desktop,
  landscape: { ...phone, width: 844, height: 390 },
  'full-screen': { ...desktop, fullScreen: true },
  dark: { ...desktop, page: { ground: 'dark' }, media: { colorScheme: 'dark' } },
  'forced-colours': { ...desktop, media: { forcedColors: 'active' } },
  'forced-colours-phone': { ...phone, media: { forcedColors: 'active', colorScheme: 'dark' } },
  'text-200': { ...desktop, page: { text: '200%' } },
  'text-200-phone': { ...phone, page: { text: '200%' } },
  rtl: { ...desktop, page: { lang: 'ar', dir: 'rtl' } },
  'rtl-phone': { ...phone, page: { lang: 'he', dir: 'rtl' } },
  ...Object.fromEntries(
    ['de', 'fr', 'es', 'pt', 'nl', 'pl', 'uk', 'ja'].map((lang) => [lang, { ...phone, page: { lang } }]),
  ),
}

/** The looks in which every state is shown. */
export const everyState = ['phone', 'narrow', 'desktop']
/** All of them, for the states that a learner sees most. */
export const everyLook = Object.keys(looks)
/** For panels: words are what breaks first. */
export const words = [...everyState, 'text-200-phone', 'forced-colours', 'rtl-phone', 'de', 'uk', 'ja']
