/**
 * The roles under which rows are read and written; they belong to the whole database cluster, and nobody signs in as one.
 *
 * - `ehr_learner`: who talks to the tables directly, by the claims of a sign-in. Reads; never writes.
 * - `ehr_admin`: an administrator of one tenant who talks to the tables directly. Reads; never writes.
 * - `ehr_ledger`: the handler for one learner of one tenant.
 * - `ehr_manager`: the handler for who manages courses of one tenant.
 * - `ehr_platform`: housekeeping over all tenants, and the platform's own administrators.
 */
export const ROLES = {
  learner: 'ehr_learner',
  admin: 'ehr_admin',
  ledger: 'ehr_ledger',
  manager: 'ehr_manager',
  platform: 'ehr_platform',
}

/** The roles that the handler switches to; its own sign-in has to be a member of each. */
export const HANDLER_ROLES: readonly string[] = [ROLES.ledger, ROLES.manager, ROLES.platform]
