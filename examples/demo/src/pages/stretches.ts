/** What is known of a stretch: counted by the server, played here and on its way, or not watched. */
export type StretchState = 'counted' | 'saving' | 'open'

/** A stretch of the video, in seconds, that is one thing from end to end. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly state: StretchState
  /** The lesson's rule asks for it. */
  readonly required: boolean
}

type Pairs = readonly (readonly [from: number, to: number])[]

/** What a strip is made from. Times in seconds. */
export interface Watched {
  readonly duration: number
  readonly counted: Pairs
  /** Everything played, counted or not yet. */
  readonly played: Pairs
  readonly required: Pairs
}

/** A rest shorter than this, in seconds, is not worth a stretch: nobody could see it or press it. */
const SLIVER = 0.25

/** Divides the video from 0 to its end into stretches, in order and without a gap. */
export function divide({ duration, counted, played, required }: Watched): Stretch[] {
  const ends = [...counted, ...played, ...required].flat().filter((time) => time > 0 && time < duration)
  const cuts = [...new Set([0, ...ends, duration])].sort((a, b) => a - b)
  const stretches: Stretch[] = []
  for (let index = 1; index < cuts.length; index++) {
    const [from, to] = [cuts[index - 1]!, cuts[index]!]
    const middle = (from + to) / 2
    const state = holds(counted, middle) ? 'counted' : holds(played, middle) ? 'saving' : 'open'
    append(stretches, { from, to, state, required: holds(required, middle) })
  }
  return stretches
}

/** What is left of the stretches where none of the others lies, in order. */
export function without<Part extends Pick<Stretch, 'from' | 'to'>>(
  stretches: readonly Part[],
  others: readonly Pick<Stretch, 'from' | 'to'>[],
): Part[] {
  return others.reduce<Part[]>(
    (left, { from, to }) =>
      left.flatMap((part) => [
        ...(part.from < Math.min(part.to, from) ? [{ ...part, to: Math.min(part.to, from) }] : []),
        ...(Math.max(part.from, to) < part.to ? [{ ...part, from: Math.max(part.from, to) }] : []),
      ]),
    [...stretches],
  )
}

function append(stretches: Stretch[], next: Stretch): void {
  const last = stretches.at(-1)
  const isSame = last?.state === next.state && last.required === next.required
  if (last && (isSame || next.to - next.from < SLIVER)) stretches[stretches.length - 1] = { ...last, to: next.to }
  else stretches.push(next)
}

function holds(pairs: Pairs, time: number): boolean {
  return pairs.some(([from, to]) => from <= time && time < to)
}
