// Reads request files: which tests and cases a file holds and where, by the language server, which reads the YAML.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import {
  PREDICTION_TEST_KIND,
  type LocateParams,
  type LocateResult,
  type ObjectsParams,
  type ObjectsResult,
} from "../../../../schemas/src/index.ts";
import { listAt, textAt, type ValuePath } from "../../domain/deploy/index.ts";

/** What reads request files: the client reads no YAML. */
export interface RequestServer {
  objects(params: ObjectsParams): Promise<ObjectsResult>;
  locate(params: LocateParams): Promise<LocateResult>;
  problems(uri: string): Promise<readonly RequestFinding[]>;
}

/** A finding as the server reports it. */
export interface RequestFinding {
  readonly message: string;
  readonly severity?: 1 | 2 | 3 | 4 | undefined;
  readonly range: TextRange;
}

interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** A file as it was when it was read. */
export interface RequestFile {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly tests: readonly RequestTest[];
}

export interface RequestTest {
  /** Among all objects of the file. */
  readonly index: number;
  readonly name: string;
  /** The plain object. */
  readonly value: unknown;
  readonly range: vscode.Range;
  readonly nameRange: vscode.Range;
  readonly cases: readonly RequestCase[];
}

export interface RequestCase {
  /** In the list `cases`. */
  readonly index: number;
  readonly name: string;
  readonly range: vscode.Range;
}

export async function readRequests(server: RequestServer, uri: vscode.Uri): Promise<RequestFile> {
  const text = await textOf(uri);
  const { objects } = await server.objects({ uri: uri.toString(), text });
  const found = objects
    .map((object, index) => ({ object, index }))
    .filter(({ object }) => object.kind === PREDICTION_TEST_KIND);
  const tests = found.map(async ({ object, index }): Promise<RequestTest> => {
    const names = listAt(object.value, "spec", "cases").map(
      (entry, at) => textAt(entry, "name") ?? l10n.t`case ${at + 1}`,
    );
    const paths = names.map((_, at): ValuePath => ["spec", "cases", at]);
    const ranges = await placesOf(server, { uri, text }, index, paths);
    return {
      index,
      name: object.name ?? l10n.t("unnamed test"),
      value: object.value,
      range: toRange(object.range),
      nameRange: toRange(object.nameRange),
      cases: names.map((name, at) => ({ index: at, name, range: ranges[at] ?? toRange(object.nameRange) })),
    };
  });
  return { uri, text, tests: await Promise.all(tests) };
}

/** Where values of an object stand, in the text that was read; nothing where the server does not answer. */
export async function placesOf(
  server: RequestServer,
  { uri, text }: Pick<RequestFile, "uri" | "text">,
  index: number,
  paths: readonly ValuePath[],
): Promise<readonly vscode.Range[]> {
  if (paths.length === 0) return [];
  try {
    const { ranges } = await server.locate({ uri: uri.toString(), text, index, paths: paths.map(path => [...path]) });
    return ranges.map(toRange);
  } catch {
    // Users are told by others that the server does not run; whoever asks has a place to fall back on.
    return [];
  }
}

export function toRange({ start, end }: TextRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** As an editor has it, where one does. */
async function textOf(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
  return open ? open.getText() : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
