/** A length of media as a clock shows it: `1:05`. */
export function clockTime(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** A length in words: `2 min 36 s`, `45 s`. */
export function spokenLength(seconds: number): string {
  const whole = Math.round(seconds)
  const minutes = Math.floor(whole / 60)
  const rest = whole % 60
  return [minutes > 0 && `${minutes} min`, (rest > 0 || minutes === 0) && `${rest} s`].filter(Boolean).join(' ')
}

/** Seconds with one decimal, rounded down: what is shown was really watched. */
export function exactSeconds(seconds: number): string {
  return `${(Math.floor(seconds * 10 + 1e-6) / 10).toFixed(1)} s`
}

/** A percentage without decimals, rounded down: 89.9 is not yet 90. */
export function wholePercent(percent: number): string {
  return `${Math.floor(percent)} %`
}

/** Number and noun: `1 lesson`, `3 lessons`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
