/** Sessions of those who manage a lesson and only look at it: nothing of them is recorded. */
export function migration000017(schema: string): string {
  return `
alter table ${schema}.watch_sessions add column preview boolean not null default false;
create index watch_sessions_previews on ${schema}.watch_sessions (opened_at) where preview;
`
}
