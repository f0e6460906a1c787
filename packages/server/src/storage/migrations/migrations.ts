import { migration000001 } from './migration-000001.js'
import { migration000002 } from './migration-000002.js'
import { migration000003 } from './migration-000003.js'
import { migration000004 } from './migration-000004.js'
import { migration000005 } from './migration-000005.js'
import { migration000006 } from './migration-000006.js'
import { migration000007 } from './migration-000007.js'
import { migration000008 } from './migration-000008.js'
import { migration000009 } from './migration-000009.js'
import { migration000010 } from './migration-000010.js'
import { migration000011 } from './migration-000011.js'
import { migration000012 } from './migration-000012.js'
import { migration000013 } from './migration-000013.js'
import { migration000014 } from './migration-000014.js'
import { migration000015 } from './migration-000015.js'
import { migration000016 } from './migration-000016.js'
import { migration000017 } from './migration-000017.js'
import { migration000018 } from './migration-000018.js'
import { migration000019 } from './migration-000019.js'

/** Every migration in order; its place, from 1, is its number. */
export const MIGRATIONS: readonly ((schema: string) => string)[] = [
  migration000001,
  migration000002,
  migration000003,
  migration000004,
  migration000005,
  migration000006,
  migration000007,
  migration000008,
  migration000009,
  migration000010,
  migration000011,
  migration000012,
  migration000013,
  migration000014,
  migration000015,
  migration000016,
  migration000017,
  migration000018,
  migration000019,
]

/**
 * Numbers of migrations that code which does not know them can live with: it goes on working while the database is
 * already newer. Every other one is breaking: older code refuses to start.
 */
export const HARMLESS: ReadonlySet<number> = new Set([5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
