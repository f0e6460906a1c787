import type { LessonPorts } from './lesson/lesson-ports.js'
import { firstPlaylists } from './core/playback/first-playlists.js'
import { askEarly } from './playback/hls/early-playlists.js'
import { fetchPlaylist } from './playback/hls/fetch-playlist.js'
import { longerSide } from './playback/mux/longer-side.js'
import { loadMuxPlayback } from './playback/mux/load-mux-playback.js'
import {
  createApiClient,
  createPageLifecycle,
  createReporting,
  localChoices,
  type ExtraHeaders,
  type GetAuthToken,
  type MovingPage,
} from './session.js'

/** How the host signs in and what it sends; read anew for every call. */
export interface SignIn {
  readonly credentials: RequestCredentials
  readonly authToken: string | null
  readonly getAuthToken: GetAuthToken | null
  readonly headers: ExtraHeaders | null
}

/** The browser's shells for one element. */
export function lessonPorts(
  signIn: SignIn,
  policy: Pick<LessonPorts, 'explain'>,
): LessonPorts & { readonly page: MovingPage } {
  const page = createPageLifecycle()
  return {
    clock: { monotonic: () => performance.now(), date: () => Date.now() },
    random: Math.random,
    page,
    choices: localChoices,
    createApi: (endpoint) =>
      createApiClient({
        endpoint,
        credentials: signIn.credentials,
        authToken: () => signIn.authToken,
        getAuthToken: () => signIn.getAuthToken,
        headers: () => signIn.headers,
      }),
    createReporting: (api, listener) => createReporting({ api, listener, page }),
    askEarly: (stream, { preload, autoplay, dataSaver: smallest, fullscreenElement: box }) => {
      const isScripted = 'MediaSource' in globalThis || 'ManagedMediaSource' in globalThis
      // As Mux Player does: nothing is loaded before somebody wants to play.
      if (!isScripted || (preload === 'none' && !autoplay)) return null
      return askEarly(stream, {
        fetch: fetchPlaylist,
        now: () => performance.now(),
        first(master) {
          const { quality: chosen } = localChoices.read()
          return firstPlaylists(master, { chosen, smallest, side: longerSide(box) })
        },
      })
    },
    loadPlayback: loadMuxPlayback,
    explain: (error) => policy.explain(error),
  }
}
