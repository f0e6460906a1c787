/** Half of a surrogate pair: with the flag `u`, a whole pair is one character and does not match. */
const LONE_SURROGATE = /\p{Surrogate}/u

/**
 * Whether PostgreSQL can hold the text, in a `text` column as well as inside `jsonb`: it has no U+0000, and each half of a surrogate pair is beside its
 * other half.
 *
 * Every text from outside that is stored or searched for passes through this one rule; what it refuses would be an error
 * of the database, and so a 500.
 */
export function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && !LONE_SURROGATE.test(text)
}

/** Gives the text as PostgreSQL can hold it: U+0000 goes, and half of a surrogate pair becomes U+FFFD. */
export function toStorableText(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\uFFFD')
}
