// What there is to check in a file: its documents, the manifests that these carry in strings, or the code of a page or script.
import {
  parseDocument,
  parseStream,
  YamlDocument,
  type Range,
  type StreamDocument,
  type YamlStream,
} from "../yaml/index.ts";
import { codeBlocks, type CodeBlock } from "./blocks.ts";
import { embeddedManifests, indentedDocuments } from "./embedded.ts";
import { textKindOf, type TextKind } from "./file-kind.ts";
import { optionValues, readScript } from "./shell.ts";

/** A document of a file, or a part of it that is looked at as one. */
export interface Piece extends StreamDocument {
  /** Undefined for YAML. */
  readonly textKind?: TextKind;
  /** True for a part of something else: an example on a page, a string of a workflow. */
  readonly isExcerpt?: true;
  /** True for the patch in a command that patches a SeldonDeployment. */
  readonly isPatch?: true;
}

export interface Source {
  /** The documents of a YAML or JSON file; undefined for texts that are none, which have no other language features. */
  readonly stream: YamlStream | undefined;
  /** Those documents first. */
  readonly pieces: readonly Piece[];
}

/** Reads a file. Parts whose text stands unchanged in `previous` are taken over from it. */
export function readSource(text: string, fileName: string | undefined, previous?: Source): Source {
  const kind = textKindOf(fileName);
  const read = reader(previous);
  if (kind) return { stream: undefined, pieces: piecesOfText(text, kind, fileName ?? "", read) };
  const stream = parseStream(text, previous?.stream);
  const embedded = stream.documents.flatMap(({ document, offset }) =>
    embeddedManifests(document).map(({ start, end }) =>
      read(text, { start: start + offset, end: end + offset }, { isExcerpt: true }),
    ),
  );
  return { stream, pieces: embedded.length === 0 ? stream.documents : [...stream.documents, ...embedded] };
}

type Read = (text: string, range: Range, how?: Pick<Piece, "textKind" | "isExcerpt" | "isPatch">) => Piece;

function reader(previous: Source | undefined): Read {
  const known = new Map<string, YamlDocument>();
  for (const { textKind, isExcerpt, document } of previous?.pieces ?? [])
    if (textKind !== undefined || isExcerpt) known.set(`${textKind ?? ""} ${document.text}`, document);
  return (text, { start, end }, how = {}) => {
    const part = text.slice(start, end);
    const document =
      known.get(`${how.textKind ?? ""} ${part}`) ??
      (how.textKind === undefined ? parseDocument(part) : new YamlDocument(part, undefined, []));
    return { offset: start, document, ...how };
  };
}

function piecesOfText(text: string, kind: TextKind, fileName: string, read: Read): readonly Piece[] {
  const whole = { start: 0, end: text.length };
  if (kind === "ShellScript") return scriptPieces(text, whole, read);
  if (kind !== "Page") return [read(text, whole, { textKind: kind })];
  const blocks = codeBlocks(text, fileName).flatMap(block => blockPieces(text, block, read));
  return [read(text, whole, { textKind: "Page" }), ...blocks];
}

/** A line that stands for others. */
const ELLIPSIS = /^[ \t]*(?:[-#][ \t]*)*(?:\.\.\.|…|\[\.\.\.\])/m;

const SHELL = /^(bash|sh|shell|zsh|console|shell-session|terminal)?$/;

function blockPieces(text: string, block: CodeBlock, read: Read): readonly Piece[] {
  const { language } = block;
  const code = text.slice(block.start, block.end);
  if (/^(ya?ml|json)$/.test(language) || (SHELL.test(language) && looksLikeYaml(code))) {
    // What a page leaves out, nobody can miss.
    if (ELLIPSIS.test(code)) return [];
    return indentedDocuments(text, block).map(range => read(text, range, { isExcerpt: true }));
  }
  if (SHELL.test(language)) return scriptPieces(text, block, read);
  if (/^docker(file)?$/.test(language) && /^\s*FROM\s/im.test(code))
    return [read(text, block, { textKind: "Dockerfile", isExcerpt: true })];
  if (/^(python3?|py)$/.test(language)) return [read(text, block, { textKind: "PythonCode", isExcerpt: true })];
  return [];
}

/** Pages name the wrong language often enough. A script's first words are no key with a colon. */
function looksLikeYaml(code: string): boolean {
  const first = code.split("\n").find(line => line.trim() !== "" && !/^\s*#/.test(line)) ?? "";
  return /^\s*(-\s+)?[A-Za-z_][\w.-]*:(\s|$)/.test(first);
}

/** The kind as kubectl takes it, alone or before a name. */
const DEPLOYMENT_RESOURCE = /^(sdep|seldondeployments?)(\.machinelearning\.seldon\.io)?(\/.+)?$/i;

/** The script itself, the manifests that it writes in here-documents, and the patches of its commands. */
function scriptPieces(text: string, range: Range, read: Read): readonly Piece[] {
  const code = text.slice(range.start, range.end);
  const { commands, hereDocuments } = readScript(code);
  const inFile = ({ start, end }: Range): Range => ({ start: start + range.start, end: end + range.start });
  const manifests = hereDocuments.filter(({ start, end }) =>
    /^[ \t]*(- )?(apiVersion|kind):/m.test(code.slice(start, end)),
  );
  const patches = commands.flatMap(command => {
    const words = command.words.map(({ text: word }) => word);
    if (!words.includes("patch") || !words.some(word => DEPLOYMENT_RESOURCE.test(word))) return [];
    return optionValues(command, "-p", "--patch").flatMap(({ inner, text: value }) =>
      inner && value !== "" ? inner : [],
    );
  });
  return [
    read(text, range, { textKind: "ShellScript", ...(range.start > 0 && { isExcerpt: true }) }),
    ...manifests.flatMap(place =>
      indentedDocuments(text, inFile(place)).map(part => read(text, part, { isExcerpt: true })),
    ),
    ...patches.map(place => read(text, inFile(place), { isExcerpt: true, isPatch: true })),
  ];
}
