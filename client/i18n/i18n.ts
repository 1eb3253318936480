/**
 * Languages of both faces. Chinese is bundled and first; English comes when it is chosen. A face brings texts of its
 * own; `common` (errors, states, durations) belongs to both and is looked up after them.
 */
import { useSyncExternalStore } from 'react';
import commonZh from './common.zh-CN.json' with { type: 'json' };
import { fill, findText, type Texts, type Values } from './wording.ts';

export type { Values } from './wording.ts';
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface FaceTexts {
  readonly zh: Texts;
  readonly en: () => Promise<{ default: Texts }>;
}

const STORED = 'directline.language';
const listeners = new Set<() => void>();
/** Texts without values in the language of now: a desk asks for some hundred of them each time it draws. */
const plain = new Map<string, string>();
/** Of the face, and of parts whose texts come with their pages; the newest first. */
let sources: readonly FaceTexts[] = [];
let language: Language = 'zh-CN';
let chinese: readonly Texts[] = [commonZh];
let english: readonly Texts[] | undefined;
/** Where a text is looked for, the best first. */
let files = chinese;
let plurals: Intl.PluralRules | undefined;

export async function startI18n(texts: FaceTexts): Promise<void> {
  await addTexts(texts, readStored());
}

/** Texts of a part that is fetched when it is opened; a second time changes nothing. */
export async function addTexts(texts: FaceTexts, wanted: Language = language): Promise<void> {
  if (sources.includes(texts)) return;
  sources = [texts, ...sources];
  chinese = [texts.zh, ...chinese];
  english = undefined;
  await changeLanguage(wanted);
}

export async function changeLanguage(wanted: Language): Promise<void> {
  if (wanted === 'en' && !english) {
    const common = import('./common.en.json', { with: { type: 'json' } });
    english = (await Promise.all([...sources.map(({ en }) => en()), common])).map((file) => file.default);
  }
  language = wanted;
  files = wanted === 'en' && english ? [...english, ...chinese] : chinese;
  plurals = undefined;
  plain.clear();
  document.documentElement.lang = wanted;
  try {
    localStorage.setItem(STORED, wanted);
  } catch {
    // A browser without storage forgets the choice; the page works.
  }
  for (const listener of [...listeners]) listener();
}

export const currentLanguage = (): Language => language;

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage);

export type Translate<Key extends string = string> = (key: Key, values?: Values) => string;

const find = (key: string, count?: string | number): string | undefined => {
  if (typeof count !== 'number') return findText(files, key);
  plurals ??= new Intl.PluralRules(language);
  return findText(files, key, plurals.select(count));
};

/** For places outside React; inside use the face's `useT`, which draws anew when the language changes. */
export const translate: Translate = (key, values) => {
  if (values) return fill(find(key, values.count) ?? key, values);
  let text = plain.get(key);
  if (text === undefined) {
    text = find(key) ?? key;
    plain.set(key, text);
  }
  return text;
};

/** The text of a name that the server made, or undefined where the language files do not know it. */
export const translateIfKnown = (key: string): string | undefined => find(key);

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
