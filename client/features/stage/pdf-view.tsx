/** A PDF file in a desk's hand: its page as it will be seen, turned over and shown on the stage. */
import { Button, Group, Image, Loader, Stack, Text } from '@mantine/core';
import { useT } from '../../desk/texts.ts';
import type { PdfInHand } from './use-pdf.ts';

interface ViewProps {
  inHand: PdfInHand;
  busy: boolean;
  onShown: () => void;
}

export function PdfView({ inHand, busy, onShown }: ViewProps) {
  const t = useT();
  const { file, shown } = inHand;
  return (
    <Stack gap="sm">
      <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {file.name}
      </Text>
      {file.preview ? (
        <Image
          src={file.preview}
          alt={t('picture.page', { page: file.page, count: file.count })}
          h="min(26rem, 50vh)"
          fit="contain"
          bg="#0d0f11"
        />
      ) : (
        <Group h="min(26rem, 50vh)" justify="center">
          <Loader aria-label={t('picture.drawing')} />
        </Group>
      )}
      <PdfPager inHand={inHand} at={file.page} busy={busy} turnTo={inHand.turnTo} />
      <Group gap="xs">
        <Button
          loading={busy}
          disabled={shown === file.page}
          onClick={() => void inHand.show(file.page).then((done) => done && onShown())}
        >
          {t(shown === file.page ? 'picture.pageShown' : 'picture.showPage')}
        </Button>
        <Button variant="default" disabled={busy} onClick={inHand.putAway}>
          {t('picture.putAway')}
        </Button>
      </Group>
    </Stack>
  );
}

interface PagerProps {
  inHand: PdfInHand;
  /** From which page is gone on. */
  at: number;
  busy: boolean;
  turnTo: (page: number) => Promise<unknown>;
}

export function PdfPager({ inHand: { file }, at, busy, turnTo }: PagerProps) {
  const t = useT();
  return (
    <Group gap="xs" mt={4}>
      <Button size="compact-sm" variant="default" disabled={busy || at <= 1} onClick={() => void turnTo(at - 1)}>
        {t('picture.pageBefore')}
      </Button>
      <Text size="sm" role="status">
        {t('picture.page', { page: at, count: file.count })}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        disabled={busy || at >= file.count}
        onClick={() => void turnTo(at + 1)}
      >
        {t('picture.pageAfter')}
      </Button>
    </Group>
  );
}
