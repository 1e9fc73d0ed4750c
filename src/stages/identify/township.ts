const KIND = '(?:街道|镇|乡|苏木)';
const NAME = `\\p{Script=Han}{1,8}?${KIND}`;
/** What stands behind a township's name in a title or in the name of its authority. */
const AUTHORITY =
  '(?:办事处)?(?=人民政府|政府|党工委|党委|人大|便民|综合|司法所|财政所|派出所|法治|依法|普法|工作|关于|全面|推进|[^\\p{Script=Han}]|二[〇○零]|$)';
const STRICT = new RegExp(`^(${NAME})${AUTHORITY}`, 'u');
/** Whatever stands behind it, but what makes another word of its end: 乡村, 镇长, 街道里. */
const LOOSE =
  /^(\p{Script=Han}{1,4}?(?:街道(?![里上])|镇(?![长村域级区]|乡(?!村))|乡(?![村土亲愁风贤情镇音间规党])|苏木))/u;
/** Kinds of townships, not names of one. */
const KINDS =
  /^(?:.{0,3}[各我全本这该两].{0,3}|(?:[省市县区]{0,3}|全县|新型|美丽|振兴)(?:城乡|城镇|乡镇|村镇|县乡|镇乡|街镇|镇|乡|街道))$/;
/** Other bodies or doings stand between: 县公安局, 深入关帝镇. */
const BODIES =
  /局|[市县区省]委|政府|厅|办公|机关|深入|走进|来到|前往|走访|调研|检查|组织|[赴某]|关于|印发|转发|召开|举[办行]|开展|推进|加强|启动|打造/;
const COMMON =
  /(?:小|重|名|强|古|建制|中心|重点|小城|乡|..[城村集])镇$|^[一二三四五六七八九十]+[镇乡]$|(?:家|故|城|水|老|同|下|返)乡$/;

/**
 * The township, town or street whose name stands at this place, '' for none. `strict` wants words of its authority, or nothing, behind it;
 * `loose` is for places where only an authority's name can stand.
 */
export function townshipAt(text: string, from: number, how: 'strict' | 'loose' = 'strict'): string {
  const rest = text.slice(from, from + 24);
  const strict = STRICT.exec(rest)?.[1] ?? '';
  const name = strict === '' && how === 'loose' ? (LOOSE.exec(rest)?.[1] ?? '') : strict;
  if (KINDS.test(name) || BODIES.test(name)) return '';
  return strict === '' && COMMON.test(name) ? '' : name;
}
