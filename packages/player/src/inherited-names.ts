import { hideInheritedNames } from './hide-inherited-names.js'

// Before anything else is run: libraries that list properties while they are loaded would otherwise fail there.
hideInheritedNames()
