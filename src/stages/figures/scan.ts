import type { Cell, Span } from '../../types.js';
import { accepts } from './accept.js';
import { negate, shift } from './decimal.js';
import { HANZI } from './hanzi.js';
import { type Hedge, hedgeAfterNumber, hedgeAfterUnit, hedgeBefore } from './hedges.js';
import { maskOf } from './masks.js';
import { type Numeral, numeralAt, ratioAt } from './numbers.js';
import { cellUnit, type Unit, type UnitTable, unitAt } from './units.js';

/** A number read with its unit and hedges, before anything is known of what is said with it. */
export interface Reading extends Span {
  readonly value: string;
  readonly valueMax: string | null;
  readonly unit: string;
  readonly extent: Span;
  readonly hedge: Hedge | null;
  readonly cell: number | null;
  /** Printed with a minus sign of its own. */
  readonly signed: boolean;
  readonly rule: string;
}

/** A numeral with what stands around it, not yet judged. */
export interface Found {
  readonly numeral: Numeral;
  readonly unit: Unit | null;
  readonly hedge: Hedge | null;
  /** Whether the hedge stands right at the number, before or after, and is not 以上 or 以内 after the unit. */
  readonly hugged: boolean;
  readonly extent: Span;
  readonly cell: number | null;
}

const RUN = new RegExp(`[${HANZI}]+`, 'y');
const STARTS = new RegExp(`[\\d${HANZI}数几壹贰叁肆伍陆柒捌玖]`, 'g');

/** All figures of the text that lie in no shut span, in text order. */
export function scan(norm: string, shut: readonly Span[], cells: readonly Cell[], table: UnitTable): Reading[] {
  const mask = maskOf(norm, shut, table);
  const found: Found[] = [];
  let c = 0;
  STARTS.lastIndex = 0;
  for (let hit = STARTS.exec(norm); hit; hit = STARTS.exec(norm)) {
    const at = hit.index;
    if (mask[at]) continue;
    while (c < cells.length && cells[c]!.end <= at) c++;
    const cell = c < cells.length && cells[c]!.start <= at ? c : null;
    const numerals = ratioAt(norm, at) ?? [numeralAt(norm, at, table, cell === null ? -1 : cells[cell]!.end)];
    const last = numerals.at(-1);
    if (!last) STARTS.lastIndex = Math.max(STARTS.lastIndex, unreadableTo(norm, at));
    if (!last || maskedWithin(mask, at, last.end)) continue;
    for (const numeral of numerals)
      if (numeral) found.push(around(norm, numeral, cell, found.at(-1)?.extent.end ?? 0, table));
    STARTS.lastIndex = last.end;
  }
  const kept: Found[] = [];
  for (const f of shareUnits(norm, found)) if (accepts(norm, f, kept.at(-1), cells, table)) kept.push(f);
  return kept.map((f) => reading(norm, f, cells, table));
}

/** A run of numerals that is no number is none from its middle on either: 一百二三十人 is not 30. */
function unreadableTo(norm: string, at: number): number {
  RUN.lastIndex = at;
  const run = RUN.exec(norm)?.[0] ?? '';
  return run.length > 1 ? at + run.length : at;
}

function maskedWithin(mask: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (mask[i]) return true;
  return false;
}

const SPLIT = /个[余多]/y;

/** The unit after a number; 个多月 is 个月 with 多 inside. */
function unitAfter(norm: string, at: number, table: UnitTable): { unit: Unit; end: number; split: boolean } | null {
  SPLIT.lastIndex = at;
  if (SPLIT.test(norm)) {
    const hit = unitAt(`个${norm.slice(at + 2, at + 8)}`, 0, { ...table, starts: null });
    if (hit && hit.unit.printed !== '个') return { unit: hit.unit, end: at + 1 + hit.end, split: true };
  }
  const hit = unitAt(norm, at, table);
  return hit && { ...hit, split: false };
}

/** Reads hedges and unit around a numeral. */
function around(norm: string, numeral: Numeral, cell: number | null, from: number, table: UnitTable): Found {
  const before = hedgeBefore(norm, from, numeral.start, numeral.bare);
  const after = hedgeAfterNumber(norm, numeral.end);
  const at = after?.end ?? numeral.end;
  const hit = numeral.unit ? null : unitAfter(norm, norm[at] === ' ' ? at + 1 : at, table);
  const unit = hit?.unit ?? null;
  const end = hit?.end ?? at;
  const tail = hedgeAfterUnit(norm, end, unit?.base ?? numeral.unit ?? '');
  const inside = after?.hedge ?? numeral.inner ?? (hit?.split ? 'over' : null);
  return {
    numeral,
    unit,
    hedge: before?.hedge ?? inside ?? tail?.hedge ?? null,
    hugged: before !== null || inside !== null,
    extent: { start: before?.start ?? numeral.start, end: tail?.end ?? end },
    cell,
  };
}

const LINKS = /^ ?(?:[、和与及]|以及|,) ?$/;

/** 提高1.5、2.3个百分点: a number without a unit takes that of the next one in its list, else of the one before. */
function shareUnits(norm: string, found: readonly Found[]): Found[] {
  const out = [...found];
  const linked = (a: Found, b: Found) =>
    b.numeral.start - a.extent.end <= 3 && LINKS.test(norm.slice(a.extent.end, b.extent.start));
  const lacks = (f: Found) => f.cell === null && !f.unit && f.numeral.unit === null && f.numeral.kind === 'arabic';
  for (let i = out.length - 2; i >= 0; i--) {
    const f = out[i]!;
    const next = out[i + 1]!;
    if (lacks(f) && linked(f, next) && (next.unit || next.numeral.unit)) out[i] = borrow(f, next);
  }
  for (let i = 1; i < out.length; i++) {
    const f = out[i]!;
    const prev = out[i - 1]!;
    const closed = /^[,。;、)\s]|^$/.test(norm.slice(f.extent.end, f.extent.end + 1));
    if (lacks(f) && closed && linked(prev, f) && (prev.unit || prev.numeral.unit)) out[i] = borrow(f, prev);
  }
  return out;
}

function borrow(f: Found, from: Found): Found {
  return from.unit
    ? { ...f, unit: from.unit }
    : { ...f, numeral: { ...f.numeral, unit: from.numeral.unit, sure: true } };
}

function reading(norm: string, found: Found, cells: readonly Cell[], table: UnitTable): Reading {
  const { numeral, unit, extent, hedge, cell } = found;
  const signed = minusBefore(norm, numeral.start);
  const start = signed ? numeral.start - 1 : numeral.start;
  let base = unit?.base ?? numeral.unit ?? '';
  let exponent = 0;
  const printed = cell === null ? null : cells[cell]!.unit;
  if (base === '' && cell === null && /[万亿]$/.test(norm.slice(start, numeral.end)) && ofMoney(norm, extent))
    base = '元';
  if (base === '' && cell !== null && isRate(norm, cells[cell]!)) base = '%';
  else if (base === '' && printed) ({ exponent, base } = cellUnit(printed, table));
  const scaled = (value: string) => (signed ? negate(shift(value, exponent)) : shift(value, exponent));
  return {
    start,
    end: numeral.end,
    value: scaled(numeral.value),
    valueMax: numeral.valueMax === null ? null : scaled(numeral.valueMax),
    unit: base,
    extent: { start: Math.min(start, extent.start), end: extent.end },
    hedge,
    cell,
    signed,
    rule: numeral.rule,
  };
}

/** A column that prints its own % among columns of another unit: 同比增长(±%). */
function isRate(norm: string, cell: Cell): boolean {
  const head = cell.column.at(-1);
  return head !== undefined && /(?:^|[(±,])\s*[±]?%\s*(?:\)|$)/.test(norm.slice(head.start, head.end));
}

const MONEY =
  /(?:经费|资金|金额|投资|产值|收入|补贴|补助|罚款|罚没款?|损失|预算|贷款|工资|赔偿|税收|营业额|销售额|成交额|债务|奖金|款项|价值|欠薪|存款|融资|授信|货款|合同额|标的额?)[^,。;、\d]{0,8}$/;

/** 落实办公经费80万: a scaled number after a word for money, with nothing named after it, is in 元. */
function ofMoney(norm: string, { start, end }: Span): boolean {
  return !/^\p{sc=Han}/u.test(norm.slice(end, end + 1)) && MONEY.test(norm.slice(Math.max(0, start - 16), start));
}

/** A minus sign, not the dash of a range or a code; or 负 in 增长负3.5%. */
function minusBefore(norm: string, at: number): boolean {
  if (norm[at - 1] === '负' && /[长率为达到至是]/.test(norm[at - 2] ?? '')) return true;
  return norm[at - 1] === '-' && !/[\d%A-Za-z)\]年月日-]/.test(norm[at - 2] ?? ' ');
}
