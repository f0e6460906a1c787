export { createMuxLocal, type MuxLocal, type MuxLocalAsset, type MuxLocalOptions } from './mux-local.js'
export { createSigningKey, type LocalSigningKey } from './signing-key.js'
export type { SampleChapter, SampleCourse, SampleLesson } from './course.js'
export { readSampleCourse } from './sample-course.js'
