/** Loads the menu of chapters; most lessons have none. */
export const loadChaptersMenu = () => import('./chapters-menu.js')
