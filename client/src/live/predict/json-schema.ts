// Holds an answer against a JSON Schema of a request file. Nothing that the schema refers to is ever fetched.
import * as l10n from "@vscode/l10n";
import { Ajv } from "ajv";

/** More than a person reads at once. */
const MOST = 20;

/**
 * @returns what is wrong, such as `/data/ndarray must be array`; empty where the value satisfies the schema
 */
export function matchesSchema(schema: Readonly<Record<string, unknown>>, value: unknown): readonly string[] {
  // A new one each time: schemas of different files may bear one `$id`.
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false, addUsedSchema: false });
  const { $schema: _dialect, ...rules } = schema;
  try {
    if (ajv.validate(rules, value)) return [];
  } catch (error) {
    return [l10n.t`The schema cannot be used: ${error instanceof Error ? error.message : String(error)}.`];
  }
  return (ajv.errors ?? [])
    .slice(0, MOST)
    .map(
      ({ instancePath, message }) =>
        `${instancePath === "" ? l10n.t("The body") : instancePath} ${message ?? l10n.t("is wrong")}`,
    );
}
