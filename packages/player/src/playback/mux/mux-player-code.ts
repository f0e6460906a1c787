// One chunk, because Media Chrome's words are in the copy that Mux Player brings.
import '@mux/mux-player'

export { speak } from './controls-language.js'
