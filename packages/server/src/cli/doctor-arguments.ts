import type { DoctorArguments } from './run-doctor.js'

interface Values {
  readonly fix?: boolean | undefined
  readonly yes?: boolean | undefined
  readonly write?: string | undefined
  readonly 'public-url'?: string | undefined
}

/** Reads the options of the doctor; throws `TypeError` for those that mean nothing. */
export function readDoctorArguments(
  { fix = false, yes = false, write, 'public-url': given }: Values,
  command: string,
): Omit<DoctorArguments, 'place' | 'schema'> {
  const isAsked = fix || yes || write !== undefined || given !== undefined
  if (isAsked && command !== 'doctor')
    throw new TypeError('Expected --fix, --yes, --write and --public-url with doctor alone.')
  if ((yes || write !== undefined) && !fix) throw new TypeError('Expected --yes and --write with --fix alone.')
  if (write?.trim() === '') throw new TypeError('Expected --write to name a file, got nothing.')
  if (given !== undefined && !/^https?:\/\/[^\s?#]+$/.test(given)) {
    throw new TypeError('Expected --public-url to be an http or https URL without query.')
  }
  return { fix, yes, write: write ?? null, publicUrl: given === undefined ? null : given.replace(/\/+$/, '') }
}
