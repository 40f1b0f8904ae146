// The options that a writing request carries in its query: dry run, field validation, field manager, force.
import { isTrue } from "./request.ts";
import { badRequest, invalid } from "./refusals.ts";

export type FieldValidation = "Strict" | "Warn" | "Ignore";

export interface WriteOptions {
  readonly isDryRun: boolean;
  readonly fieldValidation: FieldValidation;
  readonly fieldManager: string;
  readonly isForced: boolean;
}

const LONGEST_MANAGER = 128;

/** Reads the options of a create, update or patch. `kind` names them in refusals: `CreateOptions` … */
export function readWriteOptions(query: URLSearchParams, kind: string, userAgent: string): WriteOptions {
  const manager = query.get("fieldManager") ?? "";
  if (manager.length > LONGEST_MANAGER) {
    throw invalid(kind, "meta.k8s.io", "", [
      { type: "FieldValueTooLong", detail: "Too long: may not be longer than 128", field: "fieldManager" },
    ]);
  }
  return {
    isDryRun: readDryRun(query.getAll("dryRun"), kind),
    fieldValidation: readFieldValidation(query.get("fieldValidation"), kind),
    fieldManager: manager === "" ? (userAgent.split("/")[0] ?? "") || "unknown" : manager,
    isForced: isTrue(query.get("force")),
  };
}

/** `dryRun=All`, or nothing. */
export function readDryRun(values: readonly string[], kind: string): boolean {
  const unknown = values.find(value => value !== "All" && value !== "");
  if (unknown !== undefined) {
    throw invalid(kind, "meta.k8s.io", "", [
      {
        type: "FieldValueNotSupported",
        detail: `Unsupported value: []string{${JSON.stringify(unknown)}}: supported values: "All"`,
        field: "dryRun",
      },
    ]);
  }
  return values.includes("All");
}

function readFieldValidation(value: string | null, kind: string): FieldValidation {
  switch (value) {
    case null:
    case "":
    case "Warn":
      return "Warn";
    case "Strict":
    case "Ignore":
      return value;
    default:
      throw invalid(kind, "meta.k8s.io", "", [
        {
          type: "FieldValueNotSupported",
          detail: `Unsupported value: ${JSON.stringify(value)}: supported values: "Ignore", "Warn", "Strict"`,
          field: "fieldValidation",
        },
      ]);
  }
}

/** An apply patch must say for whom. */
export function requireManager(query: URLSearchParams): void {
  if ((query.get("fieldManager") ?? "") !== "") return;
  throw invalid("PatchOptions", "meta.k8s.io", "", [
    { type: "FieldValueRequired", detail: "Required value: is required for apply patch", field: "fieldManager" },
  ]);
}

/** What strict decoding found: refused with Strict, told with Warn. */
export interface StrictFinding {
  readonly duplicates: readonly string[];
  readonly unknownFields: readonly string[];
}

/** The texts of strict decoding, duplicates first. */
export function strictTexts({ duplicates, unknownFields }: StrictFinding): string[] {
  return [
    ...duplicates.map(path => `duplicate field "${path}"`),
    ...unknownFields.map(path => `unknown field "${path}"`),
  ];
}

/** 400: the words about an object that cannot be decoded. */
export function undecodable(kind: string, version: string, why: string): Error {
  return badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`);
}
