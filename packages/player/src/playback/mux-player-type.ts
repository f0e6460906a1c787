import type Mux from '@mux/mux-player'

/** Mux Player's element. Its types are written as those of a CommonJS module, so the class is a member of the default. */
export type MuxPlayer = Mux.default
