/** Units that count the same kind of thing: a whole of 426份 has parts of 198件. */
const KIN: readonly ReadonlySet<string>[] = [
  new Set(['件', '份', '宗', '起', '例', '案', '件次']),
  new Set(['人', '名', '位']),
];

/** Whether two units count the same kind of thing, so that one figure can be a part of the other. */
export const sameKind = (a: string, b: string): boolean => a === b || KIN.some((units) => units.has(a) && units.has(b));
