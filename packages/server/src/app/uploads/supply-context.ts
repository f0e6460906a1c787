import { LessonProblem } from '../../problems/lesson-problem.js'
import type { AppContext } from '../app-context.js'
import type { UploadServices } from './upload-services.js'

/** What use cases of uploads are given where uploads are on. */
export interface SupplyContext extends Pick<AppContext, 'store' | 'logger'> {
  readonly uploads: UploadServices
}

/** The context where uploads are on; without the option there is no such call, 404 `route_not_found`. */
export function requireUploads<App extends AppContext>(app: App): App & SupplyContext {
  if (app.uploads === null) throw new LessonProblem('route_not_found')
  return app as App & SupplyContext
}
