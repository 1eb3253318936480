/** What is typed of a neighbour, and what is sent of it. */
import * as z from 'zod/mini';
import { takeNumberFor } from '../../../shared/actions/proxy.ts';
import { CONSENT_VERSION } from '../../../shared/consent.ts';
import { Phone } from '../../../shared/text.ts';

export interface Draft {
  readonly name: string;
  readonly township: string;
  readonly village: string;
  readonly phone: string;
  readonly byPhone: boolean;
  readonly subject: string;
  readonly more: string;
  readonly publicName: string;
  readonly call: boolean;
  readonly recording: boolean;
  readonly broadcast: boolean;
}

/** For the next neighbour: of the last one only the village is left, since the officer sits in it. */
export const nextDraft = ({ township, village }: Pick<Draft, 'township' | 'village'>): Draft => ({
  name: '',
  township,
  village,
  phone: '',
  byPhone: false,
  subject: '',
  more: '',
  publicName: '',
  call: false,
  recording: false,
  broadcast: false,
});

export const hasPhone = ({ phone }: Draft): boolean => phone.trim() !== '';

export const isPhone = (text: string): boolean => z.safeParse(Phone, text).success;

/** The input of `ticket.takeFor`; `null` while something is missing. */
export function inputOf(draft: Draft, sessionId: string): z.input<typeof takeNumberFor.input> | null {
  const { name, township, village, subject, more, publicName, call, recording, broadcast } = draft;
  const input = {
    sessionId,
    name,
    place: [township, village].filter(Boolean).join(' '),
    subject,
    more,
    publicName,
    consent: { call, recording, broadcast, version: CONSENT_VERSION },
    phone: hasPhone(draft) ? draft.phone : null,
    byPhone: hasPhone(draft) && draft.byPhone,
  };
  return call && township !== '' && z.safeParse(takeNumberFor.input, input).success ? input : null;
}
