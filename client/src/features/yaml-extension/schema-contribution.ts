// What the YAML extension is given for our manifests: a schema that allows everything and knows nothing, so that it neither
// fetches one nor completes keys beside ours, and a careful look at what that extension exports.
import * as l10n from "@vscode/l10n";
import { isRequestFile, namesSeldonKind } from "../../ui/seldon-text.ts";

/** Also the scheme of the schema's address: the YAML extension finds the contributor of a schema by it. */
export const CONTRIBUTOR_NAME = "seldon";
export const SCHEMA_URI = `${CONTRIBUTOR_NAME}://schema/any-seldon-manifest`;

const PERMISSIVE_SCHEMA = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: l10n.t("Seldon manifest"),
  description: l10n.t("Checked and completed by the Seldon Deployments extension."),
};

export const schemaContent: string = JSON.stringify(PERMISSIVE_SCHEMA);

/** @returns the address of the schema for a document with this URI and text; nothing for documents that are none of ours */
export function schemaFor(uri: string, text: string | undefined): string | undefined {
  const isOurs = text !== undefined && (namesSeldonKind(text) || isRequestFile(uri, text));
  return isOurs ? SCHEMA_URI : undefined;
}

/** The part of the YAML extension's exports that is used. */
export interface SchemaContributorApi {
  registerContributor(
    name: string,
    requestSchema: (resource: string) => string | undefined,
    requestSchemaContent: (uri: string) => string | undefined,
  ): boolean;
}

export function isSchemaContributorApi(value: unknown): value is SchemaContributorApi {
  return (
    typeof value === "object" &&
    value !== null &&
    "registerContributor" in value &&
    typeof value.registerContributor === "function"
  );
}
