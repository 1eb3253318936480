/** The session that benches take place in: the demo county's, which is open. */
export const SESSION = 'demo';
