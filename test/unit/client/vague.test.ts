import { expect, test } from 'vitest';
import { isVague } from '../../../client/features/cases/vague.ts';

test('[C8] asks whether what promises nothing was a remark', () => {
  for (const said of ['我们会认真研究', '回去了解一下', '高度重视', 'We will study it', 'I will look into it'])
    expect(isVague(said), said).toBe(true);
  for (const said of ['十日内修好石桥村路灯', '11月底前通水', 'The pipes are replaced by May'])
    expect(isVague(said), said).toBe(false);
});
