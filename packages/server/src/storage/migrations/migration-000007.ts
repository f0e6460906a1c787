import { ROLES } from './roles.js'

/**
 * Durations as players report them: of a learner's video, for verdicts, and of a video as such, for its owner.
 *
 * A batch notes a difference on the video, and may write nothing else of the catalogue.
 */
export function migration000007(schema: string): string {
  const own = `current_user = '${ROLES.ledger}' and tenant_id = (select ${schema}.claimed_tenant())`
  return `
alter table ${schema}.lesson_progress add column reported_ms int4;
alter table ${schema}.lesson_media add column observed_ms int4;
revoke update on ${schema}.lesson_media from ${ROLES.ledger};
grant update (observed_ms) on ${schema}.lesson_media to ${ROLES.ledger};
create policy lesson_media_noted_by_ledger on ${schema}.lesson_media for update to ${ROLES.ledger}
  using (${own}) with check (${own});
`
}
