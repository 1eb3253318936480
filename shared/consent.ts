/** The wording of the consents that is shown now; a change of words is a new version (T6). */
export const CONSENT_VERSION = '2026-11';
