/** Words around a number that say how exact it is: 近, 约, 超过, 不少于, 余, 以上, 以内 … */

/** `above` is 以上, which is a floor in a target and an excess in a result. */
export type Hedge = 'about' | 'over' | 'under' | 'min' | 'max' | 'above';

/** A norm (每年不少于4次) bounds; what is about or over tells what was counted. */
export const isBound = (hedge: Hedge | null): boolean => hedge === 'min' || hedge === 'max' || hedge === 'above';

const LINK = '(?:了|有|为|达到|达|到|占|在|是|要)?';
const BEFORE: readonly (readonly [Hedge, RegExp])[] = [
  ['min', new RegExp(`(?:不[得能可应宜]?(?:少于|低于|小于|下于)|起码|≥|>=|最少|最低)${LINK} ?$`)],
  ['min', /至少[^,。;:\d]{0,8}$/],
  ['max', new RegExp(`(?:不[得能可应宜]?(?:超过|高于|多于|大于|突破)|不超|至多|最多|最长|≤|<=)${LINK} ?$`)],
  ['under', new RegExp(`(?:(?<![最附邻临靠贴])近|接近|将近|不足|低于|少于|小于|不到|未满|不满|<)${LINK} ?$`)],
  ['over', new RegExp(`(?:超过|超出|(?<![赶反治])超|逾|突破|高于|大于|多于|远超|>)${LINK} ?$`)],
  ['about', new RegExp(`(?:大约|大概|(?<!规民|[公节签预违制邀履毁契]|(?<![整联融综配结符混组])合)约)${LINK} ?$`)],
];
/** 不得少于…总数的5%: the hedge stands before the noun of which the figure is a part. */
const BEFORE_NOUN: readonly (readonly [Hedge, RegExp])[] = [
  ['min', /(?:不得?少于|不得?低于|不应少于|不应低于)[^,。;:\d]{1,24}的 ?$/],
  ['max', /(?:不得?超过|不得?高于|不应超过)[^,。;:\d]{1,24}的 ?$/],
  ['over', /(?<!不得?)超过[^,。;:\d]{1,16}的 ?$/],
];
/** 过万, 破千, 上百: only before scale characters that stand alone. */
const BEFORE_BARE = /(?:(?<![通经超不])过|(?<![突打侦攻告])破|(?<![网线路会以])上) ?$/;

const LONGEST = 40;

/** The hedge that ends right before `at`, and where it starts. `bare`: the number is a scale alone (千, 百万). */
export function hedgeBefore(
  norm: string,
  from: number,
  at: number,
  bare: boolean,
): { hedge: Hedge; start: number } | null {
  const base = Math.max(from, at - LONGEST);
  const text = norm.slice(base, at);
  for (const [hedge, pattern] of BEFORE) {
    const hit = pattern.exec(text);
    if (hit) return { hedge, start: base + hit.index };
  }
  if (bare) {
    const hit = BEFORE_BARE.exec(text);
    if (hit) return { hedge: 'over', start: base + hit.index };
  }
  for (const [hedge, pattern] of BEFORE_NOUN) if (pattern.test(text)) return { hedge, start: at };
  return null;
}

const AFTER_NUMBER = / ?(有余|[余多来+])(?![\d(])/y;

/** 余, 多 or 来 between the number and its unit. */
export function hedgeAfterNumber(norm: string, at: number): { hedge: Hedge; end: number } | null {
  AFTER_NUMBER.lastIndex = at;
  const hit = AFTER_NUMBER.exec(norm);
  return hit ? { hedge: hit[1] === '来' ? 'about' : 'over', end: at + hit[0].length } : null;
}

const AFTER_UNIT =
  / ?(?:\([含不][^)\n]{0,6}\))?(?:(及?其?以上)|(以内|之内|以下|以里)|(左右|上下)|([余多](?=[,。;、:)\s]|$)))/y;
const WITHIN = / ?内(?![容部外设地陆资蒙])/y;
const TIMES = new Set(['天', '日', '个工作日', '个自然日', '小时', '分钟', '个月', '年', '周']);

/** 以上, 以内, 左右 after the unit. 内 alone is a limit only for times. */
export function hedgeAfterUnit(norm: string, at: number, unit: string): { hedge: Hedge; end: number } | null {
  AFTER_UNIT.lastIndex = at;
  const hit = AFTER_UNIT.exec(norm);
  if (hit) {
    const hedge = hit[1] ? 'above' : hit[2] ? 'max' : hit[3] ? 'about' : 'over';
    return { hedge, end: at + hit[0].length };
  }
  if (!TIMES.has(unit)) return null;
  WITHIN.lastIndex = at;
  const within = WITHIN.exec(norm);
  return within ? { hedge: 'max', end: at + within[0].length } : null;
}
