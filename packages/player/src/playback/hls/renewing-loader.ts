import type { SignedUrlResolver, Signing } from './signed-url-resolver.js'
import type { EarlyPlaylist, EarlyPlaylists } from './early-playlists.js'
import { isRefusal } from '../mux/mux-engine.js'

/** Knows whether addresses may be used, and gets new ones. */
export interface Access {
  /** Resolves when addresses may be used; `null`: now. */
  fresh(): Promise<void> | null
  /** An address was refused. Resolves with whether there are new ones. */
  refused(): Promise<boolean>
  /** A master is about to be read, and then a rendition is chosen. */
  reading(): void
}

// The part of hls.js's contract with a loader that is used here.
interface Stats {
  aborted: boolean
  loaded: number
  total: number
  readonly loading: { start: number; first: number; end: number }
}
interface Context {
  readonly url: string
  readonly type?: string
}
interface Answer {
  readonly url: string
  readonly data?: unknown
}
interface Failure {
  readonly code: number
  readonly text: string
}
interface Callbacks {
  onSuccess(answer: Answer, stats: Stats, context: Context, details: unknown): void
  onError(failure: Failure, context: Context, details: unknown, stats: Stats): void
  onTimeout(stats: Stats, context: Context, details: unknown): void
  onAbort?(stats: Stats, context: Context, details: unknown): void
  onProgress?(stats: Stats, context: Context, data: unknown, details: unknown): void
}
interface Loader {
  stats: Stats
  load(context: Context, config: object, callbacks: Callbacks): void
  abort(): void
  destroy(): void
  getCacheAge?(): number | null
  getResponseHeader?(name: string): string | null
}
interface HlsConfig {
  readonly loader: new (config: HlsConfig) => Loader
}

/**
 * Makes a loader for hls.js that asks, at the moment of each request, for the address that is good today.
 *
 * So nothing is loaded again when tokens are renewed. A request whose address has lapsed waits for the next token, and one that is
 * refused is made once more under it. It counts as loading only once it is sent, so that no waiting looks like a slow network.
 * What was asked for early is not asked for again.
 */
export function createRenewingLoader(
  resolver: SignedUrlResolver,
  access: Access,
  early: EarlyPlaylists | null,
): new (config: HlsConfig) => Loader {
  return class RenewingLoader implements Loader {
    context: Context | null = null
    stats: Stats
    readonly #hls: HlsConfig
    #inner: Loader
    #sent = false
    #callbacks: Callbacks | null = null

    constructor(hls: HlsConfig) {
      this.#hls = hls
      this.#inner = new hls.loader(hls)
      this.stats = this.#inner.stats
    }

    load(context: Context, config: object, callbacks: Callbacks): void {
      this.context = context
      this.#callbacks = callbacks
      const address = access.fresh() ? null : resolver.current(this.#known(context))
      const coming = typeof address === 'string' ? early?.take(address) : null
      if (coming) void this.#take(coming, config)
      else if (typeof address === 'string') this.#send(address, config, { again: true })
      else void this.#wait(config, { again: true })
    }

    abort(): void {
      if (this.#sent) return this.#inner.abort()
      const { context, stats } = this
      const callbacks = this.#callbacks
      this.#callbacks = null
      stats.aborted = true
      if (context) callbacks?.onAbort?.(stats, context, null)
    }

    destroy(): void {
      this.#callbacks = this.context = null
      this.#inner.destroy()
    }

    getCacheAge(): number | null {
      return this.#inner.getCacheAge?.() ?? null
    }

    getResponseHeader(name: string): string | null {
      return this.#inner.getResponseHeader?.(name) ?? null
    }

    #known({ type, url }: Context): string {
      // hls.js words the master's address in its own way.
      return type === 'manifest' ? resolver.root : url
    }

    async #wait(config: object, { again }: { again: boolean }): Promise<void> {
      const { context, stats } = this
      if (!context) return
      stats.loading.start = Infinity
      try {
        await access.fresh()
        const address = await resolver.current(this.#known(context))
        if (!this.#callbacks) return
        stats.loading.start = 0
        this.#send(address, config, { again })
      } catch (error) {
        if (!this.#callbacks) return
        const status: unknown = Reflect.get(Object(error), 'status')
        await this.#failed({ code: typeof status === 'number' ? status : 0, text: '' }, null, config, { again })
      }
    }

    /** Hands on what came early; what did not come is requested as usual. */
    async #take(coming: Promise<EarlyPlaylist>, config: object): Promise<void> {
      const { signing } = resolver
      const came = await coming.catch(() => null)
      const { context, stats } = this
      const callbacks = this.#callbacks
      if (!context || !callbacks) return
      if (!came) return this.#wait(config, { again: true })
      const { text: data, url } = came
      stats.loaded = stats.total = data.length
      Object.assign(stats.loading, { start: came.asked, first: came.came, end: came.came })
      this.#read(context, { data, url }, signing)
      callbacks.onSuccess({ url, data }, stats, context, null)
    }

    #send(address: string, config: object, { again }: { again: boolean }): void {
      const context = this.context!
      const callbacks = this.#callbacks!
      const { signing } = resolver
      this.#sent = true
      const { onProgress, onAbort } = callbacks
      this.#inner.load({ ...context, url: address }, config, {
        onSuccess: (answer, stats, _, details) => {
          if (typeof answer.data === 'string') this.#read(context, answer, signing)
          callbacks.onSuccess(answer, stats, context, details)
        },
        onError: (failure, _, details) => void this.#failed(failure, details, config, { again }),
        onTimeout: (stats, _, details) => callbacks.onTimeout(stats, context, details),
        ...(onAbort && { onAbort: (stats, _, details) => onAbort(stats, context, details) }),
        ...(onProgress && { onProgress: (stats, _, data, details) => onProgress(stats, context, data, details) }),
      })
    }

    #read(context: Context, { data, url }: Answer, signing: Signing): void {
      if (context.type === 'manifest') access.reading()
      if (String(data).startsWith('#EXTM3U')) resolver.read(this.#known(context), { text: String(data), url, signing })
    }

    async #failed(failure: Failure, details: unknown, config: object, { again }: { again: boolean }): Promise<void> {
      const { context, stats } = this
      if (again && isRefusal(failure.code)) {
        this.#startOver()
        if (await access.refused()) return this.#wait(config, { again: false })
      }
      if (context) this.#callbacks?.onError(failure, context, details, stats)
    }

    /** A loader of hls.js is good for one request; what it counts is looked at from outside and stays the same object. */
    #startOver(): void {
      const { stats } = this
      this.#inner.destroy()
      this.#inner = new this.#hls.loader(this.#hls)
      this.#inner.stats = stats
      this.#sent = stats.aborted = false
      stats.loaded = stats.total = 0
      Object.assign(stats.loading, { start: 0, first: 0, end: 0 })
    }
  }
}
