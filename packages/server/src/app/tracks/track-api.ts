import { trackInputSchema, type TrackInput, type TrackList, type TrackResource } from '@enhancedhr/protocol/management'
import { readShape } from '../../problems/read-shape.js'
import type { TenantChoice } from '../api-options.js'
import type { AppContext } from '../app-context.js'
import { trustedActor } from '../trusted-actor.js'
import { createTrack } from './create-track.js'
import { deleteTrack } from './delete-track.js'
import { listTracks, readTrack } from './read-tracks.js'

/** Trusted calls about the text that goes with videos; without the option `uploads` each rejects with `route_not_found`. */
export class TrackApi {
  readonly #app: AppContext

  constructor(app: AppContext) {
    this.#app = app
  }

  /** Gives the current video of a lesson a text, or lets Mux write down what is said in it. */
  async create(lessonId: string, track: TrackInput, options: TenantChoice = {}): Promise<TrackResource> {
    const actor = trustedActor(options)
    const input = readShape(trackInputSchema, track)
    await this.#app.ready()
    return createTrack(this.#app, actor, lessonId, input)
  }

  /** Reads a track of a lesson. */
  async get(lessonId: string, trackId: string, options: TenantChoice = {}): Promise<TrackResource> {
    const actor = trustedActor(options)
    await this.#app.ready()
    return readTrack(this.#app, actor, lessonId, trackId)
  }

  /** Lists the tracks of a lesson's current video, the oldest first. */
  async list(lessonId: string, options: TenantChoice = {}): Promise<TrackList> {
    const actor = trustedActor(options)
    await this.#app.ready()
    return listTracks(this.#app, actor, lessonId)
  }

  /** Deletes a track; once more changes nothing. */
  async delete(lessonId: string, trackId: string, options: TenantChoice = {}): Promise<TrackResource> {
    const actor = trustedActor(options)
    await this.#app.ready()
    return deleteTrack(this.#app, actor, lessonId, trackId)
  }
}
