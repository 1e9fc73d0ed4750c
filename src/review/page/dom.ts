type Value = string | number | boolean | ((event: Event) => void);
type Attributes = Readonly<Record<string, Value | undefined>>;
type Child = Node | string;

function adorn(element: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children);
}

/** Makes an element. Functions are listeners, the rest attributes; strings become text, never markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  adorn(element, attributes, children);
  return element;
}

/** The same for drawings. */
export function s(tag: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  adorn(element, attributes, children);
  return element;
}

/** Makes the choices of a select anew and keeps what was chosen where it is still there. */
export function refill(select: HTMLSelectElement, choices: readonly (readonly [value: string, text: string])[]): void {
  const chosen = select.value;
  select.replaceChildren(...choices.map(([value, text]) => h('option', { value }, text)));
  select.value = choices.some(([value]) => value === chosen) ? chosen : '';
}
