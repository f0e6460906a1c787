export { readDump, readDumpLabel, type DumpLabel } from './read-dump.js'
