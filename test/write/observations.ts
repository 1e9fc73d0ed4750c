import * as fc from 'fast-check';
import type { Observation } from '../../src/types.js';
import type { DocumentResult } from '../../src/write/columns.js';

export const sample: Observation = {
  file: 'a/报告.txt',
  title: '2021年报告',
  doc_kind: 'report',
  issuer: '',
  scope: '',
  region: '咸阳市杨陵区',
  region_code: '610403',
  region_level: 'county',
  year: 2021,
  indicator: 'reconsideration.accepted',
  indicator_name: '受理行政复议案件数',
  label: '受理',
  aspect: 'level',
  status: 'achieved',
  value: '12',
  value_max: '',
  unit: '件',
  qualifier: 'exact',
  period: '2021',
  basis: 'year',
  breakdown: '',
  section: '一、复议',
  sentence: '受理12件,"维持"3件。',
  line: 3,
  start: 20,
  end: 22,
  derived: false,
  rule: 'measure.own',
  flags: '',
};

const awkward = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', "'", ';', '1', '件', ' ', '＝') }),
);

export const decimal = fc
  .tuple(fc.constantFrom('', '-'), fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.option(fc.nat(999)))
  .map(([sign, whole, part]) => `${sign}${whole}${part === null ? '' : `.${part}`}`);

/** Observations with texts of every kind in their text columns. */
export const observation: fc.Arbitrary<Observation> = fc
  .record({
    title: awkward,
    label: awkward,
    sentence: awkward,
    section: awkward,
    value: decimal,
    value_max: fc.oneof(fc.constant(''), decimal),
    year: fc.option(fc.nat(3000)),
    start: fc.nat(),
    derived: fc.boolean(),
  })
  .map((some) => ({ ...sample, ...some }));

export const result = (observations: readonly Observation[]): DocumentResult => ({
  document: {
    file: 'a/报告.txt',
    format: 'text',
    encoding: 'utf-8',
    title: '2021年报告',
    kind: 'report',
    region: { name: '', code: '', level: '', candidates: [], note: '' },
    year: 2021,
    yearCandidates: [],
    period: '2021',
    issuer: '',
    scope: '',
    source: '',
    published: '',
    documentNumber: '',
    indexNumber: '',
    sha256: '',
  },
  observations,
  findings: [],
  problems: [],
  coverage: null,
});
