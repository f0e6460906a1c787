import type { Acknowledgement, WireReport } from '@enhancedhr/protocol/wire'
import type { Dialect } from './collector.js'
import type { Stretch } from './truth.js'

/** `POST /v1/t`: one event. */
export function readSegment(body: string): Stretch[] {
  const { event, properties } = JSON.parse(body) as { event?: string; properties?: Stretch }
  return event === 'watched' && properties ? [properties] : []
}

/** `POST /2/httpapi`: events. */
export function readAmplitude(body: string): Stretch[] {
  const { events } = JSON.parse(body) as { events: { event_type: string; event_properties: Stretch }[] }
  return events.filter(({ event_type }) => event_type === 'watched').map(({ event_properties }) => event_properties)
}

/** An envelope: lines of JSON, one of which is the event. */
export function readSentry(body: string): Stretch[] {
  return body.split('\n').flatMap((line) => {
    const item = line.startsWith('{') ? (JSON.parse(line) as { message?: string; extra?: Stretch }) : {}
    return item.message === 'watched' && item.extra ? [item.extra] : []
  })
}

/** `POST /v1/progress`; acknowledges what it has kept, as the handler does. */
export function ours(): Dialect {
  const reportsOf = (body: string): readonly WireReport[] => (JSON.parse(body) as { reports: WireReport[] }).reports
  return {
    read: (body) =>
      reportsOf(body).flatMap(({ session_id: session, watched_segments }) =>
        watched_segments.map(({ from, to }) => ({ session, from, to })),
      ),
    answer(body): Acknowledgement {
      const last = (list: readonly { readonly n: number }[]): number => Math.max(0, ...list.map(({ n }) => n))
      const results = reportsOf(body).map(({ session_id, watched_segments, events }, index) => ({
        index,
        session_id,
        status: 'credited',
        through: last(watched_segments),
        events_through: last(events),
        reasons: [],
      }))
      return { results, progress: {}, courses: {}, session_age: {} }
    },
  }
}
