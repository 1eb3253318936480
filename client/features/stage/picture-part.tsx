/** A picture of the matter on the stage (C13): chosen or sent, taken off, and shown to the public by the moderator alone. */
import {
  Button,
  FileButton,
  Group,
  Image,
  Modal,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  UnstyledButton,
} from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { ResultOf } from '../../../shared/actions/all.ts';
import { hidePicture, pictureChoices, publishPicture, showPicture } from '../../../shared/actions/pictures.ts';
import type { CallHead } from '../../../shared/views/common.ts';
import { ActButton } from '../../desk/act-button.tsx';
import deskCss from '../../desk/desk.module.css';
import { tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { useRun } from '../../desk/use-run.ts';
import { sendStagePicture } from './send-stage-picture.ts';
import css from './stage.module.css';
import { useStagePicture } from './use-stage-picture.ts';

const SHOWN_PX = 150;
const TYPES = 'image/jpeg,image/png,image/webp,image/avif';

interface Props {
  sessionId: string;
  call: Pick<CallHead, 'id' | 'state' | 'picture' | 'shown'>;
  /** Only moderators show it to the public; only moderators and aides send one. */
  as: 'moderator' | 'aide' | 'duty';
}

export function PicturePart({ sessionId, call, as }: Props) {
  const t = useT();
  const run = useRun();
  const [choosing, setChoosing] = useState(false);
  const { picture } = call;
  const ofCall = { sessionId, callId: call.id };
  const source = useStagePicture(sessionId, call.id, picture?.id ?? null);
  if (call.state !== 'live') return null;
  return (
    <Stack gap={6} className={picture ? css.wide : undefined}>
      {picture && (
        <section aria-label={t('picture.title')}>
          {source && <Image src={source} alt={t('picture.title')} h={SHOWN_PX} fit="contain" bg="#0d0f11" />}
          <Group gap="xs" mt={4}>
            <Text size="xs" span>
              {t(picture.by === 'citizen' ? 'picture.byCitizen' : 'picture.onStage')}
            </Text>
            {as === 'moderator' && (
              <Switch
                size="xs"
                label={t('picture.public')}
                checked={picture.public}
                disabled={!call.shown && !picture.public}
                title={call.shown ? undefined : t('picture.publicWhen')}
                onChange={({ currentTarget: { checked } }) => void run(publishPicture, { ...ofCall, public: checked })}
              />
            )}
            {picture.public && as !== 'moderator' && <span className={deskCss.onAir}>{t('picture.isPublic')}</span>}
          </Group>
        </section>
      )}
      <Group gap="xs">
        <Button size="compact-md" variant="default" onClick={() => setChoosing(true)}>
          {t(picture ? 'picture.another' : 'picture.show')}
        </Button>
        {picture && (
          <ActButton variant="default" act={() => run(hidePicture, ofCall)}>
            {t('picture.hide')}
          </ActButton>
        )}
      </Group>
      <Modal
        opened={choosing}
        onClose={() => setChoosing(false)}
        title={t('picture.choose')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <Choices {...ofCall} shownId={picture?.id ?? null} sends={as !== 'duty'} onShown={() => setChoosing(false)} />
      </Modal>
    </Stack>
  );
}

type Choice = ResultOf<'picture.choices'>['pictures'][number];

function Choices({
  sessionId,
  callId,
  shownId,
  sends,
  onShown,
}: {
  sessionId: string;
  callId: string;
  shownId: string | null;
  sends: boolean;
  onShown: () => void;
}) {
  const t = useT();
  const run = useRun();
  const [found, setFound] = useState<readonly Choice[] | null>(null);
  const [sending, setSending] = useState(false);
  const load = useCallback(
    () => run(pictureChoices, { sessionId, callId }).then((now) => setFound(now?.pictures ?? [])),
    [run, sessionId, callId],
  );
  useEffect(() => void load(), [load]);
  const send = async (file: File | null) => {
    if (!file) return;
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
  return (
    <Stack gap="sm">
      <Text size="sm">{t('picture.chooseHelp')}</Text>
      {found?.length === 0 && <Text size="sm">{t('picture.none')}</Text>}
      <SimpleGrid cols={3} spacing="xs">
        {found?.map((one, index) => (
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
      {sends && (
        <FileButton accept={TYPES} onChange={(file) => void send(file)}>
          {(props) => (
            <Button {...props} variant="default" loading={sending}>
              {t('picture.send')}
            </Button>
          )}
        </FileButton>
      )}
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
