// What is told of a cluster, and that nothing is told twice.
import { expect, test } from "vitest";
import {
  ended,
  CREATED,
  sampleDeployment,
  samplePod,
  sampleReplicaSet,
  sampleWorkload,
} from "../../domain/health/sample-cluster.ts";
import { health, relate } from "../../domain/index.ts";
import { kubeError } from "../../kube/errors/make-error.ts";
import type { ClusterState } from "../cluster-model.ts";
import { summaryOf, type DeploymentSummary } from "../deployment-summary.ts";
import type { JudgedDeployment } from "../watched-cluster.ts";
import { createNewsMaker, type NewsMaker } from "./cluster-news.ts";
import { Summaries } from "./summaries.ts";

/** A deployment whose initializer has failed, or one that has not started. */
function judged(name: string, isFailing = false): JudgedDeployment {
  const workload = sampleWorkload();
  const set = sampleReplicaSet(workload, 1, 0);
  const pods = [samplePod(set, isFailing ? { "classifier-model-initializer": ended(1) } : {})];
  const deployment = sampleDeployment();
  const seldonDeployments = [{ ...deployment, metadata: { ...deployment.metadata, name } }];
  const [tree] = relate({ seldonDeployments, deployments: [workload], replicaSets: [set], pods });
  if (!tree) throw new Error("No tree.");
  return { key: `models/${name}`, tree, infos: health(tree, { now: CREATED, lastLines: () => [] }) };
}

interface Here {
  readonly maker: NewsMaker;
  state: ClusterState;
  shown: Map<string, JudgedDeployment>;
  /** Keys of those that cannot be judged. */
  readonly broken: Set<string>;
  readonly faults: unknown[];
}

function cluster(...deployments: readonly JudgedDeployment[]): Here {
  const known = new WeakMap<JudgedDeployment, DeploymentSummary>();
  const summary = (of: JudgedDeployment): DeploymentSummary => {
    const found = known.get(of) ?? summaryOf(of);
    known.set(of, found);
    return found;
  };
  const watched: Parameters<typeof createNewsMaker>[0] = {
    get state() {
      return here.state;
    },
    scope: undefined,
    get namespaces() {
      return here.state.kind === "live" && here.shown.size > 0 ? ["models"] : [];
    },
    deployments: () => {
      if (here.broken.size > 0) throw new Error("one cannot be judged");
      return [...here.shown.values()].map(summary);
    },
    deployment(key) {
      if (here.broken.has(key)) throw new Error(`${key} cannot be judged`);
      const found = here.shown.get(key);
      return found && summary(found);
    },
    follow: key => ({
      get judged() {
        return here.shown.get(key);
      },
      ready: () => Promise.resolve(),
      dispose: () => {},
    }),
  };
  const here: Here = {
    faults: [],
    maker: createNewsMaker(watched, error => here.faults.push(error)),
    state: { kind: "live" },
    broken: new Set(),
    shown: new Map(deployments.map(each => [each.key, each])),
  };
  return here;
}

function names(summaries: string | undefined): string[] {
  const rows = new Summaries();
  rows.take(summaries ?? "[]", []);
  return rows.of("models").map(({ name }) => name);
}

test("everything is told once, and then only what looks different", () => {
  const here = cluster(judged("a"), judged("b"));
  const first = here.maker.next(undefined);
  expect(first?.snapshot).toEqual({ state: { kind: "live" }, scope: undefined, namespaces: ["models"] });
  expect(names(first?.summaries)).toEqual(["a", "b"]);
  expect(here.maker.next(undefined)).toBeUndefined();
  here.shown.set("models/b", judged("b", true));
  const next = here.maker.next(new Set(["models/a", "models/b"]));
  expect(names(next?.summaries)).toEqual(["b"]);
  expect(next).toMatchObject({ snapshot: undefined, gone: [], trees: [] });
});

test("a deployment that is gone is told so, and the last one with its namespace", () => {
  const here = cluster(judged("a"), judged("b"));
  here.maker.next(undefined);
  here.shown.delete("models/a");
  expect(here.maker.next(new Set(["models/a"]))).toMatchObject({ gone: ["models/a"], summaries: "[]" });
  here.shown.clear();
  expect(here.maker.next(new Set(["models/b"]))).toMatchObject({ gone: ["models/b"], snapshot: { namespaces: [] } });
});

test("the first deployment of a namespace brings it along", () => {
  const here = cluster();
  here.maker.next(undefined);
  here.shown.set("models/a", judged("a"));
  const news = here.maker.next(new Set(["models/a"]));
  expect(names(news?.summaries)).toEqual(["a"]);
  expect(news?.snapshot?.namespaces).toEqual(["models"]);
});

test("a failure goes as plain data", () => {
  const here = cluster();
  here.state = { kind: "failed", error: kubeError("unreachable", "No answer.") };
  expect(here.maker.next(undefined)?.snapshot?.state).toEqual({
    kind: "failed",
    error: { message: "No answer.", reason: "unreachable", status: undefined, isOutcomeUnknown: false },
  });
});

test("a tree is told to those that follow it, when it is another, and no longer", () => {
  const here = cluster(judged("a"), judged("b"));
  here.maker.next(undefined);
  expect(here.maker.follow("models/b").trees).toEqual([{ key: "models/b", judged: here.shown.get("models/b") }]);
  expect(here.maker.next(new Set(["models/b"]))).toBeUndefined();
  const now = judged("b");
  here.shown.set("models/b", now);
  expect(here.maker.next(new Set(["models/b"]))?.trees).toEqual([{ key: "models/b", judged: now }]);
  here.shown.delete("models/b");
  expect(here.maker.next(new Set(["models/b"]))?.trees).toEqual([{ key: "models/b", judged: undefined }]);
  here.maker.unfollow("models/b");
  here.shown.set("models/b", judged("b"));
  expect(here.maker.next(new Set(["models/b"]))?.trees).toEqual([]);
});

test("what rows say is there when it has gone as text", () => {
  const rows = new Summaries();
  rows.take(JSON.stringify([summaryOf(judged("a", true))]), []);
  expect(rows.get("models/a")).toMatchObject({
    ...{ name: "a", namespace: "models", info: { state: "failed" }, predictors: [{ pods: [expect.any(String)] }] },
  });
});

test("what cannot be judged is told as a fault, and keeps nothing else from being told", () => {
  const here = cluster(judged("a"), judged("b"));
  here.broken.add("models/a");
  expect(here.maker.next(undefined)).toMatchObject({ snapshot: { state: { kind: "live" } }, summaries: "[]" });
  expect(names(here.maker.next(new Set(["models/a", "models/b"]))?.summaries)).toEqual(["b"]);
  expect(here.faults).toHaveLength(2);
  here.broken.add("models/b");
  expect(here.maker.next(new Set(["models/b"]))).toBeUndefined();
});
