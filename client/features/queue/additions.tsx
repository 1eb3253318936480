/** What somebody added to their matter: a line, photos that open large, and PDF files to save. */
import { Button, Group, Image, Modal, Text, UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { showAdditions, showDocument, showPhoto } from '../../../shared/actions/additions.ts';
import type { ResultOf } from '../../../shared/actions/all.ts';
import { Icon } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { pdfOf } from './pdf-of.ts';

const THUMB_PX = 96;

export const stampOf = (added: { readonly count: number; readonly at: number } | null): string =>
  added ? `${added.count} ${added.at}` : '';

/** `stamp`: of what was added last, where the view tells it; another one asks anew. */
export function Additions({ ticketId, stamp = '' }: { ticketId: string; stamp?: string }) {
  const t = useT();
  const run = useRun();
  const [found, setFound] = useState<ResultOf<'additions.show'> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another stamp, other additions
  useEffect(() => {
    let gone = false;
    void run(showAdditions, { ticketId }).then((now) => !gone && setFound(now));
    return () => {
      gone = true;
    };
  }, [run, ticketId, stamp]);
  if (!found || (found.text === '' && found.photos.length === 0 && found.documents.length === 0)) return null;
  return (
    <section aria-label={t('additions.title')}>
      <Text size="sm" fw={600}>
        {t('additions.title')}
      </Text>
      {found.text && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {found.text}
        </Text>
      )}
      <Group gap="xs" mt={4}>
        {found.photos.map(({ photoId }, index) => (
          <Photo
            key={photoId}
            ticketId={ticketId}
            photoId={photoId}
            label={t('additions.photo', { number: index + 1 })}
          />
        ))}
      </Group>
      {found.documents.map(({ documentId, name }) => (
        <Button
          key={documentId}
          mt={4}
          size="compact-sm"
          variant="default"
          maw="100%"
          title={name}
          leftSection={<Icon name="file" size={14} />}
          onClick={() =>
            void run(showDocument, { ticketId, documentId }).then((document) => document && save(document))
          }
        >
          {t('additions.document', { name })}
        </Button>
      ))}
    </section>
  );
}

/** As a file: it is never opened inside a page of ours. */
function save({ name, pdfBase64 }: ResultOf<'document.show'>): void {
  const address = URL.createObjectURL(pdfOf(pdfBase64));
  const link = document.createElement('a');
  link.href = address;
  link.download = /\.pdf$/i.test(name) ? name : `${name}.pdf`;
  link.click();
  URL.revokeObjectURL(address);
}

function Photo({ ticketId, photoId, label }: { ticketId: string; photoId: string; label: string }) {
  const t = useT();
  const run = useRun();
  const [source, setSource] = useState<string | null>(null);
  const [large, setLarge] = useState(false);
  useEffect(() => {
    let gone = false;
    void run(showPhoto, { ticketId, photoId }).then((photo) => {
      if (!gone && photo) setSource(`data:image/jpeg;base64,${photo.jpegBase64}`);
    });
    return () => {
      gone = true;
    };
  }, [run, ticketId, photoId]);
  if (source === null) return null;
  return (
    <>
      <UnstyledButton onClick={() => setLarge(true)}>
        <Image src={source} alt={label} w={THUMB_PX} h={THUMB_PX} fit="cover" radius="sm" />
      </UnstyledButton>
      <Modal
        opened={large}
        onClose={() => setLarge(false)}
        title={label}
        size="auto"
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <Image src={source} alt={label} mah="75vh" fit="contain" />
      </Modal>
    </>
  );
}
