import { expect, test } from "vitest";
import type { ClusterSession, GetOptions, KubeObject, ObjectRef } from "../../kube/port.ts";
import { kubeError } from "../../kube/errors/make-error.ts";
import { lookUpChanges } from "./look-up-changes.ts";

const signal = new AbortController().signal;
const WRITTEN = {
  creationTimestamp: "2026-11-21T09:00:00Z",
  managedFields: [
    entry("kubectl", "2026-11-21T10:00:00Z", "f:data"),
    entry("controller", "2026-11-21T11:00:00Z", "f:metadata"),
  ],
};

function entry(
  manager: string,
  time: string,
  field: string,
): NonNullable<KubeObject["metadata"]["managedFields"]>[number] {
  return { manager, operation: "Update", time, fieldsV1: { [field]: {} } };
}

/** A cluster with some Secrets and ConfigMaps, which remembers what it was asked. */
function cluster(metadata: Readonly<Record<string, object>>): { get: ClusterSession["get"]; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    get<T extends KubeObject>({ type, name }: ObjectRef<T>, options?: GetOptions): Promise<T> {
      asked.push(`${type.kind} ${name} ${options?.isMetadataOnly === true ? "metadata" : "whole"}`);
      const found = metadata[name];
      if (!found) return Promise.reject(kubeError("forbidden", "no"));
      const object: unknown = { kind: type.kind, metadata: { name, ...found } };
      return Promise.resolve(JSON.parse(JSON.stringify(object)));
    },
  };
}

const OBJECTS = [
  { kind: "Secret", name: "store" },
  { kind: "ConfigMap", name: "options" },
];

test("the last write to the content counts; what may not be read is left out; only metadata is asked for", async () => {
  const session = cluster({ store: WRITTEN });
  expect(await lookUpChanges(session, "models", OBJECTS, { signal, isReadOnly: false })).toEqual([
    { kind: "Secret", name: "store", at: "2026-11-21T10:00:00Z" },
  ]);
  expect(session.asked).toEqual(["Secret store metadata", "ConfigMap options metadata"]);
});

test("read-only asks for no Secret at all", async () => {
  const session = cluster({ store: WRITTEN, options: { creationTimestamp: "2026-11-21T09:00:00Z" } });
  expect(await lookUpChanges(session, "models", OBJECTS, { signal, isReadOnly: true })).toEqual([
    { kind: "ConfigMap", name: "options", at: "2026-11-21T09:00:00Z" },
  ]);
  expect(session.asked).toEqual(["ConfigMap options metadata"]);
});
