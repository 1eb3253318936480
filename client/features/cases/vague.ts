/** Words that promise nothing: whoever wrote them down is asked whether it was a remark (C8). */
const VAGUE = /研究|考虑|关注|重视|了解一下|想办法|\b(study|consider|look into|think about|see what)\b/i;

export const isVague = (wording: string): boolean => VAGUE.test(wording);
