/** Views of the list that were kept: asked for with one press, made of what is asked for now. */
import { Button, Checkbox, Group, Menu, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type CaseView,
  deleteCaseView,
  listCaseViews,
  renameCaseView,
  saveCaseView,
} from '../../../shared/actions/case-lists.ts';
import { callAction } from '../../api/call-action.ts';
import { useAsk } from '../../desk/ask.ts';
import { FormDialog } from '../../desk/form-dialog.tsx';
import { useMe } from '../../desk/me.ts';
import { tellDone, tellRefusal } from '../../desk/tell.tsx';
import { useT } from '../../desk/texts.ts';
import { addressOf, questionOf } from '../../features/cases/list-address.ts';
import css from './list.module.css';

type Asks = { readonly kind: 'save' } | { readonly kind: 'rename' | 'delete'; readonly view: CaseView };

export function Views({ address, onChoose }: { address: string; onChoose: (address: string) => void }) {
  const t = useT();
  const { data } = useAsk(listCaseViews, {});
  const [asks, setAsks] = useState<Asks | null>(null);
  const views = data?.views ?? [];
  const plain = (query: string) => addressOf(questionOf(new URLSearchParams(query)));
  return (
    <Group gap={6} className={css.views} role="group" aria-label={t('cases.views.title')}>
      {views.map((view) => (
        <Button.Group key={view.id}>
          <Button
            size="compact-sm"
            variant={plain(view.query) === address ? 'filled' : 'default'}
            aria-pressed={plain(view.query) === address}
            onClick={() => onChoose(plain(view.query))}
          >
            {view.name}
            {view.shared && <span className={css.shared}>{t('cases.views.ofUnit')}</span>}
          </Button>
          {view.own && (
            <Menu position="bottom-end">
              <Menu.Target>
                <Button
                  size="compact-sm"
                  px={6}
                  variant="default"
                  aria-label={t('cases.views.change', { name: view.name })}
                >
                  ⋯
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => setAsks({ kind: 'rename', view })}>{t('cases.views.rename')}</Menu.Item>
                <Menu.Item onClick={() => setAsks({ kind: 'delete', view })}>{t('cases.views.delete')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </Button.Group>
      ))}
      <Button size="compact-sm" variant="subtle" disabled={address === ''} onClick={() => setAsks({ kind: 'save' })}>
        {t('cases.views.save')}
      </Button>
      {asks && <ViewDialog asks={asks} address={address} onClose={() => setAsks(null)} />}
    </Group>
  );
}

function ViewDialog({ asks, address, onClose }: { asks: Asks; address: string; onClose: () => void }) {
  const t = useT();
  const cache = useQueryClient();
  const { unitId } = useMe();
  const [name, setName] = useState(asks.kind === 'save' ? '' : asks.view.name);
  const [shared, setShared] = useState(false);
  const act = async (): Promise<boolean> => {
    try {
      if (asks.kind === 'save') await callAction(saveCaseView, { name, query: address, shared });
      else if (asks.kind === 'rename') await callAction(renameCaseView, { viewId: asks.view.id, name });
      else await callAction(deleteCaseView, { viewId: asks.view.id });
      tellDone(t(`cases.views.done.${asks.kind}`, { name }));
      await cache.invalidateQueries({ queryKey: [listCaseViews.name] });
      return true;
    } catch (error) {
      tellRefusal(error);
      return false;
    }
  };
  return (
    <FormDialog
      opened
      title={t(`cases.views.${asks.kind}`)}
      onClose={onClose}
      onSubmit={act}
      submitLabel={t(`cases.views.${asks.kind === 'delete' ? 'delete' : 'keep'}`)}
      canSubmit={name.trim() !== ''}
    >
      {asks.kind === 'delete' ? (
        <Text size="sm">{t(asks.view.shared ? 'cases.views.sureShared' : 'cases.views.sure', { name })}</Text>
      ) : (
        <TextInput
          label={t('cases.views.name')}
          value={name}
          maxLength={30}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      {asks.kind === 'save' && unitId !== null && (
        <Checkbox
          label={t('cases.views.share')}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
      )}
    </FormDialog>
  );
}
