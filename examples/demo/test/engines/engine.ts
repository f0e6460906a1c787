/** A page in some browser, driven from outside with what every engine can do. */
export interface EnginePage {
  goto(url: string): Promise<void>
  /** Calls a function in the page; what goes in and what comes out is JSON. */
  run<Answer, Argument = undefined>(
    call: (argument: Argument) => Answer | Promise<Answer>,
    argument?: Argument,
  ): Promise<Answer>
  /** Presses a key where the focus is, as a hand would. */
  press(key: 'Tab' | 'Enter' | 'Space' | 'ArrowRight'): Promise<void>
  /**
   * The accessible names of the elements that the function finds, as the engine itself works them out. Where its driver only finds elements
   * by their names, the name that is `expected` in its place, and `''` where the element is not found by it.
   */
  names(find: () => readonly Element[], expected: readonly string[]): Promise<string[]>
  /** A picture of what is on screen, as PNG. */
  picture(): Promise<Buffer>
}

/** A browser engine that was started for tests: one window, one page. */
export interface Engine {
  /** Name and version, for the list of what was tested. */
  readonly version: string
  readonly page: EnginePage
  /** The page is shown in forced colours from now on; `false`: this engine cannot. */
  forceColors(): Promise<boolean>
  close(): Promise<void>
}

/** The engines that the player is tested in. */
export type EngineName = 'Chromium' | 'Firefox' | 'WebKitGTK'

/** Size of the window in every engine, in CSS pixels. */
export const WINDOW = { width: 1280, height: 900 }

/** Longest wait for anything in a page, in milliseconds: it only ends what hangs. */
export const PATIENCE = 90_000
