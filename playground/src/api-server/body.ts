// Reads the body of a request: JSON or YAML, and what strict field validation wants to know about its text.
import { parse as parseYaml } from "yaml";
import { isObject, listAt, parseJson } from "../support/json.ts";
import { PROTOBUF_TYPE, readProtobuf } from "./protobuf.ts";
import { badRequest, refusal } from "./refusals.ts";

export interface Body {
  readonly value: unknown;
  /** Paths of the fields that stand in the text more than once. */
  readonly duplicates: readonly string[];
}

/** Parses a body by its media type. Throws 400 for text that cannot be read, 415 for a type that is not served. */
export function readBody(bytes: Buffer, mediaType: string): Body {
  const type = mediaType.split(";")[0]?.trim() ?? "";
  if (type === PROTOBUF_TYPE) {
    const object = readProtobuf(bytes);
    if (!object) throw unsupportedMediaType();
    return { value: object, duplicates: [] };
  }
  const text = bytes.toString();
  const isJson = text.trimStart().startsWith("{") || !type.endsWith("yaml");
  if (!isJson) return { value: readYaml(text), duplicates: [] };
  if (type !== "" && !/json$|yaml$/.test(type)) throw unsupportedMediaType();
  const value = parseJson(text);
  if (value === undefined) throw badRequest(`invalid character in request body: ${text.slice(0, 20)}`);
  checkShape(value);
  return { value, duplicates: duplicateFields(text) };
}

/** For patches of built-in kinds, whose routes know their types. */
export function unroutableMediaType(): Error {
  return refusal(415, "UnsupportedMediaType", "415: Unsupported Media Type", {});
}

export function unsupportedMediaType(accepted?: readonly string[]): Error {
  const types = (accepted ?? ["application/json", "application/yaml", PROTOBUF_TYPE]).join(", ");
  return refusal(
    415,
    "UnsupportedMediaType",
    `the body of the request was in an unknown format - accepted media types include: ${types}`,
  );
}

/** Parses a YAML text, or JSON, which is YAML, too. Throws 400 for what is neither. */
export function readYaml(text: string): unknown {
  const value = (text.trimStart().startsWith("{") ? parseJson(text) : undefined) ?? parsedYaml(text);
  checkShape(value);
  return value;
}

function parsedYaml(text: string): unknown {
  try {
    const value: unknown = parseYaml(text, { version: "1.1", logLevel: "silent", maxAliasCount: 100 });
    return value;
  } catch (error) {
    throw badRequest(`error converting YAML to JSON: yaml: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Go's decoder goes down ten thousand levels. Nothing that is meant goes down fifty, and recursion has to end somewhere. */
const MOST_LEVELS = 500;

/** Refuses what cannot be walked or kept: a value too deep, and the one field name that plain objects treat as their own. */
function checkShape(value: unknown): void {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) throw badRequest("json: exceeded max depth");
    level = level.flatMap(entry => {
      if (!isObject(entry)) return listAt(entry).filter(isContainer);
      if (Object.hasOwn(entry, "__proto__")) throw badRequest('the playground keeps no field of the name "__proto__"');
      return Object.values(entry).filter(isContainer);
    });
  }
}

function isContainer(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

interface Level {
  readonly keys: Set<string> | undefined;
  path: string;
  key: string;
  index: number;
}

/** Paths of keys that an object has twice. JSON.parse has proved the text well-formed before. */
function duplicateFields(text: string): string[] {
  const found: string[] = [];
  const levels: Level[] = [];
  let last = "";
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === "{" || token === "[") levels.push(open(token, level));
    else if (token === "}" || token === "]") levels.pop();
    else if (token === "," && level && !level.keys) level.index++;
    else if (token === ":" && level?.keys) {
      const key = String(parseJson(last));
      level.key = level.path === "" ? key : `${level.path}.${key}`;
      if (level.keys.has(key) && !found.includes(level.key)) found.push(level.key);
      level.keys.add(key);
    }
    last = token;
  }
  return found;
}

function open(token: string, parent: Level | undefined): Level {
  const path = parent === undefined ? "" : parent.keys ? parent.key : `${parent.path}[${parent.index}]`;
  return { keys: token === "{" ? new Set() : undefined, path, key: "", index: 0 };
}

/** Whether a body is an object with `metadata`; others cannot be a resource. */
export function isResourceBody(value: unknown): value is Record<string, unknown> {
  return (
    isObject(value) && (value["metadata"] === undefined || value["metadata"] === null || isObject(value["metadata"]))
  );
}
