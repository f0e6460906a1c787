/** Where a lesson has the parts that must be watched. */
export const PARTS = '/completion/required_segments'
