export { jwtAuth, type JwtAuthOptions } from './sign-in/jwt-auth.js'
export type { ClaimName, LearnerClaims } from './sign-in/learner-claims.js'
export { supabaseAuth, type SupabaseAuthOptions } from './sign-in/supabase-auth.js'
