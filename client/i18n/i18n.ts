/**
 * Languages of both faces. Chinese is bundled and first; English comes when it is chosen. A face brings its own
 * namespace; `common` (errors, states, durations) belongs to both and is looked up after it.
 */
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import commonZh from './common.zh-CN.json' with { type: 'json' };

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
type Texts = { readonly [key: string]: string | Texts };

export interface FaceTexts {
  readonly namespace: string;
  readonly zh: Texts;
  readonly en: () => Promise<{ default: Texts }>;
}

const STORED = 'directline.language';
const i18n = i18next.createInstance();
const listeners = new Set<() => void>();
/** Texts without values in the language of now: a desk asks for some hundred of them each time it draws. */
const plain = new Map<string, string>();
let face: FaceTexts | undefined;

export async function startI18n(texts: FaceTexts): Promise<void> {
  face = texts;
  await i18n.init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    ns: [texts.namespace, 'common'],
    defaultNS: texts.namespace,
    fallbackNS: 'common',
    resources: { 'zh-CN': { [texts.namespace]: texts.zh, common: commonZh } },
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as Parameters<typeof i18n.init>[0]);
  await changeLanguage(readStored());
}

export async function changeLanguage(language: Language): Promise<void> {
  if (language === 'en' && face && !i18n.hasResourceBundle('en', 'common')) {
    const [own, common] = await Promise.all([face.en(), import('./common.en.json', { with: { type: 'json' } })]);
    i18n.addResourceBundle('en', face.namespace, own.default);
    i18n.addResourceBundle('en', 'common', common.default);
  }
  await i18n.changeLanguage(language);
  plain.clear();
  document.documentElement.lang = language;
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // A browser without storage forgets the choice; the page works.
  }
  for (const listener of [...listeners]) listener();
}

export const currentLanguage = (): Language => (i18n.language === 'en' ? 'en' : 'zh-CN');

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage);

export type Values = Record<string, string | number>;
export type Translate<Key extends string = string> = (key: Key, values?: Values) => string;

/** For places outside React; inside use the face's `useT`, which draws anew when the language changes. */
export const translate: Translate = (key, values) => {
  if (values) return i18n.t(key, values);
  let text = plain.get(key);
  if (text === undefined) {
    text = i18n.t(key);
    plain.set(key, text);
  }
  return text;
};

/** The text of a name that the server made, or undefined where the language files do not know it. */
export const translateIfKnown = (key: string): string | undefined => (i18n.exists(key) ? i18n.t(key) : undefined);

export function useTranslate<Key extends string = string>(): Translate<Key> {
  useLanguage();
  return translate;
}

type Plain<Name extends string> = Name extends `${infer Base}_one` | `${infer Base}_other` ? Base : Name;
/** Dotted names of all texts of a language file; plural forms are one name. */
export type KeyOf<T, Prefix extends string = ''> = {
  [Name in keyof T & string]: T[Name] extends string ? `${Prefix}${Plain<Name>}` : KeyOf<T[Name], `${Prefix}${Name}.`>;
}[keyof T & string];

export type CommonKey = KeyOf<typeof commonZh>;

function readStored(): Language {
  try {
    return localStorage.getItem(STORED) === 'en' ? 'en' : 'zh-CN';
  } catch {
    return 'zh-CN';
  }
}
