// Reads XML strictly: whatever is not well-formed throws. Enough for reports: no comments, CDATA, namespaces or doctype.

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The element's own text, entities resolved. */
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

const TOKEN = /<\?xml [^?]*\?>|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|[^<]+/gy;

/** The root element. @throws where the text is not well-formed */
export function readXml(xml: string): XmlElement {
  const illegal = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(xml);
  if (illegal) throw new Error(`XML cannot hold the character at ${illegal.index}.`);
  const top: OpenElement = { name: "", attributes: {}, children: [], text: "" };
  const open = [top];
  let read = 0;
  for (const [token, closed, opened, attributes = "", isEmpty] of xml.matchAll(TOKEN)) {
    read += token.length;
    const parent = open.at(-1) ?? top;
    if (closed !== undefined) {
      if (open.pop()?.name !== closed) throw new Error(`${closed} is closed but not open.`);
    } else if (opened !== undefined) {
      const element = { name: opened, attributes: readAttributes(attributes), children: [], text: "" };
      parent.children.push(element);
      if (isEmpty === "") open.push(element);
    } else if (!token.startsWith("<")) parent.text += resolved(token);
  }
  const [root] = top.children;
  if (read !== xml.length) throw new Error(`No XML from ${read} on: ${xml.slice(read, read + 40)}`);
  if (!root || top.children.length !== 1 || open.length !== 1 || top.text.trim() !== "")
    throw new Error("There has to be one root element, and it has to be closed.");
  return root;
}

function readAttributes(text: string): Record<string, string> {
  const found = [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(
    ([, name = "", value = ""]) => [name, resolved(value)] as const,
  );
  const attributes = Object.fromEntries(found);
  if (Object.keys(attributes).length !== found.length) throw new Error(`An attribute is there twice in ${text}.`);
  return attributes;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function resolved(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|(\w+));|&/g, (entity, code: string | undefined, name: string | undefined) => {
    const character = code === undefined ? ENTITIES[name ?? ""] : String.fromCodePoint(Number(code));
    if (character === undefined) throw new Error(`There is no entity ${entity}.`);
    return character;
  });
}
