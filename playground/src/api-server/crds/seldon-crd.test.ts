// Holds the playground's CRD against Seldon's own, keyword by keyword, where that is beside the project.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { isObject, listAt, textAt, valueAt } from "../../support/json.ts";
import { seldonDeploymentCrd } from "./seldon-deployment.ts";

const CRD = new URL("../../../../../shared/data/seldondeployment-crd-1.17.1.yaml", import.meta.url);
const isPresent = existsSync(CRD);
const name = isPresent ? "beside Seldon's CRD" : "beside Seldon's CRD (skipped: ../shared/data is not there)";

/** What only people read, and what the API server sees to itself. */
const LEFT_OUT = new Set(["description", "x-kubernetes-map-type", "anyOf"]);

describe.skipIf(!isPresent)(name, () => {
  test.each(["v1", "v1alpha2", "v1alpha3"])("%s has the same schema", version => {
    const real: unknown = parse(readFileSync(CRD, "utf8"));
    for (const part of ["spec", "status"]) {
      const wanted = comparable(valueAt(schemaOf(real, version), "properties", part));
      expect(
        differences(comparable(valueAt(schemaOf(seldonDeploymentCrd(), version), "properties", part)), wanted, part),
      ).toEqual([]);
    }
  });
});

function schemaOf(definition: unknown, version: string): unknown {
  const found = listAt(definition, "spec", "versions").find(candidate => textAt(candidate, "name") === version);
  return valueAt(found, "schema", "openAPIV3Schema");
}

function comparable(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(comparable);
  if (!isObject(schema)) return schema;
  const entries = Object.entries(schema).filter(([keyword, value]) => !LEFT_OUT.has(keyword) || isObject(value));
  return Object.fromEntries(entries.map(([keyword, value]) => [keyword, comparable(value)]));
}

function differences(ours: unknown, real: unknown, path: string): string[] {
  if (isObject(ours) && isObject(real)) {
    const keys = new Set([...Object.keys(ours), ...Object.keys(real)]);
    return [...keys].flatMap(key => differences(ours[key], real[key], `${path}.${key}`));
  }
  const [own, theirs] = [JSON.stringify(ours), JSON.stringify(real)];
  return own === theirs ? [] : [`${path}: ${own}, in the CRD ${theirs}`];
}
