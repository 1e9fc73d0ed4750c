import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openKnowledge } from '../../../src/knowledge.js';
import { mine } from '../../../src/mine.js';
import type { Finding } from '../../../src/types.js';
import { fixture } from './identities.js';

const knowledge = openKnowledge();
const audited = (text: string) => mine(Buffer.from(text), 'x.txt', knowledge, { year: 2022 });
const found = (text: string, status: Finding['status']): Finding[] =>
  audited(text).findings.filter((finding) => finding.status === status);
const formulas = (text: string, status: Finding['status']): string[] =>
  found(text, status).map(({ formula }) => formula);

describe('what holds in the reports is found', () => {
  const held = (name: string) => formulas(readFileSync(fixture(`fixtures/reports/${name}`), 'utf8'), 'holds');

  it('sums and rates of 000', () => {
    const all = held('000_74d374dcb49bc012.txt');
    for (const formula of [
      '890件 ÷ 930件 = 95.7% = 95.7%',
      '4件 + 4件 + 1件 + 1件 = 10件',
      '10件 + 3件 + 1件 + 8件 = 22件',
      '7件 + 1件 + 3件 + 21件 = 32件',
      '564条 + 103条 = 667条',
    ])
      expect(all).toContain(formula);
  });

  it('sums and rates of 001', () => {
    const all = held('001_ef7d1cd6b277190b.txt');
    expect(all).toContain('1187起 ÷ 1220起 = 97.3% = 97.3%');
    expect(all).toContain('163件 + 144件 = 307件');
  });
});

describe('sums', () => {
  it('need not be complete: groups that overlap or are not all named contradict nothing', () => {
    const text = '全年受理法律援助案件307件,其中:农民工案件26件,残疾人14件,妇女儿童53件,老年人26件。';
    expect(formulas(text, 'contradicts')).toEqual([]);
    expect(formulas(text, 'open')).toContain('26件 + 14件 + 53件 + 26件 ≠ 307件');
  });

  it('of results that exclude one another are at most the whole', () => {
    const [one] = found('收到行政复议申请10件,其中受理8件,不予受理4件。', 'contradicts');
    expect(one!.formula).toBe('8件 + 4件 ≠ 10件');
    expect(one!.message).toContain('10件 were 12');
  });

  it('do not take 结案 for a part of 受理: cases of the year before are among them', () => {
    const text = '受理法律援助案件57件,结案66件。';
    expect(formulas(text, 'contradicts')).toEqual([]);
    expect(formulas(text, 'remark')).toEqual(['66件 > 57件']);
  });

  it('keep to the bounds that 余 and 约 give', () => {
    expect(formulas('受理法律援助案件300余件(民事163件,刑事144件)。', 'holds')).toEqual(['163件 + 144件 = 300件']);
    expect(formulas('受理法律援助案件300余件(民事163件,刑事284件)。', 'contradicts')).toHaveLength(1);
  });
});

describe('rates', () => {
  it('say which denominator fits when it is not the usual one', () => {
    const text = '全年排查矛盾纠纷1000件,调解受理900件,调解成功855件,调解成功率85.5%。';
    const [one] = found(text, 'holds');
    expect(one!.formula).toBe('855件 ÷ 1000件 = 85.5% = 85.5%');
    expect(one!.message).toContain('排查矛盾纠纷');
    expect(one!.message).toContain('900件');
  });

  it('print the implied denominator when none fits', () => {
    const [one] = found('全区排查矛盾纠纷930件,调解成功890件,调解成功率97.8%。', 'contradicts');
    expect(one!.message).toContain('97.8% implies about 910');
  });

  it('above 100 % cannot be, but a plan may be more than fulfilled', () => {
    expect(formulas('全区调解矛盾纠纷成功率102.3%。', 'contradicts')).toEqual(['102.3% > 100%']);
    expect(formulas('全市城镇新增就业12.96万人,完成年度目标任务的129.6%。', 'contradicts')).toEqual([]);
  });

  it('that drop digits instead of rounding are a remark', () => {
    expect(formulas('发现安全隐患864处,整改852处,整改率98.61%。', 'holds')).toHaveLength(1);
    const text = '发现安全隐患1243处,整改1209处,整改率97.2%。';
    expect(formulas(text, 'contradicts')).toEqual([]);
    expect(formulas(text, 'remark')).toEqual(['1209处 ÷ 1243处 = 97.26% ≈ 97.2%']);
  });
});

describe('movements', () => {
  it('fit the two states between which they lie', () => {
    expect(formulas('收到行政复议申请6128件,上年为5586件,增长9.7%。', 'holds')).toHaveLength(1);
    const [one] = found('收到行政复议申请6128件,上年为5586件,增长7.9%。', 'contradicts');
    expect(one!.message).toContain('9.7%');
  });

  it('fit the change that is printed beside them', () => {
    expect(formulas('实施行政检查21435户次,较上年减少2860户次,下降11.8%。', 'holds')).toHaveLength(1);
    expect(formulas('实施行政检查21435户次,较上年减少2860户次,下降13.8%。', 'contradicts')).toHaveLength(1);
  });

  it('without an earlier figure are open, with the figure that they imply', () => {
    const [one] = found('收到行政复议申请660件,同比增长10%。', 'open');
    expect(one!.message).toContain('600');
  });
});

describe('the same thing stated twice', () => {
  it('with other values contradicts, and the rows are flagged', () => {
    const { findings, observations } = audited('回复网民留言581件次。\n\n办理回复网民留言577件。');
    const [one] = findings.filter(({ status }) => status === 'contradicts');
    expect(one!.rule).toBe('conflict.value');
    for (const index of one!.observations) expect(observations[index]!.flags).toContain(`contradicts:${one!.id}`);
  });

  it('of different scope or basis does not', () => {
    expect(formulas('全县回复网民留言581件。\n\n累计回复网民留言1577件。', 'contradicts')).toEqual([]);
    expect(formulas('收到行政复议申请398件。\n\n其中涉企行政复议申请61件。', 'contradicts')).toEqual([]);
  });
});

describe('fingerprints', () => {
  it('do not change when text before them does', () => {
    const text = '收到行政复议申请10件,其中受理8件,不予受理4件。';
    const prints = [text, `全年工作总结如下。\n\n${text}`].map((one) =>
      found(one, 'contradicts').map((f) => f.fingerprint),
    );
    expect(prints[0]).toHaveLength(1);
    expect(prints[1]).toEqual(prints[0]);
  });
});
