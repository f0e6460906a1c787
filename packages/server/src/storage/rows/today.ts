/** SQL of the day that kept rows are counted by, in UTC. */
export const TODAY = `(clock_timestamp() at time zone 'UTC')::date`
