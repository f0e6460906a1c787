import { reduceSettings } from '../core/settings/reduce-settings.js'
import { NO_SETTINGS, type SettingsEvent, type SettingsState } from '../core/settings/settings-state.js'
import type { HeldUpload, LessonTrack, NewTrack, SettingsApi } from '../ports/settings-api.js'

/** What belongs to the lesson besides its settings. `tracks`: `null` while unknown, or where the handler has no tracks. */
export interface LessonExtras {
  readonly tracks: readonly LessonTrack[] | null
  readonly held: HeldUpload | null
  readonly busy: boolean
  /** Code of why the last change of a track, or the decision, had no effect. */
  readonly error: string | null
}

export interface SettingsListener {
  changed(before: SettingsState, after: SettingsState): void
  extrasChanged(): void
}

const NO_EXTRAS: LessonExtras = { tracks: null, held: null, busy: false, error: null }

/** The settings of one lesson: carries out what the reducer decides. */
export class SettingsSession {
  readonly #api: SettingsApi
  readonly #lessonId: string
  readonly #listener: SettingsListener
  #state = NO_SETTINGS
  #extras = NO_EXTRAS
  #isClosed = false

  constructor(lessonId: string, api: SettingsApi, listener: SettingsListener) {
    this.#lessonId = lessonId
    this.#api = api
    this.#listener = listener
  }

  get state(): SettingsState {
    return this.#state
  }

  get extras(): LessonExtras {
    return this.#extras
  }

  close(): void {
    this.#isClosed = true
  }

  dispatch(event: SettingsEvent): void {
    if (this.#isClosed) return
    const before = this.#state
    this.#state = reduceSettings(before, event)
    if (this.#state.saving && !before.saving) void this.#save(this.#state)
    if (this.#state !== before) this.#listener.changed(before, this.#state)
  }

  /** Reads everything again; what somebody edits meanwhile stays. */
  async load(): Promise<void> {
    this.dispatch({ type: 'load' })
    const result = await this.#api.load(this.#lessonId)
    if (result.kind === 'answer') this.dispatch({ type: 'loaded', lesson: result.value })
    else this.dispatch({ type: 'unavailable', reason: result.failure.code })
    if (result.kind === 'answer') await this.#loadExtras()
  }

  /** Gives the lesson the video that is held. */
  apply(credit: 'keep' | 'reset'): Promise<void> {
    const { held } = this.#extras
    return held ? this.#change(() => this.#api.apply(held.uploadId, credit)) : Promise.resolve()
  }

  addTrack(track: NewTrack): Promise<void> {
    return this.#change(() => this.#api.addTrack(this.#lessonId, track))
  }

  removeTrack(trackId: string): Promise<void> {
    return this.#change(() => this.#api.removeTrack(this.#lessonId, trackId))
  }

  async #save({ draft, base }: SettingsState): Promise<void> {
    const result = await this.#api.save(this.#lessonId, draft!, base!)
    if (result.kind === 'saved') {
      this.dispatch({ type: 'saved', lesson: result.lesson })
      return this.#loadExtras()
    }
    if (result.kind === 'refused') {
      this.dispatch({ type: 'refused', faults: result.faults })
      return
    }
    if (result.kind === 'failed') {
      this.dispatch({ type: 'not-saved', reason: result.failure.code })
      return
    }
    const newest = await this.#api.load(this.#lessonId)
    if (newest.kind === 'answer') this.dispatch({ type: 'conflict', theirs: newest.value })
    else this.dispatch({ type: 'not-saved', reason: newest.failure.code })
  }

  async #change(work: () => ReturnType<SettingsApi['apply']>): Promise<void> {
    this.#setExtras({ busy: true, error: null })
    const result = await work()
    this.#setExtras({ busy: false, error: result.kind === 'failed' ? result.failure.code : null })
    if (result.kind === 'answer') await this.load()
  }

  async #loadExtras(): Promise<void> {
    const [tracks, held] = await Promise.all([this.#api.tracks(this.#lessonId), this.#api.findHeld(this.#lessonId)])
    this.#setExtras({
      // What cannot be read now stays as it was known.
      ...(tracks.kind === 'answer' && { tracks: tracks.value }),
      ...(held.kind === 'answer' && { held: held.value }),
    })
  }

  #setExtras(change: Partial<LessonExtras>): void {
    if (this.#isClosed) return
    this.#extras = { ...this.#extras, ...change }
    this.#listener.extrasChanged()
  }
}
