/** What somebody is called by, for a form of address. */

/** Surnames of two characters that are still common. */
const COMPOUND = new Set(
  '欧阳 司马 上官 诸葛 皇甫 尉迟 公孙 慕容 夏侯 令狐 司徒 东方 独孤 南宫 长孙 宇文 司空 端木 百里 呼延'.split(' '),
);

/**
 * Of a Chinese name the first one or two characters; of one with a dot in it, which has no surname, what stands before
 * the dot; of any other its last word.
 */
export function surnameOf(name: string): string {
  const trimmed = name.trim();
  const [own = '', father] = trimmed.split('·');
  if (father !== undefined) return own.trim();
  if (!/^\p{Script=Han}/u.test(trimmed)) return trimmed.split(/\s+/).at(-1) ?? '';
  const two = [...trimmed].slice(0, 2).join('');
  return COMPOUND.has(two) ? two : ([...trimmed][0] ?? '');
}
