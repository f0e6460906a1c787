import type { LessonPlayerEventMap } from '@enhancedhr/player'
import type { Standing } from './course.js'
import { ENDPOINT, type Host } from './host.js'

/** What the stage reports to the page. */
export interface StageListener {
  /** An acknowledgement, or the progress that the grant brought. */
  standing(lessonId: string, standing: Standing): void
  completed(lessonId: string): void
  /** Something moved: playhead or played seconds. */
  live(played: TimeRanges, position: number): void
  event(type: string, detail: unknown): void
  /** The learner goes on from within the player. */
  next(lessonId: string): void
}

/** The element that holds the player. */
export interface Stage {
  readonly lessonId: string
  /** `nextId`: the lesson that the player offers at the end. */
  open(lessonId: string, nextId: string | null): void
  seek(seconds: number): void
  play(): void
  /** What was played and is not credited, with what was played until now. Rejects where there is no answer. */
  uncredited(): Promise<readonly { readonly from: number; readonly to: number; readonly reason: string }[]>
}

const REPORTED_EVENTS = ['ehr-ready', 'ehr-progress', 'ehr-complete', 'ehr-sync', 'ehr-quality', 'ehr-error'] as const
const MOVES = ['timeupdate', 'seeked', 'pause', 'play', 'ended', 'ehr-progress', 'ehr-ready'] as const

/** Inserts a player for this learner; another learner gets another player. */
export function createStage(place: HTMLElement, host: Host, listener: StageListener): Stage {
  const player = document.createElement('ehr-lesson-player')
  player.setAttribute('endpoint', ENDPOINT)
  player.setAttribute('loading', 'eager')
  player.setAttribute('playsinline', '')
  player.getAuthToken = ({ refused }) => host.token(refused)
  let lessonId = ''

  player.addEventListener('ehr-ready', ({ detail }) => listener.standing(lessonId, detail.progress))
  player.addEventListener('ehr-progress', ({ detail }) => listener.standing(lessonId, detail.progress))
  player.addEventListener('ehr-complete', () => listener.completed(lessonId))
  for (const type of REPORTED_EVENTS) {
    player.addEventListener(type, (event: LessonPlayerEventMap[typeof type]) => listener.event(type, event.detail))
  }
  player.addEventListener('ehr-next', (event: Event) => {
    // The page opens the lesson itself, because its list, its strip and its address go along.
    event.preventDefault()
    listener.next((event as CustomEvent<{ lessonId: string }>).detail.lessonId)
  })
  let drawing = false
  for (const type of MOVES) {
    player.addEventListener(type, () => {
      if (drawing) return
      drawing = true
      requestAnimationFrame(() => {
        drawing = false
        listener.live(player.watched, player.currentTime)
      })
    })
  }

  const play = (): void => {
    // A browser that wants a click first shows the player's own button.
    player.play().catch(() => undefined)
  }
  return {
    get lessonId() {
      return lessonId
    },
    open(id, nextId) {
      lessonId = id
      if (nextId) player.setAttribute('next-lesson-id', nextId)
      else player.removeAttribute('next-lesson-id')
      player.setAttribute('lesson-id', id)
      if (!player.isConnected) place.replaceChildren(player)
    },
    seek(seconds) {
      player.currentTime = seconds
      play()
    },
    play,
    async uncredited() {
      await player.flush()
      return (await player.explain()).uncredited
    },
  }
}
