import { h } from './dom.js';
import type { Choice, Entry, Model, Opened } from './model.js';
import { sizeOf } from './table.js';
import { t, told, type Word } from './words.js';

export interface Deciding {
  decide(decision: Choice['decision'] | 'undo'): void;
}

const DONE: Readonly<Record<Choice['decision'], Word>> = { accept: 'accepted', reject: 'rejected', recode: 'recoded' };

/** Shows one figure with all that is known of it, and the ways to decide on it. */
export function detailOf(model: Model, opened: Opened, entry: Entry | undefined, actions: Deciding): HTMLElement {
  if (!entry) return h('p', { class: 'none' }, t('choose'));
  const id = model.indicatorOf(opened, entry);
  const choice = model.choiceOf(opened, entry);
  const facts: readonly (readonly [Word, string])[] = [
    ['label', entry.label],
    ['aspect', told(entry.aspect)],
    ['qualifier', told(entry.qualifier)],
    ['period', entry.period],
    ['basis', told(entry.basis)],
    ['breakdown', entry.breakdown],
    ['rule', entry.rule],
    ['flags', entry.flags.map(told).join('; ')],
  ];
  const button = (word: 'accept' | 'reject' | 'recode' | 'undo', key: string): HTMLElement => {
    const wants = word === 'undo' ? choice !== undefined : true;
    const pressed = choice && choice.decision === word ? 'true' : undefined;
    const attributes = { type: 'button', class: `act ${word}`, disabled: !wants, 'aria-pressed': pressed };
    return h('button', { ...attributes, click: () => actions.decide(word) }, t(word), h('kbd', {}, key));
  };
  return h(
    'div',
    { class: 'detail' },
    h('div', { class: 'size' }, sizeOf(entry), h('span', { class: 'status' }, told(entry.status))),
    h('div', { class: 'name' }, id ? model.nameOf(id) : t('uncoded'), ...(id ? [h('code', {}, id)] : [])),
    ...(choice ? [h('div', { class: `decided ${choice.decision}` }, t(DONE[choice.decision]))] : []),
    h('dl', {}, ...facts.flatMap(([word, text]) => (text === '' ? [] : [h('dt', {}, t(word)), h('dd', {}, text)]))),
    h(
      'div',
      { class: 'acts' },
      button('accept', 'a'),
      button('reject', 'r'),
      button('recode', 'c'),
      button('undo', 'u'),
    ),
  );
}
