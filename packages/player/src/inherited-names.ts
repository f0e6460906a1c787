import { hideInheritedNames } from './playback/hide-inherited-names.js'

// Before anything else is run: libraries that list properties while they are loaded would otherwise fail there.
hideInheritedNames()
