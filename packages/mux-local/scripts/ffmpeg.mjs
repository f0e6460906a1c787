import { execFileSync } from 'node:child_process'

/** What every call begins with: only errors are printed, files are replaced. */
export const quietly = ['-hide_banner', '-loglevel', 'error', '-y']

/** Runs ffmpeg to its end; throws when it fails. */
export const ffmpeg = (...args) => execFileSync('ffmpeg', [...quietly, ...args], { stdio: 'inherit' })
