// One page: the elements of the studio, with the real handler and the stand-in for Mux.
import '../element/accessibility.test.js'
import '../element/settings.test.js'
import '../element/uploader.test.js'
