// Pods from templates, the hash of a template, and which pods are given up first.
import { expect, test } from "vitest";
import type { Pod } from "../kubernetes/pod-types.ts";
import type { Deployment, ReplicaSet } from "../kubernetes/workload-types.ts";
import { countAvailable, rankForDeletion } from "./availability.ts";
import { canonicalJson, hashTemplate, makePod } from "./pod-template.ts";
import { annotateRevision, findNewest, makeReplicaSet, nextRevision, outdatedSets } from "./revisions.ts";

const template = { metadata: { labels: { app: "a" } }, spec: { containers: [{ name: "c", image: "i:1" }] } };

const deployment: Deployment = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: {
    name: "d",
    namespace: "ns",
    uid: "u",
    annotations: { note: "x", "kubectl.kubernetes.io/last-applied-configuration": "{}" },
  },
  spec: { replicas: 2, selector: { matchLabels: { app: "a" } }, template, revisionHistoryLimit: 1 },
};

test("the order of keys does not matter to a hash, the collision count does", () => {
  const other = { spec: { containers: [{ image: "i:1", name: "c" }] }, metadata: { labels: { app: "a" } } };
  expect(hashTemplate(other)).toBe(hashTemplate(template));
  expect(hashTemplate(template)).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{5,10}$/);
  expect(hashTemplate(template, 1)).not.toBe(hashTemplate(template));
  expect(canonicalJson({ b: [2, 1], a: { d: 1, c: undefined } })).toBe('{"a":{"d":1},"b":[2,1]}');
});

test("a ReplicaSet is found again by its template, and its pods bear its hash", () => {
  const set = makeReplicaSet(deployment, 1);
  const hash = set.metadata.labels?.["pod-template-hash"] ?? "";
  expect(set.metadata).toMatchObject({
    name: `d-${hash}`,
    annotations: { note: "x", "deployment.kubernetes.io/revision": "1" },
  });
  expect(set.metadata.annotations).not.toHaveProperty(["kubectl.kubernetes.io/last-applied-configuration"]);
  expect(set.spec.selector.matchLabels).toEqual({ app: "a", "pod-template-hash": hash });
  expect(findNewest(deployment, [set])).toBe(set);
  const changed = { ...deployment, spec: { ...deployment.spec, template: { ...template, spec: { containers: [] } } } };
  expect(findNewest(changed, [set])).toBeUndefined();
  const pod = makePod(set, set.spec.template ?? template);
  expect(pod.metadata.name).toMatch(new RegExp(`^d-${hash}-[a-z0-9]{5}$`));
  expect(pod.metadata).toMatchObject({
    labels: { app: "a", "pod-template-hash": hash },
    ownerReferences: [{ kind: "ReplicaSet", controller: true }],
  });
});

test("a rollback takes the next revision and remembers the earlier one", () => {
  const withRevision = (revision: number): ReplicaSet => makeReplicaSet(deployment, revision);
  expect(nextRevision(undefined, [])).toBe(1);
  expect(nextRevision(withRevision(1), [withRevision(2)])).toBe(3);
  expect(nextRevision(withRevision(3), [withRevision(2)])).toBe(3);
  expect(annotateRevision(deployment, withRevision(1), 3)).toMatchObject({
    "deployment.kubernetes.io/revision": "3",
    "deployment.kubernetes.io/revision-history": "1",
  });
});

test("old ReplicaSets beyond the limit go, the oldest revision first, unless they still have pods", () => {
  const idle = (name: string, revision: number, replicas = 0): ReplicaSet => {
    const set = makeReplicaSet(deployment, revision);
    return {
      ...set,
      metadata: { ...set.metadata, name, generation: 1 },
      spec: { ...set.spec, replicas },
      status: { replicas, observedGeneration: 1 },
    };
  };
  const old = [idle("three", 3), idle("one", 1), idle("two", 2)];
  expect(outdatedSets(deployment, old).map(set => set.metadata.name)).toEqual(["one", "two"]);
  expect(outdatedSets(deployment, [idle("one", 1, 1), idle("two", 2)]).map(set => set.metadata.name)).toEqual(["two"]);
});

function pod(name: string, ready: "True" | "False" | undefined, restarts = 0): Pod {
  const status = {
    name: "c",
    image: "",
    imageID: "",
    ready: false,
    restartCount: restarts,
    state: {},
    lastState: {},
  };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, creationTimestamp: `2026-03-01T12:00:0${name.length}Z` },
    spec: { containers: [], nodeName: "n" },
    status: {
      phase: ready === undefined ? "Pending" : "Running",
      conditions:
        ready === undefined ? [] : [{ type: "Ready", status: ready, lastTransitionTime: new Date().toISOString() }],
      containerStatuses: [status],
    },
  };
}

test("pending pods go before unready ones, those before ready ones; then many restarts and youth count", () => {
  const pods = [
    pod("ready", "True"),
    pod("readyy", "True"),
    pod("re", "True", 5),
    pod("unready", "False"),
    pod("pending", undefined),
  ];
  expect(rankForDeletion(pods).map(({ metadata }) => metadata.name)).toEqual([
    "pending",
    "unready",
    "re",
    "readyy",
    "ready",
  ]);
});

test("a pod counts as available after minReadySeconds", () => {
  const pods = [pod("a", "True"), pod("b", "False")];
  expect(countAvailable(pods, 0, 1)).toEqual({ available: { ready: 1, available: 1 }, againIn: undefined });
  const soon = countAvailable(pods, 60, 1);
  expect(soon.available).toEqual({ ready: 1, available: 0 });
  expect(soon.againIn).toBeGreaterThan(55);
});
