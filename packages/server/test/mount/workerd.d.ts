/** The package gives the path of its binary and no types. */
declare module 'workerd' {
  const path: string
  export default path
}
