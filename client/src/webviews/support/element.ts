// Makes DOM elements in an expression. Text is always text: nothing is ever parsed as HTML.

type Child = Node | string | undefined | false;

type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: globalThis.Event) => void)>>;

/** @param attributes `true` writes the bare name, `false` and `undefined` none; functions are listeners, such as `onclick` */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  decorate(made, attributes, children);
  return made;
}

/** As `element`, for a custom element or one of SVG. @param namespace such as `http://www.w3.org/2000/svg` */
export function elementNS(
  namespace: string,
  name: string,
  attributes: Attributes = {},
  ...children: readonly Child[]
): Element {
  const made = document.createElementNS(namespace, name);
  decorate(made, attributes, children);
  return made;
}

function decorate(made: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.replace(/^on/, ""), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== undefined && value !== false) made.setAttribute(name, String(value));
  }
  made.append(...children.filter(child => child !== undefined && child !== false));
}
