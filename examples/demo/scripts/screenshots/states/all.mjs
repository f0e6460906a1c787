import { before, panels } from './before.mjs'
import { playing } from './playing.mjs'
import { controls } from './controls.mjs'
import { demo } from './demo.mjs'
import { failures } from './failures.mjs'

/**
 * Every state that is photographed: a name, the looks (`looks.mjs`) in which it is shown, and `arrange`, which brings a
 * lesson (`lesson-on.mjs`) there and resolves once it is on screen.
 */
export const states = [...before, ...playing, ...controls, ...failures, ...panels, ...demo]
