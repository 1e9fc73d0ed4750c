import type { DocKind } from '../../types.js';

/** Words that name a kind; in a title the one that stands last decides. */
const WORDS: readonly (readonly [DocKind, RegExp])[] = [
  [
    'plan',
    /工作计划|计划|工作要点|(?<!汇报|发言|报告|介绍)要点|实施方案|行动方案|方案|工作安排|安排|规划(?!局|和|与|建设|资源|科|处|股|院|条例|许可|管理|执法|领域|自然|委|分局)|重点任务|重点工作|任务分解|任务清单|目标任务|实施意见|行动纲要/g,
  ],
  ['report', /报告|总结|年报|汇报|自查|述职|情况|分析|综述|回顾|成效|进展|小结/g],
  [
    'statistics',
    /统计公报|公报|统计(?!局|法|系统|工作|部门|执法|员|督察|造假|法治|监督)[一-龥]{0,8}|统计年报|数据|报表|月报|季报|快报|一览表/g,
  ],
  ['notice', /通知|公告|通告|公示|意见|决定|批复|函|通报|办法|细则|规定|条例|制度/g],
];
const BODY: readonly (readonly [DocKind, RegExp])[] = [
  ['report', /(?:总结|汇报|报告|情况|编制)[^。\n]{0,12}(?:如下|本报告)|现将[^。\n]{0,40}报告/],
  ['plan', /(?:特?制定|制订|提出)(?:本|如下|以下)[^。\n]{0,8}(?:计划|方案|要点|安排|意见)|(?:计划|要点|安排)如下/],
  ['notice', /现[^。\n]{0,30}(?:通知|公告|通报|公示)如下|印发给你们/],
];
/** Execution of a plan is reported, not planned: 计划执行情况, 方案落实情况. */
const EXECUTED = /(?:计划|方案|规划|要点|意见|任务|纲要)[》)]?[^,]{0,10}(?:执行|落实|实施|完成|进展|推进|贯彻|评估)/;

function last(text: string): DocKind {
  let kind: DocKind = 'other';
  let best = -1;
  for (const [name, words] of WORDS) {
    for (const match of text.matchAll(words)) {
      const end = match.index + match[0].length;
      if (end > best) {
        best = end;
        kind = name;
      }
    }
  }
  return kind;
}

/** The kind of a title. A notice that sends out a plan or a report takes the kind of what it carries. */
function ofTitle(title: string): DocKind {
  const bare = title.replace(/\[\d+\]$/, '').replace(/[((][^()()]{0,30}[))]$/, '');
  const carried = /(?:印发|转发|下发|发布|公布)(.{4,})的(?:通知|公告|函)$/.exec(bare)?.[1];
  if (carried !== undefined) {
    const inner = last(carried.replace(/[《》]/g, ''));
    return inner === 'other' ? 'notice' : inner;
  }
  if (/(?:总结|报告|情况)[^,]{0,6}(?:及|和|暨|与|、)[^,]*(?:计划|要点|安排|打算|思路)$/.test(bare)) return 'report';
  const kind = last(bare);
  if (kind === 'plan' && EXECUTED.test(bare)) return 'report';
  const statistical = /统计(?:公报|年报|数据|报表|情况|表|分析|月报)|数据(?:公示|公告|通报)/.test(bare);
  return statistical && kind !== 'plan' ? 'statistics' : kind;
}

/** What kind of document this is, by the words of its title, else by how its text begins. */
export function kindOf(title: string, lead: string): DocKind {
  const kind = title === '' ? 'other' : ofTitle(title);
  if (kind !== 'other') return kind;
  for (const [name, words] of BODY) if (words.test(lead)) return name;
  return 'other';
}
