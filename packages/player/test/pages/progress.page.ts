// One page: what counts and whether it arrives.
import '../element/end-panel.test.js'
import '../element/explain.test.js'
import '../element/failures.test.js'
import '../element/host-properties.test.js'
import '../element/sync.test.js'
import '../element/watched-map.test.js'
import '../element/what-counts.test.js'
