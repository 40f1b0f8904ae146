// Reads and checks request files by the language server, the only one who reads YAML: the same program that the editor runs.
import { pathToFileURL } from "node:url";
import {
  LOCATE_METHOD,
  LocateResult,
  OBJECTS_METHOD,
  ObjectsResult,
  PREDICTION_TEST_KIND,
} from "../../../../schemas/src/index.ts";
import { startLanguageServer } from "../language-server/start.ts";

export interface TestReader {
  read(file: string, text: string): Promise<ReadFile>;
  /** Where fields of the object stand: one range for each path, as far as there are any. */
  locate(file: string, index: number, paths: readonly ValuePath[]): Promise<LocateResult["ranges"]>;
  close(): void;
}

export type ValuePath = readonly (string | number)[];

export interface ReadFile {
  readonly tests: readonly ReadTest[];
  /** Errors that the language server finds: such a file is not sent. */
  readonly errors: readonly FileError[];
}

export interface ReadTest {
  /** Which object of the file. */
  readonly index: number;
  readonly name: string;
  /** The plain object. */
  readonly value: unknown;
}

interface FileError {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const ERROR = 1;

/** Starts the server `program`, which ends with us. @param folder what is open, so to speak */
export async function startTestReader(program: string, folder: string): Promise<TestReader> {
  const rpc = await startLanguageServer(program, folder);
  return {
    async read(file, text) {
      const textDocument = { uri: pathToFileURL(file).href };
      rpc.notify("textDocument/didOpen", { textDocument: { ...textDocument, languageId: "yaml", version: 1, text } });
      const [objects, report] = await Promise.all([
        rpc.request(OBJECTS_METHOD, textDocument),
        rpc.request("textDocument/diagnostic", { textDocument }),
      ]);
      return { tests: testsIn(objects), errors: errorsIn(report) };
    },
    async locate(file, index, paths) {
      const params = { uri: pathToFileURL(file).href, index, paths };
      return LocateResult.parse(await rpc.request(LOCATE_METHOD, params)).ranges;
    },
    close: () => rpc.close(),
  };
}

function testsIn(result: unknown): ReadTest[] {
  return ObjectsResult.parse(result).objects.flatMap(({ kind, name, value }, index) =>
    kind === PREDICTION_TEST_KIND ? [{ index, name: name ?? "", value }] : [],
  );
}

function errorsIn(report: unknown): FileError[] {
  const items = fieldOf(report, "items");
  return (Array.isArray(items) ? items : []).flatMap((item: unknown) => {
    if (fieldOf(item, "severity") !== ERROR) return [];
    const start = fieldOf(fieldOf(item, "range"), "start");
    const [line, character] = [fieldOf(start, "line"), fieldOf(start, "character")].map(Number);
    return [{ line: (line ?? 0) + 1, column: (character ?? 0) + 1, message: String(fieldOf(item, "message")) }];
  });
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
