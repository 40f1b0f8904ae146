import { expect, test } from "vitest";
import {
  CONTRIBUTOR_NAME,
  isSchemaContributorApi,
  SCHEMA_URI,
  schemaContent,
  schemaFor,
} from "./schema-contribution.ts";

const FILE = "file:///workspace/a.yaml";

test("gives a schema for manifests of Seldon's kind and requests only", () => {
  expect(schemaFor(FILE, "kind: SeldonDeployment\n")).toBe(SCHEMA_URI);
  expect(schemaFor(FILE, "apiVersion: seldon-deployments/v1\n")).toBe(SCHEMA_URI);
  expect(schemaFor("file:///workspace/wine.predict.yaml", "")).toBe(SCHEMA_URI);
  expect(schemaFor(FILE, "kind: Deployment\n")).toBeUndefined();
  expect(schemaFor(FILE, "kind: Secret\nstringData: {RCLONE_CONFIG_S3_TYPE: s3}\n")).toBeUndefined();
  expect(schemaFor(FILE, undefined)).toBeUndefined();
});

test("the schema's address names its contributor, by which the YAML extension finds it", () => {
  expect(new URL(SCHEMA_URI).protocol).toBe(`${CONTRIBUTOR_NAME}:`);
});

test("the schema names no other and no property, so that nothing is fetched and nothing completed", () => {
  const schema: unknown = JSON.parse(schemaContent, (key, value: unknown) => (key === "" ? value : `text of ${key}`));
  expect(schema).toEqual({
    $schema: "text of $schema",
    title: "text of title",
    description: "text of description",
  });
});

test("looks at exports before it uses them", () => {
  expect(isSchemaContributorApi({ registerContributor: () => true })).toBe(true);
  for (const other of [undefined, null, {}, { registerContributor: 1 }, "text"]) {
    expect(isSchemaContributorApi(other)).toBe(false);
  }
});
