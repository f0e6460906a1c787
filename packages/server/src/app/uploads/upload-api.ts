import {
  uploadApplySchema,
  uploadInputSchema,
  uploadQuerySchema,
  type UploadApply,
  type UploadCreated,
  type UploadInput,
  type UploadList,
  type UploadQuery,
  type UploadResource,
} from '@enhancedhr/protocol/management'
import { readShape } from '../../problems/read-shape.js'
import type { ActorChoice, TenantChoice } from '../api-options.js'
import type { AppContext } from '../app-context.js'
import { trustedActor } from '../trusted-actor.js'
import { applyUpload } from './apply-upload.js'
import { cancelUpload } from './cancel-upload.js'
import { createUpload } from './create-upload.js'
import { listUploads, readUpload } from './read-upload.js'

/** Trusted calls about uploads; without the option `uploads` each rejects with `route_not_found`. */
export class UploadApi {
  readonly #app: AppContext

  constructor(app: AppContext) {
    this.#app = app
  }

  /**
   * Makes an upload for a lesson that exists, and answers where its file goes. `origin`: of the page that will send it; default: the
   * option `uploads.corsOrigin`.
   */
  async create(
    upload: UploadInput,
    { origin = null, ...options }: ActorChoice & { readonly origin?: string | null } = {},
  ): Promise<UploadCreated> {
    const actor = trustedActor(options)
    const input = readShape(uploadInputSchema, upload)
    await this.#app.ready()
    return createUpload(this.#app, actor, input, origin)
  }

  /** Reads an upload; whoever made it is given the address for the file again. */
  async get(uploadId: string, options: ActorChoice = {}): Promise<UploadResource> {
    const actor = trustedActor(options)
    await this.#app.ready()
    return readUpload(this.#app, actor, uploadId)
  }

  /** Lists the uploads of a lesson, the newest first. */
  async list(query: UploadQuery, options: TenantChoice = {}): Promise<UploadList> {
    const actor = trustedActor(options)
    const input = readShape(uploadQuerySchema, query)
    await this.#app.ready()
    return listUploads(this.#app, actor, input)
  }

  /** Cancels an upload; once more changes nothing. */
  async cancel(uploadId: string, options: ActorChoice = {}): Promise<UploadResource> {
    const actor = trustedActor(options)
    await this.#app.ready()
    return cancelUpload(this.#app, actor, uploadId)
  }

  /** Gives a lesson the video of an upload that is held. */
  async apply(uploadId: string, apply: UploadApply, options: ActorChoice = {}): Promise<UploadResource> {
    const actor = trustedActor(options)
    readShape(uploadApplySchema, apply)
    await this.#app.ready()
    return applyUpload(this.#app, actor, uploadId)
  }
}
