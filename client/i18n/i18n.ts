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
/** Whose texts are looked for, the first wins. */
let parts: readonly FaceTexts[] = [{ zh: commonZh, en: () => import('./common.en.json', { with: { type: 'json' } }) }];
const english = new Map<FaceTexts, Texts>();
let language: Language = 'zh-CN';
/** What was asked for last; its texts may still be on their way. */
let chosen: Language = language;
/** Where a text is looked for, the best first. */
let files: readonly Texts[] = [commonZh];
/** Counts what `files` has been: texts that come later are drawn by whoever shows some. */
let edition = 0;
let plurals: Intl.PluralRules | undefined;

export function startI18n(texts: FaceTexts): Promise<void> {
  parts = [texts, ...parts];
  // Chosen on one page, it is the language of every page of this browser: a wall screen and a stage have no menu.
  window.addEventListener('storage', ({ key }) => {
    if (key === STORED) void changeLanguage(readStored());
  });
  return changeLanguage(readStored());
}

/** Texts of pages that are fetched when they are opened; once and for all. */
export function addTexts(texts: FaceTexts): Promise<void> {
  if (!parts.includes(texts)) {
    parts = [texts, ...parts];
    // Read in Chinese until the other language is there.
    files = [...files, texts.zh];
    edition += 1;
    plain.clear();
  }
  return changeLanguage(chosen);
}

export async function changeLanguage(wanted: Language): Promise<void> {
  chosen = wanted;
  if (wanted === 'en') {
    const missing = parts.filter((part) => !english.has(part));
    if (missing.length > 0)
      await Promise.all(missing.map(async (part) => english.set(part, (await part.en()).default)));
  }
  if (chosen !== wanted) return;
  language = wanted;
  const chinese = parts.map(({ zh }) => zh);
  const inEnglish = parts.map((part) => english.get(part)).filter((texts) => texts !== undefined);
  const found = wanted === 'en' ? [...inEnglish, ...chinese] : chinese;
  if (found.length !== files.length || found.some((texts, index) => texts !== files[index])) edition += 1;
  files = found;
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
  useSyncExternalStore(subscribe, () => edition);
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
