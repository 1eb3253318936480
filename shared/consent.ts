/** The wordings of the consents that were ever shown, the present one last; a change of words is a new version (T6). */
export const CONSENT_VERSIONS = ['2026-11', '2026-11-2'] as const;
export const CONSENT_VERSION: string = CONSENT_VERSIONS[CONSENT_VERSIONS.length - 1] ?? '';
/** Of the consent that a case is made public, once for each case (T6). */
export const PUBLICATION_WORDING = '2026-11';
