export type Language = 'zh' | 'en';

const WORDS = {
  review: ['审阅', 'Review'],
  summary: ['汇总', 'Summary'],
  language: ['English', '中文'],
  export: ['导出决定', 'Export decisions'],
  decisions: ['项决定', 'decisions'],
  keys: ['快捷键', 'Keys'],
  keysHelp: [
    'j / k 下一个、上一个数字　n / p 下一篇、上一篇　a 接受　r 拒绝　c 改码　u 撤销',
    'j / k next, previous figure · n / p next, previous document · a accept · r reject · c recode · u undo',
  ],
  documents: ['文档', 'Documents'],
  search: ['查找文档', 'Find a document'],
  findings: ['核对', 'Findings'],
  noFindings: ['未发现算术矛盾', 'The arithmetic holds'],
  coverage: ['指标', 'Coverage'],
  text: ['原文', 'Text'],
  figures: ['数字', 'Figures'],
  line: ['行', 'Line'],
  value: ['数值', 'Value'],
  indicator: ['指标', 'Indicator'],
  label: ['所指', 'Label'],
  status: ['状态', 'Status'],
  flag: ['标记', 'Flag'],
  allIndicators: ['全部指标', 'All indicators'],
  allStatuses: ['全部状态', 'All statuses'],
  allFlags: ['全部标记', 'All flags'],
  coded: ['已编码', 'Coded'],
  uncoded: ['未编码', 'Uncoded'],
  contradiction: ['矛盾', 'Contradiction'],
  contradicts: ['矛盾', 'Contradiction'],
  remark: ['提示', 'Remark'],
  ambiguous: ['两可', 'Ambiguous'],
  accept: ['接受', 'Accept'],
  reject: ['拒绝', 'Reject'],
  recode: ['改码', 'Recode'],
  undo: ['撤销', 'Undo'],
  accepted: ['已接受', 'Accepted'],
  rejected: ['已拒绝', 'Rejected'],
  recoded: ['已改码', 'Recoded'],
  undecided: ['未决定', 'Undecided'],
  achieved: ['完成', 'Achieved'],
  target: ['目标', 'Target'],
  level: ['数量', 'Level'],
  growth: ['增长', 'Growth'],
  change: ['变化', 'Change'],
  share: ['占比', 'Share'],
  average: ['平均', 'Average'],
  exact: ['确数', 'Exact'],
  about: ['约', 'About'],
  over: ['超过', 'Over'],
  under: ['不足', 'Under'],
  min: ['至少', 'At least'],
  max: ['至多', 'At most'],
  year: ['年度', 'Year'],
  cumulative: ['累计', 'Cumulative'],
  aspect: ['类型', 'Aspect'],
  qualifier: ['限定', 'Qualifier'],
  period: ['时期', 'Period'],
  basis: ['口径', 'Basis'],
  breakdown: ['细分', 'Breakdown'],
  rule: ['规则', 'Rule'],
  flags: ['标记', 'Flags'],
  unit: ['单位', 'Unit'],
  none: ['无', 'None'],
  choose: ['选一个数字查看', 'Choose a figure to see it'],
  noFigures: ['没有符合筛选条件的数字', 'No figure fits the filters'],
  recodeTitle: ['改为哪个指标?', 'Which indicator is it?'],
  find: ['按名称或代码查找', 'Find by name or id'],
  near: ['候选', 'Candidates'],
  others: ['编码本', 'Codebook'],
  ok: ['确定', 'OK'],
  cancel: ['取消', 'Cancel'],
  reported: ['有数字', 'Reported'],
  reported_zero: ['报告为零', 'Reported as zero'],
  mentioned: ['仅提及', 'Mentioned'],
  byDocument: ['各文档的编码情况', 'Coverage by document'],
  byRegion: ['指标在各地区的分布', 'An indicator over regions'],
  byYear: ['指标的历年变化', 'An indicator over years'],
  anyYear: ['最近年份', 'Latest year'],
  noValues: ['没有可画的数值', 'No values to draw'],
  oneYear: ['没有一个地区有两年以上的数值', 'No region has values for two years'],
  valuesHelp: [
    '取各文档首次陈述的本年、全口径、已完成的数值',
    'The first value that each document states as achieved in its own year, whole and not cumulative',
  ],
  unknownRegion: ['地区不明', 'Region unknown'],
  indicatorsReported: ['个指标', 'indicators'],
  problems: ['问题', 'Problems'],
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof WORDS;

let language: Language = 'zh';

export const languageNow = (): Language => language;

export function speak(next: Language): void {
  language = next;
}

/** A word of the page in the language chosen. */
export const t = (word: Word): string => WORDS[word][language === 'zh' ? 0 : 1];

/** A word of the data, in words of the page where it has one. */
export const told = (word: string): string => (Object.hasOwn(WORDS, word) ? t(word as Word) : word);

/** A plain decimal with separators. */
export function shown(value: string): string {
  const [whole = '', fraction] = value.split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
