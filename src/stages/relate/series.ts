import { alike, between, type Numbers } from './numbers.js';

/** Two states of one thing. */
export interface Series {
  readonly from: number;
  readonly to: number;
  /** 由A增至B, or B,较上年的A …. */
  readonly by: 'toward' | 'against';
}

/** What stands between two states where a verb moves one to the other: 8.05万增至9.62万. */
export const MOVED_TO =
  /(?:增|升|提|降|减|缩|压|扩|拓|精简|变|调|优|上涨|下|回|发展|演进|达)[^,。;\d]{0,8}(?:至|到|为)[^,。;\d]{0,6}$/;
/** The same behind a 由, where a bare 到 is enough. */
export const TOWARD = new RegExp(`${MOVED_TO.source}|^[^,。;\\d]{0,3}(?:至|到)[^,。;\\d]{0,2}$`);
const FROM = /[由从][^,。;\d]{0,18}$/;
/** 收监执行8人,合计较上年39人增加12人: what is compared is another sum. */
export const OTHER = /合计|总计|总共|共计/;
const AGAINST = /[较比与](?:20\d\d ?年|上年度?|去年|上一年|上期|同期|上月)[^,。;\d]{0,8}$/;

const before = ({ norm, figures, sentences }: Numbers, i: number): string => {
  const { extent, sentence } = figures[i]!;
  return norm.slice(Math.max(sentences[sentence]!.start, extent.start - 24), extent.start);
};

const comparable = (numbers: Numbers, a: number, b: number): boolean =>
  alike(numbers, a, b) || (numbers.figures[a]!.unit === '' && b === a + 1);

/** The series of a document: 由A增至B, or B,较上年的A. */
export function seriesOf(numbers: Numbers): Series[] {
  const { figures } = numbers;
  const out: Series[] = [];
  for (let i = 0; i + 1 < figures.length; i++) {
    const j = i + 1;
    if (figures[i]!.sentence !== figures[j]!.sentence || !comparable(numbers, i, j)) continue;
    const gap = between(numbers, i, j);
    if (FROM.test(before(numbers, i)) && TOWARD.test(gap) && !/[,;。]/.test(gap))
      out.push({ from: i, to: j, by: 'toward' });
    else if (AGAINST.test(gap) && !OTHER.test(gap) && figures[j]!.aspect === 'level')
      out.push({ from: j, to: i, by: 'against' });
  }
  return out;
}
