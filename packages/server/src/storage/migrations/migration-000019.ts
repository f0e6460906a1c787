/** When it was seen that somebody had deleted a video at Mux that a lesson has. */
export function migration000019(schema: string): string {
  return `
alter table ${schema}.lesson_media add column gone_at timestamptz;
`
}
