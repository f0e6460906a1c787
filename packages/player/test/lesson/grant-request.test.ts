import { assert } from 'chai'
import { grantRequest } from '../../src/lesson/grant-request.js'

describe('the request for a grant', () => {
  it('says that the lesson is only looked at where the page says so, and else nothing of it', () => {
    assert.deepInclude(grantRequest('l', true).body, { lesson_id: 'l', preview: true })
    assert.notProperty(grantRequest('l', false).body, 'preview')
  })
})
