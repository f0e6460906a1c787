/** Every check, in the order in which they start: `scripts/checks/<name>.mjs`, its bad and good examples in fixtures. */
export const names = [
  ...['format', 'lint', 'types', 'layers', 'dead-code', 'packaging', 'side-effects', 'size', 'secrets', 'errors'],
  ...[
    'reasons',
    'tidy',
    'assertions',
    'top-level',
    'links',
    'element-docs',
    'names',
    'messages',
    'schema',
    'packed-server',
  ],
]
