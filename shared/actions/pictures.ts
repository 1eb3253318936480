/** A picture of the matter on the stage of a call: chosen or sent by a desk, or shown by the citizen. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';

const ofCall = { sessionId: Id, callId: Id };
const nothing = z.object({});

/** Where a picture is kept: with the ticket, or with a case of it. */
export const PictureFrom = z.enum(['ticket', 'case']);
export type PictureFrom = z.infer<typeof PictureFrom>;

/** So many desks may send during one ticket's call, pages of documents among them. */
export const MOST_SENT = 40;

export const pictureChoices = defineAction({
  name: 'picture.choices',
  says: 'Pictures that this desk may show on the stage of a call: those of the ticket, those that desks sent for it, and those of its cases that the asker may read; and the PDF files of these (C13).',
  kind: 'query',
  socket: true,
  input: z.object(ofCall),
  result: z.object({
    pictures: z.array(
      z.object({
        id: Id,
        from: PictureFrom,
        /** What it is called; '': a photo of the ticket. */
        name: z.string(),
        /** A desk sent it for this call's ticket. */
        sent: z.boolean(),
        at: EpochMs,
      }),
    ),
    /** PDF files of the ticket and of those cases (`ofId`); a desk that may open one draws its pages and sends them as pictures. */
    documents: z.array(z.object({ id: Id, from: PictureFrom, ofId: Id, name: z.string(), at: EpochMs })),
  }),
});

export const showPicture = defineAction({
  name: 'picture.show',
  says: 'Shows a picture to those on the stage of a running call, in place of an earlier one; not to the public (C13).',
  input: z.object({ ...ofCall, from: PictureFrom, pictureId: Id }),
  result: nothing,
});

export const sendPicture = defineAction({
  name: 'picture.send',
  says: 'Keeps a picture with the ticket of a running call and shows it. The body is the picture itself (JPEG, PNG, WebP or AVIF, at most 8 MB), not JSON; it is made anew in at most 1600 px a side.',
  http: { method: 'POST', path: '/api/sessions/{sessionId}/calls/{callId}/pictures' },
  socket: true,
  input: z.object({
    ...ofCall,
    /** SHA-256 of the file, in hex; the server puts it there. */
    upload: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  }),
  result: z.object({ pictureId: Id }),
});

export const hidePicture = defineAction({
  name: 'picture.hide',
  says: 'Takes the picture off the stage.',
  input: z.object(ofCall),
  result: nothing,
});

export const publishPicture = defineAction({
  name: 'picture.setPublic',
  says: 'Shows this very picture on the stage to the public too, as long as the call is on the programme, later by the delay (`STALE` where another is on the stage by now); or takes what is there off, at once (C13).',
  input: z.object({ ...ofCall, pictureId: Id, public: z.boolean() }),
  result: nothing,
});

export const showOwnPicture = defineAction({
  name: 'picture.showOwn',
  says: 'The citizen of a running call shows one of the own photos (C13).',
  http: { method: 'POST', path: '/api/tickets/{ticketId}/photos/{photoId}/show' },
  input: z.object({ ticketId: Id, photoId: Id }),
  result: nothing,
});

export const hideOwnPicture = defineAction({
  name: 'picture.hideOwn',
  says: 'The citizen takes the own photo off the stage.',
  http: { method: 'DELETE', path: '/api/tickets/{ticketId}/shown' },
  input: z.object({ ticketId: Id }),
  result: nothing,
});

export const openPicture = defineAction({
  name: 'picture.open',
  says: 'The picture on the stage of a call, for whoever is on that stage; for everybody once it is public, later by the delay; for desks also one that they may show.',
  kind: 'query',
  http: { method: 'GET', path: '/api/sessions/{sessionId}/calls/{callId}/pictures/{pictureId}' },
  socket: true,
  input: z.object({ ...ofCall, pictureId: Id }),
  result: z.object({ jpegBase64: z.string() }),
});
