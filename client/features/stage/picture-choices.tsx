/** What a desk may show on the stage of a call: pictures, pages of documents, and what it sends from its own disk. */
import { Button, FileButton, Image, SimpleGrid, Stack, Text, UnstyledButton } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { showDocument } from '../../../shared/actions/additions.ts';
import type { ResultOf } from '../../../shared/actions/all.ts';
import { type PictureFrom, pictureChoices, showPicture } from '../../../shared/actions/pictures.ts';
import { Refusal } from '../../../shared/errors.ts';
import { FILE_TYPES, STAFF_FILE_MOST_BYTES } from '../../../shared/files.ts';
import { Icon } from '../../desk/icons.tsx';
import { tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { fileAddress } from '../case-work/send-case-file.ts';
import { pdfOf } from '../queue/pdf-of.ts';
import { sendStagePicture } from './send-stage-picture.ts';
import { fetchDocument } from './use-pdf.ts';
import { useStagePicture } from './use-stage-picture.ts';

const PDF = FILE_TYPES.pdf;
const TYPES = `image/jpeg,image/png,image/webp,image/avif,${PDF}`;

const NOTHING: ResultOf<'picture.choices'> = { pictures: [], documents: [] };

export function PictureChoices({
  sessionId,
  callId,
  shownId,
  opening,
  onPdf,
  onShown,
}: {
  sessionId: string;
  callId: string;
  shownId: string | null;
  opening: boolean;
  onPdf: (name: string, fetchIt: () => Promise<Blob>) => Promise<void>;
  onShown: () => void;
}) {
  const t = useT();
  const run = useRun();
  const client = useRealtime();
  const [found, setFound] = useState<ResultOf<'picture.choices'> | null>(null);
  const [sending, setSending] = useState(false);
  const load = useCallback(
    () => run(pictureChoices, { sessionId, callId }).then((now) => setFound(now ?? NOTHING)),
    [run, sessionId, callId],
  );
  useEffect(() => void load(), [load]);
  /** Throws `Refusal`. A room's desk opens what is of the ticket on its connection alone. */
  const documentOf = async (from: PictureFrom, ofId: string, id: string): Promise<Blob> => {
    if (from === 'case') return fetchDocument(fileAddress(ofId, id));
    return pdfOf((await client.action(showDocument, { ticketId: ofId, documentId: id })).pdfBase64);
  };
  const send = async (file: File | null) => {
    if (!file) return;
    if (file.type === PDF) {
      if (file.size > STAFF_FILE_MOST_BYTES) return tellRefusal(new Refusal('FILE_TOO_LARGE'));
      return onPdf(file.name, async () => file);
    }
    setSending(true);
    try {
      await sendStagePicture(sessionId, callId, file);
      onShown();
    } catch (error) {
      tellRefusal(error);
    } finally {
      setSending(false);
    }
  };
  const documents = found?.documents ?? [];
  return (
    <Stack gap="sm">
      <Text size="sm">{t('picture.chooseHelp')}</Text>
      {found?.pictures.length === 0 && documents.length === 0 && <Text size="sm">{t('picture.none')}</Text>}
      <SimpleGrid cols={3} spacing="xs">
        {found?.pictures.map((one, index) => (
          <Thumb
            key={one.id}
            sessionId={sessionId}
            callId={callId}
            pictureId={one.id}
            isShown={one.id === shownId}
            label={one.name || t(one.sent ? 'picture.sent' : 'picture.photo', { number: index + 1 })}
            onChoose={() =>
              void run(showPicture, { sessionId, callId, from: one.from, pictureId: one.id }).then(
                (done) => done && onShown(),
              )
            }
          />
        ))}
      </SimpleGrid>
      {documents.map(({ id, from, ofId, name }) => (
        <Button
          key={id}
          variant="default"
          justify="flex-start"
          disabled={opening}
          leftSection={<Icon name="file" size={16} />}
          title={name}
          onClick={() => void onPdf(name, () => documentOf(from, ofId, id))}
        >
          {name}
        </Button>
      ))}
      <FileButton accept={TYPES} onChange={(file) => void send(file)}>
        {(props) => (
          <Button {...props} variant="default" loading={sending || opening}>
            {t('picture.send')}
          </Button>
        )}
      </FileButton>
    </Stack>
  );
}

function Thumb({
  sessionId,
  callId,
  pictureId,
  label,
  isShown,
  onChoose,
}: {
  sessionId: string;
  callId: string;
  pictureId: string;
  label: string;
  isShown: boolean;
  onChoose: () => void;
}) {
  const source = useStagePicture(sessionId, callId, pictureId);
  return (
    <UnstyledButton onClick={onChoose} aria-pressed={isShown} aria-label={label}>
      <Image src={source} alt="" h={110} fit="contain" bg="#0d0f11" radius="sm" />
      <Text size="xs" truncate fw={isShown ? 700 : undefined}>
        {label}
      </Text>
    </UnstyledButton>
  );
}
