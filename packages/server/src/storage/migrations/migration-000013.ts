/**
 * What exporting, erasing and forgetting a learner needs: the rows of a learner are found by the learner, what is old by its age,
 * and a session says whether its evidence was deleted (`swept_at`).
 *
 * A delivery is bound to its event, so that sending an event once more and erasing it cannot pass each other: the delivery is
 * renamed and deleted with the event.
 */
export function migration000013(schema: string): string {
  return `
create index event_deliveries_by_learner on ${schema}.event_deliveries (tenant_id, learner_id) where learner_id is not null;
create index event_heads_by_learner on ${schema}.event_heads (tenant_id, learner_id) where learner_id is not null;
create index event_log_by_age on ${schema}.event_log (occurred_at, event_id);
create index event_log_of_erasures on ${schema}.event_log (tenant_id, subject, revision)
  where type = 'learner.erased' and body is not null;
alter table ${schema}.event_deliveries add constraint event_deliveries_of_event
  foreign key (tenant_id, subject, revision) references ${schema}.event_log (tenant_id, subject, revision)
  on update cascade on delete cascade;
create index event_deliveries_by_subject on ${schema}.event_deliveries (tenant_id, subject, revision);

alter table ${schema}.watch_sessions add column swept_at timestamptz;
create index watch_sessions_to_sweep on ${schema}.watch_sessions (ended_at)
  where ended_at is not null and swept_at is null;
create index watch_sessions_swept on ${schema}.watch_sessions (ended_at) where swept_at is not null;
`
}
