// The XML of S3's answers.

export type XmlContent = string | number | boolean | readonly XmlElement[];

export interface XmlElement {
  readonly name: string;
  readonly content: XmlContent;
}

export function element(name: string, content: XmlContent): XmlElement {
  return { name, content };
}

/** A whole document. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${print(root, ` xmlns="http://s3.amazonaws.com/doc/2006-03-01/"`)}`;
}

/** Errors have no namespace. */
export function xmlError(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${print(root, "")}`;
}

function print({ name, content }: XmlElement, attributes = ""): string {
  const inside = typeof content === "object" ? content.map(child => print(child)).join("") : escape(String(content));
  return `<${name}${attributes}>${inside}</${name}>`;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&#34;"],
]);

function escape(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, mark => ENTITIES.get(mark) ?? `&#x${mark.charCodeAt(0).toString(16)};`);
}
