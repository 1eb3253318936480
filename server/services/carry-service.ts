/** Going on in another browser (T7): a code is made where somebody is signed in, and taken once where they are not. */
import { Refusal } from '../../shared/errors.ts';
import { newCarryCode, takeCarryCode } from '../domain/people/carry.ts';
import { type FreeAsked, free } from './context.ts';
import { notFound, writeDown } from './support.ts';

/** A code that is alive already is as good as never met: of 887 million. */
const TRIES = 5;

export const carryHandlers = {
  'carry.make': free<'carry.make'>(async ({ ticketId }, { deps, actor, now, cookies, remember }) => {
    const token = cookies?.token('citizen');
    if (actor.kind !== 'citizen' || !token) throw new Refusal('NOT_SIGNED_IN');
    const made = await remember<{ code: string; expiresAt: number }>(async (tx) => {
      await deps.throttle.use('carryPerPhone', actor.phoneId);
      const record = newCarryCode(deps.secrets.hash(token), ticketId, now);
      for (let tries = 0; tries < TRIES; tries += 1) {
        const code = deps.secrets.newCarryCode();
        const codeHash = hashOf(deps, code);
        if (await tx.saveCarryCode({ ...record, codeHash, countyId: actor.countyId })) {
          return { code, expiresAt: record.expiresAt };
        }
      }
      throw new Error('No code is free to carry a place');
    });
    return { ...made, link: `${deps.settings.publicUrl}/go#${made.code}` };
  }),

  'carry.take': free<'carry.take'>(async ({ code }, { deps, actor, now, cookies, remember }) => {
    const { token, lastsMs, ...place } = await remember<Taken>(async (tx) => {
      await deps.throttle.use('carryPerAddress', 'address' in actor ? actor.address : 'system');
      await deps.throttle.use('carryInAll', actor.countyId);
      // Gone with the first who takes it, in this very transaction: a second one finds none.
      const record = await tx.takeCarryCode(hashOf(deps, code));
      const decision = takeCarryCode(record, record && (await tx.signIn(record.signInHash, now)), now);
      if (!decision.ok || !record) return { refuse: { code: 'CARRY_CODE_WRONG' } };
      const { phoneId, expiresAt } = decision.state;
      const { id: ticketId, sessionId, countyId } = (await tx.ticket(record.ticketId)) ?? notFound();
      const made = deps.secrets.newToken();
      await tx.insertSignIn({ tokenHash: deps.secrets.hash(made), countyId, personId: null, phoneId, expiresAt });
      const citizen = { kind: 'citizen', countyId, phoneId, address: '' } as const;
      await writeDown({ tx, actor: citizen, now, deps }, 'carry.take', { sessionId, ticketId });
      return { token: made, lastsMs: expiresAt - now, sessionId, ticketId };
    });
    cookies?.set('citizen', token, lastsMs);
    return place;
  }),
};

interface Taken {
  readonly token: string;
  readonly lastsMs: number;
  readonly sessionId: string;
  readonly ticketId: string;
}

const hashOf = ({ secrets }: FreeAsked['deps'], code: string): string => secrets.hash(`carry:${code}`);
