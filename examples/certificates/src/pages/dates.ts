const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** A day as it is read: `30 November 2026`. The day is that of UTC, wherever the page is read. */
export function writeDay(instant: string): string {
  return day.format(new Date(instant))
}
