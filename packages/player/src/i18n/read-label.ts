import type { Labels, Words } from './messages.js'

type Callable = (value: number) => unknown

/**
 * Gives the host's label of this name, as far as it has the shape of the word it stands for, and the word where it has not.
 *
 * A label comes from the page, and what goes wrong in it must not take the words away that the learner needs.
 */
export function readLabel<K extends keyof Labels>(labels: Labels, key: K, word: Words[K]): Words[K] {
  try {
    // Only its own: what stands on `Object.prototype` is no label.
    const label: unknown = Object.hasOwn(labels, key) ? labels[key] : undefined
    return shaped(label, word) as Words[K]
  } catch {
    return word
  }
}

function shaped(label: unknown, word: unknown): unknown {
  if (typeof word === 'string') return typeof label === 'string' ? label : word
  if (typeof word === 'function')
    return typeof label === 'function' ? safely(label as Callable, word as Callable) : word
  if (typeof word !== 'object' || word === null || typeof label !== 'object' || label === null) return word
  return Object.fromEntries(Object.entries(word).map(([name, text]) => [name, shaped(Reflect.get(label, name), text)]))
}

/** A label that is a function is asked while the element is drawn. */
function safely(label: Callable, word: Callable): Callable {
  return (value) => {
    try {
      return shaped(label(value), word(value))
    } catch {
      return word(value)
    }
  }
}
