/** Read by the analyzer of custom elements; `packagejson: false` keeps it from writing into package.json. */
export default {
  globs: ['packages/{player,studio}/src/**/*.ts'],
  litelement: true,
  packagejson: false,
}
