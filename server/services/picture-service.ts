/** C13: a picture of the matter on the stage of a running call. Who may see which is decided at each look. */
import { MOST_SENT, type PictureFrom } from '../../shared/actions/pictures.ts';
import { Refusal } from '../../shared/errors.ts';
import { programmeOf } from '../domain/calls/programme.ts';
import * as pictures from '../domain/calls/shared-picture.ts';
import { openSummons } from '../domain/calls/summons.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import { mayReadCase } from '../domain/cases/access.ts';
import { holds } from '../domain/people/holding.ts';
import { isRoom } from '../domain/queue/lines.ts';
import type { Decision } from '../domain/result.ts';
import { type Asked, type CommandAsked, once, type QueryAsked, query } from './context.ts';
import type { Reader } from './ports/store.ts';
import { isOwnDesk, isStageDesk } from './stage-desks.ts';
import { callOf, must, notFound, sessionForUpdate, staffOf, ticketOf, writeDown } from './support.ts';

interface OfCall {
  readonly sessionId: string;
  readonly callId: string;
}

export const pictureHandlers = {
  'picture.choices': query<'picture.choices'>(async (input, asked) => {
    const call = await onOwnStage(asked.read, input, asked);
    return choicesOf(call, asked.read, asked);
  }),

  'picture.show': once<'picture.show'>(async ({ from, pictureId: id, ...of }, asked) => {
    await sessionForUpdate(asked.tx, of.sessionId);
    const call = await onOwnStage(asked.tx, of, asked);
    const choices = await choicesOf(call, asked.tx, asked);
    if (!choices.pictures.some((one) => one.id === id && one.from === from)) notFound();
    return keep(asked, call, 'picture.show', pictures.share(call, { id, from, by: 'desk' }, asked.now));
  }),

  'picture.send': once<'picture.send'>(async ({ upload, ...of }, asked) => {
    const { tx, now, deps } = asked;
    const picture = deps.pictures.of(upload);
    if (!picture) throw new Refusal('NOT_A_PICTURE');
    await sessionForUpdate(tx, of.sessionId);
    const call = await onOwnStage(tx, of, asked);
    const ticket = await ticketOf(tx, call.ticketId);
    if ((await tx.sentPictures(ticket.id)).length >= MOST_SENT) throw new Refusal('FILES_FULL', { most: MOST_SENT });
    const id = deps.newId('ph');
    const { jpeg, width, height } = picture;
    await tx.insertPhoto(ticket, { photoId: id, width, height, at: now, jpegBase64: jpeg.toString('base64') }, 'sent');
    await keep(asked, call, 'picture.send', pictures.share(call, { id, from: 'ticket', by: 'desk' }, now));
    return { pictureId: id };
  }),

  'picture.hide': once<'picture.hide'>(async (of, asked) => {
    await sessionForUpdate(asked.tx, of.sessionId);
    const call = await onOwnStage(asked.tx, of, asked);
    return keep(asked, call, 'picture.hide', pictures.unshare(call, 'desk'));
  }),

  'picture.setPublic': once<'picture.setPublic'>(async ({ pictureId, public: wanted, ...of }, asked) => {
    const session = await sessionForUpdate(asked.tx, of.sessionId);
    if (wanted && session.cut) throw new Refusal('WRONG_STATE', { state: 'cut' });
    const call = await onOwnStage(asked.tx, of, asked);
    const what = wanted ? 'picture.publish' : 'picture.unpublish';
    return keep(asked, call, what, pictures.publish(call, pictureId, wanted, asked.now));
  }),

  'picture.showOwn': once<'picture.showOwn'>(async ({ ticketId, photoId: id }, asked) => {
    const call = await ownCall(asked, ticketId);
    const { photos } = await asked.tx.additionsOf(ticketId);
    if (!photos.some((photo) => photo.photoId === id)) notFound();
    const picture = { id, from: 'ticket', by: 'citizen' } as const;
    return keep(asked, call, 'picture.showOwn', pictures.share(call, picture, asked.now));
  }),

  'picture.hideOwn': once<'picture.hideOwn'>(async ({ ticketId }, asked) => {
    const call = await ownCall(asked, ticketId);
    return keep(asked, call, 'picture.hideOwn', pictures.unshare(call, 'citizen'));
  }),

  'picture.open': query<'picture.open'>(async ({ pictureId, ...of }, asked) => {
    const { read } = asked;
    const call = await callOf(read, of.callId);
    if (call.sessionId !== of.sessionId) notFound();
    const shown = pictures.onStageOf(call);
    if (shown?.id === pictureId && (await maySee(call, asked))) return bodyOf(read, call, shown);
    // Desks look at what they may show before they do.
    if (call.state !== 'live' || asked.actor.kind !== 'staff' || asked.connection?.as.as === 'official') notFound();
    await onOwnStage(read, of, asked);
    const choice = (await choicesOf(call, read, asked)).pictures.find((one) => one.id === pictureId);
    return bodyOf(read, call, choice ?? notFound());
  }),
};

/** Locks the session first, as everything that changes a call does. */
async function ownCall({ tx }: CommandAsked, ticketId: string): Promise<CallRecord> {
  await sessionForUpdate(tx, (await ticketOf(tx, ticketId)).sessionId);
  const ticket = await ticketOf(tx, ticketId);
  return ticket.state === 'live' ? callOf(tx, ticket.callId) : notFound();
}

async function keep(
  asked: CommandAsked,
  { id: callId, sessionId, ticketId }: CallRecord,
  what: string,
  decision: Decision<CallRecord, never>,
): Promise<Record<string, never>> {
  const call = must(decision);
  await asked.tx.saveCall(call);
  await writeDown(asked, what, { sessionId, ticketId, data: { callId, pictureId: call.shared?.id ?? null } });
  asked.touched.session(sessionId);
  return {};
}

/** The call, where the desk that asks is on its stage: a room's officer at its own call or joined to it; desks beside the leaders. */
async function onOwnStage(read: Reader, { sessionId, callId }: OfCall, asked: Asked): Promise<CallRecord> {
  const call = await callOf(read, callId);
  if (call.sessionId !== sessionId || !(await isOfStage(read, call, asked))) notFound();
  return call;
}

async function isOfStage(read: Reader, call: CallRecord, { actor, connection }: Asked): Promise<boolean> {
  if (actor.kind !== 'staff') return false;
  const as = connection?.as;
  if (as && (as.as === 'check' || as.sessionId !== call.sessionId)) return false;
  if (as?.as === 'moderator') return true;
  if (as?.as === 'duty')
    return (
      as.seatId === call.seatId ||
      openSummons(call).some(({ seatId, state }) => seatId === as.seatId && state === 'joined')
    );
  const session = (await read.session(call.sessionId)) ?? notFound();
  // A picture that is sent comes by no connection.
  if (!as) return isStageDesk(actor, session, call);
  const seat = session.seats.find(({ id }) => id === call.seatId);
  // What happens in departments' rooms is not the leaders' side's.
  return as.as === 'aide' && seat !== undefined && !isRoom(seat);
}

/** Whoever is on the stage of the call, and everybody once it is public. */
async function maySee(call: CallRecord, asked: QueryAsked): Promise<boolean> {
  const { read, actor, connection, now } = asked;
  const ticket = await ticketOf(read, call.ticketId);
  const as = connection?.as;
  const comesAsCitizen = as === undefined || (as.as === 'citizen' && as.ticketId === ticket.id);
  if (comesAsCitizen && actor.kind !== 'anyone' && holds(actor, ticket, await read.person(ticket.personId)))
    return true;
  const session = (await read.session(call.sessionId)) ?? notFound();
  if (as?.as === 'official') {
    // Without a seat it is the first.
    const seatId = as.seatId ?? session.seats[0]?.id;
    if (as.sessionId === session.id && seatId === call.seatId) return true;
  }
  if (await isOfStage(read, call, asked)) return true;
  const calls = await read.runningCalls(session.id);
  const tickets = new Map((await read.stageTickets(session.id)).map((one) => [one.id, one]));
  const isShown = programmeOf(session, calls, tickets, now).callId === call.id;
  return pictures.isPublicPicture(call, isShown, { delayMs: session.delayMs, now });
}

interface Choice {
  readonly id: string;
  readonly from: PictureFrom;
  readonly name: string;
  readonly sent: boolean;
  readonly at: number;
}

interface Choices {
  readonly pictures: Choice[];
  readonly documents: {
    readonly id: string;
    readonly from: PictureFrom;
    readonly ofId: string;
    readonly name: string;
    readonly at: number;
  }[];
}

/** Photos of the ticket are its seat's alone (T5), and cases whoever may read them (K2). */
async function choicesOf(call: CallRecord, read: Reader, { actor, connection }: Asked): Promise<Choices> {
  const staff = staffOf(actor);
  const as = connection?.as;
  const session = (await read.session(call.sessionId)) ?? notFound();
  const isGuest = as ? as.as === 'duty' && as.seatId !== call.seatId : !isOwnDesk(staff, session, call);
  const [{ photos }, documents, sent, cases] = await Promise.all([
    read.additionsOf(call.ticketId),
    read.documentsOf(call.ticketId),
    read.sentPictures(call.ticketId),
    read.casesOfTicket(call.ticketId),
  ]);
  const files = (
    await Promise.all(cases.filter((record) => mayReadCase(staff, record)).map(({ id }) => read.filesOfCase(id)))
  ).flat();
  const ofTicket = (isSent: boolean) => (photo: { photoId: string; at: number }) => ({
    ...{ id: photo.photoId, from: 'ticket' as const, name: '', sent: isSent, at: photo.at },
  });
  return {
    pictures: [
      ...(isGuest ? [] : photos.map(ofTicket(false))),
      ...sent.map(ofTicket(true)),
      ...files
        .filter(({ kind }) => kind === 'picture')
        .map(({ id, name, at }) => ({ id, from: 'case' as const, name, sent: false, at })),
    ],
    documents: [
      ...(isGuest ? [] : documents).map(({ documentId: id, name, at }) => ({
        ...{ id, from: 'ticket' as const, ofId: call.ticketId, name, at },
      })),
      ...files
        .filter(({ kind }) => kind === 'pdf')
        .map(({ id, caseId: ofId, name, at }) => ({ id, from: 'case' as const, ofId, name, at })),
    ],
  };
}

async function bodyOf(read: Reader, call: CallRecord, { id, from }: { id: string; from: PictureFrom }) {
  const body = from === 'case' ? await read.caseFileBody(id) : await read.photo(call.ticketId, id);
  return { jpegBase64: body ?? notFound() };
}
