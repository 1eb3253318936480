/** Language, light or dark, sign out. */
import { Button, Menu, useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { staffSignOut } from '../../shared/actions/people.ts';
import { callAction } from '../api/call-action.ts';
import { changeLanguage, LANGUAGES, useLanguage } from '../i18n/i18n.ts';
import { Icon } from './icons.tsx';
import { useMe } from './me.ts';
import { tellRefusal } from './tell.tsx';
import { useT } from './texts.ts';

const SCHEMES = ['auto', 'light', 'dark'] as const;
const LANGUAGE_NAMES = { 'zh-CN': '中文', en: 'English' } as const;

/** `compact`: the sign alone, for bars that are full. */
export function UserMenu({ compact }: { compact?: boolean }) {
  const t = useT();
  const me = useMe();
  const language = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const signOut = async () => {
    try {
      await callAction(staffSignOut, {});
      await navigate('/sign-in');
      cache.clear();
    } catch (error) {
      tellRefusal(error);
    }
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          leftSection={compact ? undefined : <Icon name="person" />}
          aria-label={t('menu.of', { name: me.displayName })}
        >
          {compact ? <Icon name="person" /> : me.displayName}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.countyName}
          {me.unitName ? ` · ${me.unitName}` : ''}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('menu.language')}</Menu.Label>
        {LANGUAGES.map((one) => (
          <Menu.Item
            key={one}
            lang={one}
            onClick={() => void changeLanguage(one)}
            rightSection={one === language && <Icon name="check" />}
            aria-current={one === language}
          >
            {LANGUAGE_NAMES[one]}
          </Menu.Item>
        ))}
        <Menu.Label>{t('menu.scheme')}</Menu.Label>
        {SCHEMES.map((one) => (
          <Menu.Item
            key={one}
            onClick={() => setColorScheme(one)}
            rightSection={one === colorScheme && <Icon name="check" />}
            aria-current={one === colorScheme}
          >
            {t(`menu.${one}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{t('menu.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
