// One page: how a lesson is operated.
import '../element/accessibility.test.js'
import '../element/controls.test.js'
import '../element/dialogs.test.js'
import '../element/keys.test.js'
import '../element/panels-and-menus.test.js'
import '../element/places.test.js'
